"""Mutants with another formula in one cell; in half of them the whole book is recalculated afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from tests.audit.buku_xml import neighbour, references
from tests.audit.mutasi import Clean, Kind, Mutant, recalculated

FORMULA = frozenset({"A03"})
NOTHING: frozenset[str] = frozenset()
Change = Callable[[str], Iterator[str]]
"""The ways to change a formula (without ``=``)."""


def _changed_formula(clean: Clean, random: Random, kind: str, change: Change, codes: frozenset[str], info: str) -> Mutant | None:
    """A mutant with another formula in one cell."""
    candidates = [(sheet, cell) for sheet, cell in clean.formulas if next(change(cell.formula or ""), None)]
    if not candidates:
        return None
    sheet, cell = random.choice(candidates)
    formula = random.choice(list(change(cell.formula or "")))
    book = clean.xml.copy()
    book.put(sheet, cell.address, formula=formula, value=cell.value)
    fresh = random.random() < 0.5
    data = recalculated(book) if fresh else book.data()
    note = f"={cell.formula} → ={formula}{' (dihitung ulang)' if fresh else ''}"
    return Mutant(kind, data, sheet, frozenset({cell.address}), codes, info, note)


def _operators(formula: str) -> Iterator[str]:
    bare = re.sub(r'"[^"]*"', lambda match: "_" * len(match[0]), formula)
    for match in re.finditer(r"(?<=[\w)])([-+*/])(?=[\w('$])", bare):
        for other in "+-*/":
            if other != match[1]:
                yield formula[: match.start()] + other + formula[match.end() :]


def _comparisons(formula: str) -> Iterator[str]:
    bare = re.sub(r'"[^"]*"', lambda match: "_" * len(match[0]), formula)
    for match in re.finditer(r"<=|>=|<>|=|<|>", bare):
        for other in ("=", ">", "<", ">=", "<=", "<>"):
            if other != match[0]:
                yield formula[: match.start()] + other + formula[match.end() :]


def _moved(rows: int, columns: int) -> Change:
    def change(formula: str) -> Iterator[str]:
        for match in references(formula):
            if match["last"]:
                continue
            for sign in (1, -1):
                place_row = int(re.sub(r"\D", "", match["first"]))
                letters = re.sub(r"[^A-Z]", "", match["first"])
                if place_row + sign * rows < 1 or (columns and sign < 0 and letters == "A"):
                    continue
                other = neighbour(match["first"], sign * rows, sign * columns)
                yield formula[: match.start("first")] + other + formula[match.end("first") :]

    return change


def _ranges(by: int) -> Change:
    def change(formula: str) -> Iterator[str]:
        for match in references(formula):
            if match["last"] and not (by < 0 and _rows(match) == 1):
                other = neighbour(match["last"][1:], by)
                yield formula[: match.start("last") + 1] + other + formula[match.end("last") :]

    return change


def _starts(by: int) -> Change:
    def change(formula: str) -> Iterator[str]:
        for match in references(formula):
            if match["last"] and _rows(match) > 1:
                yield formula[: match.start("first")] + neighbour(match["first"], by) + formula[match.end("first") :]

    return change


def _rows(match: re.Match[str]) -> int:
    first, last = (int(re.sub(r"\D", "", match[part])) for part in ("first", "last"))
    return last - first + 1


def _constants_for_references(formula: str) -> Iterator[str]:
    for match in references(formula):
        if not match["last"]:
            yield formula[: match.start()] + "97.5" + formula[match.end() :]


def _constants(formula: str) -> Iterator[str]:
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", lambda match: "_" * len(match[0]), formula)
    for match in re.finditer(r"(?<![\w$.:])([0-9]+(?:\.[0-9]+)?)(?![\w:!])", bare):
        for other in (str(float(match[1]) + 1), str(float(match[1]) * 10 + 3)):
            yield formula[: match.start()] + other + formula[match.end() :]


def _functions(formula: str) -> Iterator[str]:
    others = {
        "SUM(": ("AVERAGE(", "MAX(", "COUNT(", "PRODUCT("), "AVERAGE(": ("SUM(", "MAX("), "MIN(": ("MAX(", "SUM("),
        "MAX(": ("MIN(", "SUM("), "AND(": ("OR(",), "OR(": ("AND(",), "COUNT(": ("COUNTA(", "SUM("), "SUMIFS(": ("AVERAGEIFS(",),
        "COUNTIF(": ("SUMIF(",), "ROUND(": ("ROUNDDOWN(",), "ISNUMBER(": ("ISTEXT(",), "UPPER(": ("LOWER(",),
    }  # fmt: skip
    for match in re.finditer(r"(?<![A-Z])[A-Z]+\(", formula):
        for other in others.get(match[0], ()):
            yield formula[: match.start()] + other + formula[match.end() :]


def _texts(formula: str) -> Iterator[str]:
    for match in re.finditer(r'"([^"]*)"', formula):
        if match[1]:
            yield formula[: match.start()] + f'"{match[1]} x"' + formula[match.end() :]


def _polarity(formula: str) -> Iterator[str]:
    match = re.search(r"\(2\*([^-()]+)-([^-()]+)\)/([^*]+)\*100", formula)
    if match:
        yield formula[: match.start()] + f"{match[2]}/{match[1]}*100" + formula[match.end() :]
        return
    match = re.fullmatch(r'IF\(AND\(ISNUMBER\(([^()]+)\),ISNUMBER\(([^()]+)\)\),IF\(\1=0,"",\2/\1\*100\),""\)', formula)
    if match:
        yield formula.replace(f"{match[2]}/{match[1]}*100", f"(2*{match[1]}-{match[2]})/{match[1]}*100")


def _twice(formula: str) -> Iterator[str]:
    if re.match(r"SUMIFS?\(|SUM\(", formula) and (found := references(formula)):
        first = found[0]
        yield f"{formula}+{first['sheet'] or ''}{first['first']}"
        yield f"{formula}+{formula}"
        if '"Program"' in formula:
            yield formula + "+" + formula.replace('"Program"', '"Kegiatan"')


def _broken(formula: str) -> Iterator[str]:
    yield formula + "("
    yield formula.replace("(", "((", 1) if "(" in formula else formula + "+"
    yield f"{formula} {formula}" if not formula.endswith(")") else f"{formula}*"


def _dollars(formula: str) -> Iterator[str]:
    for match in references(formula):
        plain = match["first"].replace("$", "")
        letters = re.sub(r"[0-9]", "", plain)
        for other in (plain, f"${letters}${plain[len(letters) :]}", f"{letters}${plain[len(letters) :]}"):
            if other != match["first"]:
                yield formula[: match.start("first")] + other + formula[match.end("first") :]


def _writing(formula: str) -> Iterator[str]:
    yield f"+({formula})"
    yield f"(({formula}))"
    spaced = re.sub(r'("[^"]*"|\'[^\']*\')|,', lambda match: match[0] if match[1] else " , ", formula)
    if spaced != formula:
        yield spaced
    lower = re.sub(r'("[^"]*"|\'[^\']*\')|([A-Z]+\()', lambda match: match[0] if match[1] else match[0].lower(), formula)
    if lower != formula:
        yield lower
    quoted = re.sub(r"(?<![\w'])([A-Za-z_]\w*)!", r"'\1'!", formula)
    if quoted != formula:
        yield quoted


def _equivalents(formula: str) -> Iterator[str]:
    match = re.fullmatch(r"SUM\(([A-Z]+)([0-9]+):\1([0-9]+)\)", formula)
    if match and int(match[3]) - int(match[2]) < 30:
        cells = ",".join(f"{match[1]}{row}" for row in range(int(match[2]), int(match[3]) + 1))
        yield f"SUM({cells})"
    match = re.fullmatch(r'IF\(([^()=]+)="","",\1\)', formula)
    if match:
        yield f'IF({match[1]}<>"",{match[1]},"")'
        yield f'IF(""={match[1]},"",{match[1]})'
    if re.search(r"/[^*/()]+\*100\)", formula) and "2*" not in formula and "MIN" not in formula and "MAX" not in formula:
        yield re.sub(r"([^,()]+)/([^*/()]+)\*100\)", r"100*\1/\2)", formula, count=1)


def _kind(kind: str, change: Change, codes: frozenset[str] = FORMULA, info: str = "") -> Kind:
    return lambda clean, random: _changed_formula(clean, random, kind, change, codes, info)


FORMULA_KINDS: dict[str, Kind] = {
    "operator": _kind("operator", _operators),
    "pembanding": _kind("pembanding", _comparisons),
    "acuan baris": _kind("acuan baris", _moved(1, 0)),
    "acuan kolom": _kind("acuan kolom", _moved(0, 1)),
    "rentang lebih panjang": _kind("rentang lebih panjang", _ranges(1)),
    "rentang lebih pendek": _kind("rentang lebih pendek", _ranges(-1)),
    "rentang mulai lambat": _kind("rentang mulai lambat", _starts(1)),
    "konstanta untuk acuan": _kind("konstanta untuk acuan", _constants_for_references),
    "konstanta diubah": _kind("konstanta diubah", _constants),
    "konstanta ditambah": _kind("konstanta ditambah", lambda formula: iter((f"{formula}+5000", f"{formula}*1.1"))),
    "fungsi": _kind("fungsi", _functions),
    "kata dalam rumus": _kind("kata dalam rumus", _texts),
    "polaritas": _kind("polaritas", _polarity),
    "dihitung dua kali": _kind("dihitung dua kali", _twice),
    "rumus rusak": _kind("rumus rusak", _broken, frozenset({"A13"})),
    "dolar saja": _kind("dolar saja", _dollars, NOTHING),
    "cara menulis": _kind("cara menulis", _writing, NOTHING),
    "arti sama": _kind("arti sama", _equivalents, NOTHING, "A04"),
}
"""Every kind by its name; the last three must give nothing above Info."""

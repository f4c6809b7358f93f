"""Rules C01-C04 and C06-C08: what an input cell holds that is no plain value. Nothing is repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding, phrase
from lkjip_xl.audit.finding import AuditFinding, Evidence
from lkjip_xl.audit.formula.normalise import TooManyShapesError
from lkjip_xl.audit.formula.tokens import FormulaError
from lkjip_xl.audit.rules.inputs import InputCell, input_cells
from lkjip_xl.checks.shown import plain_number, plain_text
from lkjip_xl.checks.typed_number import TypedNumber, is_placeholder, read_typed_number
from lkjip_xl.values import CellError

LARGEST_EXACT: Final = 10**15
"""Numbers from here on have more than 15 digits; a spreadsheet keeps 15."""
_DIGITS: Final = re.compile(r"[-+]?[0-9]+\Z")
_DIGIT: Final = re.compile(r"[0-9]")


def examine_values(case: Case) -> Iterator[AuditFinding]:
    """Findings on single input cells, and on numbers that are none anywhere in the workbook."""
    for item in input_cells(case):
        if item.cell.kind == "n" and not item.cell.formula and not _suspicious_number(case, item):
            continue
        yield from _examine(case, item)
    for note in case.workbook.notes:
        if note.code == "BAD_NUMBER":
            yield make_finding("C06", "angka_rusak", sheet=note.sheet, cell=note.cell, isi=f"“{plain_text(note.detail)}”")


def _suspicious_number(case: Case, item: InputCell) -> bool:
    value = item.cell.value
    large = isinstance(value, int | float) and abs(value) >= LARGEST_EXACT
    return large or (item.numeric and case.workbook.styles[item.cell.style].is_date)


def _examine(case: Case, item: InputCell) -> Iterator[AuditFinding]:
    value = item.cell.value
    if type(value) is CellError:
        yield _at(item, "C06", "masukan")
    elif isinstance(value, bool):
        if item.numeric:
            yield _at(item, "C01", "bukan_angka")
    elif isinstance(value, int | float):
        if abs(value) >= LARGEST_EXACT:
            yield _at(item, "C07", "digit")
        elif item.numeric and case.workbook.styles[item.cell.style].is_date:
            yield _at(item, "C07", "berformat_tanggal")
    elif isinstance(value, str):
        yield from _text(case, item, value)


def _text(case: Case, item: InputCell, value: str) -> Iterator[AuditFinding]:
    text = value.strip()
    if not text or (item.cell.formula is not None and not item.numeric):
        return
    if _is_formula(case, text):
        yield _at(item, "C08", "")
    elif item.numeric and text not in item.column.choices:
        yield _number_as_text(item, text)


def _is_formula(case: Case, text: str) -> bool:
    """True for a text that would be a formula if it were not a text: it begins with ``=`` and parses."""
    if not text.startswith("=") or len(text) < 3:
        return False
    try:
        parsed = case.recalculation.book.parse(text[1:])
    except (FormulaError, TooManyShapesError):
        return False
    return bool(parsed.references) or "(" in text


def _number_as_text(item: InputCell, text: str) -> AuditFinding:
    """C01, C02 or C03 for a text in a column of numbers."""
    if is_placeholder(text):
        return _at(item, "C02", "kosong")
    found = read_typed_number(text)
    if found is None:
        return _at(item, *(("C02", "campur") if _DIGIT.search(text) else ("C01", "bukan_angka")))
    if found.ambiguous and not found.unit:
        readings = {"indonesia": plain_number(found.indonesian or 0.0), "inggris": plain_number(found.english or 0.0)}
        return _at(item, "C03", "", pilihan=phrase("gaya_dua", **readings))
    reading = found.indonesian if found.indonesian is not None else found.english or 0.0
    words = {"terbaca": plain_number(reading), "gaya": phrase("gaya_" + _style(found))}
    if found.unit:
        code, variant = "C02", "satuan"
    else:
        code, variant = ("C01", "polos") if _DIGITS.match(text) else ("C02", "format")
    return _at(item, code, variant, reading=reading, **words)


def _style(found: TypedNumber) -> str:
    return "inggris" if found.indonesian is None else "indonesia"


def _at(item: InputCell, code: str, variant: str, *, reading: float | None = None, **words: str) -> AuditFinding:
    """The finding at an input cell. A rupiah amount that is not counted costs what it reads."""
    money = item.column.format == "rupiah" and reading is not None
    evidence = Evidence(stored=item.cell.value, computed=reading, impact=-(reading or 0.0) if money else None)
    return make_finding(
        code, variant, sheet=item.sheet, cell=item.cell.address, heading=item.column.heading, value=item.cell.value,
        evidence=evidence, words=words,
    )  # fmt: skip

"""Rules C04 and C05: percentages a hundred times too large or small, and formats that show another number than is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.finding import AuditFinding, Evidence
from lkjip_xl.audit.rules.inputs import InputCell, input_cells
from lkjip_xl.checks.shown import plain_number, plain_text
from lkjip_xl.compute.excel import general
from lkjip_xl.indonesian import number_text
from lkjip_xl.intake.names import normalised
from lkjip_xl.values import Value, number
from lkjip_xl.workbook.styles import properties

LARGEST_PERCENT: Final = 1000.0
"""Percent points; audit.md C04 calls a percentage above 1000 % suspect."""
_FIELDS: Final = (
    "target_murni", "target_perubahan", "nilai_dasar", "target", "realisasi", "realisasi_n1", "nasional", "tw1", "tw2", "tw3",
    "tw4", *(f"target_{year}" for year in range(1, 7)),
)  # fmt: skip
"""Fields that hold a figure in the unit of their record."""
_BESIDE: Final = tuple(field for field in _FIELDS if not field.startswith("tw"))
"""Fields whose figures are compared with one another; quarters grow from little to much."""
_LIKE: Final = 0.05
"""How near a hundred times a fraction must come to the figure beside it."""
_WORDS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MAX_DECIMALS: Final = 10


class Look(NamedTuple):
    """How a number format shows a number: times 10 to the power of ``shift``, with so many decimals."""

    shift: int
    decimals: int


def examine_units(case: Case) -> Iterator[AuditFinding]:
    """Findings on percentages and on what formats show."""
    units = _units(case)
    for item in input_cells(case):
        value = number(item.cell.value)
        if value is None or not item.numeric:
            continue
        look = read_format(case.workbook.styles[item.cell.style].number_format)
        if look is not None and look.shift == 2:
            yield _finding(item, "format_persen")
        elif item.column.key in _FIELDS:
            unit = item.record.get("satuan") or units.get(normalised(general(item.record.get("kode_indikator"))))
            if _is_percent(unit):
                yield from _percentage(item, value)
    yield from _shown_otherwise(case)


def _units(case: Case) -> dict[str, Value]:
    """Unit of every indicator by its code; sheet Realisasi does not repeat it."""
    found: dict[str, Value] = {}
    for key in ("pk", "renstra"):
        for record in case.submission.records(key):
            found.setdefault(normalised(general(record.values["kode_indikator"])), record.values["satuan"])
    return found


def _is_percent(unit: Value) -> bool:
    return isinstance(unit, str) and unit.strip().casefold() in ("%", "persen")


def _percentage(item: InputCell, value: float) -> Iterator[AuditFinding]:
    if value > LARGEST_PERCENT:
        yield _finding(item, "besar", batas=plain_number(LARGEST_PERCENT))
    elif 0 < value < 1 and item.column.key in _BESIDE:
        for key in _BESIDE:
            other = number(item.record.get(key))
            if key != item.column.key and other and other > 10 and abs(value * 100 / other - 1) <= _LIKE:
                yield _finding(item, "pecahan", pembanding=plain_number(other), persen=plain_number(round(value * 100, 6)))
                return


def _finding(item: InputCell, variant: str, **words: str) -> AuditFinding:
    evidence = Evidence(stored=item.cell.value)
    return make_finding(
        "C04", variant, sheet=item.sheet, cell=item.cell.address, heading=item.column.heading, value=item.cell.value,
        evidence=evidence, words=words,
    )  # fmt: skip


def _shown_otherwise(case: Case) -> Iterator[AuditFinding]:
    """C05 on computed cells: a format that shows fewer decimals than the official one, or thousands and millions."""
    pairs: dict[tuple[str, int], tuple[Look, Look, str] | None] = {}
    models = {**case.expected.report, **case.expected.inputs}
    for facts in case.facts:
        raw = case.grid.formulas.get(facts.cell)
        model = models.get(facts.official_sheet)
        cell = model.cell(facts.official_row, facts.official_column) if model else None
        if raw is None or cell is None:
            continue
        key = (cell.style, raw.style)
        if key not in pairs:
            pairs[key] = _looks(cell.style, case.workbook.styles[raw.style].number_format)
        looks = pairs[key]
        value = None if looks is None else number(facts.found_value)
        if (
            looks is not None
            and value is not None
            and abs(shown_value(value, looks[1]) - value) > 0.5 * 10.0 ** -looks[0].decimals * (1 + 1e-6)
        ):
            yield make_finding(
                "C05", sheet=facts.sheet, cell=cell_name(facts.row, facts.column), value=value,
                heading=case.labels.heading(facts.official_sheet, facts.official_row, facts.official_column),
                evidence=Evidence(formula=f"={facts.formula}", official=facts.official_formula, stored=facts.cached),
                tampil=number_text(shown_value(value, looks[1]), looks[1].decimals), format_resmi=plain_text(looks[2]),
            )  # fmt: skip


def _looks(style: str, found_format: str) -> tuple[Look, Look, str] | None:
    """(official look, look in the file, official format) where the two differ."""
    official_format = str(properties(style).get("num_format", "General"))
    official, found = read_format(official_format), read_format(found_format)
    return None if official is None or found is None or official == found else (official, found, official_format)


@lru_cache(maxsize=512)
def read_format(code: str) -> Look | None:
    """How a number format shows positive numbers; None for General, text, dates and whatever has no digits."""
    plain = _WORDS.sub("", code.split(";")[0])
    if not re.search(r"[0#?]", plain) or re.search(r"[ymdhsE/@]", plain, re.IGNORECASE):
        return None
    integer, _, fraction = plain.partition(".")
    last = (fraction or integer).rstrip("% ")
    commas = len(last) - len(last.rstrip(","))
    decimals = len(re.findall(r"[0#?]", fraction))
    return Look(2 * plain.count("%") - 3 * commas, min(decimals, _MAX_DECIMALS))


def shown_value(value: float, look: Look) -> float:
    """The number a reader takes from the screen."""
    return round(value * 10.0**look.shift, look.decimals)

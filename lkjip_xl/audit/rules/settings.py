"""Rules E and F: settings that change what cached values are worth, and active or outside content (listed, never opened)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import formula_text, make_finding
from lkjip_xl.audit.facts import CellFacts
from lkjip_xl.audit.finding import AuditFinding, Evidence
from lkjip_xl.audit.formula.tokens import FormulaError, cut, tokens
from lkjip_xl.checks.shown import plain_text

SETTINGS: Final = {
    "MANUAL_CALC": "E01",
    "PRECISION_AS_DISPLAYED": "E02",
    "ITERATE": "E03",
    "DATE1904": "E04",
    "CALC_NOT_COMPLETED": "E05",
    "FULL_CALC_ON_LOAD": "E06",
    "R1C1": "E07",
}
ACTIVE: Final = {
    "DDE": ("F01", ""),
    "MACRO_SHEET": ("F03", ""),
    "ACTIVEX": ("F04", ""),
    "CUSTOM_UI": ("F05", ""),
    "EXTERNAL_LINK": ("F06", "berkas"),
    "FILE_LINK": ("F08", ""),
    "EMBEDDED": ("F09", ""),
    "OLE_OBJECT": ("F09", ""),
    "CONNECTION": ("F10", ""),
}
"""Notes of the reader → rule and case. Macros and active formulas need a closer look."""


def examine_settings(case: Case) -> Iterator[AuditFinding]:
    """E: one finding per setting."""
    seen = {note.code for note in case.workbook.notes}
    for note, code in SETTINGS.items():
        if note in seen:
            yield make_finding(code)


def examine_active(case: Case) -> Iterator[AuditFinding]:
    """F: one finding per kind, sheet and cell, with what it points at."""
    details: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for note in case.workbook.notes:
        if note.code == "MACRO":
            variant = "tersamar" if case.workbook.name.lower().endswith(".xlsx") else "makro"
            details["F02", variant, "", ""].append(note.detail)
        elif note.code == "ACTIVE_FORMULA":
            details["F01" if "|" in note.detail else "F07", "", note.sheet, note.cell].append(note.detail)
        elif note.code in ACTIVE:
            details[(*ACTIVE[note.code], note.sheet, note.cell)].append(note.detail)
    for (code, variant, sheet, cell), found in details.items():
        listed = plain_text(", ".join(dict.fromkeys(filter(None, found))))
        yield make_finding(code, variant, sheet=sheet, cell=cell, rinci=listed, ditemukan=listed)
    for facts in case.facts:
        if facts.formula and "[" in facts.formula and _is_outside(facts.formula):
            yield _outside_cell(facts)


def _is_outside(formula: str) -> bool:
    """True where a formula looks at another workbook: ``[1]Lembar!A1``; a table column stands behind a name instead."""
    try:
        return any(token.kind == "outside" and "!" in token.text and "[" in token.text for token in tokens(cut(formula)[0]))
    except FormulaError:
        return False


def _outside_cell(facts: CellFacts) -> AuditFinding:
    evidence = Evidence(formula="=" + (facts.formula or ""), official=facts.official_formula, stored=facts.cached)
    return make_finding(
        "F06", "sel_hitungan" if facts.official_formula else "sel", sheet=facts.sheet,
        cell=cell_name(facts.row, facts.column), value=facts.cached, evidence=evidence,
        rinci=formula_text(facts.formula or ""),
    )  # fmt: skip

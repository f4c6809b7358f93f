"""Rules G: defined names that lead astray, and protection that is gone."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.evaluate.grid import place
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.formula.tree import Outside, walk
from lkjip_xl.checks.shown import plain_text

_BUILT_IN = "_xlnm."


def examine_names(case: Case) -> Iterator[AuditFinding]:
    """G01-G04."""
    names = case.workbook.names
    for name, target in names.items():
        words = {"nama": plain_text(name), "rinci": plain_text(target)}
        if _BUILT_IN in name:
            continue
        if "#REF!" in target:
            yield make_finding("G01", words=words, ditemukan=target)
        elif _is_loop(name, names):
            yield make_finding("G03", words=words, ditemukan=target)
    for note in case.workbook.notes:
        if note.code == "HIDDEN_NAME" and _BUILT_IN not in note.detail:
            yield make_finding("G02", nama=plain_text(note.detail), ditemukan=note.detail)
    yield from _shadowed(case)


def examine_protection(case: Case) -> Iterator[AuditFinding]:
    """G05 and G06 on sheets that the template protects. A password is never taken as proof of anything."""
    for model in case.expected.models():
        placement = case.placements.get(model.name)
        if placement is None or not model.protected:
            continue
        if not case.workbook.sheets[placement.number].protected:
            yield make_finding("G05", sheet=placement.found)
            continue
        unlocked = [
            facts
            for facts in case.facts
            if facts.official_sheet == model.name
            and (raw := case.grid.formulas.get(facts.cell)) is not None
            and not case.workbook.styles[raw.style].locked
        ]
        if unlocked:
            first = cell_name(unlocked[0].row, unlocked[0].column)
            yield make_finding("G06", sheet=placement.found, cell=first, banyak=str(len(unlocked)))


def _is_loop(name: str, names: dict[str, str]) -> bool:
    """True where a name leads back to itself through other names."""
    plain = {other.casefold(): target.removeprefix("=").strip().casefold() for other, target in names.items()}
    seen: set[str] = set()
    current = name.casefold()
    while current in plain and current not in seen:
        seen.add(current)
        current = plain[current]
    return current in seen


def _shadowed(case: Case) -> Iterator[AuditFinding]:
    """Names of one sheet that hide a name of the workbook and are used on that sheet."""
    everywhere = {name.casefold() for name in case.workbook.names if "!" not in name}
    for name in case.workbook.names:
        sheet, mark, own = name.rpartition("!")
        if not mark or own.casefold() not in everywhere or _BUILT_IN in name:
            continue
        number = case.grid.sheet_number(sheet.strip("'").replace("''", "'"))
        if number is not None and _uses(case, number, own.casefold()):
            yield make_finding("G04", sheet=case.grid.names[number], nama=plain_text(own), ditemukan=own)


def _uses(case: Case, sheet: int, name: str) -> bool:
    return any(
        isinstance(node, Outside) and node.text == name
        for cell, plan in case.recalculation.plans.items()
        if place(cell)[0] == sheet
        for node in walk(plan.shape.tree)
    )

"""Finding the report sheets of a file: by name, else by what stands on them; and which of them cannot be judged at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from lkjip_xl.audit.align import Aligner
from lkjip_xl.audit.case import Fault
from lkjip_xl.audit.expected import Expected
from lkjip_xl.audit.formula.tokens import cut
from lkjip_xl.definition.own_sheets import goal_of, is_auxiliary_sheet, is_report_sheet
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.reader.raw import RawWorkbook

ALIKE: Final = 0.6
"""Share of an official sheet by which a sheet of another name is recognised as it."""


def renamed_sheets(workbook: RawWorkbook, expected: Expected, aligner: Aligner, taken: Collection[int]) -> dict[str, str]:
    """Official name → name in the file, for report sheets that stand under another name; the likest first."""
    names = {sheet.name.casefold() for sheet in workbook.sheets}
    missing = [name for name in expected.report if name.casefold() not in names]
    free = [
        number
        for number, sheet in enumerate(workbook.sheets)
        if number not in taken and sheet.name not in expected.report and not is_auxiliary_sheet(sheet.name)
    ]
    scores = sorted((-aligner.likeness(expected.report[name], number), number, name) for name in missing for number in free)
    found: dict[str, int] = {}
    for score, number, name in scores:
        if -score >= ALIKE and name not in found and number not in found.values():
            found[name] = number
    return {name: workbook.sheets[number].name for name, number in found.items()}


def missing_sheets(official: Collection[str], placed: Collection[str]) -> Iterator[Fault]:
    """Report sheets that the file does not hold. Where it holds no table of a sasaran, that is one fault."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in official:
        groups[goal_of(name) or name].append(name)
    for names in groups.values():
        missing = [name for name in names if name not in placed]
        for lost in [tuple(missing)] if len(missing) == len(names) else [(name,) for name in missing]:
            if lost:
                yield Fault("lembar_hilang", words={"lembar_baku": ", ".join(lost)}, sheets_lost=lost)


def unjudged_sheets(workbook: RawWorkbook, lost: Collection[str]) -> dict[str, str]:
    """Report sheets that rest on an input sheet that is lost, directly or through other sheets → the lost sheets."""
    if not lost:
        return {}
    looks = {sheet.name: set(_sheets_looked_at(workbook, number)) for number, sheet in enumerate(workbook.sheets)}
    reason = ", ".join(lost)
    affected = {name.casefold() for name in lost}
    found: dict[str, str] = {}
    while more := [name for name in looks if is_report_sheet(name) and name not in found and looks[name] & affected]:
        found.update(dict.fromkeys(more, reason))
        affected.update(name.casefold() for name in more)
    return found


def _sheets_looked_at(workbook: RawWorkbook, number: int) -> Iterator[str]:
    """Names (in small letters) of the sheets that formulas of a sheet look at. ``#REF!`` may have been any input sheet."""
    for cell in workbook.sheets[number].cells():
        if cell.formula is None:
            continue
        if "#REF!" in cell.formula:
            yield from (definition.name.casefold() for definition in sheet_defs())
        yield from (reference.sheet.casefold() for reference in cut(cell.formula)[1] if reference.sheet)


def surplus_sheets(workbook: RawWorkbook, placed: Collection[str], unjudged: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Sheets beside the official ones; True for one that bears the name of a report sheet."""
    for sheet in workbook.sheets:
        if sheet.name not in placed and sheet.name not in unjudged and not is_auxiliary_sheet(sheet.name):
            yield sheet.name, is_report_sheet(sheet.name)

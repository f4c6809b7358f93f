"""Findings as people read them: by sheet, equal ones together with all their cells. No finding is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.checks.catalogue import entries, message_at, phrase
from lkjip_xl.checks.finding import Finding, Severity


class Group(NamedTuple):
    """Findings of one code, heading and sheet that say the same: one message and one advice for all their cells."""

    code: str
    severity: Severity
    title: str
    sheet: str
    heading: str
    message: str
    advice: str
    waiver: str
    findings: tuple[Finding, ...]

    @property
    def cells(self) -> str:
        """The cells in short form: ``K7:K9, K12``."""
        return join_cells(finding.cell for finding in self.findings if finding.cell)


def group_by_sheet(findings: Sequence[Finding]) -> Iterator[tuple[str, list[Group]]]:
    """(sheet name, groups) in the order of the findings; "" for the whole file. Within a sheet: GALAT before PERINGATAN
    before INFO, then in order of appearance."""
    order = list(Severity)
    for sheet, of_sheet in groupby(findings, key=lambda finding: finding.sheet):
        alike: dict[tuple[object, ...], list[Finding]] = {}
        for finding in of_sheet:
            key = (finding.code, finding.heading, message_at(finding, ""), finding.advice, bool(finding.cell), finding.waiver)
            alike.setdefault(key, []).append(finding)
        groups = [_group(sheet, members) for members in alike.values()]
        yield sheet, sorted(groups, key=lambda group: order.index(group.severity))


def join_cells(cells: Iterable[str]) -> str:
    """Cells in reading order, neighbours in one column as a range: K7, K8, K9, L2 → ``K7:K9, L2``."""
    runs: list[tuple[int, int, int]] = []
    areas: list[str] = []
    for cell in cells:
        if ":" in cell:
            areas.append(cell)
            continue
        row, column = cell_place(cell)
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    names = [
        cell_name(first, column) if first == last else f"{cell_name(first, column)}:{cell_name(last, column)}"
        for column, first, last in runs
    ]
    return ", ".join(names + areas)


def _group(sheet: str, members: list[Finding]) -> Group:
    first = members[0]
    cells = join_cells(finding.cell for finding in members if finding.cell)
    place = phrase("sel_saja", sel=cells) if cells else phrase("lembar_ini" if sheet else "berkas")
    return Group(
        code=first.code,
        severity=first.severity,
        title=entries()[first.code].title,
        sheet=sheet,
        heading=first.heading,
        message=message_at(first, place),
        advice=first.advice,
        waiver=first.waiver,
        findings=tuple(members),
    )

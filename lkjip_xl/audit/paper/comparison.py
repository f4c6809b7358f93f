"""``--banding``: the findings of an older paper against those of this one, by stable id: mended, remaining, new.

What was not examined again is never called mended. A finding whose place and rule stay but whose content changed (another wrong
number) is still there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lkjip_xl.audit.paper.consistency_list import consistency_id
from lkjip_xl.audit.paper.listing import place_text
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.checks.shown import plain_text


class Fate(StrEnum):
    """What became of a finding."""

    MENDED = "Sudah diperbaiki"
    REMAINS = "Masih ada"
    CHANGED = "Masih ada, isinya berubah"
    NEW = "Baru"
    NOT_SEEN = "Tidak diperiksa lagi"


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding as a paper lists it. ``file`` is the file's name, ``place`` its address in it."""

    file: str
    id: str
    grade: str
    code: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class OldPaper:
    """What an older paper says: name and hash of its file, the files it examined, and its findings."""

    name: str
    sha256: str
    template_version: str
    files: tuple[str, ...]
    findings: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One finding with its fate."""

    fate: Fate
    finding: Noted


@dataclass(frozen=True, slots=True)
class Comparison:
    """``rows`` in the order mended, not seen, remaining, changed, new. ``other_template`` where the two papers follow different
    template versions: ids then differ though nothing changed."""

    old: OldPaper
    rows: tuple[Compared, ...]
    other_template: bool = False

    def of(self, *fates: Fate) -> list[Noted]:
        """The findings of some fates."""
        return [row.finding for row in self.rows if row.fate in fates]


def noted(files: Sequence[PaperFile]) -> list[Noted]:
    """The findings of this paper: of the cross-check and of the consistency rules."""
    found = []
    for file in files:
        for finding in file.findings:
            place = place_text(finding.sheet, finding.cell)
            text = f"{finding.title}. {finding.message}"
            found.append(Noted(file.name, finding.id, str(finding.grade), finding.code, place, plain_text(text, 400)))
        for check in file.check.findings if file.check else ():
            place = place_text(check.sheet, check.cell)
            text = plain_text(check.message, 400)
            found.append(Noted(file.name, consistency_id(check), str(check.severity), check.code, place, text))
    return found


def compare(old: OldPaper, files: Sequence[PaperFile], template_version: str) -> Comparison:
    """What became of every finding. Files are told apart by name; where both papers hold a single file, that is the same one."""
    findings = old.findings
    if len(files) == 1 and len(old.files) == 1:
        findings = tuple(replace(finding, file=files[0].name) for finding in findings)
    seen = {file.name for file in files if file.examined}
    before = [finding for finding in findings if finding.file in seen]
    rows = [Compared(Fate.NOT_SEEN, finding) for finding in findings if finding.file not in seen]
    rows += _matched(before, noted(files))
    order = (Fate.MENDED, Fate.NOT_SEEN, Fate.REMAINS, Fate.CHANGED, Fate.NEW)
    rows.sort(key=lambda row: order.index(row.fate))
    return Comparison(old, tuple(rows), old.template_version != template_version)


def _matched(before: Iterable[Noted], now: Iterable[Noted]) -> list[Compared]:
    """Pairs by (file, id) first, then by (file, rule, place): the same fault with other content."""
    waiting: dict[tuple[str, str], list[Noted]] = defaultdict(list)
    for finding in before:
        waiting[finding.file, finding.id].append(finding)
    rows, unknown = [], []
    for finding in now:
        if waiting[finding.file, finding.id]:
            waiting[finding.file, finding.id].pop(0)
            rows.append(Compared(Fate.REMAINS, finding))
        else:
            unknown.append(finding)
    by_place: dict[tuple[str, str, str], list[Noted]] = defaultdict(list)
    for left in waiting.values():
        for finding in left:
            by_place[_at(finding)].append(finding)
    for finding in unknown:
        there = by_place[_at(finding)] if "!" in finding.place else []
        rows.append(Compared(Fate.CHANGED if there else Fate.NEW, finding))
        if there:
            there.pop(0)
    return rows + [Compared(Fate.MENDED, finding) for left in by_place.values() for finding in left]


def _at(finding: Noted) -> tuple[str, str, str]:
    """File, rule and place; only a finding on a cell has a place of its own."""
    return finding.file, finding.code, finding.place

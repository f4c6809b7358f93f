"""What is fuzzed: each target takes bytes and must come back, or refuse them in the project's own words.

A target raises whatever the code under test raises beyond its refusals, and AssertionError where a promise is broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from unicodedata import category
from unittest.mock import patch
from xml.etree import ElementTree
from zlib import crc32

from lkjip_xl.address import cell_place
from lkjip_xl.audit.umum.general import examine_any
from lkjip_xl.batch.facts import office_facts
from lkjip_xl.batch.summary import office_key
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.errors import LkjipError, RefusedFileError
from lkjip_xl.feedback.fill import filled_copy, plan_filling
from lkjip_xl.feedback.mark import marked_copy
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.submission import Submission
from lkjip_xl.ooxml.limits import DEFAULT_LIMITS
from lkjip_xl.reader.plain_rows import PlainRows
from lkjip_xl.reader.raw import RawSheet, RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.report import build_report
from lkjip_xl.workbook.new import write_workbook
from tests.fuzz.mutasi import unpacked

Target = Callable[[bytes], None]
NAME = "kiriman.xlsx"


def _read(data: bytes) -> RawWorkbook | None:
    try:
        return read_workbook(data, name=NAME)
    except RefusedFileError as refused:
        assert refused.code and _is_one_line(refused.sentence), "a refusal is one line of plain words"
        return None


def _is_one_line(text: str) -> bool:
    """True for text without control, invisible or line-breaking characters."""
    return not any(category(letter)[0] == "C" or category(letter) in ("Zl", "Zp") for letter in text)


def _bound(data: bytes) -> Submission | None:
    workbook = _read(data)
    if workbook is None:
        return None
    try:
        return bind(workbook)
    except LkjipError:  # a newer template
        return None


def berkas(data: bytes) -> None:
    """Any bytes at all into the reader."""
    _read(data)


def isi(data: bytes) -> None:
    """The reader by its two ways: rows taken at a glance mean what the parser makes of them."""
    short = _outcome(data)
    with patch.object(PlainRows, "take", _take_nothing):
        long = _outcome(data)
    assert short == long, f"short way and parser differ: {_difference(short, long)}"


def _take_nothing(_self: PlainRows, _text: str, place: int) -> int:
    return place


def _outcome(data: bytes) -> list[object]:
    try:
        found = read_workbook(data, name=NAME)
    except RefusedFileError as refused:
        return [refused.code]
    return [*_content(found), found.names, found.styles, sorted(map(str, found.notes))]


def _content(workbook: RawWorkbook) -> list[object]:
    return [
        (sheet.name, sheet.state, dict(_cells(sheet)), sheet.merges, sheet.hidden_rows, sheet.hidden_columns, sheet.tables)
        for sheet in workbook.sheets
    ]


def _cells(sheet: RawSheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Place → everything a cell is. As text: 1 and 1.0 and True are not the same."""
    for cell in sheet.cells():
        yield (cell.row, cell.column), repr(tuple(cell))


def _difference(one: list[object], other: list[object]) -> str:
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b] or [(one[-1], other[-1])]
    return str(pairs[0])[:600]


def validasi(data: bytes) -> None:
    """Recognising and checking: what is wrong in a readable workbook is a finding, never an exception."""
    submission = _bound(data)
    if submission is not None:
        _check(submission)


def _check(submission: Submission) -> CheckResult:
    result = check(submission)
    sheets = {sheet.name for sheet in submission.workbook.sheets}
    for finding in result.findings:
        assert finding.message and finding.advice, finding.code
        assert not finding.cell or finding.sheet in sheets, f"{finding.code} points at a sheet that is not there"
        if finding.cell:
            cell_place(finding.cell.split(":")[0])
    return result


def laporan(data: bytes) -> None:
    """From whatever is readable to a whole report that is readable again, and the figures of the rekap."""
    submission = _bound(data)
    if submission is None:
        return
    result = check(submission)
    report = build_report(submission, result.findings)
    target = BytesIO()
    write_workbook(report.workbook, target)
    office_key(office_facts(report.context, result))
    made = _read(target.getvalue())
    assert made is not None, "the report is refused by our own reader"
    assert [sheet.name for sheet in made.sheets] == [sheet.name for sheet in report.workbook.sheets]
    known = {note.code for note in made.notes}
    assert not known & {"DDE", "ACTIVE_FORMULA", "EXTERNAL_LINK", "MACRO"}, f"the report holds {known}"


def tandai(data: bytes) -> None:
    """Marked and filled copies: readable, the same cells as before outside what was asked for, marking twice is marking once."""
    submission = _bound(data)
    if submission is None:
        return
    before = submission.workbook
    result, with_styles = check(submission), _has_orderly_styles(data, before)
    try:
        marked = marked_copy(data, NAME, result)
    except RefusedFileError:
        marked = None
    if marked is not None:
        after = read_workbook(marked.data, name=NAME)
        _same_cells(before, after, {}, marked.first_sheet, with_styles)
        if with_styles:
            again = marked_copy(marked.data, NAME, result).data
            assert _parts(again) == _parts(marked.data), "marking twice is not marking once"
    filling = plan_filling(submission, overwrite=True)
    try:
        filled = filled_copy(data, filling)
    except RefusedFileError:
        return
    after = read_workbook(filled.data, name=NAME)
    _same_cells(before, after, {sheet: set(cells) for sheet, cells in filling.patches.items()}, "", with_styles)


def _parts(data: bytes) -> dict[str, object]:
    """The parts of a package; content types without their order, which a dangling one of the source may change."""
    found = unpacked(data) or {"": data}
    return {name: sorted(part.split(b"<")) if name == "[Content_Types].xml" else part for name, part in found.items()}


def _has_orderly_styles(data: bytes, workbook: RawWorkbook) -> bool:
    """True where the formats stand where they belong and every cell has one. Elsewhere nobody can say what a cell's format is,
    and only values count; nor where an earlier run left its list of formats, which may have been tampered with too."""
    if any(note.code == "BAD_STYLE" for note in workbook.notes):
        return False
    part = next((name for name in workbook.parts if name.lower().endswith("styles.xml")), None)
    parts = unpacked(data)
    if part is None or parts is None or part not in parts or any(_MARKS in content for content in parts.values()):
        return False
    try:
        root = ElementTree.fromstring(parts[part])
    except ElementTree.ParseError:
        return False
    order = [child.tag.rpartition("}")[2] for child in root]
    places = [_STYLE_SECTIONS.index(name) if name in _STYLE_SECTIONS else -1 for name in order]
    kinds = [(name, {grand.tag.rpartition("}")[2] for grand in child}) for name, child in zip(order, root, strict=True)]
    wanted = all(found <= {_STYLE_CHILD[name]} for name, found in kinds if name in _STYLE_CHILD)
    numbers = [each.get("numFmtId") for each in root.iter() if each.tag.endswith("}numFmt")]
    alike = len({child.tag.rpartition("}")[0] for child in root.iter()}) == 1
    depth_one = all(not list(each) or each.tag.endswith("}xf") for each in root.iter() if each.tag.endswith(("}xf", "}numFmt")))
    return places == sorted(set(places)) and wanted and len(numbers) == len(set(numbers)) and alike and depth_one


_MARKS = b"urn:lkjip_xl:tanda:"
_STYLE_CHILD = {"numFmts": "numFmt", "fonts": "font", "fills": "fill", "borders": "border", "cellStyleXfs": "xf", "cellXfs": "xf"}
_STYLE_SECTIONS = (*_STYLE_CHILD, "cellStyles", "dxfs", "tableStyles", "colors", "extLst")


def _same_cells(
    before: RawWorkbook, after: RawWorkbook, but: dict[str, set[tuple[int, int]]], added: str, with_styles: bool
) -> None:
    for old in before.sheets:
        new = after.sheet(old.name)
        if new is None or old.name == added:
            assert _may_go(old.name), f"a sheet is gone: {old.name!r}"
            continue
        left, right = _meaning(before, old, with_styles), _meaning(after, new, with_styles)
        covered = but.get(old.name, set())
        for place in left.keys() | right.keys():
            if place not in covered and not any(_inside(place, area, covered) for area in old.merges):
                same = left.get(place) == right.get(place)
                assert same, f"a cell is not what it was: {old.name}!{place}: {left.get(place)} became {right.get(place)}"


def _may_go(name: str) -> bool:
    """The list of findings of an earlier run is replaced."""
    return name.casefold().startswith("temuan")


def _inside(place: tuple[int, int], area: tuple[int, int, int, int], covered: set[tuple[int, int]]) -> bool:
    """True where a merged area holds the place and a cell that was to be written: what is written goes to its first cell."""

    def holds(at: tuple[int, int]) -> bool:
        return area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3]

    return holds(place) and any(map(holds, covered))


def _meaning(workbook: RawWorkbook, sheet: RawSheet, with_styles: bool) -> dict[tuple[int, int], str]:
    """Cells without the number of their format, which marking changes, but with what the format means."""
    return {
        (
            cell.row,
            cell.column,
        ): f"{cell.value!r} {cell.formula!r} {cell.kind} {workbook.styles[cell.style] if with_styles else ''}"
        for cell in sheet.cells()
    }


def umum(data: bytes) -> None:
    """``periksa --umum`` over whatever is readable, without the second engine."""
    workbook = _read(data)
    if workbook is not None:
        examine_any(workbook, data, DEFAULT_LIMITS, use_second_engine=False)


_EACH: tuple[Target, ...] = (berkas, isi, validasi, tandai, laporan, umum)


def semua(data: bytes) -> None:
    """One of the others, always the same for the same bytes: a short run over everything needs one engine only."""
    _EACH[crc32(data) % len(_EACH)](data)


TARGETS: dict[str, Target] = {target.__name__: target for target in (*_EACH, semua)}

"""``validasi --tandai``: findings made = findings shown everywhere, on the user's own cells, and nothing else is touched."""

from __future__ import annotations

import json
import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.cli import main
from lkjip_xl.errors import UsageError
from lkjip_xl.feedback.findings_sheet import FILLS, WAIVED_FILL
from lkjip_xl.feedback.mark import LONGEST_NOTE, marked_copy
from lkjip_xl.verbs import baca, isi, tandai, validasi
from tests.feedback.berkas import CLEAN, FAULTY, INVENTED, renamed_sheet, saved_by_openpyxl, with_cells
from tests.workbook.patch.berkas import all_parts, raw_members
from tools.printed_document import workbook_as_printed

HEADING_ROW = 8
Capture = pytest.CaptureFixture[str]
Places = Counter[tuple[str, str, str]]


def places(findings: Any) -> Places:
    return Counter((finding.code, finding.sheet, finding.cell) for finding in findings)


def marked(source: Path, folder: Path) -> tuple[CheckResult, Path]:
    result = validasi(source)
    target = folder / f"bertanda{source.suffix}"
    tandai(source, target, result)
    return result, target


def listed(data: bytes | Path) -> list[dict[str, Any]]:
    """The rows of the table on sheet Temuan, by heading."""
    sheet = openpyxl.load_workbook(BytesIO(data) if isinstance(data, bytes) else data).worksheets[0]
    table = sheet.tables["tblTemuan"]
    rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def shown_places(rows: list[dict[str, Any]]) -> Places:
    return Counter((row["Kode"], "" if row["Lembar"] == "Berkas" else row["Lembar"], row["Sel"] or "") for row in rows)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("asal")
    printed = folder / "tercetak.xlsx"
    printed.write_bytes(workbook_as_printed())
    return {"salah": FAULTY, "rekaan": INVENTED, "acuan": CLEAN, "tercetak": printed}


NAMES = ("salah", "rekaan", "acuan", "tercetak")


@pytest.mark.parametrize("name", NAMES)
def test_findings_made_are_findings_shown(name: str, sources: dict[str, Path], tmp_path: Path, capsys: Capture) -> None:
    """Python API, sheet Temuan, JSON and console agree on number, code, sheet and cell."""
    result, target = marked(sources[name], tmp_path)
    made = places(result.findings)
    rows = listed(target)
    assert [row["No."] for row in rows] == list(range(1, len(result.findings) + 1))
    assert shown_places(rows) == _with_links(result)
    main(["validasi", str(sources[name]), "--json"])
    objects = json.loads(capsys.readouterr().out)["temuan"]
    assert Counter((item["kode"], item["lembar"], item["sel"]) for item in objects) == made
    main(["validasi", str(sources[name])])
    assert _of_console(capsys.readouterr().out) == _grouped(result)


def _with_links(result: CheckResult) -> Places:
    """A finding about a whole sheet links to its first cell."""
    return Counter((f.code, f.sheet, f.cell or ("A1" if f.sheet else "")) for f in result.findings)


def _of_console(text: str) -> Counter[tuple[str, str, int]]:
    """(code, sheet, number of findings) of every group printed."""
    found: Counter[tuple[str, str, int]] = Counter()
    sheet = ""
    for line in text.splitlines():
        if match := re.match(r"Lembar (.+)$", line):
            sheet = match[1]
        elif match := re.match(r"  (?:GALAT|PERINGATAN|INFO) ([A-Z]{3}-\d\d) .*?(?:\((\d+) temuan\))?$", line):
            found[match[1], sheet, int(match[2] or 1)] += 1
    return found


def _grouped(result: CheckResult) -> Counter[tuple[str, str, int]]:
    alike = Counter((f.code, f.sheet, f.heading, f.message.replace(f.cell, ""), f.advice, f.waiver) for f in result.findings)
    return Counter((key[0], key[1], number) for key, number in alike.items())


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_with_a_finding_is_filled_by_its_severity_and_noted(
    name: str, sources: dict[str, Path], tmp_path: Path
) -> None:
    result, target = marked(sources[name], tmp_path)
    before, after = openpyxl.load_workbook(sources[name]), openpyxl.load_workbook(target)
    wanted: dict[tuple[str, str], list[Finding]] = {}
    for finding in result.findings:
        if finding.cell:
            wanted.setdefault((finding.sheet, finding.cell.split(":")[0]), []).append(finding)
    for sheet in before.worksheets:
        for row in after[sheet.title].iter_rows():
            for cell in row:
                here = wanted.pop((sheet.title, cell.coordinate), [])
                old = sheet[cell.coordinate]
                assert cell.value == old.value
                if not here:
                    assert cell.comment is None
                    assert _look(cell) == _look(old), cell.coordinate
                    continue
                assert cell.fill.fgColor.rgb == f"FF{_colour(here)[1:]}"
                assert _look(cell)[1:] == _look(old)[1:]
                note = cell.comment.text
                assert all(finding.code in note and finding.advice in note for finding in here) or len(note) == LONGEST_NOTE
    assert wanted == {}


def _look(cell: Any) -> tuple[Any, ...]:
    fixed = cell.number_format, cell.font.b, cell.border.left.style, cell.protection.locked, cell.alignment.wrap_text
    return cell.fill.fgColor.rgb, *fixed


def _colour(findings: list[Finding]) -> str:
    open_ones = [finding for finding in findings if not finding.waiver]
    if not open_ones:
        return WAIVED_FILL
    return FILLS[min((finding.severity for finding in open_ones), key=list(Severity).index)]


def test_links_lead_to_the_cells(tmp_path: Path) -> None:
    result, target = marked(FAULTY, tmp_path)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    for row in range(HEADING_ROW + 1, HEADING_ROW + 1 + len(result.findings)):
        name, cell = sheet.cell(row, 4).value, sheet.cell(row, 5).value
        quoted = name if re.fullmatch(r"[A-Za-z]+", name) else f"'{name}'"
        assert sheet.cell(row, 5).hyperlink.location == f"{quoted}!{cell.split(':')[0]}"


def test_the_sheet_comes_first_and_can_be_filtered(tmp_path: Path) -> None:
    result, target = marked(FAULTY, tmp_path)
    book = openpyxl.load_workbook(target)
    sheet = book.worksheets[0]
    assert sheet.title == "Temuan"
    assert sheet.tables["tblTemuan"].autoFilter.ref == f"A{HEADING_ROW}:K{HEADING_ROW + len(result.findings)}"
    assert sheet.freeze_panes == f"A{HEADING_ROW + 1}"
    severities = [row["Tingkat"] for row in listed(target)]
    assert severities == sorted(severities, key=[str(severity) for severity in Severity].index)
    assert [sheet.cell(row, 3).value for row in (3, 4, 5)] == list(result.counts().values())


def test_what_stands_in_the_cell_is_shown_as_the_message_shows_it(tmp_path: Path) -> None:
    rows = {(row["Lembar"], row["Sel"]): row for row in listed(marked(FAULTY, tmp_path)[1])}
    assert rows["Instansi", "B15"]["Isi"] == "331555123"
    assert rows["Instansi", "B31"]["Isi"] == "48.512.735.205"
    assert rows["Instansi", "B31"]["Seharusnya"] == "48.512.735.250"
    assert rows["Instansi", "B5"]["Isi"] is None


def test_a_waived_finding_stays_visible_in_grey(tmp_path: Path) -> None:
    result, target = marked(INVENTED, tmp_path)
    [waived] = [finding for finding in result.findings if finding.waiver]
    assert (waived.code, waived.sheet, waived.cell) == ("WJR-01", "Realisasi", "I11")
    [row] = [row for row in listed(target) if row["Pengecualian"]]
    assert (row["Kode"], row["Lembar"], row["Sel"], row["Pengecualian"]) == ("WJR-01", "Realisasi", "I11", waived.waiver)
    cell = openpyxl.load_workbook(target)["Realisasi"]["I11"]
    assert cell.fill.fgColor.rgb == f"FF{WAIVED_FILL[1:]}"
    assert "Dikecualikan:" in cell.comment.text


@pytest.mark.parametrize("name", NAMES)
def test_marking_twice_gives_the_same_bytes(name: str, sources: dict[str, Path], tmp_path: Path) -> None:
    result, target = marked(sources[name], tmp_path)
    once = target.read_bytes()
    tandai(sources[name], target, result)
    assert target.read_bytes() == once
    assert marked_copy(once, sources[name].name, validasi(target)).data == once


@pytest.mark.parametrize("name", NAMES)
def test_a_marked_copy_yields_the_same_findings(name: str, sources: dict[str, Path], tmp_path: Path) -> None:
    result, target = marked(sources[name], tmp_path)
    assert validasi(target) == result


def test_marks_of_an_earlier_run_go_when_the_cell_is_mended(tmp_path: Path) -> None:
    """The office mends two cells in the marked copy itself and marks it again."""
    result, target = marked(FAULTY, tmp_path)
    mended = tmp_path / "diperbaiki.xlsx"
    mended.write_bytes(with_cells(target.read_bytes(), {"Instansi!B5": "Dinas Kesehatan", "PK!F9": 80}))
    again = tmp_path / "lagi.xlsx"
    tandai(mended, again, validasi(mended))
    left = places(result.findings) - Counter({("SKM-01", "Instansi", "B5"): 1, ("SKM-01", "PK", "F9"): 1})
    assert places(validasi(again).findings) == left
    assert len(listed(again)) == left.total()
    book, original = openpyxl.load_workbook(again), openpyxl.load_workbook(FAULTY)
    assert book.sheetnames.count("Temuan") == 1 and len(book.sheetnames) == len(original.sheetnames) + 1
    for sheet, cell in (("Instansi", "B5"), ("PK", "F9")):
        assert book[sheet][cell].comment is None
        assert _look(book[sheet][cell]) == _look(original[sheet][cell])
    assert book["Instansi"]["B11"].comment is not None


def test_a_copy_saved_by_another_program_is_marked_anew(tmp_path: Path) -> None:
    result, target = marked(FAULTY, tmp_path)
    saved = tmp_path / "disimpan.xlsx"
    saved.write_bytes(saved_by_openpyxl(target.read_bytes()))
    again = tmp_path / "lagi.xlsx"
    second = validasi(saved)
    tandai(saved, again, second)
    book = openpyxl.load_workbook(again)
    assert len([name for name in book.sheetnames if name.startswith("Temuan")]) == 1
    assert len(listed(again)) == len(second.findings) >= len(result.findings)


def test_the_submitted_file_and_all_other_parts_stay_as_they_were(tmp_path: Path) -> None:
    before = FAULTY.read_bytes()
    result, target = marked(FAULTY, tmp_path)
    assert FAULTY.read_bytes() == before
    old, new = raw_members(before), raw_members(target.read_bytes())
    parts = {sheet.name: sheet.part for sheet in baca(FAULTY).workbook.sheets}
    sheets = {parts[finding.sheet] for finding in result.findings if finding.cell}
    changed = {name for name in old if new.get(name) != old[name]}
    relations = {f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels" for name in sheets}
    allowed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"} | sheets | relations
    assert sheets <= changed <= allowed


def links_of(target: Path) -> set[str]:
    sheet = openpyxl.load_workbook(target).worksheets[0]
    return {row[4].hyperlink.location for row in sheet.iter_rows(min_row=HEADING_ROW + 1) if row[4].hyperlink}


def test_a_file_and_a_sheet_with_quotes_spaces_and_ampersands_in_their_names(tmp_path: Path) -> None:
    source = tmp_path / "kiriman dinas 'A' & B.xlsx"
    title = "Sarana 'Baru' & Lama"
    source.write_bytes(saved_by_openpyxl(FAULTY.read_bytes(), lambda book: setattr(book["Sarpras"], "title", title)))
    result, target = marked(source, tmp_path)
    assert ("BKS-10", title, "") in places(result.findings)
    assert shown_places(listed(target)) == _with_links(result)
    assert source.name in openpyxl.load_workbook(target).worksheets[0]["A2"].value
    assert "'Sarana ''Baru'' & Lama'!A1" in links_of(target)


def test_a_sheet_in_another_case_is_read_and_linked_by_its_own_name(tmp_path: Path) -> None:
    source = tmp_path / "kecil.xlsx"
    source.write_bytes(renamed_sheet(FAULTY.read_bytes(), "DPA", "dpa."))
    result, target = marked(source, tmp_path)
    wanted = {f"'dpa.'!{finding.cell}" for finding in result.findings if finding.sheet == "dpa." and finding.cell}
    assert len(wanted) > 5
    assert wanted <= links_of(target)


def test_a_clean_file_says_so(tmp_path: Path) -> None:
    result = CheckResult((), ())
    data = marked_copy(CLEAN.read_bytes(), CLEAN.name, result).data
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert sheet.cell(HEADING_ROW + 1, 9).value == "Tidak ada temuan."
    assert sheet.tables["tblTemuan"].ref == f"A{HEADING_ROW}:K{HEADING_ROW + 1}"


def test_what_was_not_checked_stands_below_the_table(tmp_path: Path) -> None:
    source = tmp_path / "tanpa_dpa.xlsx"
    source.write_bytes(saved_by_openpyxl(CLEAN.read_bytes(), lambda book: book.remove(book["DPA"])))
    result, target = marked(source, tmp_path)
    assert result.not_checked
    sheet = openpyxl.load_workbook(target).worksheets[0]
    texts = [str(cell.value) for cell in sheet["A"] if cell.value]
    for what, why in result.not_checked:
        assert f"Tidak diperiksa: {what}, karena {why}." in texts


def test_a_copy_somebody_worked_in_is_not_replaced(tmp_path: Path) -> None:
    result, target = marked(FAULTY, tmp_path)
    worked = with_cells(target.read_bytes(), {"Instansi!B5": "Dinas Kesehatan"})
    target.write_bytes(worked)
    with pytest.raises(UsageError, match="sudah ada"):
        tandai(FAULTY, target, result)
    assert target.read_bytes() == worked
    tandai(FAULTY, target, result, timpa=True)
    assert len(listed(target)) == len(result.findings)


def test_an_output_that_is_the_input_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "asal.xlsx"
    source.write_bytes(FAULTY.read_bytes())
    assert main(["validasi", str(source), "--tandai", str(source), "--timpa"]) == 2
    assert source.read_bytes() == FAULTY.read_bytes()


def test_the_command_says_where_the_copy_is(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "salinan.xlsx"
    assert main(["validasi", str(FAULTY), "--tandai", str(target)]) == 1
    assert capsys.readouterr().out.endswith(f"Salinan bertanda dibuat: {target}\n")
    assert main(["validasi", str(FAULTY), "--tandai", str(target), "--json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert (made["salinan"], made["tidak_ditandai"]) == (str(target), [])
    assert len(made["temuan"]) == len(listed(target))


def test_a_cell_with_a_comment_of_the_users_keeps_it(tmp_path: Path, capsys: Capture) -> None:
    """The comment stays, the cell is coloured, and the command says so, in JSON too."""

    def comment(book: Any) -> None:
        book["Instansi"]["B5"].comment = openpyxl.comments.Comment("tanya Bu Rini", "Rini")

    source, target = tmp_path / "berkomentar.xlsx", tmp_path / "salinan.xlsx"
    source.write_bytes(saved_by_openpyxl(FAULTY.read_bytes(), comment))
    main(["validasi", str(source), "--tandai", str(target), "--json"])
    [skipped] = json.loads(capsys.readouterr().out)["tidak_ditandai"]
    assert "B5" in skipped and "sudah mempunyai komentar" in skipped
    cell = openpyxl.load_workbook(target)["Instansi"]["B5"]
    assert cell.comment.text == "tanya Bu Rini"
    assert cell.fill.fgColor.rgb == "FFFFC7CE"


def test_a_filled_copy_can_be_marked_and_a_marked_copy_filled(tmp_path: Path) -> None:
    """The two orders end in workbooks with the same findings."""
    first, second = tmp_path / "isi.xlsx", tmp_path / "isi_bertanda.xlsx"
    isi(FAULTY, first)
    tandai(first, second, validasi(first))
    third, fourth = tmp_path / "bertanda.xlsx", tmp_path / "bertanda_isi.xlsx"
    tandai(FAULTY, third, validasi(FAULTY))
    isi(third, fourth)
    assert places(validasi(second).findings) == places(validasi(fourth).findings)


def test_a_part_is_never_added_twice(tmp_path: Path) -> None:
    _, target = marked(FAULTY, tmp_path)
    parts = all_parts(target.read_bytes())
    assert len([name for name in parts if name.startswith("customXml/item")]) <= 2
    assert len(parts) == len(set(parts))

"""Sheet Ringkasan: what was examined, with which tool, what came out, and what that is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from lkjip_xl.address import quote_sheet
from lkjip_xl.audit.catalogue import entries
from lkjip_xl.audit.finding import GRADES, Grade
from lkjip_xl.audit.paper.findings_list import FILE_COLUMN, FINDINGS, GRADE_COLUMN, RULE_COLUMN
from lkjip_xl.audit.paper.listing import FIRST_ROW, PAPER_TAB
from lkjip_xl.audit.paper.moment import Moment
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.audit.paper.words import rule_words
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.values import Value
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION, TOOL_VERSION
from lkjip_xl.workbook.model import Cell, Page, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

SUMMARY: Final = "Ringkasan"
FILES_ROW: Final = 11
"""Heading row of the list of files; the first file stands below it."""
VERSION_CELL: Final = "$C$5"
"""The cell that the paper's own name points to."""
_WIDTHS: Final = (8, 38, 16, 22, 12, 9, 9, 9, 9, 9, 10, 46)
_LAST: Final = len(_WIDTHS)
_FIRST_GRADE: Final = 6
ASSURANCE: Final = (
    "Keyakinan terbatas: hasil pengujian ini membantu penilaian, bukan menggantikannya. Yang diuji ialah rumus, angka, dan "
    "kesesuaian antartabel di dalam berkas, bukan kebenaran data sumbernya. Simpulan dan tanda tangan ada pada pereviu."
)


def summary_sheet(files: Sequence[PaperFile], moment: Moment, compared_with: str) -> SheetModel:
    """The sheet; ``compared_with`` names the older paper ("" without one)."""
    sheet = SheetModel(SUMMARY, tab_color=PAPER_TAB, gridlines=False)
    sheet.page = Page(landscape=True, footer="&L&A&C&P dari &N", margins_cm=(1.5, 1.5, 1.5, 1.5))
    sheet.widths.update(dict(enumerate(_WIDTHS, 1)))
    sheet.put(1, 1, Cell("judul_lembar", "Kertas Kerja Pemeriksaan LKjIP"))
    _line(sheet, 2, 1, "kaki", ASSURANCE, _LAST)
    facts = (
        ("Alat", f"lkjip_xl {TOOL_VERSION}"),
        ("Templat pembanding", f"{TEMPLATE_ID} versi {TEMPLATE_VERSION}"),
        ("Waktu", f"{moment.text} ({moment.source})"),
        ("Dibandingkan dengan", compared_with or "tidak dibandingkan dengan kertas kerja sebelumnya"),
    )
    for row, (label, text) in enumerate(facts, 4):
        _line(sheet, row, 1, "teks+total", label, 2)
        _line(sheet, row, 3, "teks", text, 8)
    row = _files(sheet, files)
    row = _fingerprints(sheet, row + 2, files)
    row = _rules(sheet, row + 2, files)
    _signatures(sheet, row + 2)
    fit_heights(sheet)
    return sheet


def file_row(number: int) -> str:
    """Where a file stands in the list, as a link target."""
    return f"{SUMMARY}!A{FILES_ROW + number}"


def _line(sheet: SheetModel, row: int, first: int, style: str, text: Value, last: int) -> None:
    sheet.put(row, first, Cell(style, text))
    for column in range(first + 1, last + 1):
        sheet.put(row, column, Cell(style))
    if last > first:
        sheet.merges.append((row, first, row, last))


def _headings(sheet: SheetModel, row: int, headings: Sequence[str]) -> None:
    for column, heading in enumerate(headings, 1):
        sheet.put(row, column, Cell("kepala_isian", heading or None))


def _files(sheet: SheetModel, files: Sequence[PaperFile]) -> int:
    """The list of files with a verdict and counts of each; the row of its total comes back."""
    sheet.put(FILES_ROW - 1, 1, Cell("bagian", "Berkas dan putusan"))
    grades = tuple(map(str, GRADES))
    _headings(sheet, FILES_ROW, ("No", "Berkas", "Status", "Jenis", "Sel Hitungan", *grades, "GALAT", "Putusan"))
    last = _last_finding(files)
    for file in files:
        row, counts = FILES_ROW + file.number, file.result.counts()
        status = "tanda_info" if file.examined else "tanda_galat"
        refusal = file.result.refusal
        verdict = f"{file.verdict}. {refusal.code}: {refusal.sentence}" if refusal else file.verdict
        cells = [
            Cell("teks+tengah", file.number), Cell("teks", file.name), Cell(status + "+bungkus", str(file.result.status)),
            Cell("teks", file.kind), Cell("angka:bulat", len(file.result.facts)),
            *(_counted(counts[grade], last, (FILE_COLUMN, file.number), (GRADE_COLUMN, grade)) for grade in GRADES),
            Cell("angka:bulat", file.contradictions), Cell("teks", verdict),
        ]  # fmt: skip
        sheet.rows[row] = list(cells)
    row = _total(sheet, FILES_ROW + len(files) + 1, FILES_ROW + 1, first_summed=5)
    sheet.put(row, _LAST, Cell("teks+total"))
    return row


def _total(sheet: SheetModel, row: int, first: int, *, first_summed: int) -> int:
    """A row of sums up to the column of GALAT or Jumlah."""
    _line(sheet, row, 1, "teks+total", "Jumlah", first_summed - 1)
    for column in range(first_summed, _LAST):
        letter = "ABCDEFGHIJKL"[column - 1]
        above = [sheet.cell(place, column) for place in range(first, row)]
        total = sum(int(cell.value) for cell in above if cell and isinstance(cell.value, int))
        sheet.put(row, column, Cell("angka:bulat+total", total, f"=SUM({letter}{first}:{letter}{row - 1})"))
    return row


def _last_finding(files: Sequence[PaperFile]) -> int:
    """The last row of the list of findings; a list without any has one row that says so."""
    return FIRST_ROW + max(sum(len(file.result.findings) for file in files), 1) - 1


def _counted(count: int, last: int, *criteria: tuple[str, object]) -> Cell:
    """A count as a live formula over sheet Temuan."""
    pairs = []
    for column, wanted in criteria:
        text = str(wanted) if isinstance(wanted, int) else f'"{wanted}"'
        pairs.append(f"{quote_sheet(FINDINGS)}!${column}${FIRST_ROW}:${column}${last},{text}")
    return Cell("angka:bulat", count, f"=COUNTIFS({','.join(pairs)})")


def _fingerprints(sheet: SheetModel, top: int, files: Sequence[PaperFile]) -> int:
    """Size and SHA-256 of every file: which bytes this paper is about."""
    sheet.put(top, 1, Cell("bagian", "Sidik jari berkas"))
    _headings(sheet, top + 1, ("No", "Berkas", "Ukuran (byte)", "SHA-256", "", "", "", "", "", "", ""))
    sheet.merges.append((top + 1, 4, top + 1, 11))
    row = top + 1
    for file in files:
        row += 1
        sheet.put(row, 1, Cell("teks+tengah", file.number))
        sheet.put(row, 2, Cell("teks", file.name))
        sheet.put(row, 3, Cell("angka:bulat", file.result.size))
        _line(sheet, row, 4, "teks", file.result.sha256 or "tidak terbaca", 11)
    return row


def _rules(sheet: SheetModel, top: int, files: Sequence[PaperFile]) -> int:
    """How often every rule spoke, by severity."""
    sheet.put(top, 1, Cell("bagian", "Temuan menurut aturan"))
    grades = tuple(map(str, GRADES))
    _headings(sheet, top + 1, ("Aturan", "Temuan", "Aspek", "", "", *grades, "Jumlah"))
    sheet.merges.append((top + 1, 3, top + 1, 5))
    found = Counter((finding.code, finding.grade) for file in files for finding in file.result.findings)
    titles = _titles(files)
    last = _last_finding(files)
    row = top + 1
    for code in sorted(titles):
        row += 1
        sheet.put(row, 1, Cell("teks+tengah", code))
        sheet.put(row, 2, Cell("teks", titles[code]))
        _line(sheet, row, 3, "teks", rule_words(code).aspect, 5)
        for column, grade in enumerate(GRADES, _FIRST_GRADE):
            sheet.put(row, column, _counted(found[code, grade], last, (RULE_COLUMN, code), (GRADE_COLUMN, grade)))
        total = sum(found[code, grade] for grade in Grade)
        sheet.put(row, 11, Cell("angka:bulat", total, f"=SUM(F{row}:J{row})"))
    if not titles:
        row += 1
        _line(sheet, row, 1, "teks", "Tidak ada temuan.", 11)
        return row
    return _total(sheet, row + 1, top + 2, first_summed=_FIRST_GRADE)


def _titles(files: Sequence[PaperFile]) -> dict[str, str]:
    """The title of every rule that spoke: of its first case in the catalogue's order."""
    codes = {finding.code for file in files for finding in file.result.findings}
    found: dict[str, str] = {}
    for (code, _), entry in entries().items():
        if code in codes:
            found.setdefault(code, plain_text(entry.title))
    return found


def _signatures(sheet: SheetModel, top: int) -> None:
    """Open lines for the people who answer for the paper."""
    sheet.put(top, 1, Cell("bagian", "Disusun dan direviu"))
    for row, label in enumerate(("Disusun oleh", "Direviu oleh", "Tanggal"), top + 1):
        _line(sheet, row, 1, "teks+total", label, 2)
        _line(sheet, row, 3, "isian", None, 5)

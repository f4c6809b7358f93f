"""Every rule and case of the catalogue, on a workbook in which just that is wrong: code, case, sheet and cell."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from lkjip_xl.audit.build import build_case
from lkjip_xl.audit.catalogue import entries
from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.metadata import Metadata
from lkjip_xl.audit.package_look import NOTHING, PackageLook, look_at
from lkjip_xl.audit.run import AUDIT_LIMITS, RULES, periksa, with_duplicates
from lkjip_xl.reader.raw import Note, RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import CellError
from tests.audit.bahan import report_of_sample, report_xml
from tests.audit.buku_xml import BukuXml, cell_xml
from tests.audit.mutasi import Clean, recalculated
from tests.audit.mutasi_susunan import row_below_table
from tests.recalc import strip_caches

BUDGET, STAFF, GOALS = "Realisasi Anggaran", "Jumlah Pegawai", "Tabel 1a"


@dataclass(frozen=True)
class Spot:
    """Where a finding has to be: rule, case, sheet, cell."""

    code: str
    variant: str = ""
    sheet: str = ""
    cell: str = ""


def _findings(workbook: RawWorkbook, look: PackageLook = NOTHING) -> list[AuditFinding]:
    case = build_case(workbook, look)
    return [finding for rule in RULES for finding in rule(case)]


def _of_bytes(data: bytes) -> list[AuditFinding]:
    return _findings(read_workbook(data, name="uji.xlsx", limits=AUDIT_LIMITS), look_at(data, AUDIT_LIMITS))


def _spots(found: list[AuditFinding]) -> list[Spot]:
    return [Spot(finding.code, finding.variant, finding.sheet, finding.cell) for finding in found]


def _xml(change: Callable[[BukuXml], object], *, fresh: bool = False) -> list[AuditFinding]:
    """Findings after a change in the XML; ``fresh`` recalculates everything."""
    book = report_xml()
    change(book)
    return _of_bytes(recalculated(book) if fresh else book.data())


def _openpyxl(change: Callable[[Any], object]) -> list[AuditFinding]:
    """Findings after a change with openpyxl, which loses the caches."""
    target = BytesIO()
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(BytesIO(report_of_sample("rekaan_dinkes_2024")))
        change(book)
        book.save(target)
    return _of_bytes(target.getvalue())


def _raw(change: Callable[[RawWorkbook], object]) -> list[AuditFinding]:
    """Findings after a change in what the reader gives."""
    workbook = read_workbook(report_of_sample("rekaan_dinkes_2024"), name="uji.xlsx")
    change(workbook)
    return _findings(workbook)


def _note(code: str, sheet: str = "", cell: str = "", detail: str = "x") -> list[AuditFinding]:
    return _raw(lambda workbook: workbook.notes.append(Note(code, sheet, cell, detail)))


def _put(sheet: str, cell: str, *, fresh: bool = False, **content: Any) -> list[AuditFinding]:
    return _xml(lambda book: book.put(sheet, cell, **content), fresh=fresh)


def _input(cell: str, value: Any, sheet: str = "DPA") -> list[AuditFinding]:
    return _put(sheet, cell, value=value, fresh=True)


def _insert(at: int, cells: str) -> list[AuditFinding]:
    return _xml(lambda book: book.insert_row(STAFF, at, cells), fresh=True)


def _row_below() -> list[AuditFinding]:
    from random import Random

    mutant = row_below_table(Clean("uji", report_of_sample("rekaan_dinkes_2024")), Random(0))
    assert mutant
    return _of_bytes(mutant.data)


def _headings_gone(book: BukuXml) -> None:
    for column in "ABCDEFGHIJKLMN":
        book.put("DPA", f"{column}4", value=f"Judul {column}")


def _unlocked(workbook: RawWorkbook) -> None:
    workbook.styles[:] = [style._replace(locked=False) for style in workbook.styles]


def _macro(workbook: RawWorkbook) -> None:
    workbook.name = "uji.xlsm"
    workbook.notes.append(Note("MACRO", "", "", "xl/vbaProject.bin"))


def _calc(attributes: str) -> list[AuditFinding]:
    return _xml(
        lambda book: book.change(
            "xl/workbook.xml", lambda text: re.sub(r"<calcPr[^>]*/>", f'<calcPr calcId="191029" {attributes}/>', text)
        )
    )


def _sheet_state(name: str, state: str) -> list[AuditFinding]:
    return _xml(
        lambda book: book.change("xl/workbook.xml", lambda text: text.replace(f'name="{name}"', f'name="{name}" state="{state}"'))
    )


def _hide_row(sheet: str, row: int) -> list[AuditFinding]:
    hidden = f'<row r="{row}" hidden="1"'
    return _xml(lambda book: book.change(book.sheets[sheet], lambda text: text.replace(f'<row r="{row}"', hidden)))


def _hide_column(sheet: str, column: int) -> list[AuditFinding]:
    made = f'<cols><col min="{column}" max="{column}" width="0" hidden="1"/>'
    return _xml(lambda book: book.change(book.sheets[sheet], lambda text: text.replace("<cols>", made)))


def _conditional(rule: str, look: str, cells: str = "H7") -> list[AuditFinding]:
    """Findings after a conditional format is put on cells of the budget table; its format is the workbook's first."""

    def change(book: BukuXml) -> None:
        book.change("xl/styles.xml", lambda text: re.sub(r"<dxfs[^>]*/>", f'<dxfs count="1"><dxf>{look}</dxf></dxfs>', text))
        made = f'<conditionalFormatting sqref="{cells}">{rule}</conditionalFormatting>'
        book.change(
            book.sheets[BUDGET], lambda text: re.sub(r"(</sheetData>(?:<mergeCells.*?</mergeCells>)?)", rf"\1{made}", text)
        )

    return _xml(change)


def _rule(kind: str, formula: str) -> str:
    return (
        f'<cfRule type="{kind.split()[0]}" dxfId="0" priority="1" {kind.partition(" ")[2]}><formula>{formula}</formula></cfRule>'
    )


NOTHING_SHOWN = '<numFmt numFmtId="200" formatCode=";;;"/>'
WHITE_LETTERS = '<font><color rgb="FFFFFFFF"/></font>'
BOLD_RED = '<font><b/><color rgb="FFFF0000"/></font>'


def _chain(change: Callable[[str], str]) -> list[AuditFinding]:
    """Findings with a calculation chain as Excel writes it, changed."""

    def put(book: BukuXml) -> None:
        names = list(book.sheets)
        ids = dict(re.findall(r'<sheet name="([^"]*)" sheetId="([0-9]+)"', book.text("xl/workbook.xml")))
        cells = []
        for name in names:
            found = re.findall(r'<c r="([A-Z]+[0-9]+)"[^>]*><f', book.text(book.sheets[name]))
            cells += [f'<c r="{cell}"' + (f' i="{ids[name]}"' if not place else "") + "/>" for place, cell in enumerate(found)]
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        book.parts["xl/calcChain.xml"] = change(f'<calcChain xmlns="{space}">{"".join(cells)}</calcChain>').encode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
        relation = f'<Relationship Id="rIdChain" Type="{kind}" Target="calcChain.xml"/>'
        book.change("xl/_rels/workbook.xml.rels", lambda text: text.replace("</Relationships>", relation + "</Relationships>"))

    return _xml(put)


def _print_area(area: str) -> list[AuditFinding]:
    return _raw(lambda workbook: workbook.names.update({f"'{BUDGET}'!_xlnm.Print_Area": f"'{BUDGET}'!{area}"}))


def _in_order(change: Callable[[list[str]], list[str]]) -> list[AuditFinding]:
    """Findings after the sheets were put into another order."""

    def moved(text: str) -> str:
        listed = re.findall(r"<sheet [^>]*/>", text)
        return text.replace("".join(listed), "".join(change(listed)))

    def change_book(book: BukuXml) -> None:
        book.change("xl/workbook.xml", lambda text: re.sub(r"<definedNames>.*?</definedNames>", _no_local, text))
        book.change("xl/workbook.xml", moved)

    return _xml(change_book)


def _local_name(book: BukuXml) -> None:
    """A name of the workbook, another of the same spelling on the sheet where a formula uses it."""
    book.put(STAFF, "C8", formula="jumlah_a", value=575)
    names = (
        '<definedNames><definedName name="jumlah_a">DPA!$A$1</definedName>'
        '<definedName name="jumlah_a" localSheetId="2">DPA!$A$2</definedName>'
    )
    book.change("xl/workbook.xml", lambda text: text.replace("<definedNames>", names))


def _no_local(match: re.Match[str]) -> str:
    """Names without those of one sheet, whose numbers would no longer fit."""
    return re.sub(r"<definedName [^>]*localSheetId[^>]*>[^<]*</definedName>", "", match[0])


def _formula_with(attributes: str) -> list[AuditFinding]:
    return _put(BUDGET, "H7", formula='IF(DPA!$K$5="","",DPA!$K$5)', value=1250000000, attributes=attributes)


LOOK = 'IF(DPA!$K$6="","",DPA!$K$6)'
CASES: dict[str, tuple[Callable[[], list[AuditFinding]], Spot]] = {
    "A01 hilang": (lambda: _put(BUDGET, "H7"), Spot("A01", "hilang", BUDGET, "H7")),
    "A01 setara": (lambda: _put(BUDGET, "K7"), Spot("A01", "setara", BUDGET, "K7")),
    "A02 lain": (lambda: _put(BUDGET, "H7", value=5), Spot("A02", "lain", BUDGET, "H7")),
    "A02 sama": (lambda: _put(BUDGET, "H7", value=1250000000), Spot("A02", "sama", BUDGET, "H7")),
    "A02 galat": (lambda: _put(BUDGET, "H7", value=CellError("#N/A")), Spot("A02", "galat", BUDGET, "H7")),
    "A02 teks": (lambda: _put(BUDGET, "H7", value="=DPA!K5"), Spot("A02", "teks_rumus", BUDGET, "H7")),
    "A03": (lambda: _put(BUDGET, "H7", formula=LOOK, value=1250000000), Spot("A03", "", BUDGET, "H7")),
    "A04": (lambda: _put(STAFF, "C8", formula="C5+C6+C7", value=575), Spot("A04", "", STAFF, "C8")),
    "A05": (lambda: _put(STAFF, "C8", formula="SUM(C5:C7)", value=999), Spot("A05", "", STAFF, "C8")),
    "A06": (lambda: _put("Ikhtisar", "D11", formula="D7-D10+1", fresh=True), Spot("A06", "", "Ikhtisar", "D11")),
    "A07": (lambda: _of_bytes(strip_caches(report_of_sample("rekaan_dinkes_2024"))), Spot("A07", "", STAFF, "")),
    "A08": (lambda: _put(STAFF, "C8", formula="SUM(C5:C7)", value="575 orang"), Spot("A08", "", STAFF, "C8")),
    "A09 lembar hilang": (lambda: _xml(lambda b: b.remove_sheet("Tabel 1c")), Spot("A09", "lembar_hilang")),
    "A09 nama": (lambda: _xml(lambda b: b.rename("DPA", "Anggaran")), Spot("A09", "lembar_ganti_nama", "Anggaran")),
    "A09 nama tabel": (lambda: _xml(lambda b: b.rename(GOALS, "T1")), Spot("A09", "lembar_ganti_nama", "T1")),
    "A09 tambahan": (lambda: _xml(lambda b: b.add_sheet("Catatan")), Spot("A09", "lembar_tambahan", "Catatan")),
    "A09 lebih": (lambda: _xml(lambda b: b.add_sheet("Tabel 9a")), Spot("A09", "lembar_lebih", "Tabel 9a")),
    "A09 judul": (lambda: _put("DPA", "K4", value="Pagu"), Spot("A09", "judul_berubah", "DPA", "K4")),
    "A09 judul formulir": (lambda: _put("Instansi", "A9", value="Periode"), Spot("A09", "judul_berubah", "Instansi", "A9")),
    "A09 judul laporan": (lambda: _put(BUDGET, "E4", value="RENCANA"), Spot("A09", "judul_laporan", BUDGET, "E4")),
    "A09 judul hilang": (lambda: _xml(_headings_gone), Spot("A09", "judul_hilang", "DPA")),
    "A09 kolom hilang": (lambda: _openpyxl(lambda b: b["Sarpras"].delete_cols(3)), Spot("A09", "kolom_hilang", "Sarpras")),
    "A09 isi tetap": (lambda: _put(STAFF, "A5", value=7), Spot("A09", "isi_tetap", STAFF, "A5")),
    "A09 baris": (lambda: _insert(6, cell_xml("B6", "0", None, "sisipan")), Spot("A09", "baris_sisipan", STAFF, "B6")),
    "A09 baris kosong": (lambda: _insert(6, ""), Spot("A09", "baris_sisipan_kosong", STAFF, "A6")),
    "A09 baris hilang": (
        lambda: _openpyxl(lambda b: b[BUDGET].delete_rows(20)), Spot("A09", "baris_hilang", BUDGET)
    ),
    "A09 kolom sisipan": (
        lambda: _openpyxl(lambda b: (b["Program Kegiatan"].insert_cols(2), b["Program Kegiatan"].cell(6, 2, "x"))),
        Spot("A09", "kolom_sisipan", "Program Kegiatan", "B6"),
    ),
    "A09 kolom kosong": (
        lambda: _openpyxl(lambda b: b["Program Kegiatan"].insert_cols(2)),
        Spot("A09", "kolom_sisipan_kosong", "Program Kegiatan", "B1"),
    ),
    "A09 kolom laporan": (
        lambda: _openpyxl(lambda b: b["Sarana Prasarana"].delete_cols(3)), Spot("A09", "kolom_lembar_hilang", "Sarana Prasarana")
    ),
    "A09 keterangan": (lambda: _input("I6", None, "Realisasi"), Spot("A09", "kolom_keterangan", GOALS)),
    "A09 isi tambahan": (lambda: _xml(lambda b: b.add(STAFF, "B30", value="x")), Spot("A09", "isi_tambahan", STAFF, "B30")),
    "A09 isian": (_row_below, Spot("A09", "isian_tidak_dibawa", "DPA", "A68")),
    "A09 pengaturan": (lambda: _input("B6", "T/R", "Pengaturan"), Spot("A09", "pengaturan_berubah", "Pengaturan", "B6")),
    "A10 jumlah": (lambda: _put(STAFF, "C8", formula="SUM(C5:C6)", fresh=True), Spot("A10", "jumlah", STAFF, "C8")),
    "A10 salinan": (lambda: _put(BUDGET, "H7", formula=LOOK, fresh=True), Spot("A10", "salinan", BUDGET, "H7")),
    "A10 sisipan": (
        lambda: _insert(8, cell_xml("B8", "0", None, "sisipan") + cell_xml("C8", "0", None, 40)),
        Spot("A10", "tanpa_sisipan", STAFF, "C9"),
    ),
    "A11": (
        lambda: _put(GOALS, "G5", formula='IF(AND(ISNUMBER(E5),ISNUMBER(F5)),IF(E5=0,"",MIN(120,F5/E5*100)),"")', fresh=True),
        Spot("A11", "", GOALS, "G5"),
    ),
    "A12 tidak dikenal": (lambda: _raw(lambda w: w.names.pop("lkjip_templat_id")), Spot("A12", "tidak_dikenal")),
    "A12 lain": (lambda: _put("Petunjuk", "C4", value="templat_lain"), Spot("A12", "lain")),
    "A12 lama": (lambda: _put("Petunjuk", "C5", value="0.9"), Spot("A12", "lama")),
    "A12 alat": (lambda: _put("Catatan Laporan", "B7", value="0.0.1"), Spot("A12", "alat")),
    "A13 rusak": (lambda: _put(BUDGET, "H7", formula="IF(DPA!$K$5", value=1), Spot("A13", "rusak", BUDGET, "H7")),
    "A13 panjang": (
        lambda: _put(BUDGET, "H7", formula="DPA!$K$5" + "+0" * 5000, value=1), Spot("A13", "panjang", BUDGET, "H7")
    ),
    "A13 dalam": (
        lambda: _put(BUDGET, "H7", formula="(" * 80 + "DPA!$K$5" + ")" * 80, value=1), Spot("A13", "dalam", BUDGET, "H7")
    ),
    "A13 larik": (lambda: _formula_with(' t="array" ref="H7"'), Spot("A13", "larik", BUDGET, "H7")),
    "A13 tabel data": (
        lambda: _put(BUDGET, "H7", formula="", value=1, attributes=' t="dataTable" ref="H7" r1="A1"'),
        Spot("A13", "tabel_data", BUDGET, "H7"),
    ),
    "A13 yatim": (
        lambda: _put(BUDGET, "H7", formula="", value=1, attributes=' t="shared" si="7"'), Spot("A13", "yatim", BUDGET, "H7")
    ),
    "C01 polos": (lambda: _input("K7", "64480560750"), Spot("C01", "polos", "DPA", "K7")),
    "C01 bukan angka": (lambda: _input("K7", "belum cair"), Spot("C01", "bukan_angka", "DPA", "K7")),
    "C02 format": (lambda: _input("K7", "Rp 64.480.560.750,00"), Spot("C02", "format", "DPA", "K7")),
    "C02 satuan": (lambda: _input("H7", "80 indeks"), Spot("C02", "satuan", "DPA", "H7")),
    "C02 campur": (lambda: _input("H7", "80/90"), Spot("C02", "campur", "DPA", "H7")),
    "C02 kosong": (lambda: _input("H7", "-"), Spot("C02", "kosong", "DPA", "H7")),
    "C03": (lambda: _input("H7", "1.234"), Spot("C03", "", "DPA", "H7")),
    "C04 besar": (lambda: _input("H8", 9930), Spot("C04", "besar", "DPA", "H8")),
    "C04 pecahan": (lambda: _input("I8", 0.993), Spot("C04", "pecahan", "DPA", "I8")),
    "C04 format": (
        lambda: _openpyxl(lambda b: setattr(b["DPA"]["H8"], "number_format", "0.00%")), Spot("C04", "format_persen", "DPA", "H8")
    ),
    "C05": (lambda: _openpyxl(lambda b: setattr(b[BUDGET]["H7"], "number_format", "#,##0,,")), Spot("C05", "", BUDGET, "H7")),
    "C06 masukan": (lambda: _input("K7", CellError("#REF!")), Spot("C06", "masukan", "DPA", "K7")),
    "C06 rumus": (
        lambda: _xml(lambda b: b.add(STAFF, "B30", formula="1/0", value=CellError("#DIV/0!"))), Spot("C06", "rumus", STAFF, "B30")
    ),
    "C06 angka rusak": (
        lambda: _xml(lambda b: b.change(b.sheets["DPA"], lambda t: t.replace("<v>64480560750</v>", "<v>1,5</v>", 1))),
        Spot("C06", "angka_rusak", "DPA", "K7"),
    ),
    "C07 digit": (lambda: _input("K7", 1234567890123456789), Spot("C07", "digit", "DPA", "K7")),
    "C07 tanggal": (
        lambda: _openpyxl(lambda b: setattr(b["DPA"]["H7"], "number_format", "dd/mm/yyyy")),
        Spot("C07", "berformat_tanggal", "DPA", "H7"),
    ),
    "C08": (lambda: _input("C7", "=A7&B7"), Spot("C08", "", "DPA", "C7")),
    "D01": (lambda: _sheet_state("Sarpras", "veryHidden"), Spot("D01", "", "Sarpras")),
    "D02 luar": (lambda: _sheet_state("Daftar Pilihan", "hidden"), Spot("D02", "luar", "Daftar Pilihan")),
    "D02 dihitung": (lambda: _sheet_state("DPA", "hidden"), Spot("D02", "dihitung", "DPA")),
    "D03 luar": (lambda: _hide_row("Petunjuk", 4), Spot("D03", "luar", "Petunjuk", "B4")),
    "D03 dijumlah": (lambda: _hide_row("DPA", 7), Spot("D03", "dijumlah", "DPA", "K7")),
    "D04 luar": (lambda: _hide_column("PK Program", 3), Spot("D04", "luar", "PK Program", "C1")),
    "D04 dijumlah": (lambda: _hide_column("DPA", 11), Spot("D04", "dijumlah", "DPA", "K1")),
    "D05": (
        lambda: _xml(
            lambda b: b.change(b.sheets[STAFF], lambda t: t.replace("<mergeCell ", '<mergeCell ref="C5:C6"/><mergeCell ', 1))
        ),
        Spot("D05", "", STAFF, "C6"),
    ),
    "D06": (lambda: _openpyxl(lambda b: setattr(b[BUDGET]["H7"], "number_format", ";;;")), Spot("D06", "", BUDGET, "H7")),
    "D07": (lambda: _openpyxl(lambda b: setattr(b[BUDGET]["H7"], "font", Font(color="FFFFFF"))), Spot("D07", "", BUDGET, "H7")),
    "D08": (lambda: _openpyxl(lambda b: setattr(b["DPA"]["H7"], "comment", Comment("x", "y"))), Spot("D08", "", "DPA")),
    "D02 resmi": (lambda: _sheet_state(BUDGET, "hidden"), Spot("D02", "resmi", BUDGET)),
    "D07 tema": (
        lambda: _openpyxl(lambda b: setattr(b[BUDGET]["H7"], "font", Font(color=Color(theme=0, tint=-0.05)))),
        Spot("D07", "", BUDGET, "H7"),
    ),
    "D09 format": (lambda: _conditional(_rule("expression", "TRUE"), NOTHING_SHOWN), Spot("D09", "kini", BUDGET, "H7")),
    "D09 warna": (
        lambda: _conditional(_rule('cellIs operator="greaterThan"', "1000"), WHITE_LETTERS), Spot("D09", "kini", BUDGET, "H7")
    ),
    "D09 antara": (
        lambda: _conditional(
            _rule('cellIs operator="between"', "0</formula><formula>1E+12"), WHITE_LETTERS, "H7:H8"
        ),
        Spot("D09", "kini", BUDGET, "H7"),
    ),
    "D09 mungkin": (lambda: _conditional(_rule("expression", "$I7=0"), NOTHING_SHOWN), Spot("D09", "mungkin", BUDGET, "H7")),
    "D10": (lambda: _print_area("$A$1:$H$20,$A$30:$H$40"), Spot("D10", "", BUDGET)),
    "A09 urutan": (lambda: _in_order(lambda s: [*s[:2], *s[3:9], s[2], *s[9:]]), Spot("A09", "urutan_lembar", STAFF)),
    "A09 urutan pertama": (lambda: _in_order(lambda s: [*s[1:4], s[0], *s[4:]]), Spot("A09", "urutan_pertama", "Daftar Tabel")),
    "H03 tanpa rumus": (
        lambda: _chain(lambda text: text.replace("<c ", '<c r="ZZ9" i="3"/><c ', 1)), Spot("H03", "tanpa_rumus", STAFF, "ZZ9")
    ),
    "H03 tidak terdaftar": (
        lambda: _chain(lambda text: text.replace('<c r="C8"/>', "", 1)), Spot("H03", "tidak_terdaftar", STAFF, "C8")
    ),
    "E01": (lambda: _calc('calcMode="manual"'), Spot("E01")),
    "E02": (lambda: _calc('fullPrecision="0"'), Spot("E02")),
    "E03": (lambda: _calc('iterate="1"'), Spot("E03")),
    "E04": (lambda: _note("DATE1904"), Spot("E04")),
    "E05": (lambda: _calc('calcCompleted="0"'), Spot("E05")),
    "E06": (lambda: _calc('fullCalcOnLoad="1"'), Spot("E06")),
    "E07": (lambda: _calc('refMode="R1C1"'), Spot("E07")),
    "F01": (lambda: _note("DDE"), Spot("F01")),
    "F01 rumus": (lambda: _put(BUDGET, "H7", formula="cmd|'/c calc'!A0", value=1), Spot("F01", "", BUDGET, "H7")),
    "F02 makro": (lambda: _raw(_macro), Spot("F02", "makro")),
    "F02 tersamar": (lambda: _note("MACRO"), Spot("F02", "tersamar")),
    "F03": (lambda: _note("MACRO_SHEET", "Makro1"), Spot("F03", "", "Makro1")),
    "F04": (lambda: _note("ACTIVEX"), Spot("F04")),
    "F05": (lambda: _note("CUSTOM_UI"), Spot("F05")),
    "F06 berkas": (lambda: _note("EXTERNAL_LINK"), Spot("F06", "berkas")),
    "F06 hitungan": (lambda: _put(BUDGET, "H7", formula="[1]DPA!$K$5", value=1), Spot("F06", "sel_hitungan", BUDGET, "H7")),
    "F06 sel": (lambda: _xml(lambda b: b.add(STAFF, "B30", formula="[1]S!A1", value=1)), Spot("F06", "sel", STAFF, "B30")),
    "F07": (lambda: _put(BUDGET, "H7", formula='WEBSERVICE("http://x")', value=1), Spot("F07", "", BUDGET, "H7")),
    "F08": (lambda: _note("FILE_LINK", "DPA"), Spot("F08", "", "DPA")),
    "F09": (lambda: _note("EMBEDDED"), Spot("F09")),
    "F10": (lambda: _note("CONNECTION"), Spot("F10")),
    "G01": (lambda: _raw(lambda w: w.names.update(lama="#REF!$A$1")), Spot("G01")),
    "G02": (lambda: _note("HIDDEN_NAME", detail="rahasia"), Spot("G02")),
    "G03": (lambda: _raw(lambda w: w.names.update(satu="dua", dua="satu")), Spot("G03")),
    "G04": (lambda: _xml(_local_name), Spot("G04", "", STAFF)),
    "G05": (
        lambda: _xml(lambda b: b.change(b.sheets["Instansi"], lambda t: re.sub(r"<sheetProtection[^>]*/>", "", t))),
        Spot("G05", "", "Instansi"),
    ),
    "G06": (lambda: _raw(_unlocked), Spot("G06", "", "Instansi", "B37")),
    "H01": (lambda: _raw(lambda w: setattr(w, "application", "LibreOffice/7.4")), Spot("H01")),
    "N01": (
        lambda: _xml(lambda b: b.add(STAFF, "B30", formula="XLOOKUP(A1,A1:A2,A1:A2)", value=1)), Spot("N01", "", STAFF, "B30")
    ),
    "N02": (lambda: _xml(lambda b: b.remove_sheet("DPA")), Spot("N02", "", BUDGET)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_case_is_found_at_its_place(name: str) -> None:
    make, spot = CASES[name]
    assert spot in _spots(make())


def test_every_case_of_the_catalogue_has_its_test() -> None:
    elsewhere = {("H02", ""), ("H04", "")}
    general = {key for key in entries() if key[0].startswith("B") or key[0] in ("N03", "N04", "N05")}
    general |= {("A10", variant) for code, variant in entries() if code == "A10" and variant.startswith(("bagian", "triwulan"))}
    tested = {(spot.code, spot.variant) for _, spot in CASES.values()}
    assert set(entries()) - tested - elsewhere - general == set()


QUIET: dict[str, tuple[Callable[[], list[AuditFinding]], str]] = {
    "condition that colours": (lambda: _conditional(_rule("expression", "TRUE"), BOLD_RED), "D09"),
    "condition that never holds": (lambda: _conditional(_rule("expression", "FALSE"), NOTHING_SHOWN), "D09"),
    "condition on other numbers": (lambda: _conditional(_rule('cellIs operator="lessThan"', "1000"), WHITE_LETTERS), "D09"),
    "only a zero is hidden": (lambda: _conditional(_rule('cellIs operator="equal"', "0"), WHITE_LETTERS, "A1:N80"), "D09"),
    "white on a dark ground": (
        lambda: _conditional(
            _rule("expression", "TRUE"), WHITE_LETTERS + '<fill><patternFill><bgColor rgb="FF1F4E78"/></patternFill></fill>'
        ),
        "D09",
    ),
    "tinted but readable": (
        lambda: _openpyxl(lambda b: setattr(b[BUDGET]["H7"], "font", Font(color=Color(theme=0, tint=-0.5)))), "D07",
    ),
    "whole table printed": (lambda: _print_area("$A:$N"), "D10"),
    "order of the tables kept": (lambda: _in_order(lambda sheets: [*sheets[:-2], sheets[-1], sheets[-2]]), "A09"),
    "chain complete": (lambda: _chain(lambda text: text), "H03"),
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_what_hides_nothing_is_left_alone(name: str) -> None:
    make, code = QUIET[name]
    assert [finding for finding in make() if finding.code == code] == []


def test_a_broken_side_part_does_not_shield_the_others() -> None:
    target = BytesIO()
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(BytesIO(report_of_sample("rekaan_dinkes_2024")))
        book[BUDGET]["H7"].font = Font(color="FFFFFF")
        book.save(target)
    with zipfile.ZipFile(target) as package:
        broken = BukuXml({name: package.read(name) for name in package.namelist()})
    broken.parts["xl/calcChain.xml"] = b"<calcChain"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = f'<Relationship Id="rIdX" Type="{kind}" Target="/xl/calcChain.xml"/>'
    broken.change("xl/_rels/workbook.xml.rels", lambda text: text.replace("</Relationships>", relation + "</Relationships>"))
    assert Spot("D07", "", BUDGET, "H7") in _spots(_of_bytes(broken.data()))


def test_changed_before_it_was_made() -> None:
    workbook = read_workbook(report_of_sample("rekaan_dinkes_2024"), name="uji.xlsx")
    look = PackageLook(Metadata(created="2024-05-01T00:00:00Z", modified="2024-04-01T00:00:00Z"))
    assert Spot("H02") in _spots(_findings(workbook, look))


def test_the_same_file_twice() -> None:
    data = report_of_sample("rekaan_dinkes_2024")
    results = with_duplicates([periksa(data, name="satu.xlsx"), periksa(data, name="dua.xlsx")])
    assert [result.findings[0].code for result in results] == ["H04", "H04"]
    assert "dua.xlsx" in results[0].findings[0].message and results[0].findings[0].grade is Grade.SEDANG


def test_a_typed_number_takes_its_followers_along() -> None:
    found = [f for f in _put(BUDGET, "H7", value=5, fresh=True) if f.grade is not Grade.INFO]
    assert _spots(found) == [Spot("A02", "lain", BUDGET, "H7")]
    evidence = found[0].evidence
    assert evidence.impact == 5 - 1250000000
    assert "Realisasi Anggaran!J7" in evidence.affected
    assert evidence.official == '=IF(DPA!$K$5="","",DPA!$K$5)'
    assert "Rp 1.249.999.995" in found[0].message


def test_a_stale_chain_names_only_where_it_begins() -> None:
    found = [f for f in _put("DPA", "K7", value=1) if f.grade is not Grade.INFO]
    assert {f.code for f in found} == {"A05"}
    places = {(f.sheet, f.cell) for f in found}
    assert ("DPA", "M7") in places and any(sheet == BUDGET for sheet, _ in places)
    assert all(f.sheet != "Tabel 1g" for f in found), "what only looks at stale cells is listed with these"
    assert any(address.startswith(("Tabel 1g!", "Ikhtisar!")) for f in found for address in f.evidence.affected)


def test_a_deleted_sheet_takes_its_formulas_along() -> None:
    found = [f for f in _xml(lambda book: book.remove_sheet("Tabel 1f"), fresh=True) if f.grade is not Grade.INFO]
    assert _spots(found) == [Spot("A09", "lembar_hilang")]
    assert any(address.startswith("Tabel 1g!") for address in found[0].evidence.affected)


def test_no_message_keeps_a_placeholder() -> None:
    for make, _ in list(CASES.values())[::5]:
        for finding in make():
            assert not re.search(r"\{[a-z_]+\}", finding.message + finding.advice + finding.expected), finding
            assert finding.message.rstrip().endswith((".", "”.")), finding.message

"""``lkjip impor``: exports of each kind fill the DPA sheet by code; what is unknown, ambiguous or different is a finding."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lkjip_xl.cli import main
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.values import Value
from lkjip_xl.verbs import baca
from lkjip_xl.workbook.new import write_workbook
from tests.pengajuan import random_data

LINES: list[tuple[str, str, Value, Value]] = [
    ("Program", "2.12.02", None, None),
    ("Kegiatan", "2.12.02.2.01", None, 5),
    ("Sub Kegiatan", "2.12.02.2.01.0001", None, None),
    ("Sub Kegiatan", "2.12.02.2.01.0002", 700, None),
]
HEAD = ("Kode Rekening", "Nama Rekening", "Pagu Anggaran", "Realisasi")
ROWS: list[tuple[Value, ...]] = [
    ("2.12.02", "Program Pendaftaran", "3.000.000", "2.500.000"),
    ("2.12.02.2.01", "Kegiatan", "3.000.000", "2.500.000"),
    ("2.12.02.2.01.01", "Sub satu", "2.999.300", "2.499.500"),
    ("2.12.02.2.01.02", "Sub dua", "700", "500"),
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A standard workbook whose DPA has four rows, mostly without amounts."""
    data = random_data(1)
    blank = dict.fromkeys(data["dpa"][0])
    data["dpa"] = [
        {**blank, "tingkat": level, "kode": code, "uraian": f"{level} {code}", "pagu": pagu, "realisasi_anggaran": spent}
        for level, code, pagu, spent in LINES
    ]
    data["pk_program"] = [{**dict.fromkeys(data["pk_program"][0]), "kode_program": "2.12.02", "program": "Program"}]
    target = BytesIO()
    write_workbook(filled_workbook(data), target)
    path = tmp_path / "buku.xlsx"
    path.write_bytes(target.getvalue())
    return path


def csv_file(folder: Path, rows: list[tuple[Value, ...]], head: tuple[str, ...] = HEAD, separator: str = ";") -> Path:
    lines = ["LAPORAN REALISASI ANGGARAN", "", *(separator.join(map(str, row)) for row in [head, *rows])]
    path = folder / "ekspor.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def html_file(folder: Path, rows: list[tuple[Value, ...]]) -> Path:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [HEAD, *rows])
    path = folder / "ekspor.xls"
    path.write_text(
        "<html><script>var x='<table><tr><td>Kode</td></tr></table>'</script><table><tr><td>Judul</td></tr></table>"
        f"<table border=1>{cells}</table></html>"
    )
    return path


def excel_file(folder: Path, rows: list[tuple[Value, ...]]) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["Realisasi"])
    for row in [HEAD, *rows]:
        sheet.append(
            [int(str(cell).replace(".", "")) if n > 1 else cell for n, cell in enumerate(row)] if row is not HEAD else row
        )
    path = folder / "ekspor.xlsx"
    made.save(path)
    return path


def impor(capsys: Any, *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["impor", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def codes(said: dict[str, Any]) -> list[str]:
    return [finding["kode"] for finding in said["temuan"]]


def amounts(path: Path) -> list[tuple[Value, Value]]:
    return [(r.values["pagu"], r.values["realisasi_anggaran"]) for r in baca(path).sheets["dpa"].records]


@pytest.mark.parametrize("kind", [csv_file, html_file, excel_file])
def test_every_kind_of_export_fills_the_same_cells(book: Path, tmp_path: Path, kind: Any, capsys: Any) -> None:
    before, out = book.read_bytes(), tmp_path / "hasil.xlsx"
    code, said = impor(capsys, kind(tmp_path, ROWS), book, "-o", out)
    assert code == 1, "one amount differs"
    assert codes(said) == ["BEDA"]
    assert amounts(out) == [(3000000, 2500000), (3000000, 5), (2999300, 2499500), (700, 500)]
    assert [r.values["anggaran"] for r in baca(out).sheets["pk_program"].records] == [3000000]
    assert said["sudah_sama"] == 1
    assert book.read_bytes() == before
    sheet = load_workbook(out)["DPA"]
    cell = next(change["sel"] for change in said["perubahan"] if change["kode"] == "2.12.02.2.01.0001")
    note = sheet[cell].comment
    assert note is not None and "ekspor." in note.text and "Sebelumnya: kosong" in note.text


def test_a_preview_writes_nothing_and_names_before_and_after(book: Path, tmp_path: Path, capsys: Any) -> None:
    files = sorted(tmp_path.iterdir())
    export = csv_file(tmp_path, ROWS)
    assert main(["impor", str(export), str(book), "--lihat"]) == 1
    said = capsys.readouterr().out
    assert "kosong → 3.000.000" in said and "8 sel akan diisi" not in said and "sel akan diisi" in said
    assert sorted(tmp_path.iterdir()) == sorted([*files, export])


def test_an_amount_that_differs_is_replaced_only_on_demand(book: Path, tmp_path: Path, capsys: Any) -> None:
    _, said = impor(capsys, csv_file(tmp_path, ROWS), book, "-o", tmp_path / "hasil.xlsx", "--timpa")
    assert amounts(tmp_path / "hasil.xlsx")[1] == (3000000, 2500000)
    assert codes(said) == ["BEDA"]


def test_unknown_codes_and_missing_rows_are_findings(book: Path, tmp_path: Path, capsys: Any) -> None:
    rows = [*ROWS[:3], ("2.12.03", "Program lain", "1.000.000", "5.000.000"), ("2.12", "Bidang", "9.000.000", "1.000.000")]
    code, said = impor(capsys, csv_file(tmp_path, rows), book, "--lihat")
    assert code == 1
    assert {(f["kode"], f["perihal"]) for f in said["temuan"]} >= {
        ("KODE_TAK_DIKENAL", "2.12.03"),
        ("TIDAK_DI_EKSPOR", "2.12.02.2.01.0002"),
    }
    assert "2.12" not in {f["perihal"] for f in said["temuan"]}


def test_ambiguous_amounts_are_never_guessed(book: Path, tmp_path: Path, capsys: Any) -> None:
    rows: list[tuple[Value, ...]] = [("2.12.02", "Program", "1.234", "abc"), ("2.12.02.2.01.01", "Sub", "5.678", "-1")]
    _, said = impor(capsys, csv_file(tmp_path, rows), book, "--lihat")
    assert said["perubahan"] == []
    assert sorted(set(codes(said))) == ["ANGKA_RAGU", "BUKAN_ANGKA", "NEGATIF", "TIDAK_DI_EKSPOR"]


def test_a_code_that_stands_twice_with_other_amounts_is_not_used(book: Path, tmp_path: Path, capsys: Any) -> None:
    rows = [*ROWS[:1], ("2.12.02", "Program lagi", "4.000.000", "2.500.000")]
    _, said = impor(capsys, csv_file(tmp_path, rows), book, "--lihat")
    assert "KODE_GANDA" in codes(said)
    assert {(c["kolom"], c["sesudah"]) for c in said["perubahan"]} == {("realisasi_anggaran", 2500000)}


def test_accounts_below_a_sub_kegiatan_are_added_up(book: Path, tmp_path: Path, capsys: Any) -> None:
    """The realisation page of SIPD-RI: program, kegiatan and sub kegiatan with their codes in every row of an account."""
    head = ("No", "Nama SKPD", "Program", "Kegiatan", "Sub Kegiatan", "Kode Akun", "Nama Akun", "Pagu", "Realisasi", "Persen")
    place = ("2.12.02 PROGRAM", "2.12.02.2.01 KEGIATAN")
    rows: list[tuple[Value, ...]] = [
        (1, "Dinas", *place, "2.12.02.2.01.0001 SUB SATU", "5.1.02", "Belanja", "1.000.000", "900.000", "90,00"),
        (2, "Dinas", *place, "2.12.02.2.01.0001 SUB SATU", "5.2.02", "Modal", "500.000", "400.000", "80,00"),
        (3, "Dinas", *place, "2.12.02.2.01.0002 SUB DUA", "5.1.02", "Belanja", "700", "-", "0,00"),
    ]
    _, said = impor(capsys, csv_file(tmp_path, rows, head), book, "--lihat")
    after = {(c["lembar"], c["kode"], c["kolom"]): c["sesudah"] for c in said["perubahan"]}
    assert after["DPA", "2.12.02.2.01.0001", "pagu"] == 1_500_000
    assert after["DPA", "2.12.02", "pagu"] == 1_500_700
    assert after["DPA", "2.12.02", "realisasi_anggaran"] == 1_300_000


def test_a_code_split_over_columns_is_put_together(book: Path, tmp_path: Path, capsys: Any) -> None:
    head = ("Urusan", "Bidang", "Program", "Kegiatan", "Sub", "Uraian", "Jumlah")
    rows: list[tuple[Value, ...]] = [
        ("2", "12", "02", "", "", "Program", "3.000.000"),
        ("2", "12", "02", "2.01", "", "Kegiatan", "3.000.000"),
        ("2", "12", "02", "2.01", "0001", "Sub", "2.999.300"),
    ]
    _, said = impor(capsys, csv_file(tmp_path, rows, head), book, "--lihat")
    assert {(c["kode"], c["sesudah"]) for c in said["perubahan"] if c["lembar"] == "DPA"} == {
        ("2.12.02", 3000000),
        ("2.12.02.2.01", 3000000),
        ("2.12.02.2.01.0001", 2999300),
    }


def test_an_export_without_or_with_two_tables_is_refused(book: Path, tmp_path: Path, capsys: Any) -> None:
    plain = tmp_path / "a.csv"
    plain.write_text("nama;umur\na;1\n")
    assert impor(capsys, plain, book, "--lihat")[1]["galat"]["kode"] == "TANPA_TABEL"
    two = tmp_path / "b.xls"
    two.write_text("<table><tr><td>Kode<td>Pagu</table>" * 2)
    assert impor(capsys, two, book, "--lihat")[1]["galat"]["kode"] == "BANYAK_TABEL"
    broken = tmp_path / "c.xlsx"
    broken.write_bytes(book.read_bytes()[:500])
    assert impor(capsys, broken, book, "--lihat")[1]["galat"]["kode"] == "ZIP_BROKEN"


def test_a_column_named_twice_is_not_used(book: Path, tmp_path: Path, capsys: Any) -> None:
    head = ("Kode", "Uraian", "Pagu", "Anggaran", "Realisasi")
    _, said = impor(capsys, csv_file(tmp_path, [("2.12.02", "P", "1.000.000", "2.000.000", "5.000.000")], head), book, "--lihat")
    assert "KOLOM_GANDA" in codes(said)
    assert {c["kolom"] for c in said["perubahan"]} == {"realisasi_anggaran"}


def test_outputs_that_would_destroy_something_are_refused(book: Path, tmp_path: Path, capsys: Any) -> None:
    export = csv_file(tmp_path, ROWS)
    for options in ((), ("-o", book), ("-o", tmp_path / "x.csv"), ("-o", tmp_path / "tidak" / "ada.xlsx")):
        code, said = impor(capsys, export, book, *options)
        assert (code, said["galat"]["kode"]) == (2, "PEMAKAIAN")


def test_hostile_html_ends_quickly(book: Path, tmp_path: Path, capsys: Any) -> None:
    rows = tmp_path / "rows.xls"
    rows.write_text("<table>" + "<tr><td colspan=99999999>x" * 150_000)
    assert impor(capsys, rows, book, "--lihat")[1]["galat"]["kode"] == "ROWS"
    deep = tmp_path / "deep.xls"
    deep.write_text("<table><tr><td>" * 50_000)
    assert impor(capsys, deep, book, "--lihat")[1]["galat"]["kode"] == "TANPA_TABEL"

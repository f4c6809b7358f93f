"""What a cell is besides its value, and what stands outside the fields: carried as far as it goes, and listed."""

from __future__ import annotations

from typing import Any

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.migration.run import Migrated, migrate
from lkjip_xl.reader.raw import Note, RawStyle
from lkjip_xl.values import CellError
from tests.buku import DATA, DATE, Buku
from tests.pengajuan import complete

PERCENT = 2


def _migrate(book: Buku) -> Migrated:
    raw = book.raw()
    raw.styles.append(RawStyle("0.00%", True, False))
    return migrate(raw, "1.0")


def _misfits(book: Buku) -> list[tuple[Any, ...]]:
    return [tuple(misfit) for misfit in _migrate(book).misfits]


def test_a_sound_workbook_is_carried_whole() -> None:
    done = _migrate(Buku())
    expected = complete(DATA)
    assert done.misfits == ()
    expected["pengaturan"] = [{column.key: column.default for column in sheet_def("pengaturan").columns}]
    assert done.data == expected
    assert done.carried["Dukungan"] == 2


def test_excel_date_becomes_text_and_is_told() -> None:
    done = _migrate(Buku().field("instansi", "tanggal", 45322, style=DATE).field("realisasi", "realisasi", 45323.0, style=DATE))
    assert done.data["instansi"][0]["tanggal"] == "31-01-2024"
    assert done.data["realisasi"][0]["realisasi"] == "01-02-2024"
    assert ("Instansi", "B22", 45322, "tanggal Excel; dibawa sebagai teks 31-01-2024") in done.misfits
    assert [misfit.sheet for misfit in done.misfits] == ["Instansi", "Realisasi", "Realisasi"]  # text in a column of numbers, too


def test_dates_that_count_from_1904() -> None:
    raw = Buku().field("instansi", "tanggal", 43860, style=DATE).raw()
    raw.date1904 = True
    assert migrate(raw, "1.0").data["instansi"][0]["tanggal"] == "31-01-2024"


def test_a_time_or_an_impossible_day_stays_a_number() -> None:
    done = _migrate(Buku().field("realisasi", "realisasi", 0.5, style=DATE).field("realisasi", "tw1", 1e12, style=DATE))
    assert (done.data["realisasi"][0]["realisasi"], done.data["realisasi"][0]["tw1"]) == (0.5, 1e12)


def test_percent_format_is_told() -> None:
    book = Buku().field("realisasi", "realisasi", 0.993, style=PERCENT)
    assert _migrate(book).data["realisasi"][0]["realisasi"] == 0.993
    assert _misfits(book) == [
        ("Realisasi", "I5", 0.993, "angka berformat persen; dibawa sebagai 0,993 tanpa format persen. Periksa satuannya")
    ]


def test_formulas_in_input_cells_are_told() -> None:
    book = Buku().field("sdm", "laki_laki", 10, formula="4+6").field("sdm", "perempuan", formula="4+8")
    assert _misfits(book) == [
        ("SDM", "C5", "=4+6", "rumus di sel isian; yang dibawa hasilnya, 10"),
        ("SDM", "D5", "=4+8",
         "rumus tanpa hasil tersimpan; di berkas baru kosong. Buka dan simpan berkas lama di Excel, lalu ulangi"),
    ]  # fmt: skip


def test_typed_over_formulas_are_told_on_tables_and_forms() -> None:
    reason = "diketik di kolom yang dihitung; di berkas baru tempatnya diisi rumus resmi"
    book = Buku().field("sdm", "jumlah", 23).field("pk", "target", 92.5, formula="F5").field("instansi", "jumlah_belanja", 1)
    assert _misfits(book) == [("Instansi", "B37", 1, reason), ("SDM", "E5", 23, reason)]


def test_values_that_do_not_fit_are_carried_as_they_are() -> None:
    book = Buku().field("dpa", "pagu", "600 juta").field("renstra", "polaritas", "Stabil")
    book.field("pk", "target_murni", CellError("#REF!"))
    done = _migrate(book)
    assert done.data["dpa"][0]["pagu"] == "600 juta"
    assert [(m.sheet, m.cell, m.content) for m in done.misfits] == [
        ("Renstra", "G5", "Stabil"), ("PK", "F5", "#REF!"), ("DPA", "K5", "600 juta"),
    ]  # fmt: skip


def test_missing_sheets_and_headings_are_told_with_what_looks_like_them() -> None:
    book = Buku().rename("Sarpras", "Sarpas").put("DPA", "K4", "Pagu Angaran").drop("Naskah", "Pengecualian")
    assert _misfits(book) == [
        ("DPA", "", "kolom Pagu Anggaran",
         "tidak ditemukan di lembar ini; kosong di berkas baru; mungkin maksudnya “Pagu Angaran”"),
        ("DPA", "K4:K8", "Pagu Angaran: 3 sel berisi, yang pertama 600000000",
         "judul kolom ini tidak ada di templat versi 1.0; isinya tidak dibawa"),
        ("Sarpas", "", f"{len(book.grids['Sarpas'])} sel berisi", "lembar ini tidak ada di templat versi 1.0; tidak dibawa"),
        ("Sarpras", "", None, "lembar ini tidak ditemukan; isinya kosong di berkas baru; mungkin maksudnya lembar Sarpas"),
    ]  # fmt: skip


def test_second_column_of_a_heading_is_told() -> None:
    book = Buku().put("SDM", "G4", "L").put("SDM", "G5", 99)
    assert _misfits(book) == [
        ("SDM", "G4:G5", "L: 1 sel berisi, yang pertama 99", "judul kolom ini sudah dipakai kolom lain; isinya tidak dibawa")
    ]


def test_sheet_without_headings_is_told_with_its_content() -> None:
    book = Buku().put("Sarpras", "A4").put("Sarpras", "B4").put("Sarpras", "C4")
    first, *others = _misfits(book)
    assert first == ("Sarpras", "", None, "baris judul kolom tidak ditemukan; tidak ada isian yang dibaca dari lembar ini")
    assert {other[1] for other in others} == {"A1:A5", "B5", "C5"}


def test_comments_drawings_macros_and_hidden_things_are_told() -> None:
    book = Buku().sheet_facts("DPA", related=["xl/comments1.xml", "xl/drawings/drawing1.xml"])
    book.sheet_facts("DPA", hidden_rows={6}, hidden_columns=[(2, 3)])
    book.sheet_facts("SDM", state="hidden").add("Tabel 1a", {"A1": "x"}).add("Temuan", {"A1": "x"})
    book.sheet_facts("Petunjuk", related=["xl/threadedComments/threadedComment1.xml"])
    book.notes.append(Note("MACRO", "", "", "xl/vbaProject.bin"))
    kept = "tidak dibawa; salin sendiri bila masih diperlukan"
    shown = "tersembunyi; ditampilkan di berkas baru"
    assert _misfits(book) == [
        ("", "", "makro", kept),
        ("Petunjuk", "", "komentar berutas", kept),
        ("DPA", "", "catatan sel", kept),
        ("DPA", "", "gambar, bentuk, atau bagan", kept),
        ("DPA", "", "1 baris isian, yang pertama baris 6", shown),
        ("DPA", "B:C", "kolom", shown),
        ("SDM", "", "lembar", shown),
        ("Tabel 1a", "", "1 sel berisi", "lembar laporan; tidak dibawa karena dapat dibuat lagi dengan: lkjip laporan"),
    ]


# Recorded exceptions


def _waiver(sheet: str | None, key: str | None) -> Buku:
    book = Buku().field("pengecualian", "kode_temuan", "WJR-01").field("pengecualian", "alasan", "benar")
    book.field("pengecualian", "ditetapkan_oleh", "Kepala")
    return book.field("pengecualian", "lembar_temuan", sheet).field("pengecualian", "sel_atau_kunci", key)


def _followed(book: Buku) -> tuple[Any, Any, list[tuple[Any, ...]]]:
    done = _migrate(book)
    (record,) = done.data["pengecualian"]
    return record["lembar_temuan"], record["sel_atau_kunci"], [tuple(misfit) for misfit in done.misfits]


def test_exception_follows_its_cell() -> None:
    book = _waiver("realisasi", "$I$8, i9:J9").shift("Realisasi", rows=3)
    assert _followed(book) == ("Realisasi", "I5, I6:J6", [])


def test_exception_by_key_or_sheet_stays() -> None:
    assert _followed(_waiver("Realisasi", "1.1")) == ("Realisasi", "1.1", [])
    assert _followed(_waiver("Realisasi", None)) == ("Realisasi", None, [])
    assert _followed(_waiver("Tabel 1a", "C7")) == ("Tabel 1a", "C7", [])


def test_exception_whose_cell_has_no_successor_is_told() -> None:
    sheet, key, misfits = _followed(_waiver("Realisasi", "ZZ9"))
    assert (sheet, key) == ("Realisasi", "ZZ9")
    assert misfits == [
        ("Pengecualian", "C5", "ZZ9", "menunjuk sel berkas lama yang tidak punya padanan; tulis selnya yang baru")
    ]
    assert _followed(_waiver(None, "I5"))[2] == [
        ("Pengecualian", "C5", "I5",
         "menunjuk sel tanpa nama lembar, padahal letak sel berubah; tulis lembar dan selnya yang baru")
    ]  # fmt: skip

"""The sheet Petunjuk: how to fill the workbook, what the colours mean, and the template's identity in named cells."""

from __future__ import annotations

from lkjip_xl.address import absolute, quote_sheet
from lkjip_xl.definition.own_sheets import GUIDE_SHEET, ID_NAME, VERSION_NAME
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION
from lkjip_xl.workbook.model import Cell, Link, Page, SheetModel

_STEPS = (
    "Isi lembar Instansi lebih dahulu, kemudian Renstra, lalu lembar lainnya menurut urutan di bawah.",
    "Kolom berkepala biru diisi. Kolom berkepala abu-abu dihitung sendiri oleh rumus; jangan diketik.",
    "Tabel bertambah sendiri: ketik atau tempel pada baris tepat di bawah baris terakhir.",
    "Persen ditulis sebagai angka biasa: 99,3 untuk 99,3% (bukan 0,993, bukan sel berformat persen). "
    "Rupiah ditulis penuh tanpa Rp dan tanpa titik.",
    "Data yang tidak ada dikosongkan. Nol adalah nilai; kosong bukan nol.",
    "Kode ditulis persis sama di semua lembar. Kolom kode berformat teks supaya nol di depan tidak hilang.",
    "Periksa dengan perintah: lkjip validasi BERKAS.xlsx. Buat laporan dengan: lkjip laporan BERKAS.xlsx -o LAPORAN.xlsx",
)


def guide_sheet() -> tuple[SheetModel, dict[str, str]]:
    """The sheet and the named cells that carry template id and version."""
    sheet = SheetModel(GUIDE_SHEET, gridlines=False, page=Page(footer="&C&P dari &N"), tab_color="#70AD47")
    sheet.widths.update({1: 6, 2: 30, 3: 84})
    sheet.put(1, 1, Cell("judul_lembar", "Buku Kerja Standar LKjIP"))
    sheet.put(2, 1, Cell("petunjuk", "Satu buku kerja untuk satu perangkat daerah dan satu tahun."))
    sheet.put(4, 2, Cell("teks+tebal", "Templat"))
    sheet.put(4, 3, Cell("teks", TEMPLATE_ID))
    sheet.put(5, 2, Cell("teks+tebal", "Versi templat"))
    sheet.put(5, 3, Cell("teks", TEMPLATE_VERSION))
    sheet.put(7, 1, Cell("bagian", "Cara mengisi"))
    row = 8
    for number, step in enumerate(_STEPS, 1):
        sheet.put(row, 1, Cell("teks+tengah", number))
        sheet.put(row, 2, Cell("teks", step))
        sheet.put(row, 3, Cell("teks"))
        sheet.merges.append((row, 2, row, 3))
        row += 1
    row += 1
    sheet.put(row, 1, Cell("bagian", "Lembar"))
    row += 1
    for place, text in enumerate(("No.", "Lembar", "Isi"), 1):
        sheet.put(row, place, Cell("kepala", text))
    for number, definition in enumerate(sheet_defs(), 1):
        row += 1
        sheet.put(row, 1, Cell("teks+tengah", number))
        sheet.put(row, 2, Cell("tautan", definition.name))
        sheet.put(row, 3, Cell("teks", f"{definition.description} {definition.instruction}"))
        sheet.links.append(Link(row, 2, f"{quote_sheet(definition.name)}!A1", f"Buka lembar {definition.name}"))
    row += 2
    sheet.put(row, 1, Cell("bagian", "Warna"))
    for style, heading, text in (
        ("isian", "Sel isian", "Boleh diketik."),
        ("hitung", "Sel hitung", "Rumus resmi; ketikan ditolak. Boleh diurutkan, disaring, dan diatur lebarnya."),
        ("pita", "Tahun", "Tahun kalender kolom, mengikuti lembar Instansi."),
    ):
        row += 1
        sheet.put(row, 2, Cell(style, heading))
        sheet.put(row, 3, Cell("teks", text))
    names = {ID_NAME: f"={GUIDE_SHEET}!{absolute(4, 3)}", VERSION_NAME: f"={GUIDE_SHEET}!{absolute(5, 3)}"}
    return sheet, names

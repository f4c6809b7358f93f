"""Why a file is not examined: one stable code and one sentence each, with what the user can do about it.

Codes are for programs and never change. Sentences are for people; a limit names its own value and the value found.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from lkjip_xl.errors import RefusedFileError

SHOWN_CHARACTERS: Final = 120

_ASK_AGAIN = "Minta kirim ulang."
_SAVE_AGAIN = "Buka di Excel, lalu Simpan Sebagai .xlsx."
_STRANGE = "Susunan berkas tidak wajar ({what}); tidak diperiksa demi keamanan. " + _SAVE_AGAIN
_OVER = "Berkas melampaui batas aman: {what} {found}, batasnya {limit}. "
_UNTRUSTED = "; hasil bacaan tidak bisa dipercaya. " + _SAVE_AGAIN

SENTENCES: Final[dict[str, str]] = {
    # the file itself
    "UNREADABLE": "Berkas tidak dapat dibuka: tidak ada, tanpa izin baca, atau sedang dikunci program lain.",
    "EMPTY": "Berkas kosong (0 byte). " + _ASK_AGAIN,
    "FILE_SIZE": _OVER.format(what="ukuran berkas", found="{found}", limit="{limit}")
    + "Hapus gambar atau lembar yang tidak perlu.",
    "HTML": "Berkas ini halaman web (HTML) yang diberi nama Excel, biasanya hasil unduhan aplikasi. " + _SAVE_AGAIN,
    "TEXT": "Isi berkas adalah teks atau CSV, bukan .xlsx. " + _SAVE_AGAIN,
    "XML2003": "Isi berkas adalah XML Spreadsheet 2003, bukan .xlsx. " + _SAVE_AGAIN,
    "PDF": "Isi berkas adalah PDF, bukan .xlsx. Kirim buku kerja Excel aslinya.",
    "RTF": "Isi berkas adalah dokumen RTF, bukan .xlsx. Kirim buku kerja Excel aslinya.",
    "OLE2": "Berkas .xls lama. " + _SAVE_AGAIN,
    "PASSWORD": "Berkas berkata sandi. Simpan sebagai .xlsx tanpa kata sandi.",
    "ODS": "Berkas OpenDocument (.ods). Buka di LibreOffice, lalu Simpan Sebagai .xlsx.",
    "XLSB": "Berkas Excel biner (.xlsb). " + _SAVE_AGAIN,
    "NOT_ZIP": "Isi berkas tidak dikenali sebagai buku kerja Excel. " + _ASK_AGAIN,
    # the package
    "ZIP_EMPTY": "Berkas tidak berisi apa pun. " + _ASK_AGAIN,
    "ZIP_BROKEN": "Berkas rusak atau tidak lengkap. " + _ASK_AGAIN,
    "ZIP_CRC": "Berkas rusak: isi bagian {part} tidak cocok dengan angka periksanya. " + _ASK_AGAIN,
    "ZIP_DUPLICATE": _STRANGE.format(what="bagian {part} ada dua kali"),
    "ZIP_NAME": _STRANGE.format(what="nama bagian {part}"),
    "ZIP_PREFIX": _STRANGE.format(what="ada isi lain di depan buku kerja"),
    "ZIP_TRAILING": _STRANGE.format(what="ada isi lain di belakang buku kerja"),
    "ZIP_OVERLAP": _STRANGE.format(what="bagian {part} bertumpukan dengan bagian lain"),
    "ZIP_LYING_SIZE": _STRANGE.format(what="ukuran bagian {part} tidak seperti yang dinyatakan"),
    "ZIP_ENCRYPTED": _STRANGE.format(what="bagian {part} tersandi"),
    "ZIP_METHOD": _STRANGE.format(what="cara pemampatan bagian {part}"),
    "ZIP_ENTRIES": _OVER.format(what="jumlah bagian", found="{found}", limit="{limit}") + _SAVE_AGAIN,
    "PART_SIZE": _OVER.format(what="bagian {part} berukuran", found="{found}", limit="{limit}") + "Hapus isi yang tidak perlu.",
    "TOTAL_SIZE": _OVER.format(what="ukuran setelah dibuka", found="{found}", limit="{limit}") + "Hapus isi yang tidak perlu.",
    "ZIP_RATIO": _OVER.format(what="bagian {part} mengembang", found="{found} kali", limit="{limit} kali")
    + "Hapus baris kosong berformat, lalu simpan ulang.",
    # XML
    "XML_DTD": _STRANGE.format(what="bagian {part} memuat DTD"),
    "XML_BROKEN": "Berkas rusak: bagian {part} bukan XML yang sah. " + _ASK_AGAIN,
    "XML_ENCODING": _STRANGE.format(what="pengodean huruf bagian {part}"),
    "XML_DEPTH": _OVER.format(what="kedalaman bagian {part}", found="lebih dari {limit}", limit="{limit}") + _SAVE_AGAIN,
    "XML_ATTR": _OVER.format(what="panjang atribut di bagian {part}", found="{found}", limit="{limit}") + _SAVE_AGAIN,
    "XML_TOKEN": _OVER.format(what="panjang satu tanda di bagian {part}", found="{found}", limit="{limit}") + _SAVE_AGAIN,
    "XML_NAMES": _OVER.format(what="ragam nama di bagian {part}", found="lebih dari {limit}", limit="{limit}") + _SAVE_AGAIN,
    "XML_STRUCTURE": _STRANGE.format(what="letak unsur di bagian {part}"),
    # the workbook
    "NOT_OOXML": "Berkas ZIP ini bukan buku kerja Excel. Kirim berkas .xlsx.",
    "NOT_WORKBOOK": "Berkas Office ini bukan buku kerja Excel. Kirim berkas .xlsx.",
    "NO_SHEETS": "Buku kerja tidak lengkap: tidak ada satu lembar pun. " + _ASK_AGAIN,
    "PART_MISSING": "Buku kerja tidak lengkap: {part} tidak ditemukan. " + _ASK_AGAIN,
    "SHEET_EXTERNAL": _STRANGE.format(what="lembar “{sheet}” menunjuk ke luar berkas"),
    "SHEET_SHARED_PART": _STRANGE.format(what="lembar “{sheet}” memakai isi lembar lain"),
    "SHEET_DUPLICATE": _STRANGE.format(what="nama lembar “{sheet}” ada dua kali"),
    "SHEETS": _OVER.format(what="jumlah lembar", found="lebih dari {limit}", limit="{limit}") + "Pecah buku kerja.",
    "RELATIONS": _OVER.format(what="jumlah hubungan di {part}", found="lebih dari {limit}", limit="{limit}") + _SAVE_AGAIN,
    "NAMES": _OVER.format(what="jumlah nama", found="lebih dari {limit}", limit="{limit}")
    + "Hapus nama yang tidak dipakai (Rumus → Pengelola Nama).",
    "NAME_TEXT": _OVER.format(what="panjang isi satu nama", found="lebih dari {limit}", limit="{limit}")
    + "Hapus nama yang tidak dipakai (Rumus → Pengelola Nama).",
    "STYLES": _OVER.format(what="jumlah format sel", found="lebih dari {limit}", limit="{limit}")
    + "Salin isi ke templat yang bersih.",
    "SST_COUNT": _OVER.format(what="jumlah teks", found="lebih dari {limit}", limit="{limit}") + "Pecah buku kerja.",
    "SST_TEXT": _OVER.format(what="panjang teks", found="lebih dari {limit}", limit="{limit}") + "Pendekkan teksnya.",
    # the cells
    "CELLS": _OVER.format(what="jumlah sel", found="lebih dari {limit}", limit="{limit}")
    + "Hapus format pada sel kosong atau pecah buku kerja.",
    "ROWS": _OVER.format(what="jumlah baris", found="lebih dari {limit}", limit="{limit}") + "Pecah buku kerja.",
    "MERGES": _OVER.format(what="jumlah sel gabungan di lembar “{sheet}”", found="lebih dari {limit}", limit="{limit}")
    + "Pisahkan sel gabungan yang tidak perlu.",
    "LINKS": _OVER.format(what="jumlah tautan di lembar “{sheet}”", found="lebih dari {limit}", limit="{limit}")
    + "Hapus tautan yang tidak perlu.",
    "CELL_TEXT": _OVER.format(what="panjang teks satu sel di lembar “{sheet}”", found="lebih dari {limit}", limit="{limit}")
    + "Pendekkan teksnya.",
    "FORMULA_TEXT": _OVER.format(what="panjang seluruh rumus bersama", found="lebih dari {limit}", limit="{limit}")
    + "Pendekkan rumusnya.",
    "GRID": "Data lembar “{sheet}” tidak sah pada {cell} (alamat di luar lembar atau salah tempat)" + _UNTRUSTED,
    "CELL_DUPLICATE": "Data lembar “{sheet}” tidak sah: sel {cell} tertulis dua kali" + _UNTRUSTED,
    "SST_INDEX": "Data lembar “{sheet}” tidak sah: teks sel {cell} tidak ada dalam berkas" + _UNTRUSTED,
    # the run
    "TIMEOUT": "Pemeriksaan dihentikan karena melampaui batas waktu. Simpan ulang dengan Excel atau pecah buku kerja.",
    "MEMORY": "Pemeriksaan dihentikan karena melampaui batas memori. Simpan ulang dengan Excel atau pecah buku kerja.",
}


def refusal(code: str, **facts: str | int) -> RefusedFileError:
    """The error to raise for ``code``. Texts in ``facts`` may come from the file: they are cleaned and cut here."""
    shown = {key: count(fact) if isinstance(fact, int) else clean_name(fact) for key, fact in facts.items()}
    return RefusedFileError(code, SENTENCES[code].format(**shown))


def clean_name(text: str) -> str:
    """A name out of a file, safe to show: control and invisible characters escaped, cut at 120 characters."""
    shown = "".join(map(_visible, text[: SHOWN_CHARACTERS + 1]))
    return shown if len(shown) <= SHOWN_CHARACTERS else shown[: SHOWN_CHARACTERS - 1] + "…"


def _visible(character: str) -> str:
    if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return character
    point = ord(character)
    if point < 0x100:
        return f"\\x{point:02X}"
    return f"\\u{point:04X}" if point < 0x10000 else f"\\U{point:08X}"


def count(number: int) -> str:
    """1234567 → 1.234.567, the Indonesian way."""
    return f"{number:,}".replace(",", ".")


def size(number: int) -> str:
    """A number of bytes in the largest unit that keeps it above 1: 67108864 → 64 MiB, 1572864 → 1,5 MiB."""
    for unit, factor in (("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)):
        if number >= factor:
            return f"{number / factor:.1f}".replace(".0", "").replace(".", ",") + f" {unit}"
    return f"{number} byte"

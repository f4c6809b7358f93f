"""Faults as users meet them: a stable code and one Indonesian sentence, for whatever kept a command from its work."""

from __future__ import annotations

import errno

from lkjip_xl.errors import DiskFullError, LkjipError, MissingExtraError, RefusedFileError, TemplateVersionError, UsageError

_MAX_NAME = 120
_OWN = (
    (TemplateVersionError, "TEMPLAT_BARU"),
    (UsageError, "PEMAKAIAN"),
    (MissingExtraError, "PAKET_KURANG"),
    (DiskFullError, "DISK_PENUH"),
)
_DENIED = "Tidak diizinkan membuka atau menulis {name}. Tutup berkas itu di Excel, atau periksa izin foldernya."
_OTHER = "Sistem gagal membuka atau menulis {name}. Ulangi, atau pakai folder lain."
_SYSTEM = {
    errno.ENOENT: ("TIDAK_ADA", "Berkas atau folder tidak ditemukan: {name}. Periksa nama dan letaknya."),
    errno.EACCES: ("IZIN", _DENIED),
    errno.EPERM: ("IZIN", _DENIED),
    errno.EROFS: ("IZIN", "Tempat penyimpanan {name} hanya dapat dibaca. Pilih folder lain."),
    errno.EISDIR: ("FOLDER", "{name} adalah folder, bukan berkas. Pilih berkas .xlsx di dalamnya."),
    errno.ENOTDIR: ("TIDAK_ADA", "Letak berkas {name} tidak benar. Periksa nama foldernya."),
    errno.ENOSPC: ("DISK_PENUH", "Tempat penyimpanan penuh. Kosongkan sebagian, lalu ulangi."),
    errno.EDQUOT: ("DISK_PENUH", "Jatah tempat penyimpanan habis. Kosongkan sebagian, lalu ulangi."),
    errno.EFBIG: ("DISK_PENUH", "Berkas menjadi lebih besar daripada yang diizinkan sistem. Pakai folder lain, lalu ulangi."),
    errno.ENAMETOOLONG: ("NAMA_PANJANG", "Nama berkas terlalu panjang. Pendekkan nama atau foldernya."),
}


def describe(error: LkjipError | OSError) -> tuple[str, str]:
    """(code, sentence) of a fault. The code is for programs, the sentence for the user; both are stable."""
    if isinstance(error, RefusedFileError):
        return error.code, error.sentence
    for kind, code in _OWN:
        if isinstance(error, kind):
            return code, str(error)
    if isinstance(error, LkjipError):
        return "GAGAL", str(error)
    code, sentence = _SYSTEM.get(error.errno or 0, ("SISTEM", _OTHER))
    return code, sentence.format(name=_name(error))


def _name(error: OSError) -> str:
    """The file's name, on one line; "berkas" where the system names none."""
    name = "".join(letter if letter.isprintable() else "?" for letter in str(error.filename or ""))
    if len(name) > _MAX_NAME:
        name = "…" + name[-_MAX_NAME:]
    return f'"{name}"' if name else "berkas"

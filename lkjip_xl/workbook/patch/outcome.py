"""What became of a plan: the new file, which parts differ, and what could not be done and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.refusals import clean_name, count

SENTENCES: Final[dict[str, str]] = {
    "SHEET_MISSING": "Lembar “{sheet}” tidak ada dalam berkas atau bukan lembar kerja; tidak ada yang diubah di sana.",
    "OUTSIDE": "Sel {cell} di lembar “{sheet}” berada di luar lembar; tidak diubah.",
    "ARRAY_FORMULA": "Sel {cell} di lembar “{sheet}” bagian dari rumus larik atau tabel data; isinya tidak diubah.",
    "TABLE_HEADER": "Sel {cell} di lembar “{sheet}” adalah judul kolom tabel Excel; isinya tidak diubah.",
    "MERGED": "Sel {cell} di lembar “{sheet}” tertutup sel gabungan yang sudah diisi dari sel lain; isinya tidak dipakai.",
    "NOTE_KEPT": "Sel {cell} di lembar “{sheet}” sudah mempunyai komentar; hanya diberi warna, catatan tidak ditulis.",
    "NOTE_IMPOSSIBLE": "Catatan di lembar “{sheet}” tidak dapat ditulis karena susunan catatan berkas tidak dikenali; "
    "sel hanya diberi warna.",
    "STYLES_FULL": "Sel {cell} di lembar “{sheet}” tidak diberi warna: format sel dalam berkas sudah terlalu banyak.",
    "SHEET_IN_USE": "Lembar “{sheet}” dari pemeriksaan sebelumnya tidak dihapus karena masih dirujuk dari tempat lain.",
    "FILL_LOST": "Warna tanda di lembar “{sheet}” dihapus, tetapi warna asal selnya tidak diketahui lagi karena berkas sudah "
    "disimpan ulang oleh program lain.",
    "SIGNATURE": "Berkas bertanda tangan digital. Setelah diubah, tanda tangan itu tidak berlaku lagi.",
}
"""Why something was not done, or was done with a consequence; one sentence for the user per code."""

_TOO_MANY_ELEMENTS: Final = (
    "Berkas melampaui batas aman: jumlah unsur di bagian {part} lebih dari {limit}. Buka di Excel, lalu Simpan Sebagai .xlsx."
)


class Skip(NamedTuple):
    """Something of the plan that was not done, or not wholly. ``cell`` is an address, or ``""`` for a whole sheet."""

    code: str
    sheet: str = ""
    cell: str = ""

    @property
    def sentence(self) -> str:
        """The same for the user, in Indonesian."""
        return SENTENCES[self.code].format(sheet=clean_name(self.sheet), cell=self.cell)


@dataclass(slots=True)
class SkipLog:
    """Collects what is skipped while the work goes on."""

    skipped: list[Skip] = field(default_factory=list)

    def add(self, code: str, sheet: str = "", place: tuple[int, int] | None = None) -> None:
        """Note one skip, at a cell or for a whole sheet."""
        self.skipped.append(Skip(code, sheet, cell_name(*place) if place else ""))


@dataclass(frozen=True, slots=True)
class PatchResult:
    """``data`` is the new package. Every part not named in ``changed``, ``added`` or ``removed`` was copied with its packed
    bytes. ``first_sheet`` is the name the sheet was really given, or ``""``."""

    data: bytes
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[Skip, ...] = ()
    first_sheet: str = ""


def too_many_elements(part: str, limit: int) -> RefusedFileError:
    """The refusal of a part with more elements than any spreadsheet program writes."""
    return RefusedFileError("XML_ELEMENTS", _TOO_MANY_ELEMENTS.format(part=clean_name(part), limit=count(limit)))

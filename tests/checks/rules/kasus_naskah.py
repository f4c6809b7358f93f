"""Cases of the rules on narrative: one sentence each, and a neighbour that is true, open, or about something else."""

from __future__ import annotations

from collections.abc import Callable

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_nyata import buku_tiga, naskah, naskah_cell


def _case(wrong: str, right: str, quote: str = "") -> Case:
    def writes(text: str) -> Callable[[Buku], object]:
        return lambda book: naskah(book, text)

    return Case(writes(wrong), "Naskah", naskah_cell(), quote or wrong, writes(right), book=buku_tiga)


CASES: dict[str, Case] = {
    "NSK-01": _case(
        "Indeks kepuasan masyarakat telah mencapai target.", "Diharapkan indeks kepuasan masyarakat mencapai target."
    ),
    "NSK-02": _case("Akta kelahiran melampaui target.", "KTP-el melampaui target."),
    "NSK-03": _case("Capaian KTP-el belum mencapai target.", "Pada tahun 2023 capaian KTP-el belum mencapai target."),
    "NSK-04": _case("Tiga indikator telah mencapai target.", "Dari tiga indikator, dua memenuhi target, satu belum."),
    "NSK-05": _case("Pagu sebesar Rp 610.000.000,-.", "Pagu sebesar Rp. 600 juta terserap Rp 590.000.000,-.", "Rp 610.000.000,-"),
    "NSK-06": _case("Penyerapan mencapai 98,34%.", "Penyerapan mencapai 98,33 persen.", "98,34%"),
    "NSK-07": _case("Kunjungan loket bertambah 12%.", "Kunjungan loket bertambah 12 orang.", "12%"),
    "NSK-08": _case("Tingkat kemajuan KTP-el -3,25%.", "Tingkat kemajuan KTP-el 3,25%."),
    "NSK-09": _case(
        "LKjIP tahun 2023 ini memuat capaian.", "Dibandingkan LKjIP tahun 2023, capaian naik.", "LKjIP tahun 2023 ini"
    ),
    "NSK-10": _case("Renstra tahun 2021-2026 menjadi acuan.", "Renstra tahun 2027-2031 disiapkan.", "Renstra tahun 2021-2026"),
    "NSK-12": Case(
        lambda b: naskah(b, "Capaian baik.", goal=9),
        "Naskah",
        "B5",
        9,
        lambda b: naskah(b, "Capaian baik.", goal=2),
        book=buku_tiga,
    ),
    "NSK-13": _case(
        "Tingkat kemajuan indeks kepuasan masyarakat 79,00%.", "Tingkat kemajuan indeks kepuasan masyarakat 1,00%."
    ),
    "NSK-14": _case("Dokumen LAKIP ini memuat capaian.", "Hasil evaluasi LAKIP tahun 2013 ditindaklanjuti.", "Dokumen LAKIP"),
    "NSK-11": _case(
        "Pengukuran terhadap 2 (dua) indikator kinerja utama.", "Terdapat 2 (dua) indikator yang membaik.", "2 (dua) indikator"
    ),
}

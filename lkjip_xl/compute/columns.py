"""Python twins of the computed columns in the input sheets. Their formula text stands in schemas/ under the same name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lkjip_xl.compute.anggaran import percent
from lkjip_xl.compute.capaian import AchievementRule, achievement
from lkjip_xl.compute.excel import average, count, divide, finite, same_text, total
from lkjip_xl.values import CellError, Value, is_number, number

Row = Mapping[str, Value]
Forms = Mapping[str, Mapping[str, Value]]
"""Values of the form sheets by definition key: ``forms["instansi"]["jenis_anggaran"]``."""

EXPENSES = ("belanja_pegawai", "belanja_barang_jasa", "belanja_hibah", "belanja_bansos", "belanja_modal", "belanja_lain")
QUARTERS = ("tw1", "tw2", "tw3", "tw4")


def _expenses_total(row: Row, _forms: Forms) -> Value:
    values = [row[key] for key in EXPENSES]
    return total(values) if count(values) else ""


def _target_used(row: Row, forms: Forms) -> Value:
    kind = forms["instansi"].get("jenis_anggaran")
    if isinstance(kind, CellError):
        return kind
    if same_text(kind, "P.APBD") and is_number(row["target_perubahan"]):
        return row["target_perubahan"]
    return row["target_murni"] if is_number(row["target_murni"]) else ""


def _quotient(row: Row, _forms: Forms) -> Value:
    above, below = number(row["pembilang"]), number(row["penyebut"])
    if above is None or below is None or below == 0:
        return ""
    factor, plain = number(row["pengali"]), divide(above, below)
    return plain if isinstance(plain, CellError) else finite(plain * (1.0 if factor is None else factor))


def _quarters(row: Row, _forms: Forms) -> Value:
    values = [row[key] for key in QUARTERS]
    way = row["cara_kumulasi"]
    if not count(values):
        return ""
    if isinstance(way, CellError):
        return way
    if same_text(way, "Jumlah"):
        return total(values)
    if same_text(way, "Rata-rata"):
        return average(values)
    if same_text(way, "Nilai akhir"):
        for value in reversed(values):
            if is_number(value):
                return value
    return ""


def _dpa_achievement(row: Row, forms: Forms) -> Value:
    target, actual = number(row["target"]), number(row["realisasi"])
    if target is None or actual is None or target == 0:
        return ""
    if isinstance(row["polaritas"], CellError):
        return row["polaritas"]
    negative = same_text(row["polaritas"], "Negatif")
    way = forms["pengaturan"].get("rumus_negatif")
    if negative and isinstance(way, CellError):
        return way
    return achievement(target, actual, AchievementRule(negative, same_text(way, "T/R"), None, None))


def _absorption(row: Row, _forms: Forms) -> Value:
    return percent(row["realisasi_anggaran"], row["pagu"])


def _both_sexes(row: Row, _forms: Forms) -> Value:
    men, women = number(row["laki_laki"]), number(row["perempuan"])
    return "" if men is None or women is None else finite(men + women)


TWINS: dict[str, Callable[[Row, Forms], Value]] = {
    "jumlah_belanja": _expenses_total,
    "target_dipakai": _target_used,
    "hasil_hitung": _quotient,
    "kumulatif_tw": _quarters,
    "capaian_dpa": _dpa_achievement,
    "penyerapan": _absorption,
    "jumlah_lp": _both_sexes,
}


def compute_column(name: str, row: Row, forms: Forms) -> Value:
    """The value of a computed column for one row; ``""`` where it looks blank. KeyError for an unknown name."""
    return TWINS[name](row, forms)

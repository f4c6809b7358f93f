"""The settings of sheet Pengaturan as one typed object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lkjip_xl.definition.sheets import ColumnDef, sheet_def
from lkjip_xl.values import Value, is_number


class Settings(NamedTuple):
    """How this office computes. Defaults are those of the reference document (sheet Pengaturan explains each)."""

    jumlah_tahun_lalu: int
    rumus_negatif: str
    batas_capaian: float | None
    batas_bawah: float | None
    definisi_kemajuan: str
    rumus_efisiensi: str
    status_efisiensi: str
    penyebut_anggaran: str
    skala_kategori: str
    rata_rata_sasaran: bool
    desimal: int
    tanda_kosong: str


def _allowed(column: ColumnDef, value: Value) -> bool:
    if column.choices:
        return value in column.choices and not isinstance(value, bool)
    if "integer" not in column.types or not isinstance(value, int | float) or isinstance(value, bool):
        return False
    schema = sheet_def("pengaturan").schema["properties"][column.key]
    return float(value).is_integer() and bool(schema["minimum"] <= value <= schema["maximum"])


def read_settings(form: Mapping[str, Value]) -> Settings:
    """Settings from the form's values. A blank or faulty value counts as the default; the checks report the faulty one."""
    chosen: dict[str, Value] = {}
    for column in sheet_def("pengaturan").columns:
        value = form.get(column.key)
        chosen[column.key] = value if _allowed(column, value) else column.default

    def limit(key: str) -> float | None:
        value = chosen[key]
        return float(value) if isinstance(value, int | float) and is_number(value) else None

    def whole(key: str) -> int:
        return int(str(chosen[key]).removesuffix(".0"))

    return Settings(
        jumlah_tahun_lalu=whole("jumlah_tahun_lalu"),
        rumus_negatif=str(chosen["rumus_negatif"]),
        batas_capaian=limit("batas_capaian"),
        batas_bawah=limit("batas_bawah"),
        definisi_kemajuan=str(chosen["definisi_kemajuan"]),
        rumus_efisiensi=str(chosen["rumus_efisiensi"]),
        status_efisiensi=str(chosen["status_efisiensi"]),
        penyebut_anggaran=str(chosen["penyebut_anggaran"]),
        skala_kategori=str(chosen["skala_kategori"]),
        rata_rata_sasaran=chosen["rata_rata_sasaran"] == "Ya",
        desimal=whole("desimal"),
        tanda_kosong=str(chosen["tanda_kosong"]),
    )

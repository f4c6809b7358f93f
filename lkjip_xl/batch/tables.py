"""The rekap as tables for people who analyse: Parquet files with one row an office, an indicator, a program."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_xl.batch.discovery import PARQUET_NAMES
from lkjip_xl.batch.outcome import DONE, Outcome
from lkjip_xl.errors import MissingExtraError
from lkjip_xl.values import is_number

if TYPE_CHECKING:
    from pandas import DataFrame

Row = dict[str, Any]
_TEXT, _NUMBER, _COUNT = "string", "float64", "Int64"
_OFFICE = {
    "instansi": _TEXT, "pemda": _TEXT, "daerah": _TEXT, "kode_skpd": _TEXT, "tahun": _COUNT, "sasaran": _COUNT,
    "indikator": _COUNT, "rata_capaian": _NUMBER, "pagu": _NUMBER, "realisasi": _NUMBER, "galat": _COUNT,
    "peringatan": _COUNT, "info": _COUNT, "periksa_kritis": _COUNT, "periksa_tinggi": _COUNT, "periksa_sedang": _COUNT,
    "periksa_rendah": _COUNT, "berkas": _TEXT, "sha256": _TEXT, "laporan": _TEXT,
}  # fmt: skip
_INDICATOR = {
    "instansi": _TEXT, "daerah": _TEXT, "tahun": _COUNT, "no_sasaran": _COUNT, "sasaran": _TEXT, "kode": _TEXT,
    "indikator": _TEXT, "satuan": _TEXT, "polaritas": _TEXT, "target": _NUMBER, "realisasi": _NUMBER, "capaian": _NUMBER,
    "pagu": _NUMBER, "realisasi_anggaran": _NUMBER, "berkas": _TEXT,
}  # fmt: skip
_PROGRAM = {
    "instansi": _TEXT, "daerah": _TEXT, "tahun": _COUNT, "kode": _TEXT, "uraian": _TEXT, "jenis_program": _TEXT,
    "pagu": _NUMBER, "realisasi_anggaran": _NUMBER, "berkas": _TEXT,
}  # fmt: skip
NEEDED = 'pandas dan pyarrow belum terpasang. Jalankan: pip install "lkjip-xl[analisis]"'


def require_parquet() -> None:
    """MissingExtraError with the pip line where a package is missing."""
    if not all(find_spec(name) for name in ("pandas", "pyarrow")):
        raise MissingExtraError(NEEDED)


def _rows(outcomes: Iterable[Outcome]) -> tuple[list[Row], list[Row], list[Row]]:
    offices: list[Row] = []
    indicators: list[Row] = []
    programs: list[Row] = []
    for outcome in outcomes:
        if outcome.status != DONE:
            continue
        facts, found = outcome.facts, outcome.facts["temuan"]
        head = {"instansi": facts["nama_instansi"], "daerah": facts["daerah"], "tahun": facts["tahun"], "berkas": outcome.name}
        counts = {severity.casefold(): found.get(severity, 0) for severity in ("GALAT", "PERINGATAN", "INFO")}
        counts |= {f"periksa_{grade.casefold()}": number for grade, number in (facts.get("periksa") or {}).items()}
        sizes = {"sasaran": facts["jumlah_sasaran"], "indikator": facts["jumlah_indikator"]}
        offices.append({**facts, **head, **sizes, **counts, "sha256": outcome.sha256, "laporan": outcome.output})
        indicators += [{**item, **head} for item in facts["indikator"]]
        programs += [{**item, **head} for item in facts["program"]]
    return offices, indicators, programs


def _typed(value: Any, kind: str) -> Any:
    """A value as its column wants it; what an office typed in a wrong kind becomes text, or blank in a column of figures."""
    if value is None:
        return None
    if kind == _TEXT:
        return str(value).encode("utf-8", "backslashreplace").decode()
    if not is_number(value) or (kind == _COUNT and value != int(value)):
        return None
    return int(value) if kind == _COUNT else float(value)


def frames(outcomes: Iterable[Outcome]) -> tuple[DataFrame, DataFrame, DataFrame]:
    """Offices, indicators and programs as DataFrames. Amounts are rupiah, percentages percent points."""
    from pandas import DataFrame, Series

    made = []
    for rows, kinds in zip(_rows(outcomes), (_OFFICE, _INDICATOR, _PROGRAM), strict=True):
        columns = {key: Series([_typed(row.get(key), kind) for row in rows], dtype=kind) for key, kind in kinds.items()}
        made.append(DataFrame(columns))
    return made[0], made[1], made[2]


def parquet_tables(outcomes: Iterable[Outcome], output: Path) -> None:
    """Write the three tables; each file appears whole or not at all."""
    for name, frame in zip(PARQUET_NAMES, frames(outcomes), strict=True):
        draft = output / f".{name}.{os.getpid()}.tmp"
        frame.to_parquet(draft, engine="pyarrow", index=False)
        draft.replace(output / name)

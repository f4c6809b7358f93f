"""--parquet and --periksa: what analysts get, and the cross-check's counts in the rekap."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lkjip_xl.batch import tables
from lkjip_xl.batch.discovery import JOURNAL_NAME, PARQUET_NAMES
from tests.batch.kiriman import SAMPLES, batch, batch_json, content, mixed_folder, put
from tests.batch.test_rekap import rows

pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")


def test_parquet_holds_what_the_rekap_holds(tmp_path: Path) -> None:
    folder, output = mixed_folder(tmp_path / "kiriman", 6), tmp_path / "hasil"
    assert batch(folder, output, "--parquet") == 1
    offices, indicators, programs = (pd.read_parquet(output / name) for name in PARQUET_NAMES)
    assert (len(offices), len(indicators), len(programs)) == tuple(
        len(rows(output, sheet)) for sheet in ("Rekap OPD", "Indikator", "Program")
    )
    assert offices["pagu"].dtype == "float64" and str(offices["tahun"].dtype) == "Int64"
    assert offices["berkas"].tolist() == [row["Berkas Kiriman"] for row in rows(output, "Rekap OPD")]
    assert offices["periksa_kritis"].isna().all(), "not asked for"
    again = tmp_path / "lagi"
    batch(folder, again, "--parquet", "--jobs", "1")
    assert content(output) == content(again)


def test_without_pyarrow_nothing_is_begun_and_the_pip_line_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "find_spec", lambda name: None)
    folder = put(tmp_path / "kiriman", {"a.xlsx": b""})
    code, said = batch_json(capsys, folder, tmp_path / "hasil", "--parquet")
    assert (code, said["galat"]["kode"]) == (2, "PAKET_KURANG")
    assert 'pip install "lkjip-xl[analisis]"' in said["galat"]["pesan"]
    assert not (tmp_path / "hasil").exists()


@pytest.mark.parametrize(
    ("value", "kind", "typed"),
    [
        ("n/a", "float64", None),
        (5, "float64", 5.0),
        (True, "float64", None),
        (2024, "Int64", 2024),
        (2.5, "Int64", None),
        (7, "string", "7"),
        ("\udcff", "string", "\\udcff"),
        (None, "string", None),
    ],
)
def test_a_column_of_figures_holds_figures_only(value: object, kind: str, typed: object) -> None:
    assert tables._typed(value, kind) == typed


def test_the_cross_check_is_counted_and_cannot_be_added_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("rekaan_dinkes_2024.xlsx", "rekaan_banyak_salah.xlsx")
    folder = put(tmp_path / "kiriman", {name: (SAMPLES / name).read_bytes() for name in names})
    output = tmp_path / "hasil"
    assert batch(folder, output, "--periksa") == 0
    found = {row["Berkas Kiriman"]: row["Temuan Periksa"] for row in rows(output, "Rekap OPD")}
    records = [json.loads(line) for line in (output / JOURNAL_NAME).read_text().splitlines()[1:]]
    for record in records:
        counts = record["facts"]["periksa"]
        assert found[record["name"]] == sum(number for grade, number in counts.items() if grade != "Info")
    assert found[names[1]] != 0
    code, said = batch_json(capsys, folder, output, "--lanjut")
    assert (code, said["galat"]["kode"]) == (2, "PEMAKAIAN")

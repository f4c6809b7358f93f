"""schemas/alias_impor.json: every heading means one thing, and the known exports of domain.md are recognised."""

from __future__ import annotations

import json

import pytest

from lkjip_xl.definition.resources import data_folder
from lkjip_xl.impor.export import code_key, plain, read_export
from lkjip_xl.impor.grid import Grid
from lkjip_xl.values import Value


def test_no_heading_means_two_things() -> None:
    columns = json.loads((data_folder("schemas") / "alias_impor.json").read_text("utf-8"))["kolom"]
    seen = [plain(text) for field, texts in columns.items() for text in {plain(text): text for text in texts}.values()]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "head",
    [
        ("kode_rekening", "nama_rekening", "nominal", "realisasi", "presentase", "previous_realisasi"),
        ("No", "Nama SKPD", "Program", "Kegiatan", "Sub Kegiatan", "Kode Akun", "Nama Akun", "Pagu", "Realisasi", "Persen"),
        ("No", "Nama SKPD", "Sub Kegiatan", "Kode Akun", "Nama Akun", "Pagu", "Realisasi", "Persen"),
        ("KODE  REKENING", "URAIAN", "ANGGARAN (Rp)", "REALISASI (Rp)"),
    ],
)
def test_known_exports_are_recognised(head: tuple[Value, ...]) -> None:
    texts = {"Sub Kegiatan": "2.12.02.2.01.0001 X", "Program": "PROGRAM", "Kegiatan": "KEGIATAN"}
    row: tuple[Value, ...] = tuple(texts.get(str(name), "1.000.000") for name in head)
    row = ("2.12.02.2.01.0001", *row[1:]) if head[0] != "No" else row
    found = read_export([Grid("x", ((1, ("judul",)), (2, head), (3, row)))])
    assert [entry.code for entry in found.entries.values()] == ["2.12.02.2.01.0001"]
    assert set(next(iter(found.entries.values())).amounts) == {"pagu", "realisasi_anggaran"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2.12.02.2.01.01", "2.12.02.2.01.0001", True),
        ("2.12.02.2.01.01", "2.12.02.2.01.0010", False),
        ("2.12.02", "2.12.02.", True),
        ("X.XX.01", "2.12.01", False),
    ],
)
def test_codes_of_two_and_four_digits_are_the_same(first: str, second: str, same: bool) -> None:
    assert (code_key(first) == code_key(second)) is same
    assert code_key(first) is not None


@pytest.mark.parametrize("text", ["", "Program 1", "12", "2.12 dan 2.13", "5.000,00", "=1.2"])
def test_what_is_no_code(text: str) -> None:
    assert code_key(text) is None

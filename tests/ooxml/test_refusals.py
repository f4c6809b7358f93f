"""Every refusal code has a crafted file that ends with it, and a sentence a user can act on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.refusals import SENTENCES, clean_name, count, refusal, size
from lkjip_xl.reader import workbook_reader
from lkjip_xl.reader.workbook_reader import read_workbook
from tests.ooxml.berkas_jahat import CASES, SMALL, book, with_parts
from tests.ooxml.paket import parts, relations, strings, styles, workbook_part, worksheet, zipped

OF_THE_RUN = {"UNREADABLE", "TIMEOUT", "MEMORY"}
"""Codes that no content of a file leads to; TIMEOUT is for whoever runs the reader in a guarded process."""


@pytest.mark.parametrize(("code", "number"), [(code, n) for code, made in CASES.items() for n in range(len(made))])
def test_crafted_file_is_refused_under_its_code(code: str, number: int) -> None:
    with pytest.raises(RefusedFileError) as caught:
        read_workbook(CASES[code][number](), limits=SMALL)
    assert caught.value.code == code
    assert "{" not in caught.value.sentence


def test_every_code_has_a_crafted_file() -> None:
    assert SENTENCES.keys() - OF_THE_RUN == CASES.keys()


def test_sentence_tells_what_to_do_in_at_most_three_sentences() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence.endswith("."), code
        assert len(sentence) < 260, code


def test_limit_message_names_the_limit_and_the_value_found() -> None:
    with pytest.raises(RefusedFileError, match=r"xl/media/a\.bin berukuran 450 KiB, batasnya 390,6 KiB"):
        read_workbook(with_parts({"xl/media/a.bin": bytes(409_600 + 51_200)}), limits=SMALL)


def test_file_on_disk_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(3 << 30)
    with pytest.raises(RefusedFileError, match=r"ukuran berkas 3 GiB, batasnya 20 MiB"):
        read_workbook(path)


def test_message_shows_names_without_control_characters() -> None:
    members = parts()
    members["xl/workbook.xml"] = workbook_part({"a&#9;b\u202e" + "x" * 300: ""})
    members["xl/_rels/workbook.xml.rels"] = relations()
    with pytest.raises(RefusedFileError) as caught:
        read_workbook(zipped(members))
    assert "lembar “a\\x09b\\u202Exxx" in caught.value.sentence
    assert len(caught.value.sentence) < 260


def test_file_that_does_not_open(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "tidak-ada.xlsx", Path("a\0b")):
        with pytest.raises(RefusedFileError) as caught:
            read_workbook(path)
        assert caught.value.code == "UNREADABLE"


def test_memory_that_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(workbook_reader, "read_sheet", full)
    with pytest.raises(RefusedFileError) as caught:
        read_workbook(book())
    assert caught.value.code == "MEMORY"


def test_default_limits_accept_the_validbook() -> None:
    assert len(read_workbook(book()).sheets[0].rows) == 1


def test_counts_and_sizes_are_written_the_indonesian_way() -> None:
    assert count(1234567) == "1.234.567"
    assert [size(n) for n in (999, 1536, 64 << 20, 3 << 29)] == ["999 byte", "1,5 KiB", "64 MiB", "1,5 GiB"]
    assert clean_name("a" * 121) == "a" * 119 + "…"
    assert clean_name("\ud800\U000e0001é") == "\\uD800\\U000E0001é"
    assert str(refusal("CELLS", limit=500_000)).startswith("Berkas melampaui batas aman: jumlah sel lebih dari 500.000")


# Damage anywhere


def test_any_damaged_byte_ends_with_a_result_or_a_refusal() -> None:
    rows = '<row r="1"><c r="A1" t="s" s="0"><v>0</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row>'
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        data = zipped(parts(worksheet(rows), strings=strings("a"), styles=styles("<xf/>")), method)
        for place in range(0, len(data), 3):
            for flip in (0x01, 0x80, 0xFF):
                damaged = bytearray(data)
                damaged[place] ^= flip
                try:
                    read_workbook(bytes(damaged))
                except RefusedFileError as refused:
                    assert refused.code in SENTENCES


def test_any_truncated_file_is_refused() -> None:
    data = with_parts({}, zipfile.ZIP_DEFLATED)
    for length in range(0, len(data), 7):
        with pytest.raises(RefusedFileError):
            read_workbook(data[:length])


def test_damage_inside_the_parts_with_a_right_checksum() -> None:
    """The checksum is mended after the damage, so that it reaches the XML."""
    rows = '<row r="1" spans="1:2"><c r="A1" t="s" s="0"><v>0</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row>'
    members = parts(worksheet(rows), strings=strings("a"), styles=styles("<xf/>"))
    for name, content in members.items():
        raw = content if isinstance(content, bytes) else content.encode()
        for place in range(0, len(raw), 2):
            for byte in b'<>&"\x00\xff':
                damaged = raw[:place] + bytes([byte]) + raw[place + 1 :]
                try:
                    read_workbook(zipped({**members, name: damaged}, zipfile.ZIP_STORED))
                except RefusedFileError as refused:
                    assert refused.code in SENTENCES

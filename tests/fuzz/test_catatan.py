"""A finding is kept once, with its trace, as small as its fault allows; and a machine without an engine is told so."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.reader.cell_text import number_value
from tests.fuzz import jalankan
from tests.fuzz.catatan import Findings, fault_of, key_of, shrunk
from tests.fuzz.mutasi import packed, unpacked
from tests.ooxml.paket import parts, worksheet, zipped


def falls_over_a_seven(data: bytes) -> None:
    made = unpacked(data)
    if made is not None and any(b"<v>7</v>" in content for content in made.values()):
        number_value(None)  # type: ignore[arg-type]


def test_findings_of_one_place_are_one(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, 30))
    data = zipped(parts(worksheet(rows)))
    error = fault_of(falls_over_a_seven, data)
    assert error is not None
    assert key_of(error) == "TypeError lkjip_xl.reader.cell_text.number_value"
    findings = Findings(tmp_path / "isi")
    assert findings.add(data, error) and not findings.add(data + b"x", error)
    assert not Findings(tmp_path / "isi").add(data, error), "nor is it found again in a later run"
    assert [path.suffix for path in sorted((tmp_path / "isi").iterdir())] == [".txt", ".xlsx"]
    assert "number_value" in next((tmp_path / "isi").glob("*.txt")).read_text()


def test_a_finding_is_made_small() -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, 30))
    small = unpacked(shrunk(falls_over_a_seven, zipped(parts(worksheet(rows)))))
    assert small == {"xl/worksheets/sheet1.xml": b"<v>7</v>"}


def test_a_broken_promise_is_told_by_its_first_words() -> None:
    one, other = AssertionError("a cell is not what it was: A1"), AssertionError("a cell is not what it was: B2")
    assert key_of(one) == key_of(other) == "AssertionError a cell is not"
    assert key_of(refusal("EMPTY")).startswith("RefusedFileError")


def test_what_is_mended_is_no_finding_any_more(tmp_path: Path) -> None:
    (tmp_path / "lama.xlsx").write_bytes(packed({"a.xml": b"<a/>"}))
    (tmp_path / "lama.txt").write_text("jejak")
    assert jalankan.small_findings("berkas", tmp_path) == []
    assert not list(tmp_path.iterdir())


def test_without_an_engine_one_sentence_and_a_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(jalankan, "find_spec", lambda name: None)
    monkeypatch.setattr("sys.argv", ["jalankan"])
    assert jalankan.main() == jalankan.NO_ENGINE == 3
    said = capsys.readouterr().err
    assert "atheris" in said and "make test UJI=tests/fuzz" in said and len(said.splitlines()) == 1

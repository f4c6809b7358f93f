"""One file in, one result out: refusals, order, stable ids, JSON and exit codes of ``lkjip periksa``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lkjip_xl.address import cell_place
from lkjip_xl.answers.terminal_periksa import plain_lines
from lkjip_xl.audit.catalogue import entries
from lkjip_xl.audit.facts import Match, State
from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.grouping import group_findings
from lkjip_xl.audit.run import AuditResult, Status, periksa
from lkjip_xl.cli import main
from lkjip_xl.values import CellError
from tests.audit.bahan import report_of_sample, report_xml

FIVE = {"rumus", "rumus_resmi", "tersimpan", "terhitung", "dampak_rupiah"}
"""What a finding of ``periksa --json`` has beside the keys of ``validasi --json``."""
CLEAN = "rekaan_dinkes_2024"
FAULTY = Path(__file__).resolve().parents[2] / "samples" / "rekaan_banyak_salah.xlsx"


def _spoiled() -> bytes:
    book = report_xml()
    book.put("Realisasi Anggaran", "H7", value=5)
    book.put("Jumlah Pegawai", "C8", formula="SUM(C5:C6)", value=CellError("#N/A"))
    book.put("DPA", "K9", value="Rp 1.000")
    return book.data()


def _audit(data: bytes) -> AuditResult:
    return periksa(data, name="uji.xlsx")


def test_facts_of_every_computed_cell() -> None:
    result = _audit(report_of_sample(CLEAN))
    assert result.status is Status.EXAMINED and len(result.facts) > 2000
    for facts in result.facts:
        assert facts.state is State.FORMULA and facts.match is Match.OFFICIAL
        assert facts.own_holds is True and facts.official_holds is True
    assert result.case is not None
    total = next(facts for facts in result.facts if (facts.sheet, facts.row, facts.column) == ("Jumlah Pegawai", 8, 3))
    assert result.case.precedents(total.precedents) == (("Jumlah Pegawai!C5:C7", 575.0),)


def test_four_facts_of_a_typed_cell() -> None:
    facts = next(f for f in _audit(_spoiled()).facts if (f.sheet, f.row, f.column) == ("Realisasi Anggaran", 7, 8))
    assert (facts.state, facts.match, facts.official_holds) == (State.VALUE, Match.NONE, False)
    assert facts.official_formula == '=IF(DPA!$K$5="","",DPA!$K$5)'
    assert (facts.found_value, facts.official_value, facts.difference, facts.impact) == (5, 1250000000, -1249999995, -1249999995)


def test_order_and_ids_are_stable() -> None:
    first, second = _audit(_spoiled()), _audit(_spoiled())
    assert first.findings == second.findings
    ids = [finding.id for finding in first.findings]
    assert len(set(ids)) == len(ids) and all(len(name) == 12 for name in ids)
    assert first.case is not None
    names = ["", *first.case.grid.names]
    places = [(names.index(f.sheet), *(cell_place(f.cell) if f.cell else (0, 0)), f.code) for f in first.findings]
    assert places == sorted(places)


def test_an_id_outlives_other_changes() -> None:
    book = report_xml()
    book.put("Realisasi Anggaran", "H7", value=5)
    alone = {finding.id for finding in _audit(book.data()).findings}
    assert alone <= {finding.id for finding in _audit(_spoiled()).findings}


def test_grades_are_those_of_the_catalogue() -> None:
    for finding in _audit(_spoiled()).findings:
        assert finding.grade is entries()[finding.code, finding.variant].grade


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "EMPTY"), (b"PK\x03\x04 rusak", "ZIP_BROKEN"), (b"<html><table></table></html>", "HTML"), (b"a;b;c\n1;2;3\n", "TEXT")],
)
def test_a_file_that_cannot_be_read_is_a_row(data: bytes, code: str) -> None:
    result = _audit(data)
    assert result.status is Status.NOT_EXAMINED
    assert result.refusal is not None and result.refusal.code == code and result.refusal.sentence.endswith(".")


def test_a_newer_template_is_a_row() -> None:
    book = report_xml()
    book.put("Petunjuk", "C5", value="99.0")
    result = _audit(book.data())
    assert result.refusal is not None and result.refusal.code == "TEMPLAT_BARU"


def test_a_fault_of_the_program_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lkjip_xl.audit.run.build_case", broken)
    result = _audit(report_of_sample(CLEAN))
    assert result.refusal is not None and result.refusal.code == "KESALAHAN_PROGRAM"
    assert isinstance(result.refusal.error, ZeroDivisionError)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bersih.xlsx").write_bytes(report_of_sample(CLEAN))
    (tmp_path / "salah.xlsx").write_bytes(_spoiled())
    (tmp_path / "rusak.xlsx").write_bytes(b"bukan excel")
    return tmp_path


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["periksa", *arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def test_json_is_exactly_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validasi", str(FAULTY), "--json"]) == 1
    keys = {key for finding in json.loads(capsys.readouterr().out)["temuan"] for key in finding} | FIVE
    code, found = _json(capsys, str(folder / "salah.xlsx"), str(folder / "rusak.xlsx"), str(folder / "tiada.xlsx"))
    assert code == 2
    assert list(found) == ["berkas"]
    assert [list(row) for row in found["berkas"]] == [["nama", "sha256", "status", "temuan"]] * 3
    assert [row["status"] for row in found["berkas"]] == ["DIPERIKSA", "TIDAK DIPERIKSA", "TIDAK DIPERIKSA"]
    assert all(set(finding) == keys and len(finding) == 15 for row in found["berkas"] for finding in row["temuan"])
    assert [row["temuan"][0]["kode"] for row in found["berkas"][1:]] == ["TEXT", "TIDAK_ADA"]
    wrong = next(finding for finding in found["berkas"][0]["temuan"] if finding["kode"] == "A02")
    assert (wrong["lembar"], wrong["sel"], wrong["tingkat"]) == ("Realisasi Anggaran", "H7", "Kritis")
    assert (wrong["rumus"], wrong["tersimpan"], wrong["terhitung"]) == ("", 5, 1250000000)
    assert wrong["dampak_rupiah"] == -1249999995 and wrong["pengecualian"] is None


def test_json_of_any_workbook_has_the_same_keys(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, general = (_json(capsys, str(folder / "salah.xlsx"), *more)[1] for more in ([], ["--umum"]))
    assert {tuple(f) for row in own["berkas"] for f in row["temuan"]} == {
        tuple(f) for row in general["berkas"] for f in row["temuan"]
    }


def test_json_of_a_wrong_call_has_a_row_for_every_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--banding needs -o: nothing is examined, and the object keeps its shape."""
    code, found = _json(capsys, str(folder / "salah.xlsx"), str(folder / "bersih.xlsx"), "--banding", "lama.xlsx")
    assert code == 2
    assert [(row["nama"], row["status"]) for row in found["berkas"]] == [
        ("salah.xlsx", "TIDAK DIPERIKSA"), ("bersih.xlsx", "TIDAK DIPERIKSA"),
    ]  # fmt: skip
    assert {row["temuan"][0]["kode"] for row in found["berkas"]} == {"PEMAKAIAN"}
    assert all(len(row["sha256"]) == 64 for row in found["berkas"])


@pytest.mark.parametrize(("names", "code"), [(["bersih.xlsx"], 0), (["salah.xlsx"], 1), (["bersih.xlsx", "rusak.xlsx"], 2)])
def test_exit_codes(folder: Path, capsys: pytest.CaptureFixture[str], names: list[str], code: int) -> None:
    assert main(["periksa", *(str(folder / name) for name in names)]) == code
    out = capsys.readouterr().out
    assert all(name in out for name in names)


def test_the_listing_shows_every_finding_most_serious_first(folder: Path) -> None:
    result = periksa(folder / "salah.xlsx")
    groups = group_findings(result.findings)
    assert sum(len(group.findings) for group in groups) == len(result.findings)
    grades = [list(Grade).index(group.grade) for group in groups]
    assert grades == sorted(grades)
    critical = [group.impact for group in groups if group.grade is Grade.KRITIS]
    assert critical == sorted(critical, reverse=True)
    text = "\n".join(plain_lines([result]))
    assert all(finding.message in text for finding in result.findings)
    assert "Keyakinan terbatas" in text and "Dampak -Rp 1.249.999.995." in text


def test_the_file_is_left_alone(folder: Path) -> None:
    before = (folder / "salah.xlsx").read_bytes()
    periksa(folder / "salah.xlsx")
    assert (folder / "salah.xlsx").read_bytes() == before

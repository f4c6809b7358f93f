"""The command: exit codes, refusals to overwrite, the time, and inputs that change under way."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.audit.paper import run
from lkjip_xl.audit.paper.moment import moment
from lkjip_xl.cli import main
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.verbs import kertas_kerja
from tests.audit.paper.bahan_kertas import CLEAN, worked_case, written

Capture = pytest.CaptureFixture[str]


def test_exit_codes(tmp_path: Path, capsys: Capture) -> None:
    case = written(tmp_path, "laporan.xlsx", worked_case())
    assert main(["periksa", str(CLEAN), "-o", str(tmp_path / "a.xlsx")]) == 0
    assert main(["periksa", str(case), "-o", str(tmp_path / "b.xlsx")]) == 1
    assert main(["periksa", str(CLEAN), str(tmp_path / "tidak_ada.xlsx"), "-o", str(tmp_path / "c.xlsx")]) == 2
    assert (tmp_path / "c.xlsx").is_file()
    assert "# tidak terbaca: tidak_ada.xlsx" in (tmp_path / "c.manifest-sha256.txt").read_text("utf-8")
    capsys.readouterr()
    for option in (["--banding", str(tmp_path / "a.xlsx")], ["--waktu", "2026"], ["--timpa"]):
        assert main(["periksa", str(CLEAN), *option]) == 2
    assert "hanya berlaku bersama -o" in capsys.readouterr().err


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    case = written(tmp_path, "laporan.xlsx", worked_case())
    before = case.read_bytes()
    with pytest.raises(UsageError, match="tidak pernah ditimpa"):
        kertas_kerja(case, keluaran=case, timpa=True)
    target = tmp_path / "kk.xlsx"
    old = kertas_kerja(case, keluaran=target).output
    filled = old.read_bytes()
    with pytest.raises(UsageError, match="sudah ada"):
        kertas_kerja(case, keluaran=target)
    with pytest.raises(UsageError, match="tidak pernah ditimpa"):
        kertas_kerja(case, keluaran=target, banding=target, timpa=True)
    target.unlink()
    with pytest.raises(UsageError, match="manifes sudah ada"):
        kertas_kerja(case, keluaran=target)
    assert kertas_kerja(case, keluaran=target, timpa=True).output.read_bytes() == filled
    assert case.read_bytes() == before


def test_an_input_that_changes_under_way_stops_the_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = written(tmp_path, "laporan.xlsx", worked_case())
    real = run.periksa_semua

    def meddled(*sources: object, **options: bool) -> object:
        found = real(*sources, **options)  # type: ignore[arg-type]
        case.write_bytes(case.read_bytes() + b" ")
        return found

    monkeypatch.setattr(run, "periksa_semua", meddled)
    with pytest.raises(LkjipError, match="berubah selama diperiksa"):
        kertas_kerja(case, keluaran=tmp_path / "kk.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["laporan.xlsx"]


@pytest.mark.parametrize(
    ("asked", "epoch", "documents", "text"),
    [
        ("31-01-2026", "0", ["2025-01-01T00:00:00Z"], "31-01-2026"),
        ("2026-01-31", "", [], "31-01-2026"),
        ("2026-01-31T09:30", "", [], "31-01-2026 09.30"),
        ("2026-01-31T09:30+07:00", "", [], "31-01-2026 09.30 +0700"),
        ("", "86400", ["2025-01-01T00:00:00Z"], "02-01-1970 00.00 UTC"),
        ("", "", ["2025-01-01T08:15:00Z", "2025-02-01T00:00:00Z", "", "kacau"], "01-02-2025 00.00 UTC"),
        ("", "", ["2000-01-01T00:00:00Z"], "tidak dicatat"),
        ("", "", ["2025-99-99T00:00:00Z"], "tidak dicatat"),
    ],
)
def test_where_the_time_comes_from(asked: str, epoch: str, documents: list[str], text: str) -> None:
    assert moment(asked, epoch, documents).text == text


@pytest.mark.parametrize(("asked", "epoch"), [("kemarin", ""), ("", "kemarin"), ("", "9" * 30)])
def test_a_time_that_is_none_is_refused(asked: str, epoch: str) -> None:
    with pytest.raises(UsageError):
        moment(asked, epoch, [])

"""A person's clicks on the LKjIP toolbar: the workbook they leave equals the file route's output, cell by cell."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from lkjip_xl import verbs
from lkjip_xl.addin.buttons.audit import audit
from lkjip_xl.addin.command import run
from lkjip_xl.addin.libreoffice.oxt import buttons
from lkjip_xl.addin.outcome import Request
from lkjip_xl.answers.machine import check_object
from lkjip_xl.definition.own_sheets import FINDINGS_SHEET, NOTES, is_report_sheet
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from tests.addin.kontrak.test_tulis import Sheets, differences, sheets
from tests.addin.layar.screen import PROFILE, Screen, addin, office_on_screen, readable_paths, require_screen, user_home

pytestmark = [pytest.mark.lambat, pytest.mark.layar, pytest.mark.xdist_group("layar")]

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
ON_THE_WORKBOOK = ("Isi Kolom Hitung", "Validasi", "Buat Laporan", "Periksa Rumus")
EXPORTS = {"Ekspor PDF lembar laporan": "_laporan.pdf", "Ekspor Data JSON": "_data.json"}
WITHOUT_WORKBOOK = ("Bantuan", "Templat Baru")
FILE_ONLY = "E06"
"""The report's file asks to be calculated anew when it is opened; an open workbook has been."""
ENGLISH = ("error", "file ", "sheet", "cell", "warning", "saved", "report", "not ", "the ", "cannot", "none")


@dataclass
class Clicked:
    """The workbook after each button, what was exported, and every message."""

    after: Mapping[str, RawWorkbook]
    exported: Mapping[str, bytes]
    said: Mapping[str, str]
    template: bytes


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """The test's own folder, or the one that LKJIP_GAMBAR names."""
    named = os.environ.get("LKJIP_GAMBAR")
    folder = Path(named) if named else tmp_path / "gambar"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize(("name", "again"), [("disdukcapil_probolinggo_2024", True), ("rekaan_banyak_salah", False)])
def test_each_button_leaves_what_the_file_route_makes(name: str, again: bool, pictures: Path, tmp_path: Path) -> None:
    """``again``: every button twice, and the second click changes nothing. The office's book is enough for that on a screen;
    the others are clicked twice in the contract tests."""
    require_screen()
    source = SAMPLES / f"{name}.xlsx"
    with office_on_screen(source, pictures) as (screen, home):
        screen.picture(f"{name}_0_mulai")
        assert screen.labels() == [label for _, label in buttons()]
        done = clicked(screen, home, name, again=again)
    messages_are_indonesian(done.said)
    equals_the_file_route(done, source, tmp_path)


def clicked(screen: Screen, home: Path, name: str, *, again: bool) -> Clicked:
    """Press every button, those that change or export the workbook twice if asked for."""
    after, exported, said = {}, {}, {}
    for number, label in enumerate(ON_THE_WORKBOOK, 1):
        picture = f"{name}_{number}_{label.replace(' ', '_')}"
        (said[label],) = screen.press(label, picture)
        once = after[label] = read_workbook(screen.save_copy(home / f"{number}.xlsx"))
        if again:
            screen.press(label, f"{picture}_lagi")
            twice = read_workbook(screen.save_copy(home / f"{number}_lagi.xlsx"))
            assert differences(everything(once), everything(twice)) == {}, label
            assert [sheet.name for sheet in once.sheets] == [sheet.name for sheet in twice.sheets], label
    for label, ending in EXPORTS.items():
        picture = f"{name}_5_{label.replace(' ', '_')}"
        (said[label],) = screen.press(label, picture)
        exported[label] = (home / f"{name}{ending}").read_bytes()
        if again:  # Return answers No, which is where the question stands
            question, said[f"{label}, lagi"] = screen.press(label, f"{picture}_lagi", boxes=2)
            assert question.endswith("sudah ada. Ganti?")
            assert (home / f"{name}{ending}").read_bytes() == exported[label]
    for label in WITHOUT_WORKBOOK:
        (said[label],) = screen.press(label, f"{name}_6_{label.replace(' ', '_')}")
    at_the_end = read_workbook(screen.save_copy(home / "akhir.xlsx"))
    assert differences(everything(at_the_end), everything(after["Periksa Rumus"])) == {}
    (template,) = screen.close_others()
    return Clicked(after, exported, said, Path(template).read_bytes())


def everything(workbook: RawWorkbook) -> Sheets:
    return {
        sheet: {place: plain(*cell) for place, cell in cells.items()}
        for sheet, cells in sheets(workbook, lambda sheet: True).items()
    }


def plain(value: object, formula: str | None) -> tuple[object, str | None]:
    """LibreOffice saves an error value that somebody typed as a formula that is nothing but this error."""
    return value, None if formula == str(value) and formula.startswith("#") else formula


def messages_are_indonesian(said: Mapping[str, str]) -> None:
    beginnings = {
        "Validasi": "Pemeriksaan selesai: ",
        "Buat Laporan": "Laporan dibuat: ",
        "Periksa Rumus": "Rumus selesai diperiksa: ",
        "Ekspor PDF lembar laporan": "PDF dibuat: ",
        "Ekspor Data JSON": "JSON dibuat: ",
        "Templat Baru": "Templat baru dibuka: ",
        "Bantuan": "LKjIP ",
    }
    for label, beginning in beginnings.items():
        assert said[label].startswith(beginning), said
    for label, text in said.items():
        assert not any(word in text.lower() for word in ENGLISH), (label, text)


def equals_the_file_route(done: Clicked, source: Path, folder: Path) -> None:
    filled, report, marked = folder / "isi.xlsx", folder / "laporan.xlsx", folder / "tandai.xlsx"
    verbs.isi(source, filled)
    verbs.laporan(filled, report)
    checked = verbs.validasi(filled)
    verbs.tandai(filled, marked, checked)

    assert differences(everything(done.after["Isi Kolom Hitung"]), everything(read_workbook(filled))) == {}

    here = sheets(done.after["Validasi"], lambda sheet: sheet == FINDINGS_SHEET)
    there = sheets(read_workbook(marked), lambda sheet: sheet == FINDINGS_SHEET)
    found = differences(here, there)
    assert set(found) <= {(FINDINGS_SHEET, "A2")}, found  # the file's name

    here, there = (sheets(book, is_report_sheet) for book in (done.after["Buat Laporan"], read_workbook(report)))
    assert list(here) == list(there)
    found = differences(here, there)
    assert {sheet for sheet, _ in found} <= {NOTES}, found  # it names the source file and its hash
    assert len(found) <= 2, found

    expected = [(item.code, item.sheet, item.cell) for item in audit(read_workbook(report)) if item.code != FILE_ONLY]
    assert findings(done.after["Periksa Rumus"]) == sorted(expected)

    assert done.exported["Ekspor PDF lembar laporan"].startswith(b"%PDF")
    content = json.loads(done.exported["Ekspor Data JSON"])
    assert content["temuan"] == json.loads(json.dumps(check_object("", "", checked)))["temuan"]
    assert {key for key, rows in content["isian"].items() if rows}
    assert done.template == verbs.templat(folder / "templat.xlsx").read_bytes()


def findings(workbook: RawWorkbook) -> list[tuple[object, object, object]]:
    """(code, sheet, cell) of every line of the list on Temuan, in the order of the file route's comparison."""
    sheet = workbook.sheet(FINDINGS_SHEET)
    assert sheet is not None
    lines: dict[int, dict[int, object]] = {}
    for cell in sheet.cells():
        lines.setdefault(cell.row, {})[cell.column] = cell.value
    return sorted(
        (line[3], "" if line[4] == "Seluruh buku kerja" else line[4], line.get(5) or "")  # type: ignore[type-var]
        for line in lines.values()
        if isinstance(line.get(1), int) and line.get(3)
    )


def test_the_command_installs_for_the_user_and_takes_away_again(tmp_path: Path) -> None:
    """The whole life of the extension with the real unopkg, LibreOffice itself never started."""
    require_screen()
    with user_home() as home:
        paths = readable_paths(home)
        assert addin(home, paths, "status").returncode == 1
        done = addin(home, paths, "pasang")
        assert done.returncode == 0, done.stderr
        assert (home / ".local/share/lkjip/lkjip.oxt").is_file()
        state = json.loads(addin(home, paths, "status", "--json").stdout)
        assert state["siap"] and state["ekstensi"]["jalur"][0] == paths[0]
        assert Path(state["ekstensi"]["letak"]).is_relative_to(home / PROFILE)
        doctor = addin(home, paths, "dokter", "--json")
        assert (doctor.returncode, {item["tingkat"] for item in json.loads(doctor.stdout)["hasil"]}) == (0, {"BAIK"})
        (home / PROFILE / ".lock").touch()
        locked = addin(home, paths, "pasang")
        assert locked.returncode == 2 and "Tutup semua jendela LibreOffice" in locked.stderr
        (home / PROFILE / ".lock").unlink()
        assert addin(home, paths, "lepas").returncode == 0
        assert addin(home, paths, "status").returncode == 1
        assert "memang tidak terpasang" in addin(home, paths, "lepas").stdout


def test_root_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    require_screen()
    if os.getuid() != 0:
        pytest.skip("hanya root yang ditolak unopkg; uji ini tidak berjalan sebagai root")
    assert run("pasang", Request(libreoffice=True)) == 2
    assert "tanpa sudo" in capsys.readouterr().err

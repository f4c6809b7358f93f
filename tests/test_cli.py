"""The command line: exit codes, Indonesian words, JSON, and that every finding made is shown."""

from __future__ import annotations

import argparse
import errno
import gettext
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import lkjip_xl
from lkjip_xl.answers import terminal
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.cli import main
from lkjip_xl.errors import LkjipError, MissingExtraError, RefusedFileError, TemplateVersionError, UsageError
from lkjip_xl.faults import describe
from lkjip_xl.indonesian_argparse import WORDS, IndonesianWords
from lkjip_xl.template.build import blank_workbook
from lkjip_xl.workbook.model import Cell
from lkjip_xl.workbook.new import write_workbook
from tests.buku import Buku
from tests.checks.test_grouping import spread

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
CLEAN = SAMPLES / "disdukcapil_probolinggo_2024.xlsx"
FAULTY = SAMPLES / "rekaan_banyak_salah.xlsx"
KEYS = ["kode", "tingkat", "lembar", "sel", "kolom", "nilai", "harapan", "pesan", "saran", "pengecualian"]

AREA = "[A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?"

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def faulty_result() -> CheckResult:
    book = Buku().drop("Naskah").rename("Sarpras", "Sarpas").add("Catatan", {"A1": "x"}).put("DPA", "C4", "Uraiann")
    book.put("PK", "E5").put("PK", "E6").field("sdm", "laki_laki", "[bold]12 orang[/bold]").field("pk", "kode_indikator", "1.1 ")
    book.sheet_facts("Renstra", merges=[(5, 2, 6, 2)])
    return check(book.bound())


# validasi


def test_validasi_exit_codes(capsys: Capture, tmp_path: Path) -> None:
    assert main(["validasi", str(CLEAN)]) == 0
    assert "Jumlah temuan: 0 GALAT, " in capsys.readouterr().out
    assert main(["validasi", str(FAULTY)]) == 1
    assert main(["validasi", str(tmp_path / "tidak_ada.xlsx")]) == 2


def test_json_has_exactly_the_keys_of_the_contract(capsys: Capture) -> None:
    assert main(["validasi", str(FAULTY), "--json"]) == 1
    content = json.loads(capsys.readouterr().out)
    assert list(content) == ["berkas", "sha256", "versi", "temuan", "tidak_diperiksa"]
    assert content["berkas"] == str(FAULTY)
    assert re.fullmatch("[0-9a-f]{64}", content["sha256"])
    assert all(list(finding) == KEYS for finding in content["temuan"])
    first = content["temuan"][0]
    assert (first["kode"], first["tingkat"], first["lembar"], first["sel"]) == ("SKM-01", "GALAT", "Instansi", "B5")


def test_json_keeps_values_as_they_are(capsys: Capture) -> None:
    main(["validasi", str(FAULTY), "--json"])
    values = {(f["lembar"], f["sel"]): f["nilai"] for f in json.loads(capsys.readouterr().out)["temuan"]}
    assert values["Pengaturan", "B7"] == 125
    assert values["Realisasi", "J6"] == "#REF!"
    assert values["DPA", "L19"] is None


UNREADABLE: dict[str, tuple[bytes | None, str]] = {
    "kosong.xlsx": (b"", "EMPTY"),
    "teks.xlsx": (b"nama,nilai\n1,2\n", "TEXT"),
    "rusak.xlsx": (b"PK\x03\x04rusak", "ZIP_BROKEN"),
    "tidak_ada.xlsx": (None, "TIDAK_ADA"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_is_one_sentence_and_one_json_object(name: str, tmp_path: Path, capsys: Capture) -> None:
    content, code = UNREADABLE[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["validasi", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    made = json.loads(out)
    assert list(made) == ["berkas", "sha256", "versi", "temuan", "tidak_diperiksa", "galat"]
    assert made["galat"]["kode"] == code
    assert bool(made["sha256"]) == (content is not None)
    assert err == f"lkjip: {made['galat']['pesan']}\n"
    assert main(["validasi", str(path)]) == 2
    assert capsys.readouterr() == ("", err)


def test_folder_instead_of_file(tmp_path: Path, capsys: Capture) -> None:
    assert main(["validasi", str(tmp_path)]) == 2
    assert "adalah folder, bukan berkas" in capsys.readouterr().err


def test_newer_template_is_refused(tmp_path: Path, capsys: Capture) -> None:
    model = blank_workbook()
    sheet = model.sheet("Petunjuk")
    sheet.put(5, 3, Cell("teks", "99.0"))
    write_workbook(model, tmp_path / "baru.xlsx")
    assert main(["validasi", str(tmp_path / "baru.xlsx"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["galat"]["kode"] == "TEMPLAT_BARU"


# Findings made = findings shown


def test_plain_text_shows_every_finding(faulty_result: CheckResult) -> None:
    out = io.StringIO()
    terminal.print_check(faulty_result, out)
    assert sorted(_shown_in_plain_text(out.getvalue())) == sorted((f.code, f.sheet, f.cell) for f in faulty_result.findings)
    counts = re.search(r"Jumlah temuan: (\d+) GALAT, (\d+) PERINGATAN, (\d+) INFO\.", out.getvalue())
    assert counts and sum(map(int, counts.groups())) == len(faulty_result.findings)
    for what, why in faulty_result.not_checked:
        assert f"{what}: {why}" in out.getvalue()


def _shown_in_plain_text(text: str) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every finding a reader of the plain text can see, the counts of groups included."""
    shown, sheet, code, number = [], "", "", 1
    for line in text.splitlines():
        if match := re.fullmatch(r"Lembar (.+)|Seluruh berkas", line):
            sheet = match[1] or ""
        elif match := re.match(r"  (?:GALAT|PERINGATAN|INFO) (\S+) .*?(?:\((\d+) temuan\))?$", line):
            code, number = match[1], int(match[2] or 1)
        elif match := re.match(rf"    Sel ({AREA}(?:, {AREA})*)[ :]", line):
            cells = [match[1]] if code == "NIL-10" else spread(match[1])
            assert len(cells) == number
            shown += [(code, sheet, cell) for cell in cells]
        elif re.match(r"    (Lembar ini|Berkas) ", line):
            shown += [(code, sheet, "")] * number
    return shown


def test_rich_tables_show_every_message(faulty_result: CheckResult) -> None:
    from rich.console import Console

    from lkjip_xl.checks.grouping import group_by_sheet

    out = io.StringIO()
    terminal.print_rich(faulty_result, Console(file=out, width=10_000, force_terminal=True, color_system=None))
    groups = [group for _, groups in group_by_sheet(faulty_result.findings) for group in groups]
    assert sum(len(group.findings) for group in groups) == len(faulty_result.findings)
    assert all(group.message in out.getvalue() and group.advice in out.getvalue() for group in groups)
    assert "[bold]12 orang[/bold]" in out.getvalue(), "text of the file is no markup"


def test_json_console_and_api_show_the_same(capsys: Capture) -> None:
    made = lkjip_xl.validasi(FAULTY).findings
    main(["validasi", str(FAULTY), "--json"])
    in_json = json.loads(capsys.readouterr().out)["temuan"]
    main(["validasi", str(FAULTY)])
    in_console = _shown_in_plain_text(capsys.readouterr().out)
    api = [(finding.code, finding.sheet, finding.cell) for finding in made]
    assert [(finding["kode"], finding["lembar"], finding["sel"]) for finding in in_json] == api
    assert sorted(in_console) == sorted(api)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_tables(faulty_result: CheckResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    out = _Terminal()
    terminal.print_check(faulty_result, out)
    assert "┃" in out.getvalue() and "Jumlah temuan" in out.getvalue()


# laporan


def test_laporan_makes_the_report_and_leaves_the_input_alone(tmp_path: Path, capsys: Capture) -> None:
    before = CLEAN.read_bytes()
    out = tmp_path / "laporan.xlsx"
    assert main(["laporan", str(CLEAN), "-o", str(out)]) == 0
    assert f"Laporan dibuat: {out}" in capsys.readouterr().out
    assert out.stat().st_size > 10_000
    assert CLEAN.read_bytes() == before


def test_laporan_is_made_with_errors_unless_strict(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "laporan.xlsx"
    assert main(["laporan", str(FAULTY), "-o", str(out), "--ketat"]) == 1
    assert "Laporan tidak dibuat" in capsys.readouterr().out
    assert not out.exists()
    assert main(["laporan", str(FAULTY), "-o", str(out)]) == 0
    assert out.exists()


def test_laporan_json(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "laporan.xlsx"
    assert main(["laporan", str(FAULTY), "-o", str(out), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert list(content) == ["berkas", "sha256", "versi", "temuan", "tidak_diperiksa", "keluaran", "tidak_dibawa"]
    assert content["keluaran"] == str(out)
    assert main(["laporan", str(FAULTY), "-o", str(out), "--json", "--ketat", "--timpa"]) == 1
    assert json.loads(capsys.readouterr().out)["keluaran"] is None


def test_laporan_never_overwrites_its_input(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "isian.xlsx"
    source.write_bytes(CLEAN.read_bytes())
    twin = tmp_path / "kembar.xlsx"
    twin.hardlink_to(source)
    for target in (source, tmp_path / "." / "isian.xlsx", twin):
        assert main(["laporan", str(source), "-o", str(target), "--timpa"]) == 2
        assert "sama dengan berkas masukan" in capsys.readouterr().err
    assert source.read_bytes() == CLEAN.read_bytes()


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("ada.xlsx", "sudah ada"),
        ("folder.xlsx", "adalah folder"),
        ("hilang/a.xlsx", "Folder keluaran tidak ada"),
        ("a.xls", "berakhiran .xlsx"),
    ],
)
@pytest.mark.parametrize("command", ["laporan", "templat"])
def test_impossible_outputs(command: str, target: str, text: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "ada.xlsx").write_bytes(b"isi lama")
    (tmp_path / "folder.xlsx").mkdir()
    source = [str(CLEAN)] if command == "laporan" else []
    assert main([command, *source, "-o", str(tmp_path / target)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and text in err and err.count("\n") == 1
    assert (tmp_path / "ada.xlsx").read_bytes() == b"isi lama"


# templat


def test_templat_makes_a_workbook_that_validasi_reads(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "baru.xlsx"
    assert main(["templat", "-o", str(out)]) == 0
    assert main(["templat", "-o", str(out)]) == 0
    capsys.readouterr()
    assert main(["validasi", str(out), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["temuan"]
    assert {finding["kode"] for finding in found} == {"SKM-01", "BKS-11", "DKG-10"}


# Words and faults


def test_help_is_indonesian(capsys: Capture) -> None:
    for arguments in (["--help"], ["templat", "-h"], ["validasi", "-h"], ["laporan", "-h"]):
        assert main(arguments) == 0
        text = capsys.readouterr().out
        assert text.startswith("pemakaian: ")
        assert not re.search(r"usage|options|positional|optional arguments|show this|exit\b|error", text)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "argumen berikut wajib diberikan: PERINTAH"),
        (["salah"], "'salah' tidak dikenal (pilih dari:"),
        (["validasi"], "argumen berikut wajib diberikan: BERKAS"),
        (["validasi", "a", "b"], "argumen tidak dikenal: b"),
        (["validasi", "a", "--json=1"], "tidak menerima nilai '1'"),
        (["laporan", "a", "-o"], "harus diikuti satu nilai"),
    ],
)
def test_usage_faults_are_indonesian(arguments: list[str], text: str, capsys: Capture) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and text in err
    assert not re.search(r"usage|error|required|invalid|expected|unrecognized", err)


def test_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"lkjip_xl {lkjip_xl.__version__}\n"


def test_every_phrase_users_can_meet_is_translated() -> None:
    """What this Python's argparse says to users; the rest are faults of a program that builds a parser wrongly."""
    import inspect

    source = inspect.getsource(argparse)
    phrases = set(re.findall(r"\b_\(\s*'((?:[^'\\]|\\.)*)'\s*[),]", source)) | set(
        re.findall(r'\b_\(\s*"([^"]*)"\s*[),]', source)
    )
    for_programmers = re.compile(
        r"conflict|__call__|not callable|dest=|cannot |must be |invalid option string|'required'|with mode|mutually exclusive"
    )
    meant_for_users = {phrase.encode().decode("unicode_escape") for phrase in phrases if not for_programmers.search(phrase)}
    assert meant_for_users - {'argument "-" with mode %r'} <= set(WORDS)


def test_argparse_gets_its_words_back() -> None:
    with IndonesianWords():
        pass
    assert argparse._ is gettext.gettext  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOENT, "TIDAK_ADA"),
        (errno.EACCES, "IZIN"),
        (errno.EROFS, "IZIN"),
        (errno.EISDIR, "FOLDER"),
        (errno.ENOSPC, "DISK_PENUH"),
        (errno.ENAMETOOLONG, "NAMA_PANJANG"),
        (errno.EIO, "SISTEM"),
    ],
)
def test_system_faults_have_a_code_and_a_sentence(number: int, code: str) -> None:
    found, sentence = describe(OSError(number, "library words", "a\nb.xlsx"))
    assert found == code
    assert "library words" not in sentence and "\n" not in sentence


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RefusedFileError("ZIP_CRC", "Kalimat."), "ZIP_CRC"),
        (TemplateVersionError("Kalimat."), "TEMPLAT_BARU"),
        (UsageError("Kalimat."), "PEMAKAIAN"),
        (MissingExtraError("Kalimat."), "PAKET_KURANG"),
        (LkjipError("Kalimat."), "GAGAL"),
    ],
)
def test_own_faults_keep_their_sentence(error: LkjipError, code: str) -> None:
    assert describe(error) == (code, "Kalimat.")


def _fail_writing(number: int) -> Any:
    def write(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "laporan.xlsx")

    return write


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_failing_disk_is_one_sentence(number: int, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lkjip_xl.workbook.new.write_workbook", _fail_writing(number))
    assert main(["laporan", str(CLEAN), "-o", str(tmp_path / "a.xlsx")]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("lkjip: ") and err.count("\n") == 1


def _run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "lkjip_xl", *arguments], capture_output=True, text=True, check=False, **options)


def test_the_command_works_as_a_process_in_a_poor_code_page() -> None:
    done = _run("validasi", str(FAULTY), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (1, "")
    done = _run("validasi", str(FAULTY), "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert len(json.loads(done.stdout)["temuan"]) == len(lkjip_xl.validasi(FAULTY).findings)


def test_a_closed_pipe_is_no_fault_of_the_user() -> None:
    script = f"{sys.executable} -m lkjip_xl validasi {FAULTY} | true"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""


# Waivers


def test_waived_findings_stay_visible_everywhere(capsys: Capture, tmp_path: Path) -> None:
    accepted = SAMPLES / "rekaan_dinkes_2024.xlsx"
    assert main(["validasi", str(accepted), "--json"]) == 0
    waived = {finding["kode"]: finding["pengecualian"] for finding in json.loads(capsys.readouterr().out)["temuan"]}
    assert waived["WJR-01"].endswith("(ditetapkan oleh Kepala Dinas Kesehatan (Contoh Rekaan), berlaku sampai 31-12-2025)")
    assert waived["BDG-04"] is None
    main(["validasi", str(accepted)])
    out = capsys.readouterr().out
    assert "PERINGATAN WJR-01 Capaian jauh di atas target: Realisasi Tahun Ini (dikecualikan)" in out
    assert "    Dikecualikan: Kasus tahun 2024 jauh di bawah siklus" in out
    assert out.endswith("0 PERINGATAN, 4 INFO; 1 dikecualikan.\n")
    report = tmp_path / "laporan.xlsx"
    main(["laporan", str(accepted), "-o", str(report)])
    notes = lkjip_xl.baca(report).workbook.sheet("Catatan Laporan")
    assert notes is not None
    texts = [str(cell.value) for cells in notes.rows.values() for cell in cells]
    assert "PERINGATAN: WJR-01 (dikecualikan)" in texts
    assert any("Dikecualikan: Kasus tahun 2024" in text for text in texts)


def test_the_day_of_the_waivers_can_be_given(capsys: Capture) -> None:
    accepted = str(SAMPLES / "rekaan_dinkes_2024.xlsx")
    main(["validasi", accepted, "--tanggal", "01-01-2026", "--json"])
    found = json.loads(capsys.readouterr().out)["temuan"]
    assert [finding["pengecualian"] for finding in found if finding["kode"] == "WJR-01"] == [None]
    assert "PGC-03" in {finding["kode"] for finding in found}


def test_a_day_that_is_none_is_a_wrong_call(capsys: Capture) -> None:
    assert main(["validasi", "berkas.xlsx", "--tanggal", "31-02-2026"]) == 2
    assert "'31-02-2026' bukan tanggal; tulis seperti 31-12-2025" in capsys.readouterr().err

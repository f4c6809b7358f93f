"""The launcher's VBA, from the very stream that ships, run in LibreOffice Basic; only the class that touches the computer
is replaced by one that notes what it was asked. What this cannot show is Excel's own VBA and Windows' WScript.Shell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from lkjip_xl.addin.settings import read_settings, settings_text
from lkjip_xl.addin.vba_project import Module, ModuleKind, Project, write_vba_project
from lkjip_xl.addin.xlam import build_xlam, pack, parts, vba_project
from lkjip_xl.version import TOOL_VERSION
from tests.addin.libreoffice import run_basic, text
from tests.addin.windows_commandline import launcher_command, quote, runtime_arguments

pytestmark = pytest.mark.lambat

STUB = (Path(__file__).parent / "LkjipSistemUji.cls").read_text("utf-8")
PYTHON = "C:\\Users\\Budi S\\lkjip & co\\Scripts\\pythonw.exe"
CONF = settings_text({"interpreter": PYTHON, "versi": "0.1.0"})[2:].decode("utf-16-le")
DRIVER = """Option Explicit
Public Sub TekanTombol(aksi As String, tanpaBuku As Boolean)
    Dim tombol As KontrolUji
    Set tombol = New KontrolUji
    tombol.Tag = aksi
    If tanpaBuku Then
        TekanTanpaBuku tombol
    Else
        Tekan tombol
    End If
End Sub
Public Function Boleh() As String
    Dim hasil
    Dim tombol As KontrolUji
    Set tombol = New KontrolUji
    BolehTekan tombol, hasil
    Boleh = CStr(hasil)
End Function
"""
NAMES = [
    "Laporan Kinerja 2024 (final) & revisi.xlsx",
    "capaian 100%.xlsx",
    "%APPDATA%.xlsx",
    "%%TEMP%% ^&|.xlsx",
    "a=b=c.xlsx",
    "  spasi  di mana-mana .xlsx",
    "Čapaian “kinerja” – é 中文.xlsx",
    "'petik' tunggal; koma, @#$!.xlsx",
    'petik "ganda".xlsx',
    "-m jahat.xlsx",
    "--wb=lain.xlsx --from_xl=0",
]
TEXTS = ["", "biasa", "a b", "\\", "\\\\", 'a"b', 'a\\"b', "x\\", "%", "%%", "%A%\\", '"%"', "é中", "\\%\\", "&|<>^"]


def addin_with(extra: list[Module], *, stub: bool = True, interpreter: str = "") -> bytes:
    """The shipped package with more modules; with ``stub`` the system class is replaced."""
    project = vba_project()
    modules = [Module(m.name, m.kind, STUB) if stub and m.name == "LkjipSistem" else m for m in project.modules]
    content = parts(interpreter)
    content["xl/vbaProject.bin"] = write_vba_project(Project(project.name, project.guid, [*modules, *extra], project.references))
    return pack(content)


def addin_with_stub() -> bytes:
    """With a module that presses buttons."""
    control = Module("KontrolUji", ModuleKind.CLASS, "Option Explicit\nPublic Tag As String\n")
    return addin_with([Module("Penggerak", ModuleKind.STANDARD, DRIVER), control])


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pengaya") / "lkjip.xlam"
    path.write_bytes(addin_with_stub())
    return path


def press(action: str = "validasi") -> list[str]:
    return [f'Panggil("Penggerak.TekanTombol", Array({text(action)}, False))']


def conf(content: str) -> list[str]:
    return [f'Isi "D1", {text(content)}', 'Isi "E1", ""', 'Isi "E3", ""']


def test_the_stub_answers_the_same_calls_as_the_class_that_ships() -> None:
    """And its look at the add-in's own sheet is word for word the shipped one."""
    shipped = next(module.text for module in vba_project().modules if module.name == "LkjipSistem")
    heads = [re.findall(r"^Public (?:Function|Sub) .*$", source, re.MULTILINE) for source in (shipped, STUB)]
    assert heads[0] == heads[1]
    bodies = [re.search(r"Function SetelanPengaya.*?End Function", source, re.DOTALL) for source in (shipped, STUB)]
    assert bodies[0] and bodies[1] and bodies[0][0] == bodies[1][0]


def test_the_shipped_file_opens_with_all_modules(tmp_path: Path) -> None:
    path = tmp_path / "lkjip.xlam"
    path.write_bytes(build_xlam())
    lines = run_basic(
        tmp_path,
        [
            f"BukaPengaya({text(path.as_uri())})",
            'Catat Join(pengaya.BasicLibraries.getByName("LKjIP").ElementNames, " ")',
            'Catat Panggil("LkjipJalan.KutipArgumen", Array("a b"))',
            'Catat Sel("A1").String & " " & Sel("A2").String',
        ],
    )
    assert sorted(lines[0].split()) == sorted(module.name for module in vba_project().modules)
    assert lines[1:] == ['"a b"', "versi interpreter"]


def test_the_class_that_ships_compiles_and_reads_its_own_sheet(tmp_path: Path) -> None:
    code = (
        "Option Explicit\nPublic Function Versi() As String\n    Dim sistem As LkjipSistem\n    Set sistem = New LkjipSistem\n"
        '    Versi = sistem.SetelanPengaya("versi") & "|" & sistem.SetelanPengaya("tidak ada")\nEnd Function\n'
    )
    path = tmp_path / "lkjip.xlam"
    path.write_bytes(addin_with([Module("Penggerak", ModuleKind.STANDARD, code)], stub=False))
    statements = [f"BukaPengaya({text(path.as_uri())})", 'Catat Panggil("Penggerak.Versi", Array())']
    assert run_basic(tmp_path, statements) == [f"{TOOL_VERSION}|"]


def test_quoting_is_the_rule_of_the_oracle(addin: Path, tmp_path: Path) -> None:
    calls = [f'Catat Panggil("LkjipJalan.KutipArgumen", Array({text(value)}))' for value in TEXTS]
    assert run_basic(tmp_path, [f"BukaPengaya({text(addin.as_uri())})", *calls]) == [quote(value) for value in TEXTS]


def test_settings_are_read_as_python_reads_them(addin: Path, tmp_path: Path) -> None:
    contents = [
        "interpreter=C:\\a.exe\r\n",
        "# catatan\r\n Interpreter = C:\\a b\\c.exe \r\ninterpreter=C:\\kedua.exe\r\n",
        "=x\ninterpreterr=x\ninterpreter",
        "interpreter=C:\\a=b\\c.exe",
        "",
    ]
    statements = [f"BukaPengaya({text(addin.as_uri())})"]
    for content in contents:
        statements.append(f'Catat Panggil("LkjipJalan.NilaiSetelan", Array({text(content)}, "interpreter"))')
    expected = []
    for content in contents:
        values = read_settings(b"\xff\xfe" + content.encode("utf-16-le"))
        assert values is not None
        expected.append(values.get("interpreter", ""))
    assert run_basic(tmp_path, statements) == expected
    assert expected == ["C:\\a.exe", "C:\\a b\\c.exe", "", "C:\\a=b\\c.exe", ""]


def test_the_command_line_for_awkward_file_names(addin: Path, tmp_path: Path) -> None:
    statements = ["Dim buku As Object", f"BukaPengaya({text(addin.as_uri())})", *conf(CONF)]
    for name in NAMES:
        path = tmp_path / name
        Workbook().save(path)
        statements += [f"buku = Buka({text(path.as_uri())})", *press(), 'Catat Sel("E1").String', "buku.close(True)"]
    statements += ['Catat Sel("E2").String', 'Catat "pesan:" & Sel("E3").String', 'Catat Sel("E4").String']
    *lines, folder, message, started = run_basic(tmp_path, statements)
    for name, line in zip(NAMES, lines, strict=True):
        assert line == launcher_command(PYTHON, "validasi", name, "66123")
        assert runtime_arguments(line)[-3:] == [f"--wb={name}", "--from_xl=1", "--hwnd=66123"]
    assert (folder, message, started) == (PYTHON.removesuffix("pythonw.exe"), "pesan:", str(len(NAMES)))


def hostile_workbook(path: Path) -> None:
    """Everything that other launchers read from the open workbook: settings sheets, code sheets, names, properties."""
    book = Workbook()
    evil = [("interpreter", "C:\\jahat\\jahat.exe"), ("Interpreter_Win", "C:\\jahat\\jahat.exe"), ("PYTHONPATH", "C:\\jahat")]
    for title in ("lkjip.conf", "_xlwings.conf", "xlwings.conf", "Setelan", "jahat.py", "lkjip_xl.py"):
        sheet = book.create_sheet(title, 0)
        for row in evil:
            sheet.append(row)
    for name in ("interpreter", "APPDATA", "lkjip_interpreter", "KutipArgumen", "BacaSetelan"):
        book.defined_names[name] = DefinedName(name, attr_text='"C:\\jahat\\jahat.exe"')
    book.custom_doc_props.append(StringProperty(name="lkjip_interpreter", value="C:\\jahat\\jahat.exe"))
    book.save(path)


def test_a_hostile_workbook_changes_nothing(addin: Path, tmp_path: Path) -> None:
    benign, hostile = tmp_path / "baik" / "isian.xlsx", tmp_path / "jahat" / "isian.xlsx"
    for path in (benign, hostile):
        path.parent.mkdir()
    Workbook().save(benign)
    hostile_workbook(hostile)
    (hostile.parent / "lkjip.conf").write_bytes(settings_text({"interpreter": "C:\\jahat\\jahat.exe"}))
    (hostile.parent / "lkjip_xl.py").write_text("raise SystemExit(9)", encoding="utf-8")
    statements = ["Dim buku As Object", f"BukaPengaya({text(addin.as_uri())})"]
    for path in (benign, hostile):
        for content in (CONF, ""):
            statements += [*conf(content), f"buku = Buka({text(path.as_uri())})", *press()]
            statements += ['Catat Sel("E1").String & "|" & Sel("E3").String', "buku.close(True)"]
    lines = run_basic(tmp_path, statements)
    assert lines[:2] == lines[2:]
    assert lines[0] == launcher_command(PYTHON, "validasi", "isian.xlsx", "66123") + "|"
    assert lines[1].startswith("|Letak Python untuk LKjIP belum disetel.")


def test_what_the_launcher_refuses_and_what_it_says(addin: Path, tmp_path: Path) -> None:
    book = tmp_path / "isian.xlsx"
    Workbook().save(book)
    cases = {
        "interpreter=python.exe": "tidak sah",
        "interpreter=Scripts\\python.exe": "tidak sah",
        "interpreter=C:\\%TEMP%\\python.exe": "tidak sah",
        'interpreter=C:\\a" -c "jahat': "tidak sah",
        "interpreter=C:\\hilang\\python.exe": "tidak ditemukan",
        "bukan setelan": "belum disetel",
    }
    statements = [f"BukaPengaya({text(addin.as_uri())})", f"Buka({text(book.as_uri())})"]
    for content in cases:
        statements += [*conf(content), *press(), 'Catat Sel("E1").String & "|" & Sel("E3").String']
    for action in ("", "validasi & calc", "Validasi", "../x", "validasi\n"):
        statements += [*conf(CONF), *press(action), 'Catat Sel("E1").String & "|" & Sel("E3").String']
    lines = run_basic(tmp_path, statements)
    for line, said in zip(lines, [*cases.values(), *["tidak dikenal"] * 5], strict=True):
        assert line.startswith("|")
        assert said in line


def test_exit_codes_become_words(addin: Path, tmp_path: Path) -> None:
    book = tmp_path / "isian.xlsx"
    Workbook().save(book)
    statements = [f"BukaPengaya({text(addin.as_uri())})", f"Buka({text(book.as_uri())})"]
    for code in (0, 1, 2, 3, -1):
        statements += [*conf(CONF), f'Isi "D2", "{code}"', *press(), 'Catat Sel("E3").String']
    silent, failed, odd, missing, crashed = run_basic(tmp_path, statements)
    assert silent == ""
    assert "belum tersedia" in missing
    for said, code in ((failed, 1), (odd, 2), (crashed, -1)):
        assert f"(kode {code})" in said
        assert "lkjip addin dokter" in said


def test_a_setting_of_the_addin_file_itself_is_the_fallback(tmp_path: Path) -> None:
    """The way of IT: the path of Python in the add-in's own sheet; the user's lkjip.conf still wins."""
    path, book = tmp_path / "lkjip.xlam", tmp_path / "isian.xlsx"
    path.write_bytes(addin_with([], interpreter="D:\\lkjip\\pythonw.exe"))
    Workbook().save(book)
    statements = [f"BukaPengaya({text(path.as_uri())})", f"Buka({text(book.as_uri())})"]
    for content_of_conf in ("", CONF):
        statements += [
            *conf(content_of_conf),
            'Panggil("LkjipJalan.Jalankan", Array("validasi", True))',
            'Catat Sel("E1").String',
        ]
    assert run_basic(tmp_path, statements) == [
        launcher_command(python, "validasi", "isian.xlsx", "66123") for python in ("D:\\lkjip\\pythonw.exe", PYTHON)
    ]


def test_buttons_without_a_workbook_and_the_enabled_question(addin: Path, tmp_path: Path) -> None:
    book = tmp_path / "isian.xlsx"
    Workbook().save(book)
    statements = [f"BukaPengaya({text(addin.as_uri())})", *conf(CONF), f"Buka({text(book.as_uri())})"]
    statements += ['Panggil("Penggerak.TekanTombol", Array("templat-baru", True))', 'Catat Sel("E1").String']
    statements += ['Catat Panggil("Penggerak.Boleh", Array())']
    line, enabled = run_basic(tmp_path, statements)
    assert line == launcher_command(PYTHON, "templat-baru", "isian.xlsx", "66123")
    assert enabled == "True"

"""The wheel is complete: installed in an empty environment, far from the checkout, it does the main job."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lkjip_xl.version import TOOL_VERSION

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "disdukcapil_probolinggo_2024.xlsx"
BIN = "Scripts" if os.name == "nt" else "bin"

pytestmark = [pytest.mark.lambat, pytest.mark.xdist_group("wheel")]  # one process, so that the wheel is built once


def _run(*command: str | Path, cwd: Path, codes: tuple[int, ...] = (0,)) -> str:
    """Run without anything of this checkout or of the user's own packages on the path; the output, or a failing test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    assert done.returncode in codes, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel and what the wheel asks for, nothing else."""
    environment = tmp_path_factory.mktemp("kosong") / "venv"
    _run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=wheel.parent)
    python = environment / BIN / "python"
    pip = ("-m", "pip", "--python", python, "--disable-pip-version-check", "install", "--quiet")
    _run(sys.executable, *pip, wheel, cwd=wheel.parent)
    return environment / BIN


def _files(folder: Path) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_schemas_and_templates_are_inside_the_wheel(wheel: Path) -> None:
    sources = _files(ROOT / "schemas") | _files(ROOT / "workbook_templates")
    assert "workbook_templates/lkjip_standar.xlsx" in sources
    with zipfile.ZipFile(wheel) as package:
        carried = {name for name in package.namelist() if name.startswith("lkjip_xl/_data/")}
        assert carried == {f"lkjip_xl/_data/{name}" for name in sources}
        for name in sources:
            assert package.read(f"lkjip_xl/_data/{name}") == (ROOT / name).read_bytes()
        assert "lkjip_xl/py.typed" in package.namelist()


def test_the_wheel_carries_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        tops = {name.split("/")[0] for name in package.namelist()}
    assert tops == {"lkjip_xl", f"lkjip_xl-{TOOL_VERSION}.dist-info"}


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = _run(installed / "python", "-c", "import lkjip_xl; print(lkjip_xl.__file__)", cwd=tmp_path)
    assert str(installed.parent) in place


def test_version(installed: Path, tmp_path: Path) -> None:
    assert TOOL_VERSION in _run(installed / "lkjip", "--version", cwd=tmp_path)


def test_templat_is_the_committed_one(installed: Path, tmp_path: Path) -> None:
    _run(installed / "lkjip", "templat", "-o", "x.xlsx", cwd=tmp_path)
    assert (tmp_path / "x.xlsx").read_bytes() == (ROOT / "workbook_templates" / "lkjip_standar.xlsx").read_bytes()


def test_laporan_on_a_copy_of_the_sample(installed: Path, tmp_path: Path) -> None:
    shutil.copyfile(SAMPLE, tmp_path / "isian.xlsx")
    _run(installed / "lkjip", "laporan", "isian.xlsx", "-o", "laporan.xlsx", cwd=tmp_path)
    with zipfile.ZipFile(tmp_path / "laporan.xlsx") as package:
        assert package.testzip() is None
        assert b"Tabel 1a" in package.read("xl/workbook.xml")


def test_the_addin_is_built_from_sources_inside_the_wheel(installed: Path, tmp_path: Path) -> None:
    from lkjip_xl.addin.xlam import build_xlam

    _run(installed / "lkjip", "addin", "pasang", "--folder", tmp_path, cwd=tmp_path)
    assert (tmp_path / "lkjip.xlam").read_bytes() == build_xlam()

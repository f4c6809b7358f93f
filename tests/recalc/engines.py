"""The two engines that recalculate workbooks in the tests: LibreOffice Calc and formualizer.

Quirks worth knowing. LibreOffice keeps the cached values of a file it did not write, unless its profile says otherwise; it
writes 15 significant digits. formualizer returns errors as ``{"type": "Error", "kind": "Div"}``, dates as date objects
unless asked for serial numbers, and never looks at cached values.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final, Literal

import formualizer
import pytest

from lkjip_xl.values import CellError, Value
from tests.recalc.cells import Key, read_cells
from tests.recalc.strip import rewrite_parts

WITHOUT_LIBREOFFICE: Final = "LKJIP_TANPA_LIBREOFFICE"

_ALWAYS: Final = "0"  # the three choices are always, never, ask; "never" is the default for files of other programs
_SETTING: Final = (
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{mode}</value></prop></item>'
)
_PROFILE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_SETTING.format(name=name, mode=_ALWAYS) for name in ("OOXMLRecalcMode", "ODFRecalcMode"))
    + "</oor:items>\n"
)

_PRINT_TITLES: Final = re.compile(rb'<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>')

_ERROR_KINDS: Final = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "Spill": "#SPILL!",
    "Calc": "#CALC!",
}


class LibreOfficeError(RuntimeError):
    """LibreOffice ran and did not deliver every file."""


class LibreOfficeMissingError(LibreOfficeError):
    """No soffice on this machine, and nobody said that this is on purpose."""


def require_libreoffice() -> str:
    """The path of soffice. Without it the calling test fails, or is skipped where LKJIP_TANPA_LIBREOFFICE=1 says so."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is not None:
        return found
    if os.environ.get(WITHOUT_LIBREOFFICE) == "1":
        pytest.skip(f"LibreOffice tidak terpasang dan {WITHOUT_LIBREOFFICE}=1: hitung ulang tidak diperiksa")
    raise LibreOfficeMissingError(
        "soffice tidak ditemukan. Pasang LibreOffice Calc (`make test` melakukannya di Debian/Ubuntu), "
        f"atau setel {WITHOUT_LIBREOFFICE}=1 untuk melewati uji hitung ulang."
    )


def _write_profile(folder: Path) -> None:
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")


def run_soffice(command: list[str], timeout: float) -> None:
    """Run soffice; on a time-out end its whole process group, since the launcher is only a shell script."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True, errors="replace"
    )
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise LibreOfficeError(f"LibreOffice tidak selesai dalam {timeout:.0f} detik") from None
    if process.returncode != 0:
        raise LibreOfficeError(f"LibreOffice berhenti dengan kode {process.returncode}: {output[-500:]}")


def without_print_titles(data: bytes) -> bytes:
    """The workbook without repeated heading rows: they change no value, and saving them is most of LibreOffice's time."""
    return rewrite_parts(data, lambda name, part: _PRINT_TITLES.sub(b"", part) if name == "xl/workbook.xml" else part)


def recalculate_libreoffice(
    files: list[Path],
    *,
    profile: Literal["hitung ulang", "bawaan"] = "hitung ulang",
    folder: Path | None = None,
    timeout: float | None = None,
) -> list[Path]:
    """Open and save each workbook with headless Calc, all in one call; the new files come in the order of ``files``.

    Each call has a profile of its own, so that calls can run side by side. ``profile="bawaan"`` leaves LibreOffice's own
    defaults in force: it exists only to show that they prove nothing. Without ``folder`` a temporary one is made and left
    to the caller. The default ``timeout`` is 60 seconds and 15 for each file.
    """
    soffice = require_libreoffice()
    place = Path(tempfile.mkdtemp(prefix="lkjip-lo-", dir=folder))
    if profile == "hitung ulang":
        _write_profile(place / "profil")
    source, target = place / "masuk", place / "keluar"
    source.mkdir()
    inputs = [source / f"{number:04d}.xlsx" for number in range(len(files))]
    for original, copied in zip(files, inputs, strict=True):
        copied.write_bytes(without_print_titles(original.read_bytes()))
    command = [soffice, f"-env:UserInstallation={(place / 'profil').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", str(target), *map(str, inputs)]
    if files:
        run_soffice(command, timeout if timeout is not None else 60 + 15 * len(files))
    outputs = [target / path.name for path in inputs]
    missing = [str(original) for original, made in zip(files, outputs, strict=True) if not made.is_file()]
    if missing:
        raise LibreOfficeError("LibreOffice tidak dapat membuka: " + ", ".join(missing))
    return outputs


def _formualizer_value(raw: Any) -> Value:
    if isinstance(raw, dict):
        kind = str(raw.get("kind"))
        return CellError(_ERROR_KINDS.get(kind, f"#{kind.upper()}!"))
    if raw is None or isinstance(raw, bool | int | float | str):
        return raw
    raise TypeError(f"formualizer memberi {type(raw).__name__}: {raw!r}")


def recalculate_formualizer(file: Path) -> dict[Key, Value]:
    """Every formula cell of the workbook with the value that formualizer works out."""
    workbook = formualizer.load_workbook(str(file))
    workbook.set_temporal_egress("serial")
    workbook.evaluate_all()
    return {key: _formualizer_value(workbook.get_value(*key)) for key in read_cells(file).formulas}

"""Run the add-in's VBA in LibreOffice Basic: headless, with a profile of its own that holds one driving macro."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from tests.recalc.engines import require_libreoffice, run_soffice

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY: Final = 'xmlns:library="http://openoffice.org/2000/library"'
_READY: Final = (  # without it the first start replaces the profile's macros by its own
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/Office">'
    '<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>'
)
_FILTER: Final = "Calc MS Excel 2007 VBA XML"
"""Detection does not know .xlam, so the filter is named."""

_HELPERS: Final = """
Dim keluaran As Object
Dim pengaya As Object

Sub Utama
  Dim berkas As Object
  berkas = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  keluaran = createUnoService("com.sun.star.io.TextOutputStream")
  keluaran.setOutputStream(berkas.openFileWrite("{result}"))
  keluaran.setEncoding("UTF-8")
  On Error GoTo Salah
  Kerjakan
  Catat "selesai"
  GoTo Selesai
Salah:
  Catat "GALAT " & Error & " (baris " & Erl & ")"
Selesai:
  keluaran.closeOutput()
  StarDesktop.terminate()
End Sub

Sub Catat(teks)
  keluaran.writeString(Join(Split(CStr(teks), Chr(10)), "\\n") & Chr(10))
End Sub

Function Sifat(nama, nilai)
  Dim hasil As New com.sun.star.beans.PropertyValue
  hasil.Name = nama
  hasil.Value = nilai
  Sifat = hasil
End Function

Sub BukaPengaya(url)
  pengaya = StarDesktop.loadComponentFromURL(url, "_blank", 0, _
    Array(Sifat("FilterName", "{filter}"), Sifat("MacroExecutionMode", 4)))
End Sub

Function Buka(url)
  Buka = StarDesktop.loadComponentFromURL(url, "_blank", 0, Array(Sifat("MacroExecutionMode", 0)))
End Function

Function Panggil(nama, masukan)
  Dim naskah As Object
  naskah = pengaya.getScriptProvider().getScript("vnd.sun.star.script:LKjIP." & nama & "?language=Basic&location=document")
  Panggil = naskah.invoke(masukan, Array(), Array())
End Function

Function Sel(alamat)
  Sel = pengaya.Sheets.getByName("Setelan").getCellRangeByName(alamat)
End Function

Sub Isi(alamat, nilai)
  Dim tujuan As Object
  tujuan = Sel(alamat)
  tujuan.String = nilai
End Sub
"""


def run_basic(folder: Path, statements: Sequence[str], *, timeout: float = 60) -> list[str]:
    """Run Basic statements and return what they gave to ``Catat``, a line each, with line breaks as ``\\n``.

    The statements may use BukaPengaya(url), Buka(url), Panggil("Modul.Fungsi", Array(...)), Sel("E1") and Isi "E1", "x". A
    run that stumbles fails the test with Basic's own words; statements that Basic cannot read hang until the time is up.
    """
    soffice = require_libreoffice()
    result = folder / "hasil.txt"
    code = _HELPERS.replace("{result}", result.as_uri()).replace("{filter}", _FILTER)
    code += "\nSub Kerjakan\n" + "\n".join(f"  {statement}" for statement in statements) + "\nEnd Sub\n"
    _write_profile(folder / "profil" / "user", code)
    command = [soffice, f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore", "--nologo"]
    run_soffice([*command, "macro:///Standard.Uji.Utama"], timeout)
    assert result.is_file(), "makro penggerak tidak berjalan (salah tulis?)"
    *lines, last = result.read_text("utf-8").split("\n")[:-1]
    assert last == "selesai", last
    return lines


def text(value: str) -> str:
    """A text as a Basic expression; what would break the line goes in by number."""
    pieces = re.split(r"([\r\n])", value)
    return " & ".join(f"Chr({ord(piece)})" if piece in ("\r", "\n") else _literal(piece) for piece in pieces)


def _literal(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def _write_profile(user: Path, code: str) -> None:
    library = user / "basic" / "Standard"
    library.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_HEAD + _READY, encoding="utf-8")
    module = 'xmlns:script="http://openoffice.org/2000/script" script:name="Uji" script:language="StarBasic"'
    (library / "Uji.xba").write_text(f"{_HEAD}<script:module {module}>{escape(code)}</script:module>", encoding="utf-8")
    for kind, members in (("script", '<library:element library:name="Uji"/>'), ("dialog", "")):
        (library / f"{kind}.xlb").write_text(
            f'{_HEAD}<library:library {_LIBRARY} library:name="Standard" library:readonly="false">{members}</library:library>',
            encoding="utf-8",
        )
        (user / "basic" / f"{kind}.xlc").write_text(
            f'{_HEAD}<library:libraries {_LIBRARY} xmlns:xlink="http://www.w3.org/1999/xlink"><library:library '
            f'library:name="Standard" xlink:href="$(USER)/basic/Standard/{kind}.xlb/" xlink:type="simple" '
            'library:link="false"/></library:libraries>',
            encoding="utf-8",
        )

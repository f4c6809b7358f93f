"""From a pressed button to its message. Excel comes in through ``press_in_excel``, LibreOffice through ``press``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lkjip_xl.addin.actions import Call
from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.errors import LkjipError, MissingExtraError, UsageError
from lkjip_xl.faults import describe
from lkjip_xl.workbook.live.guard import in_words

if TYPE_CHECKING:
    from xlwings import App, Book

TITLE: Final = "LKjIP"
TRACE_FILE: Final = "lkjip_galat.txt"
"""Where a fault of this program is written, in the folder for temporary files: pythonw has no stream to print it on."""
COM_ATTEMPTS: Final = 20_000
"""So often an Excel that is busy is asked again, a second or a few; then the user hears of it."""
Run = Callable[[Desk], Said]


def _template() -> Run:
    from lkjip_xl.addin.buttons.template import run

    return run


def _validate() -> Run:
    from lkjip_xl.addin.buttons.validate import run

    return run


def _fill() -> Run:
    from lkjip_xl.addin.buttons.fill import run

    return run


def _report() -> Run:
    from lkjip_xl.addin.buttons.report import run

    return run


def _audit() -> Run:
    from lkjip_xl.addin.buttons.audit import run

    return run


def _export_pdf() -> Run:
    from lkjip_xl.addin.buttons.export_pdf import run

    return run


def _export_json() -> Run:
    from lkjip_xl.addin.buttons.export_json import run

    return run


def _guide() -> Run:
    from lkjip_xl.addin.buttons.guide import run

    return run


BUTTONS: Final[dict[str, Callable[[], Run]]] = {
    "templat-baru": _template,
    "validasi": _validate,
    "isi-kolom-hitung": _fill,
    "buat-laporan": _report,
    "periksa-rumus": _audit,
    "ekspor-pdf": _export_pdf,
    "ekspor-json": _export_json,
    "bantuan": _guide,
}
"""Action → what gives the function that does it; its module is imported only when it is pressed."""


def press(action: str, app: App, book: Book | None) -> Said:
    """Do one action and tell its end in a message box. What has a known reason is told too; a fault of ours is raised."""
    try:
        with in_words():
            said = BUTTONS[action]()(Desk(app, book))
    except (LkjipError, OSError) as error:
        said = Said(describe(error)[1], critical=True)
    app.alert(said.text, title=TITLE, mode="critical" if said.critical else "info")
    return said


def press_in_excel(call: Call) -> int:
    """The action on the workbook that the add-in named; returns 0 once everything has been said in Excel.

    Raises UsageError where there is no Excel to say anything in, MissingExtraError without xlwings."""
    try:
        import xlwings
    except ImportError as error:
        raise MissingExtraError('xlwings belum terpasang. Jalankan: pip install "lkjip-xl[excel]"') from error
    _bound_patience()
    app = _app(list(xlwings.apps), call.window)
    try:
        press(call.action, app, _book(app, call.book))
    except (LkjipError, OSError) as error:
        app.alert(describe(error)[1], title=TITLE, mode="critical")
    except Exception as error:  # a fault of ours or a refusal of Excel that nobody has met yet: both must be seen
        app.alert(_fault_sentence(error), title=TITLE, mode="critical")
    return 0


def _bound_patience() -> None:
    """Let xlwings give up on a busy Excel. It asks again for ever while a cell is being edited, and offers no public setting;
    the version of xlwings is pinned."""
    com = sys.modules.get("xlwings._xlwindows")
    if com is not None:
        com.N_COM_ATTEMPTS = COM_ATTEMPTS  # type: ignore[attr-defined]


def _app(apps: Sequence[App], window: int) -> App:
    """The Excel with this window; the one in front where the system gives windows no number."""
    found = next((app for app in apps if window and app.hwnd == window), None)
    if found is None and apps and not window:
        found = apps[0]
    if found is None:
        raise UsageError("Jendela Excel tidak ditemukan. Tutup Excel, buka lagi, lalu ulangi.")
    return found


def _book(app: App, name: str) -> Book | None:
    """The open workbook of this name; None where none is named. Raises UsageError where Excel does not have it."""
    if not name:
        return None
    with in_words():
        found = next((book for book in app.books if book.name.casefold() == name.casefold()), None)
    if found is None:
        raise UsageError(f"Buku kerja “{name}” tidak ditemukan di Excel. Klik buku kerjanya, lalu ulangi.")
    return found


def _fault_sentence(error: Exception) -> str:
    """What to say of a fault nobody foresaw; its trace is kept in a file for whoever is asked for help."""
    import tempfile
    import traceback

    trace = Path(tempfile.gettempdir(), TRACE_FILE)
    try:
        trace.write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")
        where = f"Rinciannya di {trace}."
    except OSError as fault:
        where = f"Rinciannya tidak dapat disimpan: {describe(fault)[1]}"
    return f"LKjIP berhenti karena kesalahan program ({type(error).__name__}). {where} Jalankan “lkjip addin dokter”."

"""From a pressed button to its message. Excel comes in through ``press_in_excel``, LibreOffice through ``press``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.errors import LkjipError, MissingExtraError, UsageError
from lkjip_xl.faults import describe

if TYPE_CHECKING:
    from xlwings import App, Book

    from lkjip_xl.addin.pita import Call

TITLE: Final = "LKjIP"
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
        said = BUTTONS[action]()(Desk(app, book))
    except (LkjipError, OSError) as error:
        said = Said(describe(error)[1], critical=True)
    app.alert(said.text, title=TITLE, mode="critical" if said.critical else "info")
    return said


def press_in_excel(call: Call) -> int:
    """The action on the workbook that the add-in named. Raises UsageError where Excel does not have it."""
    try:
        import xlwings
    except ImportError as error:
        raise MissingExtraError('xlwings belum terpasang. Jalankan: pip install "lkjip-xl[excel]"') from error
    app = _app(xlwings, call.window)
    book = None
    if call.book:
        book = next((found for found in app.books if found.name.casefold() == call.book.casefold()), None)
        if book is None:
            raise UsageError(f"Buku kerja “{call.book}” tidak ditemukan di Excel. Klik buku kerjanya, lalu ulangi.")
    press(call.action, app, book)
    return 0


def _app(xlwings: object, window: int) -> App:
    """The Excel with this window; the one in front where the system gives windows no number."""
    apps = list(xlwings.apps)  # type: ignore[attr-defined]
    found = next((app for app in apps if window and app.hwnd == window), None)
    if found is None and apps and not window:
        found = apps[0]
    if found is None:
        raise UsageError("Jendela Excel tidak ditemukan. Tutup Excel, buka lagi, lalu ulangi.")
    return found  # type: ignore[no-any-return]

"""The state of the program around a change: quiet while it runs, as it was afterwards, and refusals put into words."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.errors import LkjipError

if TYPE_CHECKING:
    from xlwings import App


class LiveBookError(LkjipError):
    """The open workbook does not take the change; the text says why and what to do."""


EDITING: Final = "Excel sedang sibuk, biasanya karena ada sel yang sedang diketik. Tekan Enter atau Esc, lalu ulangi."
PROTECTED: Final = "Ada lembar atau buku kerja yang terproteksi. Buka proteksinya (Tinjau > Buka Proteksi), lalu ulangi."
READ_ONLY: Final = "Buku kerja ini dibuka hanya untuk dibaca. Simpan dengan nama lain, lalu ulangi pada salinannya."
_BUSY_CODES: Final = frozenset({-2147418111, -2146777998, -2147417846})
"""RPC_E_CALL_REJECTED, VBA_E_IGNORE (a cell in edit mode, a dialog), RPC_E_SERVERCALL_RETRYLATER."""
_REASONS: Final = (
    (("rejected by callee", "0x800ac472", "application is busy", "server busy", "is not responding"), EDITING),
    (("read-only", "read only", "hanya-baca"), READ_ONLY),
    (("protected", "terproteksi", "diproteksi", "dilindungi"), PROTECTED),
)


def reason_of(error: BaseException) -> str | None:
    """What a fault of the program means for the user; None for any other, which is ours and must not be hidden."""
    if _BUSY_CODES & {getattr(error, "hresult", None), *_numbers(error.args)}:
        return EDITING
    text = str(error).casefold()
    for words, sentence in _REASONS:
        if any(word in text for word in words):
            return sentence
    return None


def _numbers(args: tuple[Any, ...]) -> Iterator[int]:
    """Every code in an error's arguments. COM nests the one that says why: (hresult, text, (…, scode), …)."""
    for item in args:
        if isinstance(item, tuple):
            yield from _numbers(item)
        elif isinstance(item, int):
            yield item


class in_words:  # noqa: N801  (used like a function, as contextlib's own are)
    """Raise LiveBookError for a refusal of the program that has a known reason; anything else goes on as it is.

    A class, not a generator: UNO's exceptions refuse the attribute that contextlib sets on what passes through a generator.
    """

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, Exception) and not isinstance(error, LkjipError) and (sentence := reason_of(error)):
            raise LiveBookError(sentence) from error


class Progress:
    """The status bar, told what is going on."""

    def __init__(self, app: App) -> None:
        self._app = app

    def say(self, text: str) -> None:
        """Show what is being done now."""
        self._app.status_bar = f"LKjIP: {text}"


_QUIET: Final[dict[str, Any]] = {
    "screen_updating": False,
    "display_alerts": False,
    "enable_events": False,  # macros of the workbook that wait for a changed cell or a new sheet are not meant for us
    "calculation": "manual",
}


class quiet:  # noqa: N801
    """No redrawing, no recalculation, no questions and no event macros while the block runs; everything as it was after it,
    whatever happens. Raises LiveBookError where the program does not even take that."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._before: dict[str, Any] = {}

    def __enter__(self) -> Progress:
        try:
            with in_words():
                for name, value in _QUIET.items():
                    self._before[name] = getattr(self._app, name)
                    setattr(self._app, name, value)
        except BaseException:
            _put_back(self._app, self._before)
            raise
        return Progress(self._app)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        fault = _put_back(self._app, {"status_bar": False, **self._before})
        in_words().__exit__(kind, error, trace)
        if fault is not None and error is None:
            with in_words():
                raise fault


def _put_back(app: App, settings: dict[str, Any]) -> Exception | None:
    """Each setting on its own, so that one that fails does not keep the others from coming back; the first fault, or None."""
    first: Exception | None = None
    for name, value in settings.items():
        try:
            setattr(app, name, value)
        except Exception as error:  # the engines raise classes of their own
            first = first or error
    return first

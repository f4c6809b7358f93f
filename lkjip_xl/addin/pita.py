"""The program behind the ribbon's buttons: ``python -I -X utf8 -m lkjip_xl.addin.pita AKSI "--wb=NAMA" --from_xl=1 --hwnd=N``.

``--wb`` is the active workbook's name (blank when none is open), ``--hwnd`` the number of Excel's window (0 on macOS). The
names of the options are those that ``xlwings.Book.caller()`` reads; a name with "=" is split correctly only here.

Exit codes, which the add-in's VBA puts into words: 0 everything has been said to the user, 1 the action failed, 2 the call
makes no sense, 3 the action is not part of this version. ``--versi`` prints what the doctor asks for and does nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Final

from lkjip_xl.addin.actions import NEEDS_BOOK, Call
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.version import TOOL_VERSION

DONE, FAILED, ODD_CALL, UNAVAILABLE = 0, 1, 2, 3
MAX_NAME = 255
_OPTIONS = ("wb", "from_xl", "hwnd")
UNUSED: Final = ("matplotlib", "numpy", "pandas", "plotly", "PIL")
"""Packages that xlwings loads wherever it finds them, and of which the buttons use nothing: pandas alone takes longer to load
than everything else together."""


Action = Callable[[Call], int]
"""Does the work, tells the user, and returns an exit code."""


def _in_excel(call: Call) -> int:
    from lkjip_xl.addin.buttons.run import press_in_excel

    return press_in_excel(call)


ACTIONS: dict[str, Action] = dict.fromkeys(NEEDS_BOOK, _in_excel)
"""What each action does. An entry imports xlwings inside its function, so that a refused call costs nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--versi"]:
        print(versions())
        return DONE
    try:
        call = read_call(given)
    except UsageError as error:
        _say(str(error))
        return ODD_CALL
    action = ACTIONS.get(call.action)
    if action is None:
        _say(f"Tombol {call.action} belum tersedia pada lkjip_xl {TOOL_VERSION}.")
        return UNAVAILABLE
    try:
        return action(call)
    except (LkjipError, OSError) as error:
        from lkjip_xl.faults import describe

        _say(describe(error)[1])
        return FAILED


def read_call(arguments: Sequence[str]) -> Call:
    """The call that a command line describes. Raises UsageError for anything that the add-in would not have written."""
    if not arguments or arguments[0] not in NEEDS_BOOK:
        raise UsageError("Aksi tidak dikenal. Program ini dijalankan oleh tombol LKjIP di Excel.")
    action, options = arguments[0], _options(arguments[1:])
    if options["from_xl"] != "1":
        raise UsageError("--from_xl harus 1.")
    if not (options["hwnd"].isascii() and options["hwnd"].isdigit()):
        raise UsageError("--hwnd harus bilangan.")
    book = options["wb"]
    if len(book) > MAX_NAME or any(letter in "/\\\x7f" or letter < " " for letter in book):
        raise UsageError("--wb bukan nama buku kerja.")
    if NEEDS_BOOK[action] and not book:
        raise UsageError(f"Tombol {action} memerlukan buku kerja yang terbuka.")
    return Call(action, book, int(options["hwnd"]))


def _options(arguments: Sequence[str]) -> dict[str, str]:
    """Every option exactly once, with its value; a value may itself hold "="."""
    found: dict[str, str] = {}
    for argument in arguments:
        name, sign, value = argument.removeprefix("--").partition("=")
        if not (argument.startswith("--") and sign and name in _OPTIONS) or name in found:
            raise UsageError(f"Argumen tidak dikenal atau berulang: {argument}")
        found[name] = value
    missing = [f"--{name}" for name in _OPTIONS if name not in found]
    if missing:
        raise UsageError(f"Argumen kurang: {', '.join(missing)}")
    return found


def versions() -> str:
    """One line of JSON: the version of this package and of xlwings (null where it is missing), and Python's bits."""
    import json
    from importlib.metadata import PackageNotFoundError, version

    try:
        xlwings: str | None = version("xlwings")
    except PackageNotFoundError:
        xlwings = None
    bits = 64 if sys.maxsize > 1 << 32 else 32
    return json.dumps({"versi": TOOL_VERSION, "xlwings": xlwings, "bit": bits})


def leave_out_unused() -> None:
    """Make xlwings do without these packages, as it does where they are not installed. Only for a process of one's own."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # how Python itself notes that there is no such module


def _say(sentence: str) -> None:
    """For whoever starts the program by hand; pythonw has no stream, and print to None is silent."""
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    leave_out_unused()
    sys.exit(main())

"""The AppleScript through which Excel on macOS starts Python: its sandbox runs only scripts in a folder it cannot write."""

from __future__ import annotations

from importlib.resources import files

_PLACE = "{{INTERPRETER}}"


def apple_script(interpreter: str) -> bytes:
    """The script with this Python in it, in ASCII."""
    text = files("lkjip_xl.addin").joinpath("mac/lkjip.applescript").read_text("utf-8")
    return text.replace(_PLACE, script_text(interpreter)).encode("ascii")


def script_text(text: str) -> str:
    """A text as an AppleScript expression. Other than ASCII goes in by number: how a script file is encoded depends on who
    reads it."""
    pieces: list[str] = []
    plain = ""
    for letter in text:
        if letter.isascii() and letter.isprintable():
            plain += "\\" + letter if letter in '"\\' else letter
        else:
            pieces += [f'"{plain}"', f"(character id {ord(letter)})"]
            plain = ""
    return " & ".join([*pieces, f'"{plain}"'])

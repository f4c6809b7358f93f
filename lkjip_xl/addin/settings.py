"""lkjip.conf, the user's own settings file: which Python the buttons start. Written by ``pasang``, read by the add-in's VBA."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

INTERPRETER = "interpreter"
VERSION = "versi"
MAX_SIZE = 65536

_HEAD = (
    '# Ditulis oleh "lkjip addin pasang"; dibaca tombol LKjIP di Excel.',
    "# Simpan sebagai UTF-16 bila disunting dengan Notepad.",
)


def settings_text(values: Mapping[str, str]) -> bytes:
    """The file's bytes: UTF-16 with a byte order mark, the one Unicode form that VBA reads without help."""
    lines = [*_HEAD, *(f"{key}={value}" for key, value in values.items())]
    return codecs.BOM_UTF16_LE + "".join(line + "\r\n" for line in lines).encode("utf-16-le")


def read_settings(data: bytes) -> dict[str, str] | None:
    """Keys and values as the add-in reads them (the first of a repeated key counts); None for a file it cannot read."""
    if not data.startswith(codecs.BOM_UTF16_LE) or len(data) > MAX_SIZE:
        return None
    found: dict[str, str] = {}
    for line in data[2:].decode("utf-16-le", "replace").replace("\r", "").split("\n"):
        key, sign, value = line.partition("=")
        if sign and key.strip():
            found.setdefault(key.strip().lower(), value.strip())
    return found

"""An lkjip.xlam found on a computer, compared with the one that this version builds."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import Final

from lkjip_xl.addin.xlam import INTERPRETER_PROPERTY, VERSION_PROPERTY, build_xlam
from lkjip_xl.version import TOOL_VERSION

_PROPERTIES: Final = "docProps/custom.xml"
_MAX_PROPERTIES: Final = 65536


class FileState(StrEnum):
    """How an installed add-in file compares with what this version builds."""

    MISSING = "tidak ada"
    SAME = "sama"
    CHANGED = "berbeda"
    """Same version, other content: signed or edited in Excel, or damaged."""
    OTHER_VERSION = "versi lain"
    UNREADABLE = "tidak terbaca"


@dataclass(frozen=True, slots=True)
class AddinFile:
    """``version`` is "" where the file does not say, ``sha256`` where there is no file; ``interpreter`` is the Python that
    IT wrote into a file for many computers."""

    state: FileState
    version: str = ""
    sha256: str = ""
    interpreter: str = ""


def examine(data: bytes | None) -> AddinFile:
    """What an installed file is."""
    if data is None:
        return AddinFile(FileState.MISSING)
    digest = hashlib.sha256(data).hexdigest()
    properties = _properties(data)
    if properties is None:
        return AddinFile(FileState.UNREADABLE, "", digest)
    version = properties.get(VERSION_PROPERTY, "")
    if version != TOOL_VERSION:
        return AddinFile(FileState.OTHER_VERSION, version, digest)
    interpreter = properties.get(INTERPRETER_PROPERTY, "")
    same = data == build_xlam(interpreter)
    return AddinFile(FileState.SAME if same else FileState.CHANGED, version, digest, interpreter)


def _properties(data: bytes) -> dict[str, str] | None:
    """The document properties of a package, as Excel or this package writes them; None where it is no sound package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.getinfo(_PROPERTIES).file_size > _MAX_PROPERTIES:
                return None
            text = package.read(_PROPERTIES).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return None
    found = re.findall(r'<property\b[^>]*\bname="([^"]*)"[^>]*>\s*<vt:lpwstr>([^<]*)</vt:lpwstr>', text)
    return {name: unescape(value) for name, value in found}

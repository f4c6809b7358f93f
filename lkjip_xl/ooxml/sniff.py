"""What a file really is, judged by its first bytes and never by its extension."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.ooxml.refusals import refusal

LOCAL_HEADER: Final = b"PK\x03\x04"
END_OF_DIRECTORY: Final = b"PK\x05\x06"

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HEAD = 8_192
_HTML = re.compile(r"<(?:html|!doctype html|table|meta|style|body|div|head)\b|^mime-version:", re.IGNORECASE)
_SPREADSHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def require_zip(data: bytes) -> None:
    """Return where ``data`` begins like a ZIP package; otherwise refuse it under the name of what it is."""
    if data.startswith(LOCAL_HEADER):
        return
    raise refusal(_code(data))


def _code(data: bytes) -> str:
    if not data:
        return "EMPTY"
    if data.startswith(END_OF_DIRECTORY):
        return "ZIP_EMPTY"
    if data.startswith(_OLE2):
        return "PASSWORD" if _ENCRYPTED_STREAM in data else "OLE2"
    if LOCAL_HEADER in data and END_OF_DIRECTORY in data:
        return "ZIP_PREFIX"
    return _text_code(_as_text(data[:_HEAD]))


def _text_code(head: str | None) -> str:
    if head is None:
        return "NOT_ZIP"
    if head.startswith("%PDF"):
        return "PDF"
    if head.startswith("{\\rtf"):
        return "RTF"
    if _SPREADSHEET_2003 in head:
        return "XML2003"
    return "HTML" if _HTML.search(head) else "TEXT"


def _as_text(head: bytes) -> str | None:
    """The first bytes as text with leading space removed, or None where they are not text.

    Latin-1 is tried last: old applications export CSV and HTML in a one-byte code, which never fails to decode, so
    control bytes decide. A PDF holds such bytes too and is known by its mark alone.
    """
    if head.startswith(b"%PDF"):
        return "%PDF"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", errors="ignore")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return None if _BINARY.search(text) else text.lstrip()

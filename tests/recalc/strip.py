"""Remove every cached value from a workbook, so that an engine cannot hand back what it was given."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

_WORKSHEET_ROOT = re.compile(rb"<(?:[\w.-]+:)?worksheet[\s>]")
# A cell element that is not self-closing; the opening tag holds no ">" in its attribute values (references, numbers, types).
_CELL = re.compile(rb"<((?:[\w.-]+:)?)c(\s[^>]*)?(?<!/)>(.*?)</\1c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_VALUE = re.compile(rb"<((?:[\w.-]+:)?)v(?:\s[^>]*)?(?:/>|>.*?</\1v>)", re.DOTALL)
_TYPE = re.compile(rb"""\st\s*=\s*("[^"]*"|'[^']*')""")


def _strip_cell(match: re.Match[bytes]) -> bytes:
    prefix, attributes, content = match[1], match[2] or b"", match[3]
    if not _FORMULA.search(content):
        return match[0]
    return b"<%sc%s>%s</%sc>" % (prefix, _TYPE.sub(b"", attributes), _VALUE.sub(b"", content), prefix)


def strip_worksheet(xml: bytes) -> bytes:
    """The worksheet part without the ``<v>`` and ``t`` of its formula cells; typed values and everything else stay."""
    return _CELL.sub(_strip_cell, xml)


def rewrite_parts(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with every part passed through ``change(name, content)``; names, order and dates stay."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(output, "w") as target:
        for info in source.infolist():
            target.writestr(info, change(info.filename, source.read(info)))
    return output.getvalue()


def strip_caches(data: bytes) -> bytes:
    """The workbook (bytes of an .xlsx) without any cached value. Every other byte of every part stays as it was."""

    def strip(name: str, part: bytes) -> bytes:
        is_worksheet = name.endswith(".xml") and _WORKSHEET_ROOT.search(part[:2000])
        return strip_worksheet(part) if is_worksheet else part

    return rewrite_parts(data, strip)

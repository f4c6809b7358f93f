"""Cell formats, as far as they change what a value means: number format, date or not, locked or not."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import is_true, read_elements
from lkjip_xl.reader.raw import RawStyle

DEFAULT_STYLE: Final = RawStyle("General", locked=True, is_date=False)

_BUILTIN: Final[dict[int, str]] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
_BUILTIN_DATES = frozenset({*range(14, 23), 45, 46, 47})
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]|General|AM/PM|A/P', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]", re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """True where a number format shows a date or a time: a date letter outside quotes, escapes and colours."""
    return _DATE_LETTER.search(_NOT_PATTERN.sub("", code)) is not None


def read_styles(package: Package, part: str, limits: Limits) -> list[RawStyle]:
    """The cell formats in the order cells refer to them."""
    reader = _StyleReader(limits)
    read_elements(package, part, limits, start=reader.start, end=reader.end)
    return [reader.style(number, locked) for number, locked in reader.formats] or [DEFAULT_STYLE]


class _StyleReader:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._codes: dict[int, str] = {}
        self._section = ""
        self._count = 0
        self._known: dict[tuple[int, bool], RawStyle] = {}
        self.formats: list[tuple[int, bool]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"numFmts", "cellXfs", "cellStyleXfs", "dxfs"}:
            self._section = name
        elif name == "numFmt" and self._section == "numFmts":
            self._count_one()
            self._codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "xf":
            self._count_one()
            if self._section == "cellXfs":
                self.formats.append((_number(attributes.get("numFmtId")), True))
        elif name == "protection" and self._section == "cellXfs" and self.formats:
            self.formats[-1] = (self.formats[-1][0], is_true(attributes.get("locked", "1")))

    def end(self, name: str) -> None:
        if name == self._section:
            self._section = ""

    def style(self, number: int, locked: bool) -> RawStyle:
        """One record for all formats that mean the same."""
        found = self._known.get((number, locked))
        if found is None:
            own = self._codes.get(number)
            code = own if own is not None else _BUILTIN.get(number, "General")
            is_date = is_date_format(own) if own is not None else number in _BUILTIN_DATES
            found = self._known[number, locked] = RawStyle(code, locked, is_date)
        return found

    def _count_one(self) -> None:
        self._count += 1
        if self._count > self._limits.formats:
            raise refusal("STYLES", limit=self._limits.formats)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0

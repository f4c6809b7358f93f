"""The workbook part: sheet list, defined names, and the settings that change what cached values are worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lkjip_xl.address import quote_sheet
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import is_true, read_elements
from lkjip_xl.reader.reading import Reading


class SheetEntry(NamedTuple):
    """One line of the sheet list."""

    name: str
    relation: str
    state: str


@dataclass(slots=True)
class WorkbookPart:
    """What the workbook part says."""

    sheets: list[SheetEntry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    date1904: bool = False


def read_workbook_part(part: str, reading: Reading) -> WorkbookPart:
    """Read the part; a part whose root is not a workbook is refused."""
    reader = _WorkbookReader(part, reading)
    root = read_elements(reading.package, part, reading.limits, start=reader.start, end=reader.end, text=reader.text)
    if root != "workbook":
        raise refusal("NOT_WORKBOOK")
    return reader.found


class _WorkbookReader:
    def __init__(self, part: str, reading: Reading) -> None:
        self._part = part
        self._limits = reading.limits
        self._note = reading.notes.add
        self._list_open = self._list_seen = False
        self._name: dict[str, str] | None = None
        self._text: list[str] = []
        self._text_length = 0
        self._name_count = 0
        self.found = WorkbookPart()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            self._sheet(attributes)
        elif name == "sheets":
            self._open_list()
        elif name == "definedName":
            self._open_name(attributes)
        elif name == "workbookPr":
            if is_true(attributes.get("date1904")):
                self.found.date1904 = True
                self._note("DATE1904")
        elif name == "calcPr":
            self._calculation(attributes)
        elif name == "workbookProtection" and is_true(attributes.get("lockStructure")):
            self._note("WORKBOOK_PROTECTED")

    def text(self, data: str) -> None:
        if self._name is not None:
            self._text_length += len(data)
            if self._text_length > self._limits.text_refused:
                raise refusal("NAME_TEXT", limit=self._limits.text_refused)
            self._text.append(data)

    def end(self, name: str) -> None:
        if name == "definedName" and self._name is not None:
            self._close_name(self._name)
            self._name = None
        elif name == "sheets":
            self._list_open = False

    def _open_list(self) -> None:
        """The sheet list. Programs disagree about a second one, and about sheets that stand elsewhere."""
        if self._list_seen:
            raise refusal("XML_STRUCTURE", part=self._part)
        self._list_open = self._list_seen = True

    def _sheet(self, attributes: dict[str, str]) -> None:
        if not self._list_open:
            raise refusal("XML_STRUCTURE", part=self._part)
        if len(self.found.sheets) >= self._limits.sheets:
            raise refusal("SHEETS", limit=self._limits.sheets)
        entry = SheetEntry(attributes.get("name", ""), attributes.get("id", ""), attributes.get("state", "visible"))
        self.found.sheets.append(entry)
        if entry.state == "hidden":
            self._note("HIDDEN_SHEET", entry.name)
        elif entry.state == "veryHidden":
            self._note("VERY_HIDDEN_SHEET", entry.name)

    def _open_name(self, attributes: dict[str, str]) -> None:
        self._name_count += 1
        if self._name_count > self._limits.names:
            raise refusal("NAMES", limit=self._limits.names)
        self._name = attributes
        self._text = []
        self._text_length = 0

    def _close_name(self, attributes: dict[str, str]) -> None:
        """A name of one sheet is kept under ``Sheet!Name``, the way a formula on another sheet would write it."""
        name = attributes.get("name", "")
        local = attributes.get("localSheetId", "")
        sheets = self.found.sheets
        if local.isdecimal() and len(local) < 6 and int(local) < len(sheets):
            name = f"{quote_sheet(sheets[int(local)].name)}!{name}"
        self.found.names[name] = "".join(self._text)
        if is_true(attributes.get("hidden")):
            self._note("HIDDEN_NAME", detail=name)

    def _calculation(self, attributes: dict[str, str]) -> None:
        if attributes.get("calcMode") == "manual":
            self._note("MANUAL_CALC")
        if not is_true(attributes.get("fullPrecision", "1")):
            self._note("PRECISION_AS_DISPLAYED")
        if is_true(attributes.get("iterate")):
            self._note("ITERATE")
        if not is_true(attributes.get("calcCompleted", "1")):
            self._note("CALC_NOT_COMPLETED")
        if is_true(attributes.get("fullCalcOnLoad")):
            self._note("FULL_CALC_ON_LOAD")
        if attributes.get("refMode") == "R1C1":
            self._note("R1C1")

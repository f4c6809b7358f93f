"""A workbook as XML parts that can be changed one cell at a time, the way a hand or a program may have changed it.

Nothing of the package under test is used to write: cells are found and replaced in the text of the sheet.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from xml.sax.saxutils import escape

from lkjip_xl.address import cell_place, column_letters, column_number
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import CellError, Value

_SHEET = re.compile(r'<sheet [^>]*name="([^"]*)"[^>]*r:id="(rId[0-9]+)"[^>]*/>')
_RELATION = re.compile(r'<Relationship [^>]*Id="(rId[0-9]+)"[^>]*Target="([^"]*)"[^>]*/>')
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW = re.compile(r'<row r="([0-9]+)"([^>]*?)(/>|>.*?</row>)', re.DOTALL)
_STYLE = re.compile(r' s="([0-9]+)"')
_NAME = re.compile(r"<definedName .*?</definedName>")
_FORMULA = re.compile(r"<f[^>]*>(.*?)</f>", re.DOTALL)
_REFERENCE = re.compile(
    r"\"(?:[^\"]|\"\")*\"|(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?[0-9]+)(?P<last>:\$?[A-Z]{1,3}\$?[0-9]+)?(?![\w(])"
)


@dataclass(slots=True)
class BukuXml:
    """The parts of a package; ``sheets`` maps a sheet's name to its part."""

    parts: dict[str, bytes]
    sheets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> BukuXml:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        book = cls(parts)
        targets = dict(_RELATION.findall(book.text("xl/_rels/workbook.xml.rels")))
        for name, relation in _SHEET.findall(book.text("xl/workbook.xml")):
            book.sheets[unescape(name)] = "xl/" + targets[relation].removeprefix("/xl/")
        return book

    def copy(self) -> BukuXml:
        return BukuXml(dict(self.parts), dict(self.sheets))

    def data(self) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
            for name, content in self.parts.items():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        return target.getvalue()

    def text(self, part: str) -> str:
        return self.parts[part].decode("utf-8")

    def change(self, part: str, change: Callable[[str], str]) -> None:
        """Pass the text of a part through a function; a change that changes nothing is a mistake of the test."""
        before = self.text(part)
        after = change(before)
        assert after != before, part
        self.parts[part] = after.encode("utf-8")

    def put(self, sheet: str, cell: str, *, formula: str | None = None, value: Value = None, attributes: str = "") -> None:
        """Replace a cell (which must be there), keeping its style. ``formula`` without ``=``."""
        part = self.sheets[sheet]
        pattern = re.compile(rf'<c r="{cell}"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)

        def replaced(text: str) -> str:
            match = pattern.search(text)
            assert match, f"{sheet}!{cell}"
            style = _STYLE.search(match[1])
            made = cell_xml(cell, style[1] if style else "0", formula, value, attributes)
            return text[: match.start()] + made + text[match.end() :]

        self.change(part, replaced)

    def rename(self, old: str, new: str) -> None:
        """Rename a sheet as Excel does: formulas and names follow."""
        part = self.sheets.pop(old)
        self.sheets[new] = part
        quoted_old = {old, "'" + old.replace("'", "''") + "'"}
        quoted_new = "'" + new.replace("'", "''") + "'"

        def followed(formula: str) -> str:
            for name in quoted_old:
                formula = re.sub(rf"(?<![\w']){re.escape(name)}!", quoted_new + "!", formula)
            return formula

        self.change("xl/workbook.xml", lambda text: followed(text.replace(f'name="{escape(old)}"', f'name="{escape(new)}"')))
        self.each_formula(followed)

    def each_formula(self, change: Callable[[str], str], only: str = "") -> None:
        """Change every formula of the workbook (or of one sheet)."""
        for name, part in self.sheets.items():
            if only and name != only:
                continue
            text = self.text(part)
            made = _FORMULA.sub(
                lambda match: match[0].replace(match[1], escape(change(unescape(match[1])))) if match[1] else match[0], text
            )
            self.parts[part] = made.encode("utf-8")

    def remove_sheet(self, name: str) -> None:
        """Delete a sheet as Excel does: formulas that looked there hold ``#REF!``."""
        number = list(self.sheets).index(name)
        part = self.sheets.pop(name)
        del self.parts[part]
        self.parts.pop(part.replace("worksheets/", "worksheets/_rels/") + ".rels", None)
        relation = next(
            found for found, target in _RELATION.findall(self.text("xl/_rels/workbook.xml.rels")) if part.endswith(target)
        )
        self.change("xl/workbook.xml", lambda text: re.sub(rf'<sheet [^>]*r:id="{relation}"/>', "", text))
        quoted = re.compile(rf"(?<![\w'])(?:{re.escape(name)}|'{re.escape(name)}')!\$?[A-Z]+\$?[0-9]+(?::\$?[A-Z]+\$?[0-9]+)?")
        self.each_formula(lambda formula: quoted.sub("#REF!", formula))
        names = _NAME.sub(lambda match: _without(match, name, number), self.text("xl/workbook.xml"))
        self.parts["xl/workbook.xml"] = names.encode()

    def add(self, sheet: str, cell: str, **content: Any) -> None:
        """Put a cell where the sheet has no row yet (below everything)."""
        row, _ = cell_place(cell)
        made = f'<row r="{row}">{cell_xml(cell, "0", content.get("formula"), content.get("value"))}</row>'
        self.change(self.sheets[sheet], lambda text: text.replace("</sheetData>", made + "</sheetData>"))

    def add_sheet(self, name: str, cells: str = "") -> None:
        """A further sheet, last in order."""
        part = f"xl/worksheets/tambahan{len(self.sheets)}.xml"
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        self.parts[part] = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
        relation = f'<Relationship Id="rId9{len(self.sheets)}" Type="{kind}" Target="{part.removeprefix("xl/")}"/>'
        self.change("xl/_rels/workbook.xml.rels", lambda text: text.replace("</Relationships>", relation + "</Relationships>"))
        entry = f'<sheet name="{escape(name)}" sheetId="9{len(self.sheets)}" r:id="rId9{len(self.sheets)}"/>'
        self.change("xl/workbook.xml", lambda text: text.replace("</sheets>", entry + "</sheets>"))
        content = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        override = f'<Override PartName="/{part}" ContentType="{content}"/>'
        self.change("[Content_Types].xml", lambda text: text.replace("</Types>", override + "</Types>"))
        self.sheets[name] = part

    def insert_row(self, sheet: str, at: int, cells: str = "") -> None:
        """Put a row in before row ``at`` as Excel does: what is below moves down, all formulas follow. ``cells`` is its XML."""
        part = self.sheets[sheet]

        def moved(match: re.Match[str]) -> str:
            row = int(match[1])
            if row < at:
                return match[0]
            content = re.sub(r'(<c r="[A-Z]+)[0-9]+"', rf'\g<1>{row + 1}"', match[3])
            return f'<row r="{row + 1}"{match[2]}{content}'

        def with_row(text: str) -> str:
            made = _ROW.sub(moved, text)
            later = (match.start() for match in _ROW.finditer(made) if int(match[1]) > at)
            position = min(later, default=made.index("</sheetData>"))
            made = made[:position] + f'<row r="{at}">{cells}</row>' + made[position:]
            return re.sub(
                r'<mergeCell ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"/>',
                lambda found: f'<mergeCell ref="{found[1]}{_down(int(found[2]), at)}:{found[3]}{_down(int(found[4]), at)}"/>',
                made,
            )

        self.change(part, with_row)
        for name in self.sheets:
            self.each_formula(lambda formula, name=name: shifted(formula, name, sheet, at), only=name)  # type: ignore[misc]


def _escaped(text: str) -> str:
    """Text as Excel writes it: control characters that XML cannot hold as ``_xHHHH_``."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", lambda match: f"_x{ord(match[0]):04X}_", escape(text))


def cell_xml(cell: str, style: str, formula: str | None, value: Value, attributes: str = "") -> str:
    """The XML of a cell."""
    kind, content = "", ""
    if value is not None:
        if isinstance(value, bool):
            kind, content = ' t="b"', f"<v>{int(value)}</v>"
        elif isinstance(value, CellError):
            kind, content = ' t="e"', f"<v>{value}</v>"
        elif isinstance(value, str):
            if formula is None:
                kind, content = ' t="inlineStr"', f'<is><t xml:space="preserve">{_escaped(value)}</t></is>'
            else:
                kind, content = ' t="str"', f"<v>{_escaped(value)}</v>"
        else:
            content = f"<v>{value!r}</v>"
    if formula is not None:
        content = f"<f{attributes}>{escape(formula)}</f>" + content
    return f'<c r="{cell}" s="{style}"{kind}>{content}</c>' if content else f'<c r="{cell}" s="{style}"/>'


def shifted(formula: str, own: str, sheet: str, at: int) -> str:
    """A formula on sheet ``own`` after a row was put in before row ``at`` of ``sheet``."""

    def moved(match: re.Match[str]) -> str:
        if not match["first"]:
            return match[0]
        target = (match["sheet"] or "").removesuffix("!").strip("'").replace("''", "'") or own
        if target != sheet:
            return match[0]
        return (
            (match["sheet"] or "")
            + _cell_down(match["first"], at)
            + (":" + _cell_down(match["last"][1:], at) if match["last"] else "")
        )

    return _REFERENCE.sub(moved, formula)


def _without(match: re.Match[str], sheet: str, number: int) -> str:
    """A defined name after sheet ``number`` is gone; its own names go with it."""
    local = re.search(r'localSheetId="([0-9]+)"', match[0])
    if (local and int(local[1]) == number) or f"{sheet}!" in match[0] or f"{sheet}'!" in match[0]:
        return ""
    if local and int(local[1]) > number:
        return match[0].replace(local[0], f'localSheetId="{int(local[1]) - 1}"')
    return match[0]


def neighbour(cell: str, rows: int = 0, columns: int = 0) -> str:
    """``$B$5`` moved, its ``$`` marks kept."""
    match = re.fullmatch(r"(\$?)([A-Z]+)(\$?)([0-9]+)", cell)
    assert match
    return f"{match[1]}{column_letters(column_number(match[2]) + columns)}{match[3]}{int(match[4]) + rows}"


def references(formula: str) -> list[re.Match[str]]:
    """Every reference in a formula, texts left out."""
    return [match for match in _REFERENCE.finditer(formula) if match["first"]]


def holds(match: re.Match[str], own: str, sheet: str, cell: RawCell) -> bool:
    """True where a reference in a formula on sheet ``own`` covers a cell."""
    target = (match["sheet"] or "").removesuffix("!").strip("'").replace("''", "'") or own
    if target != sheet:
        return False
    first = cell_place(match["first"].replace("$", ""))
    last = cell_place(match["last"][1:].replace("$", "")) if match["last"] else first
    return first[0] <= cell.row <= last[0] and first[1] <= cell.column <= last[1]


def _down(row: int, at: int) -> int:
    return row + 1 if row >= at else row


def _cell_down(cell: str, at: int) -> str:
    match = re.fullmatch(r"(\$?[A-Z]+\$?)([0-9]+)", cell)
    assert match
    return f"{match[1]}{_down(int(match[2]), at)}"

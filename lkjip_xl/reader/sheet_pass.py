"""One worksheet part: its cells, and around them what is merged, hidden, protected, linked, and which tables it holds."""

from __future__ import annotations

from collections.abc import Callable

from lkjip_xl.address import cell_name
from lkjip_xl.ooxml.area import parse_area
from lkjip_xl.ooxml.refusals import count, refusal
from lkjip_xl.ooxml.relations import Relation, relations_of
from lkjip_xl.ooxml.xml_pass import MAIN_NAMESPACES, GuardedParser, NameGuard, attribute_dict, is_true
from lkjip_xl.reader.cell_pass import CellPass
from lkjip_xl.reader.formula_notes import note_formulas
from lkjip_xl.reader.plain_rows import PlainRows
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.reader.reading import Reading
from lkjip_xl.reader.sheet_feed import SheetFeed
from lkjip_xl.reader.table_pass import read_table

_FILE_TARGETS = ("file:", "\\\\", "//")


def read_sheet(sheet: RawSheet, reading: Reading) -> None:
    """Fill ``sheet``, whose name, part and state are known, from its part and the parts that belong to it."""
    parser = GuardedParser(sheet.part, reading.limits)
    surroundings = _SheetReader(sheet, reading, parser)
    feed = SheetFeed(parser, lambda: surroundings.cells, reading.limits)
    feed.run(reading.package.pieces(sheet.part), lambda cells: PlainRows(reading, cells.rows, cells.formulas, parser.prefixes))
    surroundings.finish()
    _read_relations(sheet, reading)
    note_formulas(sheet, reading.notes, reading.limits)
    if reading.long_texts:
        _note_long_texts(sheet, reading)


class _SheetReader:
    """Handlers for everything in a worksheet except the inside of ``sheetData``, which ``cells`` reads."""

    def __init__(self, sheet: RawSheet, reading: Reading, parser: GuardedParser) -> None:
        self._sheet = sheet
        self._reading = reading
        self._parser = parser
        self._guard = NameGuard(sheet.part, reading.limits)
        self._uri = ""
        self._links = 0
        self.cells: CellPass | None = None
        self._readers: dict[str, Callable[[dict[str, str]], None]] = {
            "col": self._column,
            "mergeCell": self._merge,
            "hyperlink": self._link,
            "sheetProtection": self._protection,
            "sheetFormatPr": self._row_default,
            "oleObject": self._object,
        }
        parser.expat.StartElementHandler = self._root

    def _root(self, name: str, _attributes: list[str]) -> None:
        self._uri, _, local = name.rpartition(" ")
        if self._uri not in MAIN_NAMESPACES or local != "worksheet":
            raise self._guard.misplaced()
        self._parser.expat.StartElementHandler = self._start
        self._parser.expat.EndElementHandler = self._end

    def _start(self, name: str, attributes: list[str]) -> None:
        self._guard.enter(name, attributes)
        uri, _, local = name.rpartition(" ")
        if uri != self._uri:
            return
        if local == "sheetData":
            self._open_cells()
        elif local in self._readers:
            self._readers[local](attribute_dict(attributes))

    def _end(self, name: str) -> None:
        self._guard.leave()

    def _open_cells(self) -> None:
        """Hand over to the cell pass until ``sheetData`` ends."""
        if self.cells:
            raise self._guard.misplaced()
        self.cells = cells = CellPass(self._sheet, self._reading, self._parser, self._guard, self._uri)
        close = f"{self._uri} sheetData"
        expat = self._parser.expat

        def end(name: str) -> None:
            if name != close:
                cells.end(name)
                return
            cells.finish()
            self._guard.leave()
            expat.StartElementHandler = self._start
            expat.EndElementHandler = self._end
            expat.CharacterDataHandler = None

        expat.StartElementHandler = cells.start
        expat.EndElementHandler = end
        expat.CharacterDataHandler = cells.text

    def finish(self) -> None:
        """Note what is hidden, once for the sheet."""
        sheet, add = self._sheet, self._reading.notes.add
        if sheet.hidden_rows:
            add("HIDDEN_ROWS", sheet.name, cell_name(min(sheet.hidden_rows), 1), count(len(sheet.hidden_rows)))
        if sheet.hidden_columns:
            hidden = sum(last - first + 1 for first, last in sheet.hidden_columns)
            add("HIDDEN_COLUMNS", sheet.name, cell_name(1, sheet.hidden_columns[0][0]), count(hidden))

    def _column(self, named: dict[str, str]) -> None:
        if not (is_true(named.get("hidden")) or named.get("width") in {"0", "0.0"}):
            return
        first, last = (_whole(named.get(key)) for key in ("min", "max"))
        if not 1 <= first <= last <= self._reading.limits.max_column:
            raise refusal("GRID", sheet=self._sheet.name, cell=f"kolom {named.get('min')}–{named.get('max')}")
        if len(self._sheet.hidden_columns) >= self._reading.limits.max_column:
            raise refusal("GRID", sheet=self._sheet.name, cell="daftar kolom")
        self._sheet.hidden_columns.append((first, last))

    def _merge(self, named: dict[str, str]) -> None:
        area = parse_area(named.get("ref", ""), self._reading.limits)
        if area is None:
            raise refusal("GRID", sheet=self._sheet.name, cell=f"sel gabungan {named.get('ref')}")
        if len(self._sheet.merges) >= self._reading.limits.merges:
            raise refusal("MERGES", sheet=self._sheet.name, limit=self._reading.limits.merges)
        self._sheet.merges.append(area)

    def _link(self, _: dict[str, str]) -> None:
        self._links += 1
        if self._links > self._reading.limits.links:
            raise refusal("LINKS", sheet=self._sheet.name, limit=self._reading.limits.links)

    def _protection(self, named: dict[str, str]) -> None:
        self._sheet.protected = is_true(named.get("sheet"))

    def _row_default(self, named: dict[str, str]) -> None:
        if is_true(named.get("zeroHeight")):
            self._reading.notes.add("ROWS_HIDDEN_BY_DEFAULT", self._sheet.name)

    def _object(self, _: dict[str, str]) -> None:
        self._reading.notes.add("OLE_OBJECT", self._sheet.name)


def _read_relations(sheet: RawSheet, reading: Reading) -> None:
    for relation in relations_of(reading.package, sheet.part, reading.limits).values():
        if relation.part is not None:
            sheet.related.append(relation.part)
        if relation.kind == "hyperlink" and relation.target.lower().startswith(_FILE_TARGETS):
            reading.notes.add("FILE_LINK", sheet.name, "", relation.target)
        elif relation.kind == "table":
            _read_table(sheet, relation, reading)


def _read_table(sheet: RawSheet, relation: Relation, reading: Reading) -> None:
    table = read_table(reading.package, relation.part, reading.limits) if relation.part else None
    if table is None:
        reading.notes.add("BAD_TABLE", sheet.name, "", relation.part or relation.target)
    else:
        sheet.tables.append(table)


def _note_long_texts(sheet: RawSheet, reading: Reading) -> None:
    limit = reading.limits.text
    for cells in sheet.rows.values():
        for cell in cells:
            if cell[4] == "s" and len(str(cell[2])) > limit:
                reading.notes.add("LONG_TEXT", sheet.name, cell.address, count(len(str(cell[2]))))


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0

"""Sheets and columns as the schemas describe them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple

from lkjip_xl.definition.resources import data_folder
from lkjip_xl.values import Value

KEYWORD = "x-lkjip"
FORM_FIRST_ROW = 5
"""Row of the first field on a form sheet; the heading row Uraian | Isi | Keterangan stands above it."""
TABLE_HEADING_ROW = 4
"""Row of the column headings on a table sheet; data begin below it."""
FORM_VALUE_COLUMN = 2


class YearBand(NamedTuple):
    """A year shown above a column heading: the year field ``source`` of Instansi plus ``shift``; blank after ``until``."""

    source: str
    shift: int
    until: str = ""


class ColumnDef(NamedTuple):
    """One column of a table sheet, or one field of a form sheet.

    ``types`` are JSON types (``null`` = may be blank); ``choices`` the values an enum allows, without null.
    ``formula`` is the official formula of a computed column, with ``{key}`` for a cell of the same row and
    ``{Sheet.key}`` for a form field; ``compute`` names its Python twin in ``lkjip_xl.compute.columns``.
    """

    key: str
    heading: str
    order: int
    types: frozenset[str]
    choices: tuple[Value, ...]
    width: float
    format: str
    help: str
    required: bool
    default: Value
    dropdown: str
    suggestions: tuple[str, ...]
    is_key: bool
    compute: str
    formula: str
    year_band: YearBand | None

    @property
    def computed(self) -> bool:
        """True where the column holds a formula and nobody types."""
        return bool(self.compute)


@dataclass(frozen=True)
class SheetDef:
    """One input sheet: its names, its layout and its columns in order. An ``optional`` sheet may be absent."""

    key: str
    name: str
    title: str
    description: str
    instruction: str
    layout: Literal["tabel", "formulir"]
    order: int
    table: str
    blank_rows: int
    optional: bool
    columns: tuple[ColumnDef, ...]
    schema: Mapping[str, Any]

    @cached_property
    def by_key(self) -> dict[str, ColumnDef]:
        return {column.key: column for column in self.columns}

    @property
    def first_row(self) -> int:
        """Row of the first record (table) or first field (form) in the standard workbook."""
        return TABLE_HEADING_ROW + 1 if self.layout == "tabel" else FORM_FIRST_ROW

    def place(self, key: str, row: int) -> tuple[int, int]:
        """(row, column) of a field in the standard workbook; ``row`` is ignored on a form sheet."""
        order = self.by_key[key].order
        return (row, order) if self.layout == "tabel" else (FORM_FIRST_ROW + order - 1, FORM_VALUE_COLUMN)


def _types(schema: Mapping[str, Any], enum: list[Value] | None) -> set[str]:
    """JSON types of a column; an enum's types are those of its members."""
    if enum is not None:
        names: dict[type, str] = {str: "string", type(None): "null"}
        return {names.get(type(item), "number") for item in enum}
    declared: str | list[str] = schema["type"]
    return {declared} if isinstance(declared, str) else set(declared)


def _column(key: str, order: int, schema: Mapping[str, Any]) -> ColumnDef:
    note = schema[KEYWORD]
    enum = schema.get("enum")
    types = _types(schema, enum)
    compute = note.get("hitung", {})
    band = note.get("pita")
    return ColumnDef(
        key=key,
        heading=note["judul"],
        order=order,
        types=frozenset(types),
        choices=tuple(item for item in enum or () if item is not None),
        width=note.get("lebar", 0),
        format=note["format"],
        help=note["bantuan"],
        required="null" not in types and "default" not in schema,
        default=schema.get("default"),
        dropdown=note.get("pilihan", ""),
        suggestions=tuple(note.get("saran", ())),
        is_key=note.get("kunci", False),
        compute=compute.get("kunci", ""),
        formula=compute.get("rumus", ""),
        year_band=YearBand(band["dari"], band["geser"], band.get("sampai", "")) if band else None,
    )


def _sheet(key: str, schema: Mapping[str, Any]) -> SheetDef:
    note = schema[KEYWORD]
    return SheetDef(
        key=key,
        name=note["lembar"],
        title=schema["title"],
        description=schema["description"],
        instruction=note["petunjuk"],
        layout=note["bentuk"],
        order=note["urutan"],
        table=note.get("tabel", ""),
        blank_rows=note.get("baris_kosong", 0),
        optional=note.get("opsional", False),
        columns=tuple(_column(name, order, column) for order, (name, column) in enumerate(schema["properties"].items(), 1)),
        schema=schema,
    )


@cache
def sheet_defs() -> tuple[SheetDef, ...]:
    """Every input sheet, in workbook order."""
    found = []
    for path in data_folder("schemas").glob("*.schema.json"):
        found.append(_sheet(path.name.removesuffix(".schema.json"), json.loads(path.read_text("utf-8"))))
    return tuple(sorted(found, key=lambda sheet: sheet.order))


@cache
def sheet_def(key: str) -> SheetDef:
    """The sheet with this key (the schema's file name): ``sheet_def("dpa")``. KeyError for an unknown key."""
    for sheet in sheet_defs():
        if sheet.key == key:
            return sheet
    raise KeyError(key)

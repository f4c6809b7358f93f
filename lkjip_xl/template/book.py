"""Input records placed in the standard workbook: where every field will stand, and its value, computed ones included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lkjip_xl.compute.columns import Forms, compute_column
from lkjip_xl.compute.formula import Range, Ref
from lkjip_xl.definition.sheets import SheetDef, sheet_def, sheet_defs
from lkjip_xl.values import Value

Data = Mapping[str, Sequence[Mapping[str, Value]]]
"""Plain records by definition key; a form sheet has one record. Missing fields are blank."""


class Placed(NamedTuple):
    """A record at its row of the standard workbook (0 on a form sheet, whose fields each have their own row)."""

    row: int
    values: Mapping[str, Value]


class InputBook(NamedTuple):
    """All input sheets, filled. ``forms`` are the form sheets' values by definition key."""

    sheets: Mapping[str, tuple[Placed, ...]]
    forms: Forms

    def ref(self, key: str, record: Placed, field: str) -> Ref:
        """The cell of a field."""
        definition = sheet_def(key)
        row, column = definition.place(field, record.row)
        return Ref(definition.name, row, column, record.values[field])

    def form_ref(self, key: str, field: str) -> Ref:
        """The cell of a field on a form sheet."""
        return self.ref(key, self.sheets[key][0], field)

    def column(self, key: str, field: str) -> Range:
        """All cells of a column, blank rows between records included."""
        definition = sheet_def(key)
        records = self.sheets[key]
        _, column = definition.place(field, 0)
        if not records:
            first = definition.first_row
            return Range(definition.name, (first, column), (first, column), (None,))
        by_row = {record.row: record.values[field] for record in records}
        first, last = records[0].row, records[-1].row
        values = tuple(by_row.get(row) for row in range(first, last + 1))
        return Range(definition.name, (first, column), (last, column), values)


def _with_blanks(definition: SheetDef, values: Mapping[str, Value]) -> dict[str, Value]:
    return {column.key: values.get(column.key) for column in definition.columns}


def place(rows: Mapping[str, Sequence[tuple[int, Mapping[str, Value]]]]) -> InputBook:
    """Fill an InputBook from (row, values) pairs by definition key, in row order. Computed columns are computed here."""
    plain: dict[str, list[Placed]] = {}
    for definition in sheet_defs():
        given = rows.get(definition.key) or ([(0, {})] if definition.layout == "formulir" else [])
        plain[definition.key] = [Placed(row, _with_blanks(definition, values)) for row, values in given]
    forms = {
        definition.key: plain[definition.key][0].values for definition in sheet_defs() if definition.layout == "formulir"
    }
    filled: dict[str, tuple[Placed, ...]] = {}
    for definition in sheet_defs():
        computed = [column for column in definition.columns if column.computed]
        if not computed:
            filled[definition.key] = tuple(plain[definition.key])
            continue
        filled[definition.key] = tuple(
            Placed(
                record.row,
                {**record.values, **{column.key: compute_column(column.compute, record.values, forms) for column in computed}},
            )
            for record in plain[definition.key]
        )
    return InputBook(filled, {key: filled[key][0].values for key in forms})


def place_data(data: Data) -> InputBook:
    """Fill an InputBook from plain records, one below the other from the first data row."""
    rows: dict[str, list[tuple[int, Mapping[str, Value]]]] = {}
    for key, records in data.items():
        definition = sheet_def(key)
        first = definition.first_row if definition.layout == "tabel" else 0
        step = 1 if definition.layout == "tabel" else 0
        rows[key] = [(first + step * index, record) for index, record in enumerate(records)]
    return place(rows)

"""Read the plain data of a sample: one file per input sheet, and the planted mistakes of the third sample."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from lkjip_xl.definition.sheets import ColumnDef, SheetDef, sheet_def, sheet_defs
from lkjip_xl.values import CellError, Value

Rows = list[dict[str, Value]]

MISTAKES = "kesalahan.json"
MISTAKES_BASE = "rekaan_dinkes_2024"
"""The sample beside it on which the planted mistakes are put."""


def load(folder: Path) -> dict[str, Rows]:
    """The records of every input sheet, by schema key; a form sheet has exactly one record.

    Every declared column is present; blank cells and computed columns are ``None``. A form field left out takes the
    default of its schema; an optional sheet without a file has no records. A folder with ``kesalahan.json`` is its
    neighbour's data with the mistakes put in.
    """
    planted = folder / MISTAKES
    if not planted.exists():
        return {sheet.key: _sheet(folder, sheet) for sheet in sheet_defs()}
    data = load(folder.parent / MISTAKES_BASE)
    apply_mistakes(data, json.loads(planted.read_text("utf-8")))
    return data


def apply_mistakes(data: dict[str, Rows], mistakes: list[dict[str, Any]]) -> None:
    """Put every planted mistake into its cell; ``baris`` null means the one record of a form sheet."""
    for mistake in mistakes:
        record = data[mistake["lembar"]][mistake["baris"] or 0]
        if mistake["kolom"] not in record:
            raise KeyError(f"kesalahan nomor {mistake['nomor']}: kolom {mistake['kolom']} tidak ada")
        record[mistake["kolom"]] = planted_value(mistake["isi"])


def planted_value(content: Any) -> Value:
    """The cell value a mistake stands for: ``{"galat": "#REF!"}`` is an error value, anything else is itself."""
    if isinstance(content, dict):
        return CellError(content["galat"])
    value: Value = content
    return value


def _sheet(folder: Path, sheet: SheetDef) -> Rows:
    return _form(folder, sheet) if sheet.layout == "formulir" else _table(folder, sheet)


def _form(folder: Path, sheet: SheetDef) -> Rows:
    given: dict[str, Value] = json.loads((folder / f"{sheet.key}.json").read_text("utf-8"))
    _refuse_unknown(folder, sheet, given)
    return [{column.key: given.get(column.key, column.default) for column in sheet.columns}]


def _table(folder: Path, sheet: SheetDef) -> Rows:
    if sheet.optional and not (folder / f"{sheet.key}.csv").exists():
        return []
    with (folder / f"{sheet.key}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        _refuse_unknown(folder, sheet, dict.fromkeys(reader.fieldnames or ()))
        return [{column.key: _cell(column, row.get(column.key) or "") for column in sheet.columns} for row in reader]


def _cell(column: ColumnDef, text: str) -> Value:
    if text == "":
        return None
    if not column.types & {"number", "integer"}:
        return text
    return float(text) if "." in text else int(text)


def _refuse_unknown(folder: Path, sheet: SheetDef, given: dict[str, Value]) -> None:
    allowed = {column.key for column in sheet_def(sheet.key).columns if not column.computed}
    if unknown := sorted(given.keys() - allowed):
        raise KeyError(f"{folder.name}/{sheet.key}: kolom tidak dikenal: {', '.join(unknown)}")

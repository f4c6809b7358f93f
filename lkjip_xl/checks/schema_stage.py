"""Rows against their JSON Schema, each fault on its own cell.

Codes are chosen from the keyword, the schema and the value; what the engine says in words is never looked at. A cell gets
one finding: the one that tells most about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.engine import Violation, engine_for
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.shown import plain_number, shown
from lkjip_xl.definition.sheets import ColumnDef
from lkjip_xl.intake.names import near_pairs
from lkjip_xl.intake.submission import Record, SheetData
from lkjip_xl.values import Value

NIP_PATTERN: Final = "^[0-9]{18}$"
NUMBER_IN_TEXT: Final = "SKM-06"
DATE_IN_TEXT: Final = "SKM-14"
BLANK_CODES: Final = frozenset({"SKM-01", "SKM-02"})
LONELY: Final = "SKM-13"

_KEYWORD_CODES: Final = {
    "enum": "SKM-07",
    "minimum": "SKM-08",
    "maximum": "SKM-09",
    "pattern": "SKM-10",
    "minLength": "SKM-10",
    "maxLength": "SKM-12",
}
_FIRST: Final = {"SKM-11": 0, "SKM-03": 1}
"""Codes that say more than the others about the same cell; otherwise the lower code is told."""


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    facts: dict[str, str] = field(default_factory=dict)


def examine_schema(examination: Examination) -> None:
    """Validate every sheet. A field whose heading is missing has its finding already, and a condition on it cannot be
    judged; settled cells have theirs too."""
    styles = examination.submission.workbook.styles
    dates = frozenset(number for number, style in enumerate(styles) if style.is_date)
    for key, data in examination.submission.sheets.items():
        rows = examination.rows(data)
        missing = set(data.missing)
        by_row: dict[int, dict[str, _Fault]] = {}
        for violation in engine_for(key)(rows):
            if violation.field in missing or missing.intersection(_condition(data.definition.schema, violation.path)):
                continue
            faults = by_row.setdefault(violation.row, {})
            fault = _fault(data, rows[violation.row], violation)
            faults[violation.field] = min(faults.get(violation.field, fault), fault, key=_weight)
        for row in sorted(by_row):
            _report_row(examination, data, data.records[row], by_row[row], dates)


def _weight(fault: _Fault) -> tuple[int, str]:
    return _FIRST.get(fault.code, 9), fault.code


def _report_row(
    examination: Examination, data: SheetData, record: Record, faults: dict[str, _Fault], dates: frozenset[int]
) -> None:
    open_faults = {key: fault for key, fault in faults.items() if not examination.is_settled(data, record, key)}
    blanks = [key for key, fault in open_faults.items() if fault.code in BLANK_CODES]
    filled = [key for key, value in record.values.items() if value is not None]
    if data.definition.layout == "tabel" and len(filled) == 1 and len(blanks) > 1:
        if not examination.is_settled(data, record, filled[0]):
            lacking = ", ".join(column.heading for column in data.definition.columns if column.key in blanks)
            examination.add_at(LONELY, data, record, filled[0], record.values[filled[0]], kurang=lacking)
        return
    for key, fault in open_faults.items():
        cell = data.raw_cell(record, key)
        became_date = fault.code == NUMBER_IN_TEXT and cell is not None and cell.style in dates
        code = DATE_IN_TEXT if became_date else fault.code
        examination.add_at(code, data, record, key, record.values[key], **fault.facts)


def _fault(data: SheetData, values: Mapping[str, Value], violation: Violation) -> _Fault:
    schema = data.definition.schema
    column = data.definition.by_key[violation.field]
    value = values[violation.field]
    limit = _at(schema, violation.path)
    if value is None:
        reason = _reason(data, values, violation.path)
        return _Fault("SKM-02", {"syarat": reason}) if reason else _Fault("SKM-01")
    if violation.keyword == "type":
        return _type_fault(data, column, values, value, limit, violation.path)
    if schema["properties"][column.key].get("pattern") == NIP_PATTERN:
        return _nip_fault(value)
    return _Fault(_KEYWORD_CODES[violation.keyword], _limit_facts(column, value, limit))


def _type_fault(
    data: SheetData,
    column: ColumnDef,
    values: Mapping[str, Value],
    value: Value,
    wanted: str | Sequence[str],
    path: tuple[str | int, ...],
) -> _Fault:
    types = {wanted} if isinstance(wanted, str) else set(wanted)
    if types == {"null"}:
        return _Fault("SKM-03", {"syarat": _reason(data, values, path)})
    if isinstance(value, str):
        return _Fault("SKM-04")
    if "integer" in types:
        return _Fault("SKM-05")
    nip = data.definition.schema["properties"][column.key].get("pattern") == NIP_PATTERN
    return _nip_fault(value) if nip else _Fault(NUMBER_IN_TEXT, {"nilai": _digits(value)})


def _nip_fault(value: Value) -> _Fault:
    count = {"jumlah": str(sum(letter.isdigit() for letter in _digits(value)))}
    return _Fault("SKM-11", count if isinstance(value, str) else {**count, "nilai": _digits(value)})


def _digits(value: Value) -> str:
    """A code typed as a number, without dots between its thousands."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain_number(value).replace(".", "")
    return str(value)


def _limit_facts(column: ColumnDef, value: Value, limit: Any) -> dict[str, str]:
    """The facts of a broken limit: the choices and the likely one, or the limit itself."""
    if isinstance(limit, list):
        texts = [choice for choice in column.choices if isinstance(choice, str)]
        near = near_pairs([value], texts).get(value) if isinstance(value, str) else None
        guess = phrase("dugaan", usul=near) if near else ""
        return {"pilihan": ", ".join(map(_bare, column.choices)), "dugaan": guess}
    length = str(len(value)) if isinstance(value, str) else ""
    return {"batas": plain_number(limit) if isinstance(limit, int | float) else "", "jumlah": length}


def _bare(value: Value) -> str:
    return value if isinstance(value, str) else shown(value)


def _reason(data: SheetData, values: Mapping[str, Value], path: tuple[str | int, ...]) -> str:
    """Why a field must be filled or blank in this row: the fields its condition looks at, as they stand. "" without one."""
    parts = []
    for key in _condition(data.definition.schema, path):
        heading, value = data.definition.by_key[key].heading, values[key]
        if value is not None:
            parts.append(phrase("syarat_isi", kolom=heading, nilai=shown(value)))
        elif path[2] == "then":
            parts.append(phrase("syarat_kosong", kolom=heading))
    return phrase("dan").join(parts)


def _condition(schema: Mapping[str, Any], path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The fields that the condition above a keyword looks at; none for a keyword that always holds."""
    return tuple(_at(schema, (*path[:2], "if", "properties"))) if path[0] == "allOf" else ()


def _at(schema: Mapping[str, Any], path: Sequence[str | int]) -> Any:
    """The part of a schema a path leads to."""
    node: Any = schema
    for step in path:
        node = node[step]
    return node

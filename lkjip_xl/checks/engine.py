"""The JSON Schema engine: every fault of a sheet's rows as (row, field, keyword). The engine's own words are never used.

jsonschema-rs does the work; where no wheel of it exists, jsonschema gives the same answer more slowly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.values import Value

Rows = Sequence[Mapping[str, Value]]
"""Plain values: no CellError, no infinite number (the reader gives none)."""


class Violation(NamedTuple):
    """A value that breaks a keyword. ``path`` leads from the schema of one row to the keyword."""

    row: int
    field: str
    keyword: str
    path: tuple[str | int, ...]


Engine = Callable[[Rows], Iterator[Violation]]


@cache
def engine_for(key: str) -> Engine:
    """The engine of a sheet (by definition key), compiled once."""
    return make_engine(sheet_def(key).schema)


def make_engine(schema: Mapping[str, Any]) -> Engine:
    """An engine for rows of a schema: jsonschema-rs, or jsonschema where that is not installed."""
    try:
        return fast_engine(schema)
    except ImportError:
        return reference_engine(schema)


def fast_engine(schema: Mapping[str, Any]) -> Engine:
    """jsonschema-rs over the whole sheet as one array. ImportError where it is not installed."""
    import jsonschema_rs

    validator = jsonschema_rs.validator_for({"type": "array", "items": schema})

    def violations(rows: Rows) -> Iterator[Violation]:
        return (_violation(error.instance_path, error.schema_path) for error in validator.iter_errors(rows))

    return violations


def reference_engine(schema: Mapping[str, Any]) -> Engine:
    """The same with jsonschema: the fallback, and the oracle of the tests."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator({"type": "array", "items": schema})

    def violations(rows: Rows) -> Iterator[Violation]:
        for error in validator.iter_errors(rows):
            yield _violation(error.absolute_path, error.absolute_schema_path)

    return violations


def _violation(place: Iterable[str | int], path: Iterable[str | int]) -> Violation:
    row, field = place  # a longer or shorter path means a nested schema or a missing column: a fault of the program
    steps = tuple(path)
    return Violation(int(row), str(field), str(steps[-1]), steps[1:])

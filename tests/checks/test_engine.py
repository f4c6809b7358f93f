"""Both schema engines tell the same: jsonschema is the oracle for jsonschema-rs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjip_xl.checks.engine import fast_engine, make_engine, reference_engine
from lkjip_xl.checks.schema_stage import _KEYWORD_CODES
from lkjip_xl.definition.sheets import SheetDef, sheet_def, sheet_defs

KEYS = [definition.key for definition in sheet_defs()]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 200),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.sampled_from(
        ["1.1", "2.12.02", "197001011995011001", "Program", "Kegiatan", "Indikator Lanjutan", "Positif", "?", "#REF!"]
    ),
)


def _field(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    return st.one_of(VALUES, st.sampled_from(schema["enum"])) if "enum" in schema else VALUES


def _rows(definition: SheetDef) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({key: _field(schema) for key, schema in definition.schema["properties"].items()})
    return st.lists(row, max_size=4)


ENGINES = {key: (fast_engine(sheet_def(key).schema), reference_engine(sheet_def(key).schema)) for key in KEYS}


@pytest.mark.parametrize("key", KEYS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_same_paths_and_keywords(key: str, data: st.DataObject) -> None:
    rows = data.draw(_rows(sheet_def(key)))
    fast, reference = ENGINES[key]
    assert sorted(fast(rows), key=repr) == sorted(reference(rows), key=repr)


def test_jsonschema_serves_where_the_wheel_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    found = list(make_engine(sheet_def("sarpras").schema)([{"jenis": "Meja", "jumlah": 1.5, "kondisi": "Baik"}]))
    assert [(violation.row, violation.field, violation.keyword) for violation in found] == [(0, "jumlah", "type")]


def _keywords(node: Any) -> set[str]:
    """Every assertion keyword of the columns of a schema, conditions included."""
    found: set[str] = set()
    for column in node.get("properties", {}).values():
        found |= set(column)
    for condition in node.get("allOf", []):
        for branch in ("then", "else"):
            found |= _keywords(condition.get(branch, {}))
    return found


def test_every_keyword_of_the_schemas_has_a_code() -> None:
    annotations = {"x-lkjip", "default", "description", "title"}
    used = set().union(*(_keywords(definition.schema) for definition in sheet_defs())) - annotations
    assert used <= {"type", *_KEYWORD_CODES}


def test_rows_are_flat() -> None:
    """What would hide the cell is not used: no oneOf, anyOf, nested objects or arrays."""
    for definition in sheet_defs():
        text = repr(definition.schema)
        assert not any(f"'{keyword}'" in text for keyword in ("oneOf", "anyOf", "$ref", "dependentSchemas"))
        assert not any(column.types & {"object", "array"} for column in definition.columns)

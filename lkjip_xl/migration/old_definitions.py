"""The sheets and headings of an older version, worked out backwards from the current definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lkjip_xl.definition.sheets import ColumnDef, SheetDef, sheet_defs
from lkjip_xl.intake.names import normalised
from lkjip_xl.migration.step import OldSheet, Step

GONE: Final = "dihapus"
"""Format of a column that has no successor: nobody misses it where a file lacks it."""


def definitions_before(steps: Sequence[Step]) -> tuple[SheetDef, ...]:
    """The definitions of the version the first step starts from. They serve to find sheets, headings and labels; widths,
    help and schemas stay those of the current version. ValueError where a step names a sheet or field that is not there."""
    definitions = sheet_defs()
    for step in reversed(steps):
        definitions = tuple(_older(step, definitions))
        _refuse_twins(step.source, definitions)
    return definitions


def _older(step: Step, definitions: Sequence[SheetDef]) -> Iterator[SheetDef]:
    _refuse_strangers(step, definitions)
    arrivals = {(move.sheet, move.field) for sheet in step.sheets for move in sheet.moved.values()}
    for definition in definitions:
        if definition.key in step.new_sheets:
            continue
        own = frozenset(field for key, field in arrivals if key == definition.key)
        sheets = step.of_target(definition.key) or [_unchanged(definition.key)]
        for sheet in sheets:
            columns = (*_kept(sheet, definition, own), *_former(sheet))
            yield replace(definition, key=sheet.key, name=sheet.name or definition.name, columns=tuple(columns))


def _unchanged(key: str) -> OldSheet:
    return OldSheet(key, key, "", {}, {}, {}, {}, {}, {}, {})


def _kept(sheet: OldSheet, definition: SheetDef, arrivals: frozenset[str]) -> Iterator[ColumnDef]:
    """The columns that stand on both the old sheet and its successor, under their old headings. A blank stays a blank: the
    default of a field is a word of the newer version."""
    pieces = frozenset(field for cut in sheet.cut.values() for field in cut.pattern.groupindex)
    absent = sheet.added.keys() | sheet.joined.keys() | pieces | arrivals
    for column in definition.columns:
        if column.key not in absent:
            yield column._replace(heading=sheet.headings.get(column.key, column.heading), default=None)


def _former(sheet: OldSheet) -> Iterator[ColumnDef]:
    """The columns that stand on the old sheet alone."""
    for joined in sheet.joined.values():
        for key, heading in joined.parts.items():
            yield _column(key, heading)
    for key, cut in sheet.cut.items():
        yield _column(key, cut.heading)
    for key, move in sheet.moved.items():
        yield _column(key, move.heading)
    for key, gone in sheet.dropped.items():
        yield _column(key, gone.heading, form=GONE, computed=gone.computed)


def _column(key: str, heading: str, *, form: str = "umum", computed: bool = False) -> ColumnDef:
    return ColumnDef(
        key=key, heading=heading, order=0, types=frozenset({"null"}), choices=(), width=0, format=form, help="",
        required=False, default=None, dropdown="", suggestions=(), is_key=False, compute="-" if computed else "", formula="",
        year_band=None,
    )  # fmt: skip


def _refuse_twins(version: str, definitions: Sequence[SheetDef]) -> None:
    """Names are found without case, spaces and signs: ``% Anggaran`` and ``Anggaran`` on one sheet could not be told apart."""
    groups = {"sheets": [definition.name for definition in definitions]}
    groups |= {definition.key: [column.heading for column in definition.columns] for definition in definitions}
    for where, names in groups.items():
        plain = [normalised(name) for name in names]
        if twins := [name for name, text in zip(names, plain, strict=True) if plain.count(text) > 1]:
            raise ValueError(f"{version}: {where}: names that cannot be told apart: {twins}")


def _refuse_strangers(step: Step, definitions: Sequence[SheetDef]) -> None:
    """A data file that names a sheet or field its next version does not have is a mistake of ours."""
    known = {definition.key: definition.by_key for definition in definitions}
    if missing := step.new_sheets - known.keys():
        raise ValueError(f"{step.source}: unknown sheets {sorted(missing)}")
    for sheet in step.sheets:
        if sheet.target not in known:
            raise ValueError(f"{step.source}: unknown sheet {sheet.target}")
        named = {*sheet.headings, *sheet.added, *sheet.joined, *(sheet.values.keys() - sheet.moved.keys())}
        for cut in sheet.cut.values():
            named |= {*cut.pattern.groupindex, cut.otherwise}
        if strangers := named - known[sheet.target].keys():
            raise ValueError(f"{step.source}: {sheet.key}: unknown fields {sorted(strangers)}")
        for move in sheet.moved.values():
            if move.field not in known.get(move.sheet, {}):
                raise ValueError(f"{step.source}: {sheet.key}: unknown field {move.sheet}.{move.field}")

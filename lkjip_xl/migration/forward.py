"""Records of one version become records of the next, as the step says. What has no place any more is told, never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lkjip_xl.definition.sheets import SheetDef
from lkjip_xl.migration.rows import Misfit, Place, Row, Rows
from lkjip_xl.migration.step import Moved, OldSheet, Step
from lkjip_xl.values import CellError, Value

MANY = "sekarang di lembar {sheet}, yang punya beberapa baris dengan {key} ini; pindahkan sendiri"
NONE = "sekarang di lembar {sheet}, yang tidak punya baris dengan {key} ini; pindahkan sendiri"
NO_KEY = "sekarang di lembar {sheet}, tetapi baris ini tanpa {key}; pindahkan sendiri"
TAKEN = "sekarang di lembar {sheet}, yang sudah terisi nilai lain; periksa mana yang benar"


class _Waiting(NamedTuple):
    """A value that goes to another sheet, once all records are there."""

    move: Moved
    record: Row
    old: str
    value: Value


class Forward:
    """One step, applied to all records. ``definitions`` are those of the version it leads to."""

    def __init__(self, step: Step, definitions: Iterable[SheetDef]) -> None:
        self._step = step
        self._definitions = {definition.key: definition for definition in definitions}
        self._waiting: list[_Waiting] = []
        self._places: dict[tuple[int, str], Mapping[str, Place]] = {}
        self._by_value: dict[tuple[str, str], dict[Value, list[Row]]] = {}
        self.misfits: list[Misfit] = []

    def run(self, rows: Rows) -> Rows:
        """The records of the next version."""
        known = {sheet.key: sheet for sheet in self._step.sheets}
        found: Rows = {}
        for key, records in rows.items():
            sheet = known.get(key)
            target = sheet.target if sheet else key
            made = found.setdefault(target, [])
            for record in records:
                new = self._row(sheet, record) if sheet else record
                if made and self._is_form(target):
                    made[0].values.update(new.values)
                    made[0].places = {**made[0].places, **new.places}
                else:
                    made.append(new)
        for waiting in self._waiting:
            self._move(waiting, found)
        return found

    def _is_form(self, key: str) -> bool:
        return self._definitions[key].layout == "formulir"

    def _row(self, sheet: OldSheet, record: Row) -> Row:
        values = dict(record.values)
        for field, words in sheet.values.items():
            if (word := _word(values.get(field))) in words:
                values[field] = words[word]
        for old, gone in sheet.dropped.items():
            value = values.pop(old, None)
            if value is not None:
                self._tell(record, old, value, gone.reason or f"kolom ini tidak ada lagi sejak versi {self._step.target}")
        for old, move in sheet.moved.items():
            value = values.pop(old, None)
            if value is not None:
                self._waiting.append(_Waiting(move, record, old, value))
        self._join(sheet, values, record)
        self._cut(sheet, values, record)
        values.update(sheet.added)
        return Row(values, record.row, self._placed(sheet, record))

    def _join(self, sheet: OldSheet, values: dict[str, Value], record: Row) -> None:
        for field, joined in sheet.joined.items():
            filled = {old: value for old in joined.parts if (value := values.pop(old, None)) is not None}
            if len(filled) < 2:
                values[field] = next(iter(filled.values()), None)
                continue
            for old, value in filled.items():
                if isinstance(value, CellError):
                    self._tell(record, old, value, "nilai galat tidak dapat digabung dengan kolom lain")
            values[field] = joined.separator.join(_word(v) for v in filled.values() if not isinstance(v, CellError)) or None

    def _cut(self, sheet: OldSheet, values: dict[str, Value], record: Row) -> None:
        for old, cut in sheet.cut.items():
            value = values.pop(old, None)
            values.update(dict.fromkeys(cut.pattern.groupindex))
            match = cut.pattern.fullmatch(value) if isinstance(value, str) and not isinstance(value, CellError) else None
            values.update(match.groupdict() if match else {cut.otherwise: value})

    def _placed(self, sheet: OldSheet, record: Row) -> Mapping[str, Place]:
        """Places under the new fields; worked out once for rows that share them."""
        known = (id(record.places), sheet.key)
        if known not in self._places:
            places = dict(record.places)
            for field, joined in sheet.joined.items():
                parts = [place for old in joined.parts if (place := places.pop(old, None))]
                if parts:
                    places[field] = max(parts, key=lambda place: place.column > 0)
            for old, cut in sheet.cut.items():
                if place := places.pop(old, None):
                    places |= dict.fromkeys(cut.pattern.groupindex, place)
            for old in (*sheet.moved, *sheet.dropped):
                places.pop(old, None)
            self._places[known] = places
        return self._places[known]

    def _move(self, waiting: _Waiting, found: Rows) -> None:
        """Put a value where its field stands now, or say why it has no place."""
        move, record, old, value = waiting
        goals = self._goals(waiting, found)
        definition = self._definitions[move.sheet]
        facts = {"sheet": definition.name, "key": definition.by_key[move.by].heading if move.by else ""}
        if move.by and record.values.get(move.by) is None:
            self._tell(record, old, value, NO_KEY.format(**facts))
        elif len(goals) != 1:
            self._tell(record, old, value, (MANY if goals else NONE).format(**facts))
        elif goals[0].values.get(move.field) not in (None, value):
            self._tell(record, old, value, TAKEN.format(**facts))
        else:
            goals[0].values[move.field] = value
            if place := record.places.get(old):
                goals[0].places = {**goals[0].places, move.field: place._replace(row=place.row or record.row)}

    def _goals(self, waiting: _Waiting, found: Rows) -> list[Row]:
        """The records a moved value may belong to; exactly one is right."""
        move = waiting.move
        rows = found.setdefault(move.sheet, [])
        if self._is_form(move.sheet):
            if not rows:
                rows.append(Row({}, 0, {}))
            return rows
        if (move.sheet, move.by) not in self._by_value:
            index: dict[Value, list[Row]] = {}
            for row in rows:
                index.setdefault(row.values.get(move.by), []).append(row)
            self._by_value[move.sheet, move.by] = index
        return self._by_value[move.sheet, move.by].get(waiting.record.values.get(move.by), [])

    def _tell(self, record: Row, old: str, value: Value, reason: str) -> None:
        self.misfits.append(Misfit(*record.where(old), value, reason))


def _word(value: Value) -> str:
    """A value as the data files write it: a number without a useless decimal part."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)

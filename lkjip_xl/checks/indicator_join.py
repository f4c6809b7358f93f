"""One indicator over all sheets: rows are joined by code, then by name, never by their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lkjip_xl.checks.naming import code_key, text
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import Value

INDICATOR_SHEETS: Final = ("pk", "renstra", "realisasi", "analisis")
"""Sheets with one row per indicator, the leading one first."""


@dataclass(slots=True)
class Indicator:
    """One indicator with its record on every sheet that has one. ``key`` is its code, or its name where it has no code."""

    key: str
    records: dict[str, Record] = field(default_factory=dict)
    supports: list[Record] = field(default_factory=list)

    def value(self, sheet: str, key: str) -> Value:
        """A field of this indicator's row on a sheet; None where the sheet has no such row."""
        record = self.records.get(sheet)
        return record.values[key] if record else None

    @property
    def name(self) -> str:
        return next((text(self.records[sheet].values["indikator"]) for sheet in INDICATOR_SHEETS if sheet in self.records), "")

    @property
    def unit(self) -> str:
        return text(self.value("pk", "satuan") or self.value("renstra", "satuan")).strip()


class _Join:
    def __init__(self) -> None:
        self.found: list[Indicator] = []
        self.by_code: dict[str, Indicator] = {}
        self.by_name: dict[str, Indicator] = {}

    def sheet(self, sheet: str, records: Iterable[Record]) -> None:
        """Join a sheet's rows: those whose code and name both fit first, so that a row with a wrong code does not take the
        place of the right one. A second row of one indicator stays an indicator by itself; a row without code and name is
        none."""
        waiting = [(record, *keys) for record in records if any(keys := _keys(record))]
        homes: list[tuple[str, str, Indicator]] = []
        for way in ("both", "code", "name"):
            left = []
            for record, code, name in waiting:
                home = self._home(way, code, name)
                if home is None or sheet in home.records:
                    left.append((record, code, name))
                else:
                    home.records[sheet] = record
                    homes.append((code, name, home))
            waiting = left
        for record, code, name in waiting:
            indicator = Indicator(text(record.values["kode_indikator"]) or text(record.values["indikator"]), {sheet: record})
            self.found.append(indicator)
            homes.append((code, name, indicator))
        for code, name, home in homes:
            if code:
                self.by_code.setdefault(code, home)
            if name:
                self.by_name.setdefault(name, home)

    def _home(self, way: str, code: str, name: str) -> Indicator | None:
        if way == "name":
            return self.by_name.get(name) if name else None
        home = self.by_code.get(code) if code else None
        if way == "both" and home is not None and not any(_keys(record)[1] == name for record in home.records.values()):
            return None
        return home


def _keys(record: Record) -> tuple[str, str]:
    return code_key(record.values["kode_indikator"]), normalised(text(record.values["indikator"]))


def join(sheets: Mapping[str, Sequence[Record]], supports: Iterable[Record]) -> list[Indicator]:
    """The indicators of the sheets, in the order of the leading sheet. Rows of Dukungan belong to the indicator whose code
    they carry on PK, or on Renstra where PK has no such code."""
    joined = _Join()
    for sheet in INDICATOR_SHEETS:
        joined.sheet(sheet, sheets[sheet])
    codes: dict[str, Indicator] = {}
    for sheet in ("pk", "renstra"):
        for indicator in joined.found:
            if sheet in indicator.records and (code := code_key(indicator.value(sheet, "kode_indikator"))):
                codes.setdefault(code, indicator)
    for record in supports:
        supported = codes.get(code_key(record.values["kode_indikator"]))
        if supported is not None:
            supported.supports.append(record)
    return joined.found

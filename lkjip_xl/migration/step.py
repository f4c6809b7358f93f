"""One step between two template versions, as its data file in ``schemas/migrasi/`` tells it.

A file describes the older version by its differences from the next one; what it does not mention is the same in both. How
to write one: docs/migrasi.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkjip_xl.values import Value


@dataclass(frozen=True, slots=True)
class Joined:
    """Several old columns that became one. ``parts``: old key → old heading, in the order in which they are joined."""

    parts: Mapping[str, str]
    separator: str


@dataclass(frozen=True, slots=True)
class Cut:
    """One old column that became several. ``pattern`` names the new fields as groups; a text that does not match goes whole
    to the field ``otherwise``."""

    heading: str
    pattern: re.Pattern[str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An old column whose field now stands on another sheet. On table sheets ``by`` is the field, on both sheets, whose
    value finds the row; "" between form sheets."""

    heading: str
    sheet: str
    field: str
    by: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """An old column that has no successor. A ``computed`` one held formulas, so nothing is lost with it."""

    heading: str
    reason: str
    computed: bool


@dataclass(frozen=True, slots=True)
class OldSheet:
    """An input sheet of the older version. ``target`` is the key of the sheet that takes its records; several may share one.

    ``headings``: field → old heading. ``added``: fields the old sheet does not hold, with the value they get (None: blank).
    ``values``: field → old word → new word. The others are keyed by the new field (``joined``) or the old key.
    """

    key: str
    target: str
    name: str
    headings: Mapping[str, str]
    added: Mapping[str, Value]
    values: Mapping[str, Mapping[str, Value]]
    joined: Mapping[str, Joined]
    cut: Mapping[str, Cut]
    moved: Mapping[str, Moved]
    dropped: Mapping[str, Dropped]


@dataclass(frozen=True, slots=True)
class Step:
    """From version ``source`` to version ``target``. ``new_sheets`` did not exist before; ``dropped_sheets``: name → why."""

    source: str
    target: str
    sheets: tuple[OldSheet, ...]
    new_sheets: frozenset[str]
    dropped_sheets: Mapping[str, str]

    def of_target(self, key: str) -> list[OldSheet]:
        """The old sheets whose records go to this sheet, when the file says anything about them."""
        return [sheet for sheet in self.sheets if sheet.target == key]


_SHEET_WORDS = frozenset({"ke", "nama", "judul", "baru", "nilai", "gabung", "pecah", "pindah", "dihapus"})
_STEP_WORDS = frozenset({"dari", "ke", "keterangan", "lembar", "lembar_baru", "lembar_dihapus"})


def read_step(path: Path) -> Step:
    """The step a data file describes. ValueError for a word the format does not know; KeyError for a missing one."""
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    _refuse_unknown(path.name, content, _STEP_WORDS)
    return Step(
        source=content["dari"],
        target=content["ke"],
        sheets=tuple(_sheet(path.name, key, sheet) for key, sheet in content["lembar"].items()),
        new_sheets=frozenset(content.get("lembar_baru", ())),
        dropped_sheets=content.get("lembar_dihapus", {}),
    )


def _refuse_unknown(where: str, content: Mapping[str, Any], known: frozenset[str]) -> None:
    if unknown := sorted(content.keys() - known):
        raise ValueError(f"{where}: unknown {', '.join(unknown)}")


def _sheet(file: str, key: str, content: Mapping[str, Any]) -> OldSheet:
    _refuse_unknown(f"{file}: {key}", content, _SHEET_WORDS)
    return OldSheet(
        key=key,
        target=content.get("ke", key),
        name=content.get("nama", ""),
        headings=content.get("judul", {}),
        added=content.get("baru", {}),
        values=content.get("nilai", {}),
        joined={field: Joined(item["dari"], item["pemisah"]) for field, item in content.get("gabung", {}).items()},
        cut={
            old: Cut(item["judul"], re.compile(item["pola"], re.DOTALL), item["selain_itu"])
            for old, item in content.get("pecah", {}).items()
        },
        moved={old: _moved(item) for old, item in content.get("pindah", {}).items()},
        dropped={
            old: Dropped(item["judul"], item.get("sebab", ""), item.get("hitung", False))
            for old, item in content.get("dihapus", {}).items()
        },
    )


def _moved(content: Mapping[str, str]) -> Moved:
    sheet, _, field = content["ke"].partition(".")
    return Moved(content["judul"], sheet, field, content.get("kunci", ""))

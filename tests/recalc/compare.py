"""Compare cached values with recalculated ones, cell by cell, within the tolerance that the audit uses too."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lkjip_xl.address import cell_name, quote_sheet
from lkjip_xl.values import Value, is_blank, number
from tests.recalc.cells import Key, read_cells
from tests.recalc.engines import recalculate_formualizer, recalculate_libreoffice
from tests.recalc.strip import strip_caches

NO_CACHE = "(tanpa nilai tersimpan)"
TOLERANCE = 1e-9
"""LibreOffice stores 15 digits and Excel snaps near-zero differences to 0: relative, but absolute below 1."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell where the file and an engine disagree. ``engine`` and ``file`` are blank when ``compare`` made it."""

    sheet: str
    row: int
    column: int
    cached: Value
    recalculated: Value
    engine: str = ""
    file: str = ""
    formula: str = ""

    @property
    def address(self) -> str:
        return f"{quote_sheet(self.sheet)}!{cell_name(self.row, self.column)}"

    def __str__(self) -> str:
        where = " ".join(filter(None, (self.file, self.address, f"={self.formula}" if self.formula else "")))
        return f"{where}: tersimpan {self.cached!r}, {self.engine or 'dihitung ulang'} {self.recalculated!r}"


def same_value(first: Value, second: Value) -> bool:
    """Numbers within TOLERANCE, text exact, errors by their text, blank equal to empty text; a bool is not a number."""
    if is_blank(first) and is_blank(second):
        return True
    a, b = number(first), number(second)
    if a is not None and b is not None:
        return abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))
    return type(first) is type(second) and first == second


def compare(expected_cached: Mapping[Key, Value], recalculated: Mapping[Key, Value]) -> list[Difference]:
    """Every expected cell whose recalculated value is another one; a cell that is missing there counts as blank."""
    return [
        Difference(*key, cached=value, recalculated=recalculated.get(key))
        for key, value in expected_cached.items()
        if not same_value(value, recalculated.get(key))
    ]


def check_workbooks(files: Sequence[Path], *, libreoffice: bool = True, formualizer: bool = True) -> list[Difference]:
    """What is wrong with the cached values of these workbooks: missing ones, and those that an engine does not confirm.

    Both engines get copies without caches. LibreOffice opens all files in one call.
    """
    found: list[Difference] = []
    with tempfile.TemporaryDirectory(prefix="lkjip-uji-") as folder:
        bare = [Path(folder) / f"{position:04d}.xlsx" for position in range(len(files))]
        for file, copied in zip(files, bare, strict=True):
            copied.write_bytes(strip_caches(file.read_bytes()))
        engines: dict[str, list[Mapping[Key, Value]]] = {}
        if libreoffice:
            made = recalculate_libreoffice(bare, folder=Path(folder))
            engines["LibreOffice"] = [read_cells(path).values for path in made]
        if formualizer:
            engines["formualizer"] = [recalculate_formualizer(path) for path in bare]
    for position, file in enumerate(files):
        cells = read_cells(file)
        cached = cells.cached
        found += [
            Difference(*key, None, None, NO_CACHE, file.name, cells.formulas[key])
            for key, value in cached.items()
            if value is None
        ]
        for engine, results in engines.items():
            for item in compare(cached, results[position]):
                key = (item.sheet, item.row, item.column)
                found.append(Difference(*key, item.cached, item.recalculated, engine, file.name, cells.formulas[key]))
    return found

"""What an export says about budgets: code → pagu and realisasi, each with the row it came from, and what cannot be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lkjip_xl.definition.resources import data_folder
from lkjip_xl.errors import RefusedFileError
from lkjip_xl.impor.amount import Amount, Unclear, column_style, read_amount
from lkjip_xl.impor.grid import Grid
from lkjip_xl.values import Value

AMOUNTS = ("pagu", "realisasi_anggaran")
SEARCH_ROWS = 40
"""Rows from the top in which the headings are looked for: exports begin with titles and logos."""
_LEADING_CODE = re.compile(r"\s*([0-9X]{1,2}(?:\.[0-9X]{1,4}){1,8})\.?(?=\s|$)")
_SPOKEN = ("program", "kegiatan", "sub_kegiatan")
_NO_TABLE = (
    "Tabel anggaran tidak ditemukan dalam ekspor: perlu kolom kode (atau program, kegiatan, sub kegiatan yang diawali kode) "
    "dan kolom pagu atau realisasi. Judul yang dikenali ada di schemas/alias_impor.json."
)
_TWO_TABLES = "Ekspor memuat lebih dari satu tabel anggaran ({nama}). Simpan satu tabel saja, supaya tidak ada yang ditebak."
Key = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not imported: a stable code, where it stands in the export, and one sentence."""

    code: str
    row: int
    subject: str
    sentence: str


@dataclass(slots=True)
class Entry:
    """One code of the export: as written, with the rows it stands in and its amounts in rupiah (absent where none is given)."""

    code: str
    rows: list[int] = field(default_factory=list)
    amounts: dict[str, float | int] = field(default_factory=dict)


@dataclass(slots=True)
class Export:
    """The codes of an export, and what could not be read."""

    table: str
    entries: dict[Key, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the columns of a table are. ``parts``: the code is split over these columns."""

    place: int
    columns: dict[str, int]
    parts: tuple[int, ...] = ()
    twice: tuple[str, ...] = ()


def code_key(text: str) -> Key | None:
    """A code for comparing: 2- and 4-digit sub kegiatan are the same. None for what is no code."""
    found = _LEADING_CODE.match(text)
    if found is None or text[found.end() :].strip():
        return None
    return tuple(int(part) if part.isdigit() else part for part in found[1].split("."))


def plain(heading: Value) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[^a-z0-9/]", "", heading.casefold()) if isinstance(heading, str) else ""


@cache
def _aliases() -> tuple[dict[str, str], tuple[str, ...]]:
    data: dict[str, Any] = json.loads((data_folder("schemas") / "alias_impor.json").read_text("utf-8"))
    known = {plain(text): field for field, texts in data["kolom"].items() for text in texts}
    return known, tuple(plain(text) for text in data["kode_bagian"])


def _head(place: int, cells: Sequence[Value], above: Sequence[Value]) -> _Head | None:
    """The columns a row names; None where it does not name enough to be the headings."""
    known, parts = _aliases()
    names = [plain(cell) for cell in cells]
    columns: dict[str, int] = {}
    twice = set()
    for column, name in enumerate(names):
        if key := known.get(name):
            twice |= {key} & columns.keys()
            columns.setdefault(key, column)
    at = next((n for n in range(len(names)) if tuple(names[n : n + len(parts)]) == parts), None)
    if at is not None:
        columns = {key: column for key, column in columns.items() if not at <= column < at + len(parts)}
        for column, cell in enumerate([*above, *[None] * len(names)][: max(len(above), len(names))]):
            heading = plain(cell) or (names[column] if column < len(names) else "")
            if key := known.get("pagu" if heading == "jumlah" else heading):
                columns.setdefault(key, column)
    coded = at is not None or "kode" in columns or any(key in columns for key in _SPOKEN)
    if not coded or not any(key in columns for key in AMOUNTS):
        return None
    split = tuple(range(at, at + len(parts))) if at is not None else ()
    return _Head(place, columns, split, tuple(sorted(twice & {"kode", *AMOUNTS})))


def _find_head(grid: Grid) -> _Head | None:
    above: Sequence[Value] = ()
    for place, (_, cells) in enumerate(grid.rows[:SEARCH_ROWS]):
        if found := _head(place, cells, above):
            return found
        above = cells
    return None


def read_export(grids: Iterable[Grid]) -> Export:
    """The budget table of an export. Raises RefusedFileError where there is none, or more than one."""
    found = [(grid, head) for grid in grids if (head := _find_head(grid))]
    if not found:
        raise RefusedFileError("TANPA_TABEL", _NO_TABLE)
    if len(found) > 1:
        raise RefusedFileError("BANYAK_TABEL", _TWO_TABLES.format(nama=", ".join(grid.name[:40] for grid, _ in found[:5])))
    grid, head = found[0]
    export = Export(grid.name)
    for key in head.twice:
        export.problems.append(
            Problem("KOLOM_GANDA", grid.rows[head.place][0], key, f"Kolom {key} ada lebih dari satu dalam ekspor; tidak dipakai.")
        )
    usable = {key: column for key, column in head.columns.items() if key not in head.twice}
    _Reader(export, usable, head.parts).read(grid.rows[head.place + 1 :])
    return export


class _Reader:
    """Reads the rows below the headings into an Export."""

    def __init__(self, export: Export, columns: dict[str, int], parts: tuple[int, ...]) -> None:
        self.export = export
        self.columns = columns
        self.parts = parts
        self.added_up = "kode" not in columns and not parts
        """Rows are accounts below a sub kegiatan: the amounts of a code are added up."""
        self._spoiled: set[tuple[Key, str]] = set()

    def read(self, rows: Sequence[tuple[int, tuple[Value, ...]]]) -> None:
        wanted = [key for key in AMOUNTS if key in self.columns]
        style = column_style(self._cell(cells, key) for _, cells in rows for key in wanted)
        for number, cells in rows:
            codes = list(self._codes(cells))
            if codes:
                amounts = {key: read_amount(self._cell(cells, key), style) for key in wanted}
                self._row(number, codes, amounts, cells)

    def _cell(self, cells: Sequence[Value], key: str) -> Value:
        column = self.columns.get(key, len(cells))
        return cells[column] if column < len(cells) else None

    def _codes(self, cells: Sequence[Value]) -> Iterator[tuple[str, Key]]:
        """The codes a row speaks of: its own, or those of its program, kegiatan and sub kegiatan."""
        if self.parts:
            texts = [".".join(str(cells[n]).strip() for n in self.parts if n < len(cells) and cells[n] not in (None, ""))]
        elif not self.added_up:
            texts = [str(self._cell(cells, "kode") or "")]
        else:
            spoken = (_LEADING_CODE.match(str(self._cell(cells, key) or "")) for key in _SPOKEN)
            texts = [found[1] for found in spoken if found]
        for text in texts:
            if key := code_key(text):
                yield text.strip().rstrip("."), key

    def _row(self, number: int, codes: list[tuple[str, Key]], amounts: dict[str, Amount], cells: Sequence[Value]) -> None:
        for code, key in codes:
            entry = self.export.entries.setdefault(key, Entry(code))
            entry.rows.append(number)
            for name, amount in amounts.items():
                if isinstance(amount, Unclear):
                    self._unclear(number, code, name, amount, self._cell(cells, name))
                    self._spoil(entry, key, name)
                elif amount is not None:
                    self._add(number, entry, key, name, amount)

    def _add(self, number: int, entry: Entry, key: Key, name: str, amount: float | int) -> None:
        if (key, name) in self._spoiled:
            return
        before = entry.amounts.get(name)
        if before is not None and not self.added_up and before != amount:
            sentence = f"Kode {entry.code} ada lebih dari sekali dalam ekspor dengan {name} yang berbeda; tidak diimpor."
            self.export.problems.append(Problem("KODE_GANDA", number, entry.code, sentence))
            self._spoil(entry, key, name)
            return
        entry.amounts[name] = amount + (before or 0) if self.added_up else amount

    def _spoil(self, entry: Entry, key: Key, name: str) -> None:
        """Forget an amount of which a part is not known."""
        self._spoiled.add((key, name))
        entry.amounts.pop(name, None)

    def _unclear(self, number: int, code: str, name: str, why: Unclear, value: Value) -> None:
        shown = repr(str(value)[:40])
        if why is Unclear.AMBIGUOUS:
            sentence = f"{name} kode {code} tertulis {shown}: ribuan atau pecahan? Tidak diimpor; tulis tanpa pemisah."
            self.export.problems.append(Problem("ANGKA_RAGU", number, code, sentence))
        else:
            sentence = f"{name} kode {code} tertulis {shown}, bukan angka. Tidak diimpor."
            self.export.problems.append(Problem("BUKAN_ANGKA", number, code, sentence))

"""Sheet DPA as a tree: programs with their kegiatan and sub kegiatan, by the order of the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lkjip_xl.checks.naming import code_key, same_name, text
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import Value

PROGRAM: Final = "Program"
ACTIVITY: Final = "Kegiatan"
SUB: Final = "Sub Kegiatan"
FURTHER_INDICATOR: Final = "Indikator Lanjutan"
REVENUE: Final = "Pendapatan"


@dataclass(slots=True)
class Line:
    """A program, kegiatan or sub kegiatan of sheet DPA with what belongs to it and its further indicator rows.

    ``certain`` is False where a row with an unreadable level, or one that belongs nowhere, stands among its rows: what
    belongs to the line is then not known, and nothing is judged by it.
    """

    record: Record
    children: list[Line] = field(default_factory=list)
    more_indicators: list[Record] = field(default_factory=list)
    certain: bool = True

    def named(self, value: Value) -> bool:
        """True where the value is this line's kode or its uraian."""
        kode = code_key(self.record.values["kode"])
        return (bool(kode) and code_key(value) == kode) or same_name(value, self.record.values["uraian"])

    def indicator_rows(self) -> Iterator[Record]:
        """The line's own row and its Indikator Lanjutan rows."""
        yield self.record
        yield from self.more_indicators


@dataclass(slots=True)
class BudgetTree:
    """``orphans`` are rows without the row they belong to: a kegiatan without a program, an Indikator Lanjutan at the top.
    ``has_all_programs`` is False where a row with an unreadable level may be one."""

    programs: list[Line] = field(default_factory=list)
    orphans: list[Record] = field(default_factory=list)
    has_all_programs: bool = True
    _index: dict[tuple[str, str], Line] = field(default_factory=dict)
    _exact: dict[tuple[Value, Value], Line] = field(default_factory=dict)

    def program(self, kode: Value, name: Value) -> Line | None:
        """The program with this kode, else with this name; the first of several."""
        for wanted in (kode, name):
            found = self._index.get(("kode", code_key(wanted))) or self._index.get(("nama", normalised(text(wanted))))
            if found is not None:
                return found
        return None

    def exactly(self, kode: Value, name: Value) -> Line | None:
        """The program with this very kode and this very name."""
        return self._exact.get((kode, name))

    def by_code(self, kode: Value) -> Line | None:
        """The program with this kode."""
        return self._index.get(("kode", code_key(kode)))

    def by_name(self, name: Value) -> Line | None:
        """The program with this name, written in any way."""
        return self._index.get(("nama", normalised(text(name))))

    def lines(self) -> Iterator[tuple[Line, int]]:
        """Every line with its depth: 0 program, 1 kegiatan, 2 sub kegiatan."""
        for program in self.programs:
            yield program, 0
            for activity in program.children:
                yield activity, 1
                for sub in activity.children:
                    yield sub, 2

    def index(self) -> None:
        """Make programs findable. Blank codes and names are not."""
        for line in self.programs:
            values = line.record.values
            self._exact.setdefault((values["kode"], values["uraian"]), line)
            kode, name = code_key(values["kode"]), normalised(text(values["uraian"]))
            if kode:
                self._index.setdefault(("kode", kode), line)
            if name:
                self._index.setdefault(("nama", name), line)


class _Builder:
    """Places rows one after the other. ``lost`` is True after a row with an unreadable level, until the next program: what
    stands below it may be well placed."""

    def __init__(self) -> None:
        self.tree = BudgetTree()
        self.program: Line | None = None
        self.activity: Line | None = None
        self.last: Line | None = None
        self.begun = False
        self.lost = False

    def add(self, level: Value, record: Record) -> None:
        """Place a row that is no sub kegiatan below a kegiatan."""
        if level == FURTHER_INDICATOR:
            self._further(record)
            return
        self.begun, self.last = True, None
        if level == PROGRAM:
            self.program = self.last = Line(record)
            self.activity, self.lost = None, False
            self.tree.programs.append(self.program)
        elif level == ACTIVITY:
            self.activity = self.last = Line(record)
            self._place(self.activity, self.program)
        elif level == SUB:
            self.last = Line(record)
            self._place(self.last, self.activity)
        elif level != REVENUE:
            self._lose(record)

    def _further(self, record: Record) -> None:
        if self.last is not None:
            self.last.more_indicators.append(record)
        elif not self.begun:
            self.tree.orphans.append(record)

    def _place(self, line: Line, home: Line | None) -> None:
        if home is not None:
            home.children.append(line)
        elif not self.lost:
            self.tree.orphans.append(line.record)
            if self.program is not None:
                self.program.certain = False

    def _lose(self, record: Record) -> None:
        self.lost = True
        for line in (self.program, self.activity):
            if line is not None:
                line.certain = False
        above = text(self.program.record.values["kode"]) if self.program is not None else ""
        if not above or not is_below(text(record.values["kode"]), above):
            self.tree.has_all_programs = False


def make_tree(records: Sequence[Record]) -> BudgetTree:
    """The tree of sheet DPA's records."""
    builder = _Builder()
    for record in records:
        level = record.values["tingkat"]
        if level == SUB and builder.activity is not None:  # nine rows of ten
            builder.last = Line(record)
            builder.activity.children.append(builder.last)
        else:
            builder.add(level, record)
    builder.tree.index()
    return builder.tree


def is_below(kode: str, parent: str) -> bool:
    """True where a code begins with the parent's code, part by part; X stands for any digit (X.XX.01 of a penunjang program)."""
    if kode.startswith(parent) and kode[len(parent) : len(parent) + 1] == ".":
        return True
    parts, above = kode.split("."), parent.split(".")
    return len(parts) > len(above) and all(map(_same_part, parts, above))


def _same_part(part: str, other: str) -> bool:
    if part == other:
        return True
    return len(part) == len(other) and all(a == b or "X" in (a, b) for a, b in zip(part.upper(), other.upper(), strict=True))

"""What the tables of one sasaran share: No, Sasaran, Indikator (and Satuan), merged cells, figures in the indicator's unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from lkjip_xl.compute.display import labelled, shown
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.tables.context import Context, Goal, Indicator
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec, Text, value_format
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import SheetModel


@dataclass(slots=True)
class GoalTable:
    """A table of one sasaran being filled, one indicator after the other.

    ``with_number`` False leaves out the No column, ``with_goal`` False the Sasaran column too (tables d, h and i).
    """

    context: Context
    goal: Goal
    sheet_name: str
    titles: tuple[Text, ...]
    columns: tuple[Column, ...]
    goal_heading: str = "SASARAN STRATEGIS"
    indicator_heading: str = "INDIKATOR KINERJA"
    indicator_width: float = 34
    with_number: bool = True
    with_goal: bool = True
    landscape: bool = False
    table: TableSheet = field(init=False)

    def __post_init__(self) -> None:
        lead: list[Column] = []
        if self.with_number:
            lead.append(Column("NO", 5))
        if self.with_goal:
            lead.append(Column(self.goal_heading, 27))
        lead.append(Column(self.indicator_heading, self.indicator_width))
        if self.shows_units:
            lead.append(Column("SATUAN", 11))
        titles = ("TABEL " + self.sheet_name.removeprefix("Tabel "), *self.titles)
        self.table = TableSheet(TableSpec(self.sheet_name, titles, (*lead, *self.columns), self.landscape))
        self.table.start()

    @property
    def shows_units(self) -> bool:
        """A Satuan column appears as soon as one indicator is not a percentage."""
        return any(indicator.unit != "%" for indicator in self.goal.indicators)

    @property
    def decimals(self) -> int:
        return self.context.settings.desimal

    @property
    def blank_mark(self) -> str:
        return self.context.settings.tanda_kosong

    @property
    def lead_columns(self) -> int:
        return self.with_number + self.with_goal + 1 + self.shows_units

    def start_row(self, indicator: Indicator) -> int:
        """Place the leading cells of an indicator's row; the column of the first figure comes back."""
        column = 1
        if self.with_number:
            self.table.place(self.table.row, column, "teks+tengah", self.goal.number)
            column += 1
        if self.with_goal:
            self.table.place(self.table.row, column, "teks", self.goal.name)
            column += 1
        self.table.place(self.table.row, column, "teks", indicator.name)
        column += 1
        if self.shows_units:
            self.table.place(self.table.row, column, "teks+tengah", indicator.unit)
            column += 1
        return column

    def figure(self, column: int, source: Ref | None, unit: str) -> Ref:
        """An input figure in its unit; the blank mark where there is none."""
        row = self.table.row
        if source is None:
            return self.table.place(row, column, "angka", self.blank_mark)
        style = f"angka:{value_format(unit, source.value, self.decimals)}"
        return self.table.place(row, column, style, shown(source, self.blank_mark))

    def computed(self, column: int, formula: Formula, unit: str = "%") -> Ref:
        """A computed figure."""
        return self.table.place(self.table.row, column, f"angka:{value_format(unit, formula.value, self.decimals)}", formula)

    def rupiah(self, column: int, content: Formula | Ref | Value) -> Ref:
        """An amount in rupiah."""
        return self.table.place(self.table.row, column, "angka:rupiah", content)

    def next_row(self) -> None:
        self.table.row += 1

    def close(self) -> None:
        """Merge No and Sasaran over the sasaran's rows."""
        first, last = self.table.first_body_row, self.table.row - 1
        if self.with_goal:
            for column in range(1, self.with_number + 2):
                self.table.merge_down(column, first, last)

    def finish(self, *notes: Text) -> SheetModel:
        """Footnotes, heights, done."""
        self.table.gap(4)
        self.table.footnotes(*notes)
        return self.table.finish()

    def publish(self, letter: str, indicator: Indicator, name: str, ref: Ref) -> None:
        """Let later tables refer to this cell."""
        self.context.published[letter, indicator.key, name] = ref


def published(context: Context, letter: str, indicator: Indicator, name: str) -> Ref:
    """A cell that an earlier table published; KeyError when that table was not built before."""
    return context.published[letter, indicator.key, name]


def year_heading(word: str, context: Context) -> Formula:
    """``TARGET 2024``: the word and the reporting year, live."""
    return labelled(f"{word} ", context.year)


def achievement_notes(context: Context, goal: Goal) -> tuple[str, ...]:
    """The settings that changed the capaian of this sasaran, as printed under its tables."""
    settings = context.settings
    notes = []
    if any(indicator.rule.negative for indicator in goal.indicators):
        inverse = settings.rumus_negatif == "T/R"
        formula = "target : realisasi x 100%" if inverse else "(2 x target - realisasi) : target x 100%"
        notes.append(f"Indikator negatif (makin rendah makin baik): capaian = {formula}")
    if settings.batas_capaian is not None:
        notes.append(f"Capaian dicetak paling tinggi {settings.batas_capaian:g}%")
    if settings.batas_bawah is not None:
        notes.append(f"Capaian dicetak paling rendah {settings.batas_bawah:g}%")
    return tuple(notes)

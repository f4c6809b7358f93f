"""What the tables are about: sasaran, indikator and programs with the input cells they come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lkjip_xl.compute.capaian import AchievementRule
from lkjip_xl.compute.excel import general
from lkjip_xl.compute.formula import Ref
from lkjip_xl.compute.settings import Settings, read_settings
from lkjip_xl.template.book import InputBook, Placed
from lkjip_xl.values import Value, number

PAST_YEARS = 5
_PUNCTUATION = re.compile(r"[\W_]+")


def normalised(value: Value) -> str:
    """A name or code for comparing: small letters, no punctuation, single spaces ("Kab./Kota" meets "kab kota")."""
    return _plain(general(value))


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text.casefold()).split())


class BudgetRow(NamedTuple):
    """A row of sheet DPA with its cells by field."""

    level: str
    book: InputBook
    record: Placed

    def cell(self, key: str) -> Ref:
        """The input cell of a field."""
        return self.book.ref("dpa", self.record, key)

    def names(self, text: Value) -> bool:
        """True where the text is this row's kode or its uraian, spelling variants included."""
        wanted = normalised(text)
        values = self.record.values
        return bool(wanted) and wanted in (normalised(values["kode"]), normalised(values["uraian"]))


@dataclass(slots=True)
class Activity:
    """A kegiatan with its sub kegiatan."""

    row: BudgetRow
    subs: list[BudgetRow] = field(default_factory=list)


@dataclass(slots=True)
class Program:
    """A program with its kegiatan."""

    row: BudgetRow
    activities: list[Activity] = field(default_factory=list)


class Support(NamedTuple):
    """A program that serves an indicator: its weight cell, and the DPA lines chosen for the table of supporting programs.

    ``program`` is None where sheet DPA has no such program; ``name`` is then all there is. ``lines`` are (level 1-3, cell).
    """

    program: Program | None
    name: Ref
    weight: Ref
    lines: tuple[tuple[int, Ref], ...]


class Indicator(NamedTuple):
    """An indicator with every cell the tables need; None where the workbook has no such row."""

    code: str
    name: Ref
    unit: str
    rule: AchievementRule
    target: Ref
    final_target: Ref | None
    actual: Ref | None
    past: tuple[Ref | None, ...]
    national: Ref | None
    national_label: str
    national_source: Ref | None
    analysis: dict[str, Ref]
    supports: tuple[Support, ...]

    @property
    def key(self) -> str:
        """What tells this indicator from all others in the report, even where codes repeat or are blank."""
        return f"{self.name.sheet}!{self.name.row}"


class Goal(NamedTuple):
    """A sasaran: its number in the report (order of appearance), its name, its indicators."""

    number: int
    name: Ref
    indicators: tuple[Indicator, ...]
    given_number: str


@dataclass(slots=True)
class Context:
    """Everything a table module takes, and the cells tables publish for one another."""

    book: InputBook
    settings: Settings
    goals: tuple[Goal, ...]
    programs: tuple[Program, ...]
    budget_rows: tuple[BudgetRow, ...]
    published: dict[tuple[str, str, str], Ref] = field(default_factory=dict)
    """(table letter, indicator key, column) → cell of an earlier table."""

    def office(self, key: str) -> Ref:
        """A field of sheet Instansi."""
        return self.book.form_ref("instansi", key)

    @property
    def year(self) -> Ref:
        return self.office("tahun")


def _budget_rows(book: InputBook) -> tuple[BudgetRow, ...]:
    return tuple(BudgetRow(general(record.values["tingkat"]), book, record) for record in book.sheets["dpa"])


def _programs(rows: Sequence[BudgetRow]) -> tuple[Program, ...]:
    """The tree by order of rows. A kegiatan or sub kegiatan without a parent above it hangs on what there is."""
    programs: list[Program] = []
    for row in rows:
        if row.level == "Program":
            programs.append(Program(row))
        elif row.level == "Kegiatan" and programs:
            programs[-1].activities.append(Activity(row))
        elif row.level == "Sub Kegiatan" and programs and programs[-1].activities:
            programs[-1].activities[-1].subs.append(row)
    return tuple(programs)


def _lines(program: Program, chosen: Sequence[Placed]) -> tuple[tuple[int, Ref], ...]:
    """DPA lines of a program: all of them, or only the kegiatan and sub kegiatan named by detail rows."""
    lines: list[tuple[int, Ref]] = [(1, program.row.cell("uraian"))]
    for activity in program.activities:
        whole = any(activity.row.names(r.values["kegiatan"]) and not r.values["sub_kegiatan"] for r in chosen)
        subs = [
            sub for sub in activity.subs if not chosen or whole or any(sub.names(r.values["sub_kegiatan"]) for r in chosen)
        ]
        if not chosen or whole or subs:
            lines.append((2, activity.row.cell("uraian")))
            lines.extend((3, sub.cell("uraian")) for sub in subs)
    return tuple(lines)


def _supports(book: InputBook, programs: Sequence[Program], is_mine: Sequence[Placed]) -> tuple[Support, ...]:
    found = []
    for record in is_mine:
        if record.values["kegiatan"] or record.values["sub_kegiatan"]:
            continue
        name = book.ref("dukungan", record, "program")
        code = record.values["kode_program"]
        program = next((p for p in programs if p.row.names(code)), None) or next(
            (p for p in programs if p.row.names(name.value)), None
        )
        details = [
            other
            for other in is_mine
            if (other.values["kegiatan"] or other.values["sub_kegiatan"])
            and normalised(other.values["program"]) == normalised(name.value)
        ]
        lines = _lines(program, details) if program else ((1, name),)
        found.append(Support(program, name, book.ref("dukungan", record, "bobot"), lines))
    return tuple(found)


def _match(book: InputBook, key: str, code: str, name: Value) -> Placed | None:
    """The row of another sheet for an indicator: by code, then by normalised name."""
    records = book.sheets[key]
    by_code = next((r for r in records if code and normalised(r.values["kode_indikator"]) == code), None)
    if by_code is not None:
        return by_code
    wanted = normalised(name)
    return next((r for r in records if wanted and normalised(r.values["indikator"]) == wanted), None)


def _final_target(book: InputBook, renstra: Placed | None) -> Ref | None:
    first = number(book.forms["instansi"]["renstra_awal"])
    last = number(book.forms["instansi"]["renstra_akhir"])
    if renstra is None or first is None or last is None or not 0 <= last - first <= 5:
        return None
    return book.ref("renstra", renstra, f"target_{int(last - first) + 1}")


def _indicator(
    book: InputBook, key: str, record: Placed, settings: Settings, programs: Sequence[Program]
) -> Indicator:
    code, name = normalised(record.values["kode_indikator"]), record.values["indikator"]
    renstra = _match(book, "renstra", code, name)
    actual = _match(book, "realisasi", code, name)
    analysis = _match(book, "analisis", code, name)
    polarity = renstra.values["polaritas"] if renstra else None
    mine = [r for r in book.sheets["dukungan"] if code and normalised(r.values["kode_indikator"]) == code]
    target_field = "target" if key == "pk" else "target_1"
    return Indicator(
        code=code,
        name=book.ref(key, record, "indikator"),
        unit=general(record.values["satuan"]).strip(),
        rule=AchievementRule.of(polarity, settings),
        target=book.ref(key, record, target_field),
        final_target=_final_target(book, renstra),
        actual=book.ref("realisasi", actual, "realisasi") if actual else None,
        past=tuple(book.ref("realisasi", actual, f"realisasi_n{k}") if actual else None for k in range(1, PAST_YEARS + 1)),
        national=book.ref("realisasi", actual, "nasional") if actual else None,
        national_label=general(actual.values["label_nasional"]) if actual else "",
        national_source=book.ref("realisasi", actual, "sumber_nasional") if actual else None,
        analysis={k: book.ref("analisis", analysis, k) for k in ("penyebab", "hambatan", "solusi")} if analysis else {},
        supports=_supports(book, programs, mine),
    )


def _goals(book: InputBook, settings: Settings, programs: Sequence[Program]) -> tuple[Goal, ...]:
    """Sasaran in order of appearance on sheet PK (on Renstra where PK is empty)."""
    key = "pk" if book.sheets["pk"] else "renstra"
    groups: dict[str, list[Placed]] = {}
    for record in book.sheets[key]:
        groups.setdefault(normalised(record.values["no_sasaran"]) or normalised(record.values["sasaran"]), []).append(record)
    return tuple(
        Goal(
            number=position,
            name=book.ref(key, records[0], "sasaran"),
            indicators=tuple(_indicator(book, key, record, settings, programs) for record in records),
            given_number=given,
        )
        for position, (given, records) in enumerate(groups.items(), 1)
    )


def make_context(book: InputBook) -> Context:
    """The tables' view of an InputBook."""
    settings = read_settings(book.forms["pengaturan"])
    rows = _budget_rows(book)
    programs = _programs(rows)
    return Context(book, settings, _goals(book, settings, programs), programs, rows)

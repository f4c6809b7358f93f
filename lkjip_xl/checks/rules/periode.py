"""Years that must fit one another: tahun laporan, period of the Renstra, base year, date of signature, targets per year."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.rule_run import RuleRun
from lkjip_xl.checks.view import View
from lkjip_xl.intake.submission import Record

SHORTEST, LONGEST = 3, 6
"""Years of a Renstra: at least those of an RPD (Inmendagri 52/2022: 2024-2026); at most what sheet Renstra has columns for."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def examine(examination: Examination, view: View) -> None:
    """PER-01 to PER-07."""
    run = RuleRun(examination, view)
    form = run.form("instansi")
    if form is None or not view.can_read("aturan_periode", "instansi"):
        return
    _period(run, form)
    _year(run, form)
    _base_year(run, form)
    _date(run, form)
    if view.can_read("aturan_periode", "renstra"):
        _targets_outside(run, form)


def period(run: RuleRun) -> tuple[int, int] | None:
    """(first year, last year) of the Renstra; None where either is blank, faulty or reported."""
    form = run.form("instansi")
    first, last = run.number("instansi", form, "renstra_awal"), run.number("instansi", form, "renstra_akhir")
    return None if first is None or last is None else (int(first), int(last))


def report_year(run: RuleRun) -> int | None:
    """The year reported on; None where it is blank, faulty or reported."""
    year = run.number("instansi", run.form("instansi"), "tahun")
    return None if year is None else int(year)


def _period(run: RuleRun, form: Record) -> None:
    years = period(run)
    if years is None:
        return
    first, last = years
    length = last - first + 1
    if length < 1:
        run.add("PER-02", "instansi", form, "renstra_akhir", awal=str(first))
    elif length > LONGEST:
        run.add("PER-03", "instansi", form, "renstra_akhir", awal=str(first), lama=str(length), batas=str(LONGEST))
    elif length < SHORTEST:
        run.add("PER-04", "instansi", form, "renstra_akhir", awal=str(first), lama=str(length), batas=str(SHORTEST))


def _year(run: RuleRun, form: Record) -> None:
    year, years = report_year(run), period(run)
    if year is not None and years is not None and not years[0] <= year <= years[1]:
        run.add("PER-01", "instansi", form, "tahun", awal=str(years[0]), akhir=str(years[1]))


def _base_year(run: RuleRun, form: Record) -> None:
    base, first = run.number("instansi", form, "tahun_dasar"), run.number("instansi", form, "renstra_awal")
    if base is not None and first is not None and base >= first:
        run.add("PER-05", "instansi", form, "tahun_dasar", awal=str(int(first)))


def _date(run: RuleRun, form: Record) -> None:
    """The report of a year is signed in that year or the next (Perpres 29/2014: within months after its end)."""
    year = report_year(run)
    named = {int(found) for found in _YEAR.findall(run.text("instansi", form, "tanggal"))}
    if year is not None and named and not named & {year, year + 1}:
        run.add("PER-06", "instansi", form, "tanggal", tahun=str(year), sesudahnya=str(year + 1))


def _targets_outside(run: RuleRun, form: Record) -> None:
    years = period(run)
    if years is None:
        return
    first, last = years
    for column in range(last - first + 2, LONGEST + 1):
        key = f"target_{column}"
        for record in run.view.submission.records("renstra"):
            if run.number("renstra", record, key) is not None:
                run.add("PER-07", "renstra", record, key, tahun=str(first + column - 1), awal=str(first), akhir=str(last))

"""Sasaran: one number, one name, the same on PK and Renstra. Tables are grouped by the number and print the first name."""

from __future__ import annotations

from collections import Counter

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.likeness import Likeness, spoken
from lkjip_xl.checks.rule_run import RuleRun, quoted
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.view import View
from lkjip_xl.intake.submission import Record


def examine(examination: Examination, view: View) -> None:
    """IND-08 to IND-12."""
    run = RuleRun(examination, view)
    for sheet in ("pk", "renstra"):
        _within(run, sheet)
    if view.can_read("aturan_sasaran", "pk", "renstra"):
        _numbers(run)
        _names(run)


def _within(run: RuleRun, sheet: str) -> None:
    """IND-11 one number with two names, IND-12 one name under two numbers: the rarer one is told."""
    rows: list[tuple[float, str, Record]] = []
    for record in run.view.submission.records(sheet):
        number, name = run.number(sheet, record, "no_sasaran"), run.text(sheet, record, "sasaran")
        if number is not None and name:
            rows.append((number, name, record))
    counts = Counter((number, spoken(name)) for number, name, _ in rows)
    by_number: dict[float, tuple[float, str, Record]] = {}
    by_name: dict[str, tuple[float, str, Record]] = {}
    for row in sorted(rows, key=lambda row: -counts[row[0], spoken(row[1])]):
        by_number.setdefault(row[0], row)
        by_name.setdefault(spoken(row[1]), row)
    for number, name, record in rows:
        usual = by_name[spoken(name)]
        if usual[0] != number:
            letak = run.place(sheet, usual[2], "no_sasaran")
            run.add("IND-12", sheet, record, "no_sasaran", lain=plain_number(usual[0]), sasaran=quoted(name), letak=letak)
        elif spoken(by_number[number][1]) != spoken(name):
            usual = by_number[number]
            letak = run.place(sheet, usual[2], "sasaran")
            run.add("IND-11", sheet, record, "sasaran", lain=quoted(usual[1]), nomor=plain_number(number), letak=letak)


def _numbers(run: RuleRun) -> None:
    """IND-08, once for a pair of numbers."""
    told: set[tuple[float, float]] = set()
    for indicator in run.view.indicators:
        agreed, planned = indicator.records.get("pk"), indicator.records.get("renstra")
        number, other = run.number("pk", agreed, "no_sasaran"), run.number("renstra", planned, "no_sasaran")
        if agreed is None or planned is None or number is None or other is None or number == other or (number, other) in told:
            continue
        told.add((number, other))
        letak = run.place("renstra", planned, "no_sasaran")
        run.add("IND-08", "pk", agreed, "no_sasaran", lain=plain_number(other), letak=letak)


def _names(run: RuleRun) -> None:
    """IND-09 and IND-10, once for a pair of names."""
    told: set[tuple[str, str]] = set()
    for indicator in run.view.indicators:
        agreed, planned = indicator.records.get("pk"), indicator.records.get("renstra")
        name, other = run.text("pk", agreed, "sasaran"), run.text("renstra", planned, "sasaran")
        if agreed is None or planned is None or not name or not other or (name, other) in told:
            continue
        told.add((name, other))
        likeness = run.view.names.compare(name, other)
        if likeness is not Likeness.SAME:
            code = "IND-09" if likeness is Likeness.VARIANT else "IND-10"
            run.add(code, "pk", agreed, "sasaran", lain=quoted(other), letak=run.place("renstra", planned, "sasaran"))

"""The realisasi of an indicator against what it is computed from: pembilang and penyebut, quarters, and sheet DPA."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.figures import QUARTERS, Figure, figures, is_share, is_share_name
from lkjip_xl.checks.naming import same_name
from lkjip_xl.checks.precision import agrees, same_figure
from lkjip_xl.checks.rule_run import RuleRun, quoted
from lkjip_xl.checks.rules.target import comparable_rows
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.units import multiplier
from lkjip_xl.checks.view import Indicator, View
from lkjip_xl.compute.columns import compute_column
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import number

WHOLE: Final = 100.0
_TIMES: Final = re.compile(r"\s+[xX×*]\s*[\d.,]+\s*%?\s*$")
SHOWN_DECIMALS: Final = 4
"""Decimals of a computed figure in a message."""


def examine(examination: Examination, view: View) -> None:
    """REA-01 to REA-09."""
    run = RuleRun(examination, view)
    if view.can_read("aturan_realisasi", "realisasi"):
        for indicator in view.indicators:
            record = indicator.records.get("realisasi")
            if record is not None:
                _parts(run, indicator, record)
                _quotient(run, indicator, record)
                _quarters(run, record)
    if view.can_read("aturan_realisasi", "realisasi", "pk", "dpa"):
        for indicator in view.indicators:
            _budget(run, indicator)
    for indicator in view.indicators:
        if is_share(indicator):
            _shares(run, list(figures(indicator)))
    _shares_in_dpa(run)
    for record in view.submission.records("renstra"):
        _formulation(run, record)


def _parts(run: RuleRun, indicator: Indicator, record: Record) -> None:
    """REA-02 penyebut 0, REA-07 part above the whole, REA-08 both described alike."""
    above, below = run.number("realisasi", record, "pembilang"), run.number("realisasi", record, "penyebut")
    if above is not None and below == 0 and (above or record.values["realisasi"] is not None):
        run.add("REA-02", "realisasi", record, "penyebut", pembilang=plain_number(above))
    elif above is not None and below and above > below and is_share(indicator):
        run.add("REA-07", "realisasi", record, "pembilang", penyebut=plain_number(below))
    part, whole = run.text("realisasi", record, "uraian_pembilang"), run.text("realisasi", record, "uraian_penyebut")
    if part and same_name(part, whole):
        run.add("REA-08", "realisasi", record, "uraian_penyebut", letak=run.place("realisasi", record, "uraian_pembilang"))


def _quotient(run: RuleRun, indicator: Indicator, record: Record) -> None:
    """REA-03 pengali of another unit, REA-01 realisasi that is not pembilang / penyebut x pengali."""
    wanted = multiplier(indicator.unit)
    factor = record.values["pengali"]
    if not run.is_open("realisasi", record, "pengali"):
        return
    above, below = run.number("realisasi", record, "pembilang"), run.number("realisasi", record, "penyebut")
    given = above is not None and bool(below)
    actual_factor = 1.0 if factor is None else number(factor)
    if wanted is not None and actual_factor != wanted and (given or factor is not None):
        run.add("REA-03", "realisasi", record, "pengali", pengali=plain_number(wanted), satuan=indicator.unit)
        actual_factor = float(wanted)
    typed = run.number("realisasi", record, "realisasi")
    if typed is None or above is None or not below or actual_factor is None:
        return
    if not run.is_open("realisasi", record, "pembilang"):
        return
    exact = above / below * actual_factor
    if not agrees(typed, exact):
        run.add(
            "REA-01", "realisasi", record, "realisasi", hasil=_rounded(exact), pembilang=plain_number(above),
            penyebut=plain_number(below), pengali=plain_number(actual_factor),
        )  # fmt: skip


def _quarters(run: RuleRun, record: Record) -> None:
    """REA-04: four quarters put together give the year."""
    way = run.text("realisasi", record, "cara_kumulasi")
    typed = run.number("realisasi", record, "realisasi")
    if not way or typed is None or any(run.number("realisasi", record, key) is None for key in QUARTERS):
        return
    exact = number(compute_column("kumulatif_tw", record.values, {}))
    if exact is not None and not agrees(typed, exact):
        run.add("REA-04", "realisasi", record, "realisasi", hasil=_rounded(exact), cara=way)


def _budget(run: RuleRun, indicator: Indicator) -> None:
    """REA-05: Bab III and the table of the budget give one result for one indicator."""
    record = indicator.records.get("realisasi")
    actual = run.number("realisasi", record, "realisasi")
    if record is None or actual is None:
        return
    for row in comparable_rows(run, indicator):
        value = run.number("dpa", row, "realisasi")
        if value is not None and not same_figure(value, actual):
            here = run.place("realisasi", record, "realisasi")
            run.add("REA-05", "dpa", row, "realisasi", lain=plain_number(actual), letak=here)


def _shares(run: RuleRun, row: list[Figure]) -> None:
    """REA-06: a part cannot be more than the whole. Where pembilang is above penyebut, that is the cause."""
    for figure in row:
        if figure.value <= WHOLE or not run.is_open(figure.sheet, figure.record, figure.key):
            continue
        if figure.key == "realisasi" and _part_is_told(run, figure.record):
            continue
        run.add("REA-06", figure.sheet, figure.record, figure.key)


def _part_is_told(run: RuleRun, record: Record) -> bool:
    above, below = number(record.values["pembilang"]), number(record.values["penyebut"])
    return above is not None and below is not None and above > below


def _shares_in_dpa(run: RuleRun) -> None:
    for record in run.view.percent_rows():
        values = record.values
        for key in ("target", "realisasi"):
            value = values[key]
            above = isinstance(value, int | float) and value > WHOLE
            if above and is_share_name(values["indikator"]) and run.is_open("dpa", record, key):
                run.add("REA-06", "dpa", record, key)


def _formulation(run: RuleRun, record: Record) -> None:
    """REA-09: a formula ``A / B x 100%`` whose A and B are one text."""
    first_line = run.text("renstra", record, "formulasi").partition("\n")[0]
    above, slash, below = first_line.partition(" / ")
    below = _TIMES.sub("", below)
    if slash and same_name(above, below):
        run.add("REA-09", "renstra", record, "formulasi", nama=quoted(above))


def _rounded(value: float) -> str:
    return plain_number(round(value, SHOWN_DECIMALS))

"""Plausibility of the results: possible, but an evaluator will ask.

A target that is passed by far, a jump or a fall that nobody explains, results that equal their targets to the last digit
(domain of PermenPANRB 53/2014 Lampiran II: causes of rise and fall; PermenPANRB 88/2021: challenging targets).
"""

from __future__ import annotations

from typing import Final

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.rule_run import RuleRun
from lkjip_xl.checks.shown import plain_number, plain_percent
from lkjip_xl.checks.standing import Standing, standings
from lkjip_xl.checks.units import is_percent
from lkjip_xl.checks.view import View

FAR_ABOVE: Final = 120.0
"""Capaian in percent from which a target counts as too easy."""
JUMP_POINTS: Final = 20.0
"""Change against last year, in points, that needs an explanation where the unit is %."""
JUMP_SHARE: Final = 0.5
"""The same for other units, as a share of last year's figure."""
SMALL_COUNT: Final = 10
"""Whole numbers below this double and halve by chance: from 1 to 2 dokumen is no jump."""
ALL_ABOVE: Final = 2
"""Fewest indicators of which "all above 100 %" says something."""
ALL_EQUAL: Final = 3
"""Fewest indicators of which "all equal to their targets" says something."""


def examine(examination: Examination, view: View) -> None:
    """Findings on the results of the year."""
    if not view.can_read("aturan_kewajaran", "pk", "realisasi"):
        return
    run = RuleRun(examination, view)
    stands = standings(examination, view)
    for standing in stands:
        _achievement(run, standing)
        _change(run, standing)
    _all_alike(examination, view, stands)


def _achievement(run: RuleRun, standing: Standing) -> None:
    record = standing.indicator.records.get("realisasi")
    target_record = standing.indicator.records["pk"]
    if standing.achievement is None or standing.target is None or record is None:
        return
    if not run.is_open("pk", target_record, run.view.target_field(standing.indicator)):
        return
    facts = {"capaian": plain_percent(standing.achievement), "target": plain_number(standing.target)}
    if not run.is_open("realisasi", record, "realisasi"):
        return
    if standing.achievement > FAR_ABOVE:
        run.add("WJR-01", "realisasi", record, "realisasi", batas=plain_percent(FAR_ABOVE, 0), **facts)
    elif standing.achievement < 0 and run.view.settings.batas_bawah is None:
        run.add("WJR-05", "realisasi", record, "realisasi", **facts)


def _change(run: RuleRun, standing: Standing) -> None:
    """A jump, or a fall, against last year that is explained nowhere."""
    record = standing.indicator.records.get("realisasi")
    before, now = standing.past[0], standing.actual
    if record is None or before is None or now is None or standing.explained:
        return
    if not run.is_open("realisasi", record, "realisasi", "realisasi_n1"):
        return
    size = _jump(before, now, standing.indicator.unit)
    facts = {"lalu": plain_number(before)}
    if size:
        run.add("WJR-03", "realisasi", record, "realisasi", perubahan=size, **facts)
    elif standing.fell and standing.met:
        # where the target was missed as well, the missing analysis is told by the rules of analisis.py
        run.add("WJR-04", "realisasi", record, "realisasi", **facts)


def _jump(before: float, now: float, unit: str) -> str:
    """How far the figure jumped, in words; "" where it did not."""
    direction = phrase("naik" if now > before else "turun")
    if is_percent(unit):
        points = abs(now - before)
        return phrase("perubahan_poin", arah=direction, besar=plain_number(round(points, 2))) if points > JUMP_POINTS else ""
    whole = float(before).is_integer() and float(now).is_integer()
    if before == 0 or (whole and max(abs(before), abs(now)) < SMALL_COUNT):
        return ""
    share = abs(now - before) / abs(before)
    return phrase("perubahan_persen", arah=direction, besar=plain_percent(share * 100, 0)) if share > JUMP_SHARE else ""


def _all_alike(examination: Examination, view: View, stands: list[Standing]) -> None:
    """All indicators above 100 %, or all exactly at their target."""
    sheet = view.submission.sheets["realisasi"].found_name
    judged = [standing for standing in stands if standing.achievement is not None]
    if len(judged) >= ALL_ABOVE and all((standing.achievement or 0) > 100 for standing in judged):
        examination.add("WJR-02", sheet=sheet, jumlah=str(len(judged)))
    known = [standing for standing in stands if standing.actual is not None and standing.target is not None]
    if len(known) >= ALL_EQUAL and all(standing.actual == standing.target for standing in known):
        examination.add("WJR-06", sheet=sheet, jumlah=str(len(known)))

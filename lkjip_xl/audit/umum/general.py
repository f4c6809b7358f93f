"""The audit of any workbook, inside the guarded process: recalculate, survey, look for what is wrong, rank."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.evaluate.grid import Grid
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.expected import Expected
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.formula.normalise import FormulaBook
from lkjip_xl.audit.labels import Labels
from lkjip_xl.audit.package_look import PackageLook, look_at
from lkjip_xl.audit.placement import Placements
from lkjip_xl.audit.rules.chain import examine_chain
from lkjip_xl.audit.rules.conditional import examine_conditions
from lkjip_xl.audit.rules.hidden import examine_hidden
from lkjip_xl.audit.rules.names import examine_names
from lkjip_xl.audit.rules.origin import examine_origin
from lkjip_xl.audit.rules.settings import examine_active, examine_settings
from lkjip_xl.audit.rules.unchecked import examine_unchecked
from lkjip_xl.audit.umum import second_engine
from lkjip_xl.audit.umum.additions import Budget
from lkjip_xl.audit.umum.following import with_followers
from lkjip_xl.audit.umum.ranking import findings_of, merged, ranked
from lkjip_xl.audit.umum.result import GeneralAudit
from lkjip_xl.audit.umum.rules.concealed import hidden_signals
from lkjip_xl.audit.umum.rules.failures import broken_numbers, failure_signals
from lkjip_xl.audit.umum.rules.neighbours import neighbour_signals
from lkjip_xl.audit.umum.rules.percents import percent_signals
from lkjip_xl.audit.umum.rules.quarters import quarter_signals
from lkjip_xl.audit.umum.rules.stored import missing_caches, stored_signals
from lkjip_xl.audit.umum.rules.texts import text_signals
from lkjip_xl.audit.umum.rules.totals import total_signals
from lkjip_xl.audit.umum.rules.wording import wording_signals
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.stored_facts import stored_facts
from lkjip_xl.audit.umum.survey import STEPS, Survey
from lkjip_xl.intake.submission import Submission
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.reader.raw import RawWorkbook

RULES: Final[tuple[Callable[[Survey], Iterator[Signal]], ...]] = (
    stored_signals,
    total_signals,
    quarter_signals,
    neighbour_signals,
    percent_signals,
    text_signals,
    failure_signals,
    hidden_signals,
    wording_signals,
)
CASE_RULES: Final[tuple[Callable[[Case], Iterator[AuditFinding]], ...]] = (
    examine_hidden,
    examine_conditions,
    examine_settings,
    examine_active,
    examine_names,
    examine_origin,
    examine_chain,
    examine_unchecked,
)
"""Rules of our own workbooks that need no official formula."""


def examine_any(workbook: RawWorkbook, data: bytes, limits: Limits, *, use_second_engine: bool = True) -> GeneralAudit:
    """Audit a workbook that is not ours, or as if it were not."""
    recalculation = Recalculation(Grid(workbook), FormulaBook())
    second_engine.mark_volatile(recalculation)
    done = second_engine.complete(recalculation, data) if use_second_engine and second_engine.is_installed() else 0
    case = _case(workbook, recalculation, look_at(data, limits))
    survey = Survey(case)
    signals = with_followers([signal for rule in RULES for signal in rule(survey)], recalculation)
    found = findings_of(survey, signals) + list(missing_caches(survey)) + _of_case(case, signals) + _notes(survey, done)
    return GeneralAudit(tuple(ranked(found, case.grid.names)), case.facts, done)


def _case(workbook: RawWorkbook, recalculation: Recalculation, look: PackageLook) -> Case:
    """A case without official sheets."""
    placements = Placements(recalculation.grid, {})
    return Case(
        workbook, Submission(workbook, "", ""), False, recalculation.grid, recalculation, Expected({}, {}), placements,
        tuple(stored_facts(recalculation, Budget(STEPS // 4))), Labels({}), look,
    )  # fmt: skip


def _of_case(case: Case, signals: list[Signal]) -> list[AuditFinding]:
    """What the common rules say, one finding for many cells of a column. Hidden rows that are told with their money are left
    out."""
    told = {case.grid.address(signal.cell)[0] for signal in signals if signal.code == "D03"}
    found = [finding for rule in CASE_RULES for finding in rule(case)]
    return merged([f for f in found if not (f.code == "D03" and f.variant == "dijumlah" and f.sheet in told)])


def _notes(survey: Survey, done: int) -> list[AuditFinding]:
    found = broken_numbers(survey)
    if not survey.complete:
        found.append(make_finding("N04", ditemukan="batas"))
    if done:
        found.append(make_finding("N05", banyak=str(done), ditemukan=str(done)))
    return found

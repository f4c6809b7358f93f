"""From a workbook as read to a Case: recognise, recalculate, bind, expect, align, and establish the facts, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lkjip_xl.audit.align import Aligner
from lkjip_xl.audit.carried import carried_rows
from lkjip_xl.audit.case import Case, Fault
from lkjip_xl.audit.evaluate.grid import Grid
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.expected import Expected, expect, input_placements, is_report, with_results
from lkjip_xl.audit.facts import CellFacts, FactFinder
from lkjip_xl.audit.formula.normalise import FormulaBook
from lkjip_xl.audit.labels import Labels
from lkjip_xl.audit.moves import sheet_faults
from lkjip_xl.audit.package_look import NOTHING, PackageLook
from lkjip_xl.audit.placement import Placement, Placements
from lkjip_xl.audit.recognise import Recognised, recognise
from lkjip_xl.audit.report_sheets import missing_sheets, renamed_sheets, surplus_sheets, unjudged_sheets
from lkjip_xl.definition.own_sheets import NOTES
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.submission import Submission
from lkjip_xl.reader.raw import RawWorkbook


def recalculate(workbook: RawWorkbook, aliases: Mapping[str, str]) -> Recalculation:
    """Every formula of a workbook; ``aliases`` are further names of its sheets (name → name in the file)."""
    return Recalculation(Grid(workbook, aliases), FormulaBook())


def build_case(workbook: RawWorkbook, look: PackageLook = NOTHING) -> Case:
    """Everything the rules look at. Raises TemplateVersionError for a workbook of a newer template."""
    recognised = recognise(workbook)
    recalculation = recalculate(workbook, recognised.renamed)
    submission = bind(with_results(recognised.workbook, recalculation))
    report = is_report(workbook)
    lost = list(_lost_inputs(submission, recognised))
    unjudged = unjudged_sheets(workbook, [name for fault in lost for name in fault.sheets_lost]) if report else {}
    expected = expect(submission, report=report)
    inputs = input_placements(submission, recalculation.grid, recognised.renamed)
    faults = [*recognised.faults, *lost]
    placements = dict(inputs)
    if report:
        aligner = Aligner(recalculation, Placements(recalculation.grid, inputs))
        taken = {placement.number for placement in inputs.values()}
        renamed = renamed_sheets(workbook, expected, aligner, taken)
        if renamed:  # formulas may still use the official names: work everything out again under both
            recalculation = recalculate(workbook, {**recognised.renamed, **renamed})
            inputs = input_placements(submission, recalculation.grid, recognised.renamed)
            placements = dict(inputs)
            aligner = Aligner(recalculation, Placements(recalculation.grid, inputs))
        faults += [Fault("lembar_ganti_nama", found, value=found, words={"lembar_baku": name}) for name, found in renamed.items()]
        placements |= _report_placements(recalculation.grid, expected, aligner, renamed, unjudged)
        faults += _report_faults(workbook, expected, placements, unjudged)
    faults += _surplus(workbook, placements, unjudged)
    placed = Placements(recalculation.grid, placements)
    return Case(
        workbook=workbook, submission=submission, report=report, grid=recalculation.grid, recalculation=recalculation,
        expected=expected, placements=placed, facts=tuple(_facts(recalculation, expected, placed)),
        labels=Labels({model.name: model for model in expected.models()}), look=look,
        faults=carried_rows(faults, expected, placed), unjudged=unjudged,
    )  # fmt: skip


def _lost_inputs(submission: Submission, recognised: Recognised) -> Iterator[Fault]:
    """Input sheets that are not there, or whose headings nobody knows; optional ones may be absent."""
    for definition in sheet_defs():
        data = submission.sheets.get(definition.key)
        if data is None:
            if not definition.optional:
                yield Fault("lembar_hilang", words={"lembar_baku": definition.name}, sheets_lost=(definition.name,))
        elif definition.layout == "tabel" and not data.heading_row:
            found = recognised.renamed.get(definition.name, data.found_name)
            yield Fault("judul_hilang", found, sheets_lost=(definition.name,))


def _report_placements(
    grid: Grid, expected: Expected, aligner: Aligner, renamed: Mapping[str, str], unjudged: Mapping[str, str]
) -> dict[str, Placement]:
    """Where every report sheet that is there stands."""
    found = {}
    for name, model in expected.report.items():
        number = grid.sheet_number(renamed.get(name, name))
        if number is None or grid.names[number] in unjudged:
            continue
        alignment = aligner.align(model, number)
        found[name] = Placement(name, grid.names[number], number, alignment.rows, alignment.columns)
    return found


def _report_faults(
    workbook: RawWorkbook, expected: Expected, placements: Mapping[str, Placement], unjudged: Mapping[str, str]
) -> Iterator[Fault]:
    """Missing report sheets, and what changed on those that are there."""
    for name, model in expected.report.items():
        placement = placements.get(name)
        if placement is not None:
            yield from sheet_faults(model, workbook.sheets[placement.number], placement)
    if not unjudged:
        yield from missing_sheets(expected.report, placements)


def _surplus(workbook: RawWorkbook, placements: Mapping[str, Placement], unjudged: Mapping[str, str]) -> Iterator[Fault]:
    placed = {placement.found for placement in placements.values()}
    for name, is_report_name in surplus_sheets(workbook, {*placed, NOTES}, unjudged):
        yield Fault("lembar_lebih" if is_report_name else "lembar_tambahan", name)


def _facts(recalculation: Recalculation, expected: Expected, placed: Placements) -> Iterator[CellFacts]:
    finder = FactFinder(recalculation, placed)
    known = set()
    for model in expected.models():
        for facts in finder.facts(model):
            known.add(facts.cell)
            yield facts
    yield from finder.others(known)

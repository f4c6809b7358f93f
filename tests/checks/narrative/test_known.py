"""Every percentage and amount a report prints may be quoted: whole reports against the figures the rules know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.narrative.amounts import Amount, amounts
from lkjip_xl.checks.narrative.known import TableFigures
from lkjip_xl.checks.standing import standings
from lkjip_xl.checks.view import make_view
from lkjip_xl.definition.own_sheets import is_auxiliary_sheet
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.indonesian import percent_text, rupiah_text
from lkjip_xl.report import make_report
from lkjip_xl.template.book import Data
from lkjip_xl.values import is_number
from samples.muat import load
from tests.pengajuan import random_data, submission_of

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "data"


def printed_figures(data: Data) -> Iterator[tuple[str, Amount]]:
    """(sheet, figure as prose would quote it) of every percentage and amount on the report's own sheets."""
    inputs = {definition.name for definition in sheet_defs()}
    for sheet in make_report(submission_of(data), ()).sheets:
        if sheet.name in inputs or is_auxiliary_sheet(sheet.name):
            continue
        for cells in sheet.rows.values():
            for cell in cells:
                if cell is None or not is_number(cell.value):
                    continue
                value = float(str(cell.value))
                if "persen" in cell.style:
                    yield from ((sheet.name, amount) for amount in amounts(percent_text(value)))
                elif "rupiah" in cell.style:
                    yield from ((sheet.name, amount) for amount in amounts(rupiah_text(value)))


def unknown_figures(data: Data) -> list[tuple[str, str]]:
    submission = submission_of(data)
    view = make_view(submission)
    tables = TableFigures(view, standings(Examination(submission), view))
    return [(sheet, amount.written) for sheet, amount in printed_figures(data) if not tables.holds(amount)]


@pytest.mark.parametrize("name", ["disdukcapil_probolinggo_2024", "rekaan_dinkes_2024"])
def test_samples(name: str) -> None:
    data = load(SAMPLES / name)
    assert len(list(printed_figures(data))) > 300
    assert unknown_figures(data) == []


@pytest.mark.parametrize("seed", range(12))
def test_random_submissions_with_every_setting(seed: int) -> None:
    assert unknown_figures(random_data(seed)) == []

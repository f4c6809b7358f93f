"""Random submissions without a contradiction: no GALAT and no PERINGATAN, and INFO only where something is left open."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.engine import engine_for
from lkjip_xl.checks.finding import Severity
from lkjip_xl.checks.run import check
from lkjip_xl.definition.sheets import sheet_defs
from tests.pengajuan_serasi import bound, consistent_data

SEEDS = 120
CHUNK = 30


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_a_submission_that_fits_has_nothing_to_mend(first: int) -> None:
    for seed in range(first, first + CHUNK):
        found = check(bound(consistent_data(seed))).findings
        assert [finding.message for finding in found if finding.severity is not Severity.INFO] == [], seed


def test_such_submissions_follow_the_schemas() -> None:
    for seed in range(0, SEEDS, 10):
        for sheet in sheet_defs():
            assert list(engine_for(sheet.key)(consistent_data(seed)[sheet.key])) == [], (seed, sheet.key)


def test_the_same_seed_gives_the_same_submission() -> None:
    assert consistent_data(3) == consistent_data(3)
    assert consistent_data(3) != consistent_data(4)

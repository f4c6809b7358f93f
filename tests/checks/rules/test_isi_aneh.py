"""No content of a cell makes a rule fall over: odd values anywhere in wayward and in fitting submissions."""

from __future__ import annotations

from random import Random

import pytest

from lkjip_xl.checks.run import check
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.values import CellError, Value
from tests.pengajuan import random_data
from tests.pengajuan_serasi import bound, consistent_data

ODD: tuple[Value, ...] = (
    None, True, False, 0, -1, 1e308, -1e308, 1e-300, 5e-324, 2**53, 12345678901234567890, 0.1 + 0.2, "x", " 1.1 ", "#REF!",
    CellError("#REF!"), CellError("#N/A"), "99,3%", "Program", "Kegiatan", "Sub Kegiatan", "Indikator Lanjutan", "ß" * 600, "(((",
    "a.b.c", "1.02.02", "٣", "2,5", "per 100.000", "%", "Ⅳ/c", "IV/b", "-", "\u200b", "{0} {tempat}", "１.１",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_odd_values_are_findings_at_most(seed: int) -> None:
    random = Random(seed)
    for cells in (1, 5, 40):
        data = random_data(seed) if seed % 2 else consistent_data(seed)
        for _ in range(cells):
            sheet = random.choice([sheet for sheet in sheet_defs() if data[sheet.key]])
            random.choice(data[sheet.key])[random.choice(list(sheet.by_key))] = random.choice(ODD)
        result = check(bound(data))
        assert all(finding.message and "{" not in finding.expected.replace("{0} {tempat}", "") for finding in result.findings)

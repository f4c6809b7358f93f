"""True prose about plausible figures gives nothing above INFO; one false sentence gives its own code on its own cell."""

from __future__ import annotations

from random import Random

import pytest

from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.run import check
from tests.checks.rules.laporan_acak import falsehoods, random_office, truths
from tests.pengajuan import Rows, submission_of

SEEDS = range(40)
FAMILIES = ("ANL", "BDG", "NSK", "WJR")


def findings(data: dict[str, Rows], sentences: list[tuple[str, int | None]]) -> list[Finding]:
    data["naskah"] = [{"bagian": "Kesimpulan", "no_sasaran": goal, "teks": text} for text, goal in sentences]
    submission = submission_of(data)
    for sheet in submission.sheets.values():
        definition = sheet.definition
        sheet.columns = {column.key: definition.place(column.key, 0)[1] for column in definition.columns}
        sheet.field_rows = {column.key: definition.place(column.key, 0)[0] for column in definition.columns}
    found = check(submission).findings
    assert all(finding.cell for finding in found if finding.code not in ("WJR-02", "WJR-06"))
    return [finding for finding in found if finding.code.startswith(FAMILIES) and finding.severity is not Severity.INFO]


@pytest.mark.parametrize("seed", SEEDS)
def test_true_prose_gives_no_finding(seed: int) -> None:
    data, facts = random_office(seed)
    told = findings(data, truths(facts, Random(seed)))
    assert [(finding.code, finding.value, finding.message) for finding in told] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_one_false_sentence_gives_its_code(seed: int) -> None:
    data, facts = random_office(seed)
    random = Random(seed)
    true = truths(facts, random)
    for sentence, code in falsehoods(facts, random):
        told = findings(data, [*true, (sentence, None)])
        assert [finding.code for finding in told] == [code], sentence

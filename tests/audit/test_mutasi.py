"""The mutation bench: every known change is found at its cell, and hardly anything else (issue 4, 'What it must show', 1).

``recall`` is the share of mutants found at the right cell; ``precision`` the share of findings above Info that are about the
change. The full bench prints its figures with ``pytest -s``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from random import Random

import pytest

from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.run import AuditResult, Status, periksa
from lkjip_xl.template.build import filled_workbook
from samples.muat import load
from tests.audit.bahan import DATA_FOLDER, bytes_of, report_of_sample
from tests.audit.mutasi import Clean, Kind, Mutant
from tests.audit.mutasi_rumus import FORMULA_KINDS
from tests.audit.mutasi_sel import CELL_KINDS
from tests.audit.mutasi_susunan import STRUCTURE_KINDS
from tests.pengajuan import random_data, report_bytes

KINDS: dict[str, Kind] = {**FORMULA_KINDS, **CELL_KINDS, **STRUCTURE_KINDS}
SEEDS = (0, 1, 2)
EACH = 14
"""Mutants of every kind in the full bench; a book may have nothing for a kind."""
QUICK = 2
LEAST = 500
PRECISION = 0.99


@cache
def _books() -> tuple[Clean, ...]:
    """Both samples as reports, one as a standard workbook, and random offices."""
    samples = [Clean(name, report_of_sample(name)) for name in ("disdukcapil_probolinggo_2024", "rekaan_dinkes_2024")]
    standard = Clean("isian", bytes_of(filled_workbook(load(DATA_FOLDER / "rekaan_dinkes_2024"))))
    return (*samples, standard, *(Clean(f"acak {seed}", report_bytes(random_data(seed))) for seed in SEEDS))


def _mutants(name: str, kind: Kind, each: int) -> list[Mutant]:
    books = _books()
    made = (kind(books[number % len(books)], Random(f"{name} {number}")) for number in range(each))
    return [mutant for mutant in made if mutant is not None]


def _result(mutant: Mutant) -> AuditResult:
    result = periksa(mutant.data, name="mutan.xlsx")
    assert result.status is Status.EXAMINED, (mutant.kind, mutant.note, result.refusal)
    return result


def _missed(mutant: Mutant, result: AuditResult) -> bool:
    if not mutant.codes:
        return bool(mutant.info) and mutant.info not in {finding.code for finding in result.findings}
    return not any(
        finding.code in mutant.codes and finding.grade is not Grade.INFO and mutant.is_right(finding.sheet, finding.cell)
        for finding in result.findings
    )


def _wrong(mutant: Mutant, result: AuditResult) -> list[str]:
    """Findings above Info that are not about the change."""
    return [
        f"{mutant.kind} {mutant.note}: {finding.code} {finding.sheet}!{finding.cell} {finding.message}"
        for finding in result.findings
        if finding.grade is not Grade.INFO and not (mutant.codes and mutant.is_right(finding.sheet, finding.cell))
    ]


@pytest.mark.parametrize("name", KINDS)
def test_kind_is_found(name: str) -> None:
    """A few mutants of every kind: each found, nothing else said."""
    for mutant in _mutants(name, KINDS[name], QUICK):
        result = _result(mutant)
        assert not _missed(mutant, result), (mutant.sheet, set(mutant.cells), mutant.note)
        assert _wrong(mutant, result) == []


@pytest.mark.lambat
def test_the_whole_bench() -> None:
    """Recall 100 %, precision at least 99 %, over at least 500 mutants of at least 20 kinds."""
    missed: list[str] = []
    wrong: list[str] = []
    right = 0
    made: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, kind in KINDS.items():
        for mutant in _mutants(name, kind, EACH):
            result = _result(mutant)
            made[name] += 1
            if _missed(mutant, result):
                missed.append(f"{name}: {mutant.sheet} {set(mutant.cells)} {mutant.note}")
            false = _wrong(mutant, result)
            wrong += false
            above = [finding for finding in result.findings if finding.grade is not Grade.INFO]
            right += len(above) - len(false)
            found[name].update(finding.code for finding in above)
    precision = right / (right + len(wrong))
    print(f"\nmutan {made.total()} dari {len(made)} macam; terlewat {len(missed)}; ketepatan {precision:.4f}")
    for name, number in made.items():
        print(f"  {name:26} {number:3}  {dict(found[name].most_common(4))}")
    assert missed == []
    assert made.total() >= LEAST and len(made) >= 20
    assert precision >= PRECISION, wrong[:20]

"""Cases of finding codes: one change to the valid book that raises a code on a cell, and a near miss that does not.

Every module ``tests/checks/rules/kasus_*.py`` holds a dict ``CASES`` of its family; test_codes.py runs all of them and proves
that every code of the catalogue has one.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from lkjip_xl.checks.run import check
from lkjip_xl.values import Value
from tests.buku import Buku


class Case(NamedTuple):
    """``raises`` must give the code at (sheet, cell) with that value; ``spares`` must not give the code at all. ``along`` are
    codes that rightly come with it. ``book`` makes the valid book the changes start from."""

    raises: Callable[[Buku], object]
    sheet: str
    cell: str
    value: Value
    spares: Callable[[Buku], object]
    along: tuple[str, ...] = ()
    book: Callable[[], Buku] = Buku


def found(change: Callable[[Buku], object], book: Callable[[], Buku] = Buku) -> list[tuple[str, str, str, Value]]:
    """(code, sheet, cell, value) of every finding after a change to a valid book."""
    changed = book()
    change(changed)
    return [(finding.code, finding.sheet, finding.cell, finding.value) for finding in check(changed.bound()).findings]


def rule_cases() -> dict[str, Case]:
    """The cases of every rule family."""
    cases: dict[str, Case] = {}
    for path in sorted((Path(__file__).parent / "rules").glob("kasus_*.py")):
        more: dict[str, Case] = import_module(f"tests.checks.rules.{path.stem}").CASES
        assert not cases.keys() & more.keys(), path.name
        cases |= more
    return cases

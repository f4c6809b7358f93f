"""A signal: what a rule saw at one cell, before signals of one cause become one finding."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from lkjip_xl.audit.evaluate.grid import CellId
from lkjip_xl.values import Value


@dataclass(frozen=True, slots=True)
class Signal:
    """``code`` and ``variant`` choose the words. ``impact`` is found less right in rupiah, None where no money moves.

    Signals of one code, variant, sheet and ``cause`` become one finding. ``affected`` are cells that are wrong only because
    this one is; ``rests_on`` those whose figures it was compared with. ``right`` is the formula that the neighbours would
    have here, with ``=``.
    """

    code: str
    variant: str
    cell: CellId
    impact: float | None = None
    computed: Value = None
    right: str = ""
    words: dict[str, str] = field(default_factory=dict)
    cause: Hashable = None
    affected: tuple[CellId, ...] = ()
    rests_on: tuple[CellId, ...] = ()

"""Rule A10 and its patterns on totals: first by the order of codes, then as the formulas are written."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_xl.audit.umum.rules.parts import part_signals
from lkjip_xl.audit.umum.rules.ranges import range_signals
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey


def total_signals(survey: Survey) -> Iterator[Signal]:
    """What the codes prove is not told again by the ranges."""
    proven = list(part_signals(survey))
    yield from proven
    yield from range_signals(survey, {signal.cell for signal in proven})

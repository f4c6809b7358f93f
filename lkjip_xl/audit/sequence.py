"""Aligning two sequences of rows: what was put in, what was taken out, what stands beside what.

Equal rows that occur once on both sides are anchors (patience alignment); between two anchors the rows that look most alike are
paired. Linear for long equal stretches, bounded for everything else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Final

Pair = tuple[int, int]
LARGEST_GAP: Final = 40_000
"""Rows times rows of a gap that is solved exactly; larger ones are paired in order."""
ANY_PAIR: Final = 0.02
"""What pairing two rows that share nothing is worth: more than leaving both out, less than any likeness."""


def align(expected: Sequence[Hashable], found: Sequence[Hashable], likeness: Callable[[int, int], float]) -> list[Pair]:
    """Pairs (place in ``expected``, place in ``found``), both rising. ``likeness`` of two places is between 0 and 1."""
    pairs: list[Pair] = []
    _align(expected, found, (0, len(expected)), (0, len(found)), likeness, pairs)
    return sorted(pairs)


def _align(
    expected: Sequence[Hashable],
    found: Sequence[Hashable],
    left: Pair,
    right: Pair,
    likeness: Callable[[int, int], float],
    pairs: list[Pair],
) -> None:
    """Align ``expected[left]`` with ``found[right]``."""
    (a, b), (c, d) = left, right
    while a < b and c < d and expected[a] == found[c]:
        pairs.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and expected[b - 1] == found[d - 1]:
        b, d = b - 1, d - 1
        pairs.append((b, d))
    if a == b or c == d:
        return
    anchors = _anchors(expected, found, (a, b), (c, d))
    if not anchors:
        pairs.extend(_gap((a, b), (c, d), likeness))
        return
    for place, other in [*anchors, (b, d)]:
        _align(expected, found, (a, place), (c, other), likeness, pairs)
        if place < b:
            pairs.append((place, other))
        a, c = place + 1, other + 1


def _anchors(expected: Sequence[Hashable], found: Sequence[Hashable], left: Pair, right: Pair) -> list[Pair]:
    """Pairs of rows that occur exactly once on both sides, as many as rise together."""
    ours, theirs = Counter(expected[slice(*left)]), Counter(found[slice(*right)])
    places = {found[place]: place for place in range(*right) if theirs[found[place]] == 1 and found[place]}
    candidates = [
        (place, places[expected[place]]) for place in range(*left) if ours[expected[place]] == 1 and expected[place] in places
    ]
    return _rising(candidates)


def _rising(candidates: list[Pair]) -> list[Pair]:
    """The longest run of pairs whose second parts rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(candidates):
        at = bisect_left(tails, other)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(other)
            ends.append(number)
        else:
            tails[at], ends[at] = other, number
    chosen: list[Pair] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chosen.append(candidates[number])
        number = before[number]
    return chosen[::-1]


def _gap(left: Pair, right: Pair, likeness: Callable[[int, int], float]) -> list[Pair]:
    """The pairing with the greatest likeness in all; in order where the gap is too large for that."""
    (a, b), (c, d) = left, right
    if (b - a) * (d - c) > LARGEST_GAP:
        return list(zip(range(a, b), range(c, d), strict=False))
    width = d - c + 1
    best = [[0.0] * width for _ in range(b - a + 1)]
    for i in range(b - a - 1, -1, -1):
        row, below = best[i], best[i + 1]
        for j in range(d - c - 1, -1, -1):
            together = below[j + 1] + ANY_PAIR + likeness(a + i, c + j)
            row[j] = max(together, below[j], row[j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < b - a and j < d - c:
        if best[i][j] == best[i + 1][j + 1] + ANY_PAIR + likeness(a + i, c + j):
            pairs.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs

"""A claim against the figures: is it certainly wrong, and what do the figures say instead?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.narrative.claims import Claim, Kind
from lkjip_xl.checks.shown import plain_number, plain_text
from lkjip_xl.checks.standing import Standing, printed


class Verdict(NamedTuple):
    """A claim that is wrong: its kind (for the code), and the facts in words."""

    kind: Kind
    facts: str


def about(claim: Claim, subjects: Sequence[Standing], *, together: bool) -> Verdict | None:
    """A claim about named indicators. ``together``: the clause itself names them, so it is wrong where it is wrong for one of
    them; else it must be wrong for all."""
    wrong = [(kind, standing) for standing in subjects if (kind := _contradicted(claim.kind, standing)) is not None]
    if not wrong or (not together and len(wrong) < len(subjects)):
        return None
    return Verdict(wrong[0][0], "; ".join(figures_text(standing) for _, standing in wrong))


def in_general(claim: Claim, pool: Sequence[Standing]) -> Verdict | None:
    """A claim about nobody in particular: wrong where no indicator of the pool can be meant, or, for "semua", where one
    fails. Nothing is said where the figures of one cannot be read."""
    if not all(standing.certain for standing in pool):
        return None
    if claim.kind is Kind.MISSED:
        all_met = bool(pool) and all(standing.met is True for standing in pool)
        return Verdict(Kind.MISSED, phrase("fakta_semua_tercapai")) if all_met else None
    if claim.kind not in (Kind.REACHED, Kind.EXCEEDED):
        return None
    failing = [standing for standing in pool if _state(claim.kind, standing) is False]
    if claim.everyone and failing:
        facts = "; ".join(figures_text(standing) for standing in failing)
        return Verdict(claim.kind, facts)
    if pool and len(failing) == len(pool):
        return Verdict(claim.kind, phrase(f"fakta_tak_satu_pun_{claim.kind.value}"))
    return None


def counted(claim: Claim, pools: Sequence[Sequence[Standing]]) -> Verdict | None:
    """A claim about a number of indicators: wrong where it fits none of the pools."""
    if claim.count is None or not pools or not pools[0] or not all(standing.certain for standing in pools[0]):
        return None
    if any(claim.count in _counts(claim.kind, pool) for pool in pools):
        return None
    count = _counts(claim.kind, pools[0])[0]
    return Verdict(claim.kind, phrase(f"fakta_jumlah_{claim.kind.value}", jumlah=str(count), dari=str(len(pools[0]))))


def figures_text(standing: Standing) -> str:
    """``Angka Kematian Ibu (AKI): target 85, realisasi 80``."""
    return phrase(
        "fakta_indikator",
        indikator=plain_text(standing.indicator.name),
        target=plain_number(standing.target or 0),
        realisasi=plain_number(standing.actual or 0),
    )


def _state(kind: Kind, standing: Standing) -> bool | None:
    return standing.met if kind is Kind.REACHED else standing.exceeded


def _counts(kind: Kind, pool: Sequence[Standing]) -> list[int]:
    """The numbers a count can rightly say, the plainest first."""
    met, exceeded = sum(s.met is True for s in pool), sum(s.exceeded is True for s in pool)
    missed, unknown = sum(s.met is False for s in pool), sum(s.met is None for s in pool)
    if kind is Kind.REACHED:
        return [met, met - exceeded]
    return [exceeded] if kind is Kind.EXCEEDED else [missed, missed + unknown]


def _contradicted(kind: Kind, standing: Standing) -> Kind | None:
    """The claim's kind by the indicator's polarity, where the figures certainly say otherwise; else None."""
    if standing.met is None or standing.target is None or standing.actual is None:
        return None
    if kind in (Kind.ABOVE, Kind.BELOW):
        better = (kind is Kind.ABOVE) is not standing.rule.negative
        kind = Kind.EXCEEDED if better else Kind.MISSED
    elif kind is Kind.EXCEEDED and standing.rule.negative:
        # "melampaui" of an indicator that should be low can mean better or simply more: only equality is neither
        equal = printed(standing.target, standing.decimals) == printed(standing.actual, standing.decimals)
        return kind if equal else None
    wrong = standing.met if kind is Kind.MISSED else not _state(kind, standing)
    return kind if wrong else None

"""From the four facts of one cell to what is wrong with it: at most one thing about its formula and one about its value."""

from __future__ import annotations

from typing import Final

from lkjip_xl.audit.catalogue import phrase
from lkjip_xl.audit.draft import Draft
from lkjip_xl.audit.facts import CellFacts, Match, State
from lkjip_xl.audit.tolerance import kind
from lkjip_xl.values import CellError, Value, number

ODDITIES: Final = {
    "ARRAY_FORMULA": "larik",
    "DATA_TABLE": "tabel_data",
    "SHARED_ORPHAN": "yatim",
    "LONG_FORMULA": "panjang",
    "DEEP_FORMULA": "dalam",
    "UNBALANCED_FORMULA": "rusak",
}
"""Notes of the reader that make a formula rule A13, with the case."""
_WITHOUT_OFFICIAL: Final = frozenset({"yatim", "panjang", "dalam", "rusak"})
"""What is wrong with a formula even where no official one exists."""


def formula_draft(facts: CellFacts, oddity: str) -> Draft | None:
    """(a) and (b): what is there, and whether it is the official formula. ``oddity`` is a value of ODDITIES or ""."""
    if not facts.official_formula:
        return Draft("A13", oddity, facts) if oddity in _WITHOUT_OFFICIAL else None
    draft = Draft("A13", oddity, facts, computed=facts.official_value, impact=facts.impact)
    if oddity:
        return draft
    if facts.state is State.BLANK:
        draft.code, draft.variant = "A01", "setara" if kind(facts.official_value) == "kosong" else "hilang"
    elif facts.state is State.VALUE:
        draft.code, draft.variant = "A02", _typed_variant(facts)
    elif facts.match is Match.BROKEN:
        draft.variant = "rusak"
    elif facts.match in (Match.DIFFERENT, Match.EQUIVALENT):
        draft.code = "A03" if facts.match is Match.DIFFERENT else "A04"
        draft.words["jenis"] = phrase(f"jenis_{facts.kind or 'susunan'}")
        draft.impact = _effect(facts)
        draft.computed = facts.official_value
    else:
        return None
    return draft


def value_draft(facts: CellFacts, code: str, variant: str) -> Draft | None:
    """(c) and (d): whether the cached value is the formula's own, and the official one. ``code`` and ``variant`` are those for a
    value that is not the official one."""
    if facts.state is not State.FORMULA:
        return None
    if facts.own_holds is False:
        own = "A05" if kind(facts.cached) == kind(facts.recomputed) else "A08"
        return Draft(own, "", facts, computed=facts.recomputed, impact=_rupiah(facts, facts.cached, facts.recomputed))
    if facts.official_holds is False and facts.official_formula:
        return Draft(code, variant, facts, computed=facts.official_value, impact=facts.impact)
    return None


def _typed_variant(facts: CellFacts) -> str:
    if type(facts.cached) is CellError:
        return "galat"
    if isinstance(facts.cached, str) and facts.cached.startswith("="):
        return "teks_rumus"
    return "sama" if facts.official_holds else "lain"


def _effect(facts: CellFacts) -> float | None:
    """What another formula costs: by its recomputed value, which the next calculation will show."""
    found = facts.recomputed if facts.recomputed is not None else facts.found_value
    return _rupiah(facts, found, facts.official_value)


def _rupiah(facts: CellFacts, found: Value, other: Value) -> float | None:
    if facts.unit != "rupiah":
        return None
    return (number(found) or 0.0) - (number(other) or 0.0)

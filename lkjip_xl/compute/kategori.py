"""Category of a capaian by the scale the office chose (schemas/skala_kategori.json names each scale's source)."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from lkjip_xl.compute.excel import ROUNDED, rounded
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.definition.resources import data_folder
from lkjip_xl.values import Value, number


class Step(NamedTuple):
    """One step of a scale: from ``bound`` on (``inclusive``) or above it; the last step has no bound."""

    bound: float | None
    inclusive: bool
    word: str


class Scale(NamedTuple):
    """A category scale, highest step first, and where it comes from."""

    source: str
    steps: tuple[Step, ...]


@cache
def scales() -> dict[str, Scale]:
    """Every scale by the name used in the setting."""
    data = json.loads((data_folder("schemas") / "skala_kategori.json").read_text("utf-8"))
    return {
        name: Scale(entry["sumber"], tuple(Step(*step) for step in entry["tingkat"]))
        for name, entry in data.items()
        if not name.startswith("_")
    }


def category(value: Value, scale: Scale) -> str:
    """The word for a capaian in percent; ``""`` without a number."""
    plain = number(value)
    if plain is None:
        return ""
    found = rounded(plain)
    for step in scale.steps:
        if step.bound is None or found > step.bound or (step.inclusive and found == step.bound):
            return step.word
    return ""


def category_formula(achievement: Ref, scale: Scale) -> Formula:
    """Nested IFs over the scale's bounds. Rounded, so that 8,1 of 9 (89,99999999999999 as a double) is 90."""
    text = '""'
    for step in reversed(scale.steps):
        if step.bound is None:
            text = f'"{step.word}"'
        else:
            sign = ">=" if step.inclusive else ">"
            text = f'IF({ROUNDED}{sign}{step.bound:g},"{step.word}",{text})'
    return Formula(f'IF(ISNUMBER({{0}}),{text},"")', (achievement,), category(achievement.value, scale))

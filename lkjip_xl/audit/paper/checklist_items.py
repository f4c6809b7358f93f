"""The 23 items of the Checklist Reviu (PermenPANRB 53/2014, Lampiran III) as data: schemas/checklist_reviu.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from lkjip_xl.definition.resources import data_folder

FILE_NAME = "checklist_reviu.json"


class Way(StrEnum):
    """Who can answer an item: the machine, the machine only where something is lacking, people, or nobody unless another
    item is not met."""

    MACHINE = "otomatis"
    PARTLY = "sebagian"
    REVIEWER = "pereviu"
    CONDITIONAL = "bersyarat"


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``evidence`` names the check that answers it, ``codes`` the findings that count against it, ``sheets`` the
    input sheets it compares, ``per`` the column whose values are met or not, ``unless`` the items whose answer must be "no"
    before it applies."""

    code: str
    criterion: str
    way: Way
    evidence: str = ""
    codes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    per: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """One part of the form with its items."""

    code: str
    name: str
    items: tuple[Item, ...]


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data_folder("schemas") / FILE_NAME).read_text("utf-8"))
    return found


@cache
def aspects() -> tuple[Aspect, ...]:
    """The parts of the form in order."""
    return tuple(
        Aspect(aspect["kode"], aspect["nama"], tuple(_item(item) for item in aspect["butir"])) for aspect in _document()["aspek"]
    )


def choices() -> list[str]:
    """The answers an item can have."""
    return list(_document()["pilihan"])


def _item(item: dict[str, Any]) -> Item:
    return Item(
        code=item["kode"],
        criterion=item["kriteria"],
        way=Way(item["cara"]),
        evidence=item.get("bukti", ""),
        codes=tuple(item.get("temuan", ())),
        sheets=tuple(item.get("lembar", ())),
        per=item.get("per", ""),
        unless=tuple(item.get("bila_tidak", ())),
    )

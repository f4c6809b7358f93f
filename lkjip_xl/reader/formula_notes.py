"""What is unusual about the formulas of a sheet: found after the pass, over all of them at once, because that is cheap."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.refusals import count
from lkjip_xl.reader.notes import NoteLog
from lkjip_xl.reader.raw import RawCell, RawSheet

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
_ACTIVE: Final = re.compile(r"\w\s*\||\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|DDE|EXEC)\s*\(", re.IGNORECASE)
_FILE_LINK: Final = re.compile(r'\bHYPERLINK\s*\(\s*"(?:file:|\\\\)', re.IGNORECASE)
_SUSPECTS: Final = ("|", "WEBSERVICE", "IMAGE", "RTD", "CALL", "REGISTER", "DDE", "EXEC", "HYPERLINK")


def note_formulas(sheet: RawSheet, notes: NoteLog, limits: Limits) -> None:
    """Note formulas that reach outside, are too long or too deep, have unmatched brackets, or carry no cached value."""
    cells = [cell for row in sheet.rows.values() for cell in row if cell[3] is not None]
    if not cells:
        return
    texts = [cell[3] or "" for cell in cells]
    together = "\n".join(texts)
    upper = together.upper()
    if any(suspect in upper for suspect in _SUSPECTS):
        _note_active(sheet, cells, notes)
    if together.count("(") != together.count(")"):
        _note_unbalanced(sheet, cells, notes)
    if max(map(len, texts)) > 2 * limits.formula_nesting:
        _note_large(sheet, cells, notes, limits)
    missing = [cell for cell in cells if not cell[4]]
    if missing:
        notes.add("NO_CACHED", sheet.name, min(missing).address, count(len(missing)))


def _note_active(sheet: RawSheet, cells: list[RawCell], notes: NoteLog) -> None:
    for cell in cells:
        formula = cell.formula or ""
        if _ACTIVE.search(_TEXT.sub('""', formula)) or _FILE_LINK.search(formula):
            notes.add("ACTIVE_FORMULA", sheet.name, cell.address, formula)


def _note_unbalanced(sheet: RawSheet, cells: list[RawCell], notes: NoteLog) -> None:
    for cell in cells:
        formula = cell.formula or ""
        if formula.count("(") != formula.count(")"):
            bare = _QUOTED.sub("", formula)
            if bare.count("(") != bare.count(")"):
                notes.add("UNBALANCED_FORMULA", sheet.name, cell.address, formula)


def _note_large(sheet: RawSheet, cells: list[RawCell], notes: NoteLog, limits: Limits) -> None:
    for cell in cells:
        formula = cell.formula or ""
        if len(formula) > limits.formula:
            notes.add("LONG_FORMULA", sheet.name, cell.address, count(len(formula)))
        elif formula.count("(") > limits.formula_nesting:
            depth = _depth(_QUOTED.sub("", formula))
            if depth > limits.formula_nesting:
                notes.add("DEEP_FORMULA", sheet.name, cell.address, str(depth))


def _depth(formula: str) -> int:
    depth = deepest = 0
    for character in formula:
        if character == "(":
            depth += 1
            deepest = max(deepest, depth)
        elif character == ")":
            depth -= 1
    return deepest

"""What a rule does all the time: read fields nobody has complained about, and report one."""

from __future__ import annotations

from typing import NamedTuple

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.checks.view import View
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import Value, number


class RuleRun(NamedTuple):
    """An examination and its joined submission. Sheets are named by their definition key (``"pk"``)."""

    examination: Examination
    view: View

    def is_open(self, sheet: str, record: Record | None, *keys: str) -> bool:
        """True where every field has a cell and none has a finding yet."""
        data = self.view.data(sheet)
        if data is None or record is None:
            return False
        return not any(self.examination.is_settled(data, record, key) for key in keys)

    def number(self, sheet: str, record: Record | None, key: str) -> float | None:
        """The number in a field; None where it is blank, no number, or has a finding already."""
        found = number(record.values[key]) if record is not None else None
        return found if found is not None and self.is_open(sheet, record, key) else None

    def text(self, sheet: str, record: Record | None, key: str) -> str:
        """The text in a field; "" where it is blank or has a finding already."""
        found = text(record.values[key]) if record is not None else ""
        return found if found and self.is_open(sheet, record, key) else ""

    def add(self, code: str, sheet: str, record: Record, key: str, **facts: str) -> None:
        """Report a field of a record."""
        data = self.view.submission.sheets[sheet]
        self.examination.add_at(code, data, record, key, record.values[key], **facts)

    def place(self, sheet: str, record: Record, key: str) -> str:
        """Where a field stands, for the middle of a sentence: ``lembar Renstra sel N12``."""
        data = self.view.submission.sheets[sheet]
        return phrase("letak", lembar=plain_text(data.found_name), sel=data.address(record, key))

    def heading(self, sheet: str, key: str) -> str:
        """The heading of a column, as the user sees it."""
        return sheet_def(sheet).by_key[key].heading

    def form(self, sheet: str) -> Record | None:
        """The record of a form sheet."""
        records = self.view.submission.records(sheet)
        return records[0] if records else None


def quoted(value: Value) -> str:
    """A name as a message shows it."""
    return f"“{plain_text(text(value))}”"


def listed(texts: list[str]) -> str:
    """``a, b dan c``."""
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + phrase("dan") + texts[-1]


def guess(text: str) -> str:
    """A sentence that offers what may have been meant; "" for nothing."""
    return phrase("dugaan", usul=plain_text(text)) if text else ""

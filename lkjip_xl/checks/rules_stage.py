"""The rules across tables, run over one joined submission."""

from __future__ import annotations

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.rules import RULES
from lkjip_xl.checks.view import make_view
from lkjip_xl.definition.sheets import sheet_def


def examine_rules(examination: Examination) -> None:
    """Run every rule. What no rule could compare for want of a sheet is told once per sheet."""
    if not examination.submission.sheets:
        return
    view = make_view(examination.submission)
    for rule in RULES:
        rule(examination, view)
    for key, subjects in view.lacking.items():
        listed = ", ".join(phrase(subject) for subject in subjects)
        examination.skip("aturan", lembar=sheet_def(key).name, aturan=listed)

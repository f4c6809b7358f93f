"""Rules A12 and H: which template and which program a workbook comes from."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.stamp import stamped
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.intake.binding import version_numbers
from lkjip_xl.values import is_blank
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION, TOOL_VERSION

_USUAL = ("microsoft excel",)


def examine_template(case: Case) -> Iterator[AuditFinding]:
    """A12: an unknown or older template, or a report made by another version of this tool."""
    submission = case.submission
    known = {"templat": TEMPLATE_ID, "versi": TEMPLATE_VERSION}
    if not submission.template_id:
        yield make_finding("A12", "tidak_dikenal", words=known)
    elif submission.template_id != TEMPLATE_ID:
        yield make_finding("A12", "lain", value=submission.template_id, words=known)
    elif version_numbers(submission.template_version) != version_numbers(TEMPLATE_VERSION):
        yield make_finding("A12", "lama", value=submission.template_version or None, words=known)
    tool = stamped(case.workbook, "versi_alat")
    if not is_blank(tool) and str(tool) != TOOL_VERSION:
        yield make_finding("A12", "alat", value=tool, templat=TEMPLATE_ID, versi=TOOL_VERSION)


def examine_origin(case: Case) -> Iterator[AuditFinding]:
    """H01: saved last by another program than Excel; H02: changed before it was made. Never a finding by themselves."""
    application = case.workbook.application
    usual = application.lower().startswith(_USUAL) and "openpyxl" not in application.lower()
    if application and not usual:
        yield make_finding("H01", aplikasi=plain_text(application), ditemukan=application)
    if case.look.metadata.backwards:
        made, changed = plain_text(case.look.metadata.created), plain_text(case.look.metadata.modified)
        yield make_finding("H02", dibuat=made, diubah=changed, ditemukan=changed)

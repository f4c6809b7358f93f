"""Ekspor > JSON: the records and the findings of the open workbook, for other programs."""

from __future__ import annotations

from typing import Any

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.destination import beside, may_write
from lkjip_xl.addin.buttons.opened import open_submission
from lkjip_xl.answers.machine import check_object, to_text
from lkjip_xl.checks.run import check
from lkjip_xl.feedback.fill import plain_value
from lkjip_xl.intake.submission import Submission
from lkjip_xl.workbook.delivery import deliver
from lkjip_xl.workbook.live.guard import quiet


def run(desk: Desk) -> Said:
    """Write one JSON object: what ``lkjip validasi --json`` prints, and the records under ``isian``."""
    target = beside(desk.book, "_data.json")
    if not may_write(desk, target):
        return Said("JSON tidak dibuat.")
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        submission = open_submission(desk).submission
        content = check_object(desk.book.name, submission.workbook.sha256, check(submission))
    content["isian"] = records(submission)
    deliver(to_text(content).encode("ascii"), target)
    return Said(f"JSON dibuat: {target}")


def records(submission: Submission) -> dict[str, list[dict[str, Any]]]:
    """Sheet key → its records, each with its row in the workbook."""
    return {
        key: [
            {"baris": record.row, **{name: plain_value(value) for name, value in record.values.items()}}
            for record in data.records
        ]
        for key, data in submission.sheets.items()
    }

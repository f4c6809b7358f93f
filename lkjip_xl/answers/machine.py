"""What the commands print for programs: one JSON object, with the same findings as everything else shows."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

from lkjip_xl.checks.finding import Finding
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.verbs import FillResult, ReportResult
from lkjip_xl.version import TOOL_VERSION

MAX_HASHED = 1 << 28
"""A refused file larger than this is not hashed: reading it would take longer than anybody waits."""


def check_object(source: str, sha256: str, result: CheckResult) -> dict[str, Any]:
    """The object of ``lkjip validasi --json``."""
    return {
        "berkas": source,
        "sha256": sha256,
        "versi": TOOL_VERSION,
        "temuan": [finding_object(finding) for finding in result.findings],
        "tidak_diperiksa": [{"apa": what, "sebab": why} for what, why in result.not_checked],
    }


def report_object(source: str, done: ReportResult) -> dict[str, Any]:
    """The object of ``lkjip laporan --json``: the check, the file made (null where none was), and what it leaves out."""
    return {
        **check_object(source, done.submission.workbook.sha256, done.check),
        "keluaran": None if done.output is None else str(done.output),
        "tidak_dibawa": [{"lembar": sheet, "tempat": place, "apa": what} for sheet, place, what in done.left_out],
    }


def fill_object(source: str, done: FillResult) -> dict[str, Any]:
    """The object of ``lkjip isi --json``: what was filled, what was kept and why."""
    from lkjip_xl.feedback.fill import plain_value

    return {
        "berkas": source,
        "sha256": done.sha256,
        "versi": TOOL_VERSION,
        "keluaran": str(done.output),
        "diubah": [
            {
                "lembar": item.sheet,
                "sel": item.cell,
                "kolom": item.heading,
                "sebelum": item.before,
                "rumus": item.formula,
                "nilai": plain_value(item.value),
            }
            for item in done.filling.filled
        ],
        "dibiarkan": [
            {
                "lembar": item.sheet,
                "sel": item.cell,
                "kolom": item.heading,
                "nilai": plain_value(item.value),
                "sebab": item.reason,
            }
            for item in done.filling.kept
        ],
        "tidak_ditulis": list(done.skipped),
    }


def fault_object(source: str, code: str, sentence: str) -> dict[str, Any]:
    """The same object for a file that could not be examined: no findings, and why."""
    return {
        "berkas": source,
        "sha256": file_hash(Path(source)),
        "versi": TOOL_VERSION,
        "temuan": [],
        "tidak_diperiksa": [{"apa": "Seluruh berkas", "sebab": sentence}],
        "galat": {"kode": code, "pesan": sentence},
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding with the keys of the contract."""
    return {
        "kode": finding.code,
        "tingkat": str(finding.severity),
        "lembar": finding.sheet,
        "sel": finding.cell,
        "kolom": finding.heading,
        "nilai": finding.value,
        "harapan": finding.expected,
        "pesan": finding.message,
        "saran": finding.advice,
        "pengecualian": finding.waiver or None,
    }


def to_text(content: dict[str, Any]) -> str:
    """The object as JSON text; ASCII only, so that no pipe or code page can spoil it."""
    return json.dumps(content, indent=2, allow_nan=False)


def file_hash(path: Path) -> str:
    """SHA-256 of a file as it is; "" where it cannot be read."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MAX_HASHED:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""

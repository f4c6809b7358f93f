"""What ``lkjip migrasi`` prints for people: what was carried, and everything that did not fit, sheet by sheet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import TextIO

from lkjip_xl.checks.shown import plain_text, shown
from lkjip_xl.migration.run import MigrationResult

LONGEST_REASON = 400


def print_migration(done: MigrationResult, stream: TextIO | None = None) -> None:
    """Print the whole result as lines of plain text."""
    (stream or sys.stdout).writelines(line + "\n" for line in plain_lines(done))


def plain_lines(done: MigrationResult) -> Iterator[str]:
    """The listing: warnings, counts by sheet, what did not fit, and what was made."""
    yield from (f"Peringatan: {warning}" for warning in done.warnings)
    if done.output is None:
        yield f"Buku kerja sudah versi {done.target}; tidak ada yang perlu dimigrasi dan tidak ada berkas yang dibuat."
        return
    yield f"Migrasi dari templat versi {plain_text(done.source)} ke versi {done.target}"
    yield "Dibawa"
    yield from (f"  {sheet}: {count}" for sheet, count in done.carried.items())
    if done.not_fitting:
        yield f"Tidak muat ({len(done.not_fitting)})"
    for sheet, misfits in groupby(done.not_fitting, key=lambda misfit: misfit.sheet):
        yield f"  Lembar {plain_text(sheet)}" if sheet else "  Seluruh berkas"
        for misfit in misfits:
            what = plain_text(misfit.content) if not misfit.cell and isinstance(misfit.content, str) else shown(misfit.content)
            place = " ".join(part for part in (misfit.cell, "" if misfit.content is None else what) if part)
            yield f"    {place}: {plain_text(misfit.reason, LONGEST_REASON)}" if place else f"    {misfit.reason}"
    if not done.not_fitting:
        yield "Semuanya terbawa."
    yield f"Buku kerja baru dibuat: {done.output}"
    yield f"Periksa dengan: lkjip validasi {done.output}"

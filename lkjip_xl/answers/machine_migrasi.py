"""The JSON of ``lkjip migrasi``: what was carried, sheet by sheet, and everything that did not fit."""

from __future__ import annotations

from typing import Any

from lkjip_xl.migration.run import MigrationResult


def migration_object(source: str, done: MigrationResult) -> dict[str, Any]:
    """The whole object; ``keluaran`` is null where there was nothing to do."""
    return {
        "berkas": source,
        "sha256": done.sha256,
        "dari": done.source,
        "ke": done.target,
        "keluaran": None if done.output is None else str(done.output),
        "dibawa": done.carried,
        "tidak_muat": [
            {"lembar": misfit.sheet, "sel": misfit.cell, "isi": misfit.content, "sebab": misfit.reason}
            for misfit in done.not_fitting
        ],
        "peringatan": list(done.warnings),
    }

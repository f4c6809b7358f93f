"""A workbook carried over into the current template: the new workbook, what it holds, and what did not fit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.intake.binding import bind, template_identity, version_numbers
from lkjip_xl.migration.chain import chain_from, steps_folder
from lkjip_xl.migration.exceptions import follow_cells
from lkjip_xl.migration.fit import list_unfit
from lkjip_xl.migration.forward import Forward
from lkjip_xl.migration.old_definitions import definitions_before
from lkjip_xl.migration.outside import list_outside
from lkjip_xl.migration.rows import Misfit, Rows
from lkjip_xl.migration.source import read_rows
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.template.book import Data
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.values import Value
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION
from lkjip_xl.workbook.new import write_workbook

NO_IDENTITY = (
    "Buku kerja ini tidak menyebut templat {id} dan versinya, sehingga dianggap versi {version}. Bila ia dari versi yang lebih "
    "lama, tulis versinya di sel bernama lkjip_templat_versi, lalu ulangi."
)


@dataclass(frozen=True, slots=True)
class MigrationResult:
    """What ``migrasi`` did: from version ``source`` to ``target``. ``output`` is None where there was nothing to do;
    ``carried`` maps each sheet to its records (of a form: filled fields), ``not_fitting`` lists (sheet, cell, content, reason)
    of the submitted file, ``warnings`` are sentences."""

    sha256: str
    source: str
    target: str
    output: Path | None
    carried: dict[str, int]
    not_fitting: tuple[Misfit, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Migrated:
    """Records of the current definition by key, ready for a new workbook. ``carried``: sheet → records (of a form: filled
    fields). ``misfits`` in the order of the submitted file's sheets."""

    data: Data
    carried: dict[str, int]
    misfits: tuple[Misfit, ...]


def migrate_to(workbook: RawWorkbook, target: Path, *, rewrite: bool = False) -> MigrationResult:
    """Write the carried-over workbook to ``target``; nothing where the version is the current one, unless ``rewrite``."""
    version, warning = version_of(workbook)
    warnings = (warning,) if warning else ()
    if is_current(version) and not rewrite:
        return MigrationResult(workbook.sha256, version, TEMPLATE_VERSION, None, {}, (), warnings)
    done = migrate(workbook, version)
    write_workbook(filled_workbook(done.data), target)
    return MigrationResult(workbook.sha256, version, TEMPLATE_VERSION, target, done.carried, done.misfits, warnings)


def version_of(workbook: RawWorkbook) -> tuple[str, str]:
    """(version the workbook is treated as, warning or ""). Without a readable identity it is the current version.

    Raises TemplateVersionError for a newer one."""
    identity, version = template_identity(workbook)
    if identity not in ("", TEMPLATE_ID) or not version or version_numbers(version) is None:
        return TEMPLATE_VERSION, NO_IDENTITY.format(id=TEMPLATE_ID, version=TEMPLATE_VERSION)
    return version, ""


def is_current(version: str) -> bool:
    """True for the version of the current template, however it is written: ``1``, ``1.0``, ``1.0.0``."""
    return version_numbers(version) == version_numbers(TEMPLATE_VERSION)


def migrate(workbook: RawWorkbook, version: str, folder: Path | None = None) -> Migrated:
    """Carry the records of a workbook of this version over into the current definition.

    ``folder`` holds the data files of the steps. Raises TemplateVersionError for a version no file describes.
    """
    steps = chain_from(version, folder or steps_folder())
    vocabulary = definitions_before(steps)
    submission = bind(workbook, vocabulary)
    rows, misfits = read_rows(submission)
    dropped = {name: reason for step in steps for name, reason in step.dropped_sheets.items()}
    misfits += list_outside(submission, vocabulary, dropped, version)
    for number, step in enumerate(steps, 1):
        forward = Forward(step, definitions_before(steps[number:]))
        rows = forward.run(rows)
        misfits += forward.misfits
    misfits += follow_cells(rows, submission, steps)
    misfits += list_unfit(rows)
    order = {sheet.name: place for place, sheet in enumerate(workbook.sheets, 1)}
    unique = dict.fromkeys(misfits)
    return Migrated(
        data=_data(rows),
        carried=_carried(rows),
        misfits=tuple(sorted(unique, key=lambda item: order.get(item.sheet, 0 if not item.sheet else len(order) + 1))),
    )


def _data(rows: Rows) -> dict[str, list[dict[str, Value]]]:
    """Every declared column of every record; blank and computed ones None."""
    return {
        definition.key: [{key: row.values.get(key) for key in definition.by_key} for row in rows.get(definition.key, [])]
        for definition in sheet_defs()
    }


def _carried(rows: Rows) -> dict[str, int]:
    found: dict[str, int] = {}
    for definition in sheet_defs():
        records = rows.get(definition.key, [])
        if definition.layout == "formulir":
            found[definition.name] = sum(1 for row in records for value in row.values.values() if value is not None)
        else:
            found[definition.name] = len(records)
    return found

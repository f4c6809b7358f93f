"""lkjip_xl: a filled standard workbook becomes the official LKjIP tables.

The verbs are those of the command line::

    import lkjip_xl

    pengajuan = lkjip_xl.baca("isian.xlsx")
    hasil = lkjip_xl.validasi(pengajuan)
    for temuan in hasil.findings:
        print(temuan.code, temuan.sheet, temuan.cell, temuan.message)
    lkjip_xl.laporan("isian.xlsx", "laporan.xlsx")

Everything is loaded when first used, so that ``import lkjip_xl`` and ``lkjip --help`` stay quick.
"""

from __future__ import annotations

from lkjip_xl import version

__version__ = version.TOOL_VERSION

TYPE_CHECKING = False  # typing.TYPE_CHECKING without importing typing
if TYPE_CHECKING:
    from lkjip_xl.checks.finding import Finding, Severity
    from lkjip_xl.checks.run import CheckResult
    from lkjip_xl.errors import (
        LkjipError,
        MissingExtraError,
        RefusedFileError,
        TemplateVersionError,
        UsageError,
    )
    from lkjip_xl.intake.submission import Submission
    from lkjip_xl.migration.run import MigrationResult
    from lkjip_xl.verbs import FillResult, ReportResult, baca, isi, laporan, periksa, templat, to_frames, validasi

__all__ = [
    "CheckResult",
    "FillResult",
    "Finding",
    "LkjipError",
    "MigrationResult",
    "MissingExtraError",
    "RefusedFileError",
    "ReportResult",
    "Severity",
    "Submission",
    "TemplateVersionError",
    "UsageError",
    "__version__",
    "baca",
    "isi",
    "laporan",
    "migrasi",
    "periksa",
    "tandai",
    "templat",
    "to_frames",
    "validasi",
]

_HOMES = {
    "CheckResult": "lkjip_xl.checks.run",
    "Finding": "lkjip_xl.checks.finding",
    "Severity": "lkjip_xl.checks.finding",
    "Submission": "lkjip_xl.intake.submission",
    "LkjipError": "lkjip_xl.errors",
    "MissingExtraError": "lkjip_xl.errors",
    "RefusedFileError": "lkjip_xl.errors",
    "TemplateVersionError": "lkjip_xl.errors",
    "UsageError": "lkjip_xl.errors",
    "MigrationResult": "lkjip_xl.migration.run",
    "ReportResult": "lkjip_xl.verbs",
    "FillResult": "lkjip_xl.verbs",
    "baca": "lkjip_xl.verbs",
    "isi": "lkjip_xl.verbs",
    "tandai": "lkjip_xl.verbs",
    "laporan": "lkjip_xl.verbs",
    "migrasi": "lkjip_xl.verbs",
    "periksa": "lkjip_xl.verbs",
    "templat": "lkjip_xl.verbs",
    "to_frames": "lkjip_xl.verbs",
    "validasi": "lkjip_xl.verbs",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

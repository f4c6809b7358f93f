"""The public verbs, for programs; the command line calls the same functions."""

from __future__ import annotations

import errno
import stat
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.definition.own_sheets import RESULT_NAME, STAMP_NAME
from lkjip_xl.definition.resources import data_folder
from lkjip_xl.errors import LkjipError, MissingExtraError, RefusedFileError, UsageError
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.submission import Submission

if TYPE_CHECKING:
    from pandas import DataFrame

    from lkjip_xl.audit.paper.comparison import Comparison
    from lkjip_xl.audit.run import AuditResult
    from lkjip_xl.feedback.fill import Filling
    from lkjip_xl.migration.run import MigrationResult
    from lkjip_xl.reader.raw import RawWorkbook

TEMPLATE_FILE = "lkjip_standar.xlsx"
MACRO_SUFFIXES = (".xlsm", ".xltm")
"""A changed copy of a workbook with macros keeps its kind; Excel refuses one under another name."""
ROW_INDEX = "baris"
"""Name of a frame's index: the row of the submitted file."""


class ReportResult(NamedTuple):
    """What ``laporan`` did. ``output`` is None where ``ketat`` and a GALAT kept it from writing; ``left_out`` lists
    (sheet, place, what) of the submitted file that the report does not carry over."""

    check: CheckResult
    output: Path | None
    submission: Submission

    @property
    def left_out(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(self.submission.left_out)


def baca(path: str | Path) -> Submission:
    """Read a filled standard workbook; the file is not changed.

    Raises RefusedFileError for a file that cannot be examined, TemplateVersionError for one made from a newer template,
    OSError where the system does not give the file out.
    """
    return bind(_read(Path(path)))


def validasi(source: str | Path | Submission, *, tanggal: date | None = None) -> CheckResult:
    """Check a workbook, given as a path or already read. What is wrong in it comes back as findings; nothing is raised for
    it. ``tanggal`` is the day on which recorded exceptions must be valid; without it, the date the workbook gives its report.
    Raises what ``baca`` raises."""
    return check(source if isinstance(source, Submission) else baca(source), tanggal)


def laporan(
    path: str | Path, keluaran: str | Path, *, ketat: bool = False, timpa: bool = False, tanggal: date | None = None
) -> ReportResult:
    """Make the report workbook ``keluaran`` from a filled standard workbook.

    GALAT findings do not stop it, unless ``ketat``; then nothing is written. An earlier report at ``keluaran`` is replaced,
    any other file only with ``timpa``, the submitted file never. Raises UsageError for an impossible output, else what
    ``baca`` raises.
    """
    source, target = Path(path), Path(keluaran)
    replaceable = timpa or _is_empty(target) or _is_report(target)
    _refuse_output(target, replaceable=replaceable, source=source)
    submission = baca(source)
    result = check(submission, tanggal)
    if ketat and result.has_errors:
        return ReportResult(result, None, submission)
    from lkjip_xl.report import make_report
    from lkjip_xl.workbook.new import write_workbook

    write_workbook(make_report(submission, result.findings), target)
    return ReportResult(result, target, submission)


def migrasi(
    path: str | Path, keluaran: str | Path, *, timpa: bool = False, tulis_ulang: bool = False
) -> MigrationResult:
    """Carry a workbook of an older template version over into the current template, as the new workbook ``keluaran``.

    A workbook of the current version is left alone: nothing is written, unless ``tulis_ulang``. One that names no version is
    taken for the current one, with a warning. Raises TemplateVersionError for a version that is newer or unknown, UsageError
    for an impossible output (the submitted file is never one), else what ``baca`` raises.
    """
    source, target = Path(path), Path(keluaran)
    _refuse_output(target, replaceable=timpa or _is_empty(target), source=source)
    from lkjip_xl.migration.run import migrate_to

    return migrate_to(_read(source), target, rewrite=tulis_ulang)


def periksa(*paths: str | Path, umum: bool = False) -> list[AuditResult]:
    """Audit workbooks cell by cell: standard workbooks and the reports made from them against the official formulas, any other
    workbook (with ``umum`` every one) against its own formulas and layout. Nothing is raised for a file: one that cannot be
    examined comes back with the status TIDAK DIPERIKSA and the reason."""
    from lkjip_xl.audit.run import periksa_semua

    return periksa_semua(paths, umum=umum)


class WorkingPaper(NamedTuple):
    """What ``kertas_kerja`` did: the audit of every file, the files it wrote, and what became of an older paper's findings."""

    results: tuple[AuditResult, ...]
    output: Path
    manifest: Path
    comparison: Comparison | None


def kertas_kerja(
    *paths: str | Path, keluaran: str | Path, umum: bool = False, banding: str | Path = "", waktu: str = "", timpa: bool = False
) -> WorkingPaper:
    """Audit workbooks like ``periksa`` and write the results as the working paper ``keluaran``, with its manifest beside it.

    ``banding`` is an older paper to compare with, ``waktu`` the time the paper carries. An existing file is replaced only with
    ``timpa``, since a reviewer may have filled it in; an input never. Raises UsageError for an impossible call, LkjipError where
    a file changes while it is examined; then nothing is written.
    """
    from lkjip_xl.audit.paper.manifest import manifest_path
    from lkjip_xl.audit.paper.run import build_paper
    from lkjip_xl.workbook.delivery import deliver

    sources, target = [Path(path) for path in paths], Path(keluaran)
    old = Path(banding) if banding else None
    manifest = manifest_path(target)
    for source in (*sources, *([old] if old else [])):
        _refuse_output(target, replaceable=timpa or _is_empty(target), source=source)
        if manifest.exists() and source.exists() and manifest.samefile(source):
            raise UsageError(f"Manifes kertas kerja akan menimpa berkas masukan {manifest.name}. Pilih nama keluaran lain.")
    if manifest.exists() and not timpa:
        raise UsageError(f"Berkas manifes sudah ada: {manifest}. Pilih nama keluaran lain, atau tambahkan --timpa.")
    made = build_paper(sources, target, umum=umum, banding=old, waktu=waktu)
    deliver(made.data, target)
    deliver(made.manifest.encode(), manifest)
    return WorkingPaper(made.results, target, manifest, made.comparison)


def tandai(
    path: str | Path, salinan: str | Path, result: CheckResult, *, timpa: bool = False, tanggal: date | None = None
) -> list[str]:
    """Make ``salinan``: the submitted file with the sheet Temuan first and every faulty cell marked.

    ``result`` is what ``validasi`` found in this very file on the day ``tanggal``. An earlier marked copy in which nobody
    has worked since is replaced, any other file only with ``timpa``. What could not be marked comes back as sentences.
    Raises UsageError for an impossible output, else what ``baca`` raises.
    """
    from lkjip_xl.feedback.mark import marked_copy
    from lkjip_xl.workbook.delivery import deliver

    source, target = Path(path), Path(salinan)
    replaceable = timpa or _is_empty(target) or _is_untouched_copy(target, source.name, tanggal)
    _refuse_output(target, replaceable=replaceable, source=source, copy=True)
    patched = marked_copy(source.read_bytes(), source.name, result)
    deliver(patched.data, target)
    return [skip.sentence for skip in patched.skipped]


class FillResult(NamedTuple):
    """What ``isi`` did: the copy, its source's hash, what was filled and what was kept, and what could not be written."""

    output: Path
    sha256: str
    filling: Filling
    skipped: tuple[str, ...]


def isi(path: str | Path, salinan: str | Path, *, timpa: bool = False) -> FillResult:
    """Make ``salinan``: the submitted file with its computed columns filled by official formula and value.

    Cells that somebody typed or gave another formula are kept and listed; ``timpa`` replaces them, and an existing copy.
    Raises UsageError for an impossible output, else what ``baca`` raises.
    """
    from lkjip_xl.feedback.fill import filled_copy, plan_filling
    from lkjip_xl.workbook.delivery import deliver

    source, target = Path(path), Path(salinan)
    _refuse_output(target, replaceable=timpa or _is_empty(target), source=source, copy=True)
    submission = baca(source)
    filling = plan_filling(submission, overwrite=timpa)
    patched = filled_copy(source.read_bytes(), filling)
    deliver(patched.data, target)
    return FillResult(target, submission.workbook.sha256, filling, tuple(skip.sentence for skip in patched.skipped))


def templat(path: str | Path, *, timpa: bool = False) -> Path:
    """Put the blank standard workbook at ``path`` and return it. A file that holds anything else is kept unless ``timpa``:
    it may be somebody's filled workbook."""
    target = Path(path)
    blank = data_folder("workbook_templates") / TEMPLATE_FILE
    if not blank.is_file():
        raise LkjipError(f"Pemasangan lkjip_xl tidak lengkap: {TEMPLATE_FILE} tidak ditemukan. Pasang ulang paketnya.")
    replaceable = timpa or _is_empty(target) or (target.is_file() and target.read_bytes() == blank.read_bytes())
    _refuse_output(target, replaceable=replaceable)
    target.write_bytes(blank.read_bytes())
    return target


def to_frames(submission: Submission) -> dict[str, DataFrame]:
    """The records as pandas DataFrames by sheet key (``"dpa"``, ``"realisasi"`` …), one column per field, indexed by the
    row of the submitted file. Error values stay visible as ``CellError`` texts; computed columns are blank.

    Raises MissingExtraError where pandas is not installed.
    """
    try:
        from pandas import DataFrame, Index
    except ImportError as error:
        raise MissingExtraError('pandas belum terpasang. Jalankan: pip install "lkjip-xl[analisis]"') from error
    frames = {}
    for key, data in submission.sheets.items():
        fields = [column.key for column in data.definition.columns]
        index = Index([record.row for record in data.records], name=ROW_INDEX, dtype="int64")
        frames[key] = DataFrame([dict(record.values) for record in data.records], columns=fields, index=index)
    return frames


def _read(source: Path) -> RawWorkbook:
    from lkjip_xl.reader.workbook_reader import read_workbook

    if stat.S_ISDIR(source.stat().st_mode):  # stat() lets the system say what is wrong: missing, not allowed
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(source))
    return read_workbook(source)


def _is_empty(target: Path) -> bool:
    """True for a file without content, as programs leave behind that only reserve a name."""
    return target.is_file() and target.stat().st_size == 0


def _is_report(target: Path) -> bool:
    """True for a report this tool made: replacing it by a new one loses nothing that cannot be made again."""
    return _has_name(target, STAMP_NAME)


def _is_marked_copy(target: Path) -> bool:
    """True for a copy that ``tandai`` made: it carries the name of its list of findings."""
    return _has_name(target, RESULT_NAME)


def _has_name(target: Path, name: str) -> bool:
    """True for a workbook with this defined name; False for anything else, unreadable files included."""
    from lkjip_xl.reader.workbook_reader import read_names

    try:
        return target.is_file() and name in read_names(target)
    except RefusedFileError:
        return False


def _is_untouched_copy(target: Path, source_name: str, tanggal: date | None) -> bool:
    """True for a marked copy nobody has saved since: marking it once more gives its very bytes. A copy in which somebody
    corrected cells holds work that stands nowhere else."""
    if not _is_marked_copy(target):
        return False
    from lkjip_xl.feedback.mark import marked_copy
    from lkjip_xl.reader.workbook_reader import read_workbook

    try:
        data = target.read_bytes()
        return marked_copy(data, source_name, check(bind(read_workbook(data)), tanggal)).data == data
    except LkjipError:
        return False


def _refuse_output(target: Path, *, replaceable: bool, source: Path | None = None, copy: bool = False) -> None:
    """Say no to an output that would destroy something or cannot be written."""
    suffix = source.suffix.casefold() if copy and source is not None and source.suffix.casefold() in MACRO_SUFFIXES else ".xlsx"
    if target.suffix.casefold() != suffix:
        raise UsageError(f"Nama keluaran harus berakhiran {suffix}: {target.name}")
    if target.is_dir():
        raise UsageError(f"Keluaran adalah folder, bukan berkas: {target}")
    if not target.parent.is_dir():
        raise UsageError(f"Folder keluaran tidak ada: {target.parent}")
    if source is not None and target.exists() and source.exists() and target.samefile(source):
        raise UsageError("Keluaran sama dengan berkas masukan. Berkas masukan tidak pernah ditimpa; pilih nama lain.")
    if target.exists() and not replaceable:
        raise UsageError(f"Berkas keluaran sudah ada: {target}. Pilih nama lain, atau tambahkan --timpa untuk menggantinya.")

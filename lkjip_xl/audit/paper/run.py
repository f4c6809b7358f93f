"""From paths to a finished paper: hash, audit, lay out, hash again. What comes back is bytes; writing them is the caller's."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lkjip_xl.audit.metadata import read_metadata
from lkjip_xl.audit.paper.book import make_paper
from lkjip_xl.audit.paper.comparison import Comparison, compare
from lkjip_xl.audit.paper.manifest import hash_of, manifest_text, refuse_changes
from lkjip_xl.audit.paper.moment import moment
from lkjip_xl.audit.paper.old_paper import read_old_paper
from lkjip_xl.audit.paper.source import PaperFile, paper_files
from lkjip_xl.audit.run import AUDIT_LIMITS, AuditResult, Status, periksa_semua
from lkjip_xl.version import TEMPLATE_VERSION


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What was made: the audit of every file, the paper's bytes, its manifest, and the comparison where one was asked for."""

    results: tuple[AuditResult, ...]
    files: tuple[PaperFile, ...]
    data: bytes
    manifest: str
    comparison: Comparison | None = None


def build_paper(
    sources: Sequence[Path], target: Path, *, umum: bool = False, banding: Path | None = None, waktu: str = ""
) -> PaperResult:
    """Audit the files and make the paper that will stand at ``target``. Raises LkjipError where an input changes meanwhile,
    UsageError where ``banding`` is no paper or ``waktu`` no time."""
    old = read_old_paper(banding) if banding else None
    before = {path: hash_of(path) for path in (*sources, *([banding] if banding else []))}
    results = periksa_semua(sources, umum=umum)
    times = [_modified(path, result) for path, result in zip(sources, results, strict=True)]
    when = moment(waktu, os.environ.get("SOURCE_DATE_EPOCH", ""), times)
    files = paper_files(results, times)
    comparison = compare(old, files, TEMPLATE_VERSION) if old else None
    data = make_paper(files, when, comparison).data()
    seen = [(path, result.sha256) for path, result in zip(sources, results, strict=True)]
    refuse_changes(before, [*seen, *([(banding, old.sha256)] if banding and old else [])])
    listed = manifest_text(target, hashlib.sha256(data).hexdigest(), before, when)
    return PaperResult(tuple(results), tuple(files), data, listed, comparison)


def _modified(path: Path, result: AuditResult) -> str:
    """When the document says it was last changed; "" for one that was not examined."""
    if result.case is not None:
        return result.case.look.metadata.modified
    return read_metadata(path.read_bytes(), AUDIT_LIMITS).modified if result.status is Status.EXAMINED else ""

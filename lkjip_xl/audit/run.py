"""``periksa``: one file in, everything found out about it. A file that cannot be examined is a result too, never an exception.

The formulas of our own workbooks are recalculated inside this process by a bounded evaluator, so no child process is needed.
Any other workbook, and ours with ``umum``, is audited in a guarded process of its own (audit/umum/guard.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from lkjip_xl.audit.build import build_case
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import fault_sentence, make_finding
from lkjip_xl.audit.cell_rules import CELL_RULES, Rule, examined
from lkjip_xl.audit.facts import CellFacts
from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.package_look import PackageLook, look_at
from lkjip_xl.audit.recognise import is_ours
from lkjip_xl.audit.rules.chain import examine_chain
from lkjip_xl.audit.rules.conditional import examine_conditions
from lkjip_xl.audit.rules.hidden import examine_hidden
from lkjip_xl.audit.rules.names import examine_names, examine_protection
from lkjip_xl.audit.rules.origin import examine_origin
from lkjip_xl.audit.rules.outline import examine_outline
from lkjip_xl.audit.rules.settings import examine_active
from lkjip_xl.audit.umum.guard import FAILURES, Failure, examine_apart
from lkjip_xl.audit.umum.result import GeneralAudit
from lkjip_xl.errors import LkjipError
from lkjip_xl.faults import describe
from lkjip_xl.garbage import no_garbage_collection
from lkjip_xl.ooxml.limits import DEFAULT_LIMITS, Limits
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook

AUDIT_LIMITS: Final[Limits] = DEFAULT_LIMITS._replace(cells=1_500_000)
"""A report holds its input sheets and the tables made from them: about twice the cells of the submission it came from."""

RULES: Final[tuple[Rule, ...]] = (
    *CELL_RULES,
    examine_hidden,
    examine_conditions,
    examine_outline,
    examine_active,
    examine_names,
    examine_protection,
    examine_origin,
    examine_chain,
)
"""Every rule of audit.md §3. The order of the findings does not depend on theirs."""

PROGRAM_FAULT: Final = "KESALAHAN_PROGRAM"


class Status(StrEnum):
    """Whether a file was examined; a refused one stays a row of its own."""

    EXAMINED = "DIPERIKSA"
    NOT_EXAMINED = "TIDAK DIPERIKSA"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not examined: a stable code and one sentence. ``error`` is the exception behind it, for developers."""

    code: str
    sentence: str
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What is known about one file. ``sha256`` and ``size`` are of the bytes that were examined.

    ``findings`` stand in the order of the workbook, those about the whole file first. ``case`` holds the cells, their four
    facts and precedents for the working paper; None where the file was not examined. ``general`` is the audit of a workbook
    without official formulas instead; its findings stand in the order of their weight.
    """

    name: str
    sha256: str
    size: int
    status: Status
    findings: tuple[AuditFinding, ...] = ()
    refusal: Refusal | None = None
    case: Case | None = None
    general: GeneralAudit | None = None

    @property
    def facts(self) -> tuple[CellFacts, ...]:
        """The four facts of every computed cell; of a workbook without official formulas only the first and the third."""
        if self.general is not None:
            return self.general.facts
        return self.case.facts if self.case else ()

    @property
    def has_findings(self) -> bool:
        """True where at least one finding is above Info."""
        return any(finding.grade is not Grade.INFO for finding in self.findings)

    def counts(self) -> dict[Grade, int]:
        """Number of findings of every grade, zeros included."""
        found = Counter(finding.grade for finding in self.findings)
        return {grade: found[grade] for grade in Grade}


def periksa(source: str | Path | bytes, *, name: str = "", limits: Limits = AUDIT_LIMITS, umum: bool = False) -> AuditResult:
    """Audit one workbook, given as a path or as the file's bytes (then with a ``name``). A file that is not ours is audited
    without official formulas, with ``umum`` every file is. Nothing is raised for what the file holds: a file that cannot be
    examined comes back with the status TIDAK DIPERIKSA and the reason."""
    shown = name or ("" if isinstance(source, bytes) else Path(source).name)
    data = b""
    try:
        data = source if isinstance(source, bytes) else _load(Path(source), limits)
        if umum:
            return _general(data, shown, limits)
        workbook = read_workbook(data, name=shown, limits=limits)
        with no_garbage_collection():
            if is_ours(workbook):
                return _examined(workbook, look_at(data, limits))
        del workbook
        return _general(data, shown, limits)
    except (LkjipError, OSError) as error:
        return _refused(shown, data, Refusal(*describe(error), error))
    except (RecursionError, MemoryError) as error:
        return _refused(shown, data, Refusal("MEMORY", fault_sentence("MEMORY"), RuntimeError(str(error))))
    except Exception as error:  # a fault of ours must not stop the other files of a batch; it stays visible as a refusal
        return _refused(shown, data, Refusal(PROGRAM_FAULT, fault_sentence(PROGRAM_FAULT), error))


def periksa_semua(sources: Iterable[str | Path], *, umum: bool = False) -> list[AuditResult]:
    """Audit several files; each one by itself, and then whether two are the same (H04)."""
    return with_duplicates([periksa(source, umum=umum) for source in sources])


def with_duplicates(results: Sequence[AuditResult]) -> list[AuditResult]:
    """The results with a finding on every file that was sent more than once."""
    by_hash: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if result.status is Status.EXAMINED:
            by_hash[result.sha256].append(result.name)
    return [_with_duplicate(result, by_hash[result.sha256]) for result in results]


def _general(data: bytes, name: str, limits: Limits) -> AuditResult:
    """The audit without official formulas, in a guarded process."""
    if len(data) > limits.file_size:
        read_workbook(data, name=name, limits=limits)  # refuses it with the reader's own words
    found = examine_apart(data, name, limits)
    if isinstance(found, Failure):
        known = found.code in FAILURES
        sentence = fault_sentence(found.code) if known else found.sentence
        return _refused(name, data, Refusal(found.code, sentence, RuntimeError(found.sentence) if known else None))
    digest = hashlib.sha256(data).hexdigest()
    return AuditResult(name, digest, len(data), Status.EXAMINED, found.findings, general=found)


def _examined(workbook: RawWorkbook, look: PackageLook) -> AuditResult:
    case = build_case(workbook, look)
    found = tuple(examined(case, workbook, RULES))
    return AuditResult(workbook.name, workbook.sha256, workbook.size, Status.EXAMINED, found, case=case)


def _load(path: Path, limits: Limits) -> bytes:
    """The file's bytes, hashed and parsed from one reading; one more than the limit is enough to know that it is too large."""
    with path.open("rb") as file:
        return file.read(limits.file_size + 1)


def _refused(name: str, data: bytes, refusal: Refusal) -> AuditResult:
    digest = hashlib.sha256(data).hexdigest() if data and len(data) <= AUDIT_LIMITS.file_size else ""
    return AuditResult(name, digest, len(data), Status.NOT_EXAMINED, refusal=refusal)


def _with_duplicate(result: AuditResult, names: Sequence[str]) -> AuditResult:
    if result.status is not Status.EXAMINED or len(names) < 2:
        return result
    others = list(names)
    others.remove(result.name)
    finding = make_finding("H04", lain=", ".join(others), ditemukan=result.sha256)
    return replace(result, findings=(finding, *result.findings))

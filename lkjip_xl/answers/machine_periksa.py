"""The JSON of ``lkjip periksa``: one row per file, refused ones too, each finding with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.run import AuditResult, Refusal, Status


def audit_object(results: Sequence[AuditResult]) -> dict[str, Any]:
    """The whole object: nothing beside ``berkas``, with an older paper compared or not, so that a program can rely on it."""
    return {"berkas": [_file(result) for result in results]}


def refused_object(files: Sequence[tuple[str, str]], code: str, sentence: str) -> dict[str, Any]:
    """The same object where the command could not run at all: of every (name, SHA-256) that it was not examined, and why."""
    refusal = Refusal(code, sentence)
    return audit_object([AuditResult(name, sha256, 0, Status.NOT_EXAMINED, refusal=refusal) for name, sha256 in files])


def _file(result: AuditResult) -> dict[str, Any]:
    found = [_refusal(result.refusal)] if result.refusal else [audit_finding_object(finding) for finding in result.findings]
    return {"nama": result.name, "sha256": result.sha256, "status": str(result.status), "temuan": found}


def audit_finding_object(finding: AuditFinding) -> dict[str, Any]:
    """One finding: the keys of ``validasi --json`` and five more; money effects in rupiah, found less official.

    Its id is not among them: ids are for the working paper, where a later run reads them. Nobody can waive a finding of the
    audit, so ``pengecualian`` is always null.
    """
    evidence = finding.evidence
    return {
        "kode": finding.code,
        "tingkat": str(finding.grade),
        "lembar": finding.sheet,
        "sel": finding.cell,
        "kolom": finding.heading,
        "nilai": finding.value,
        "harapan": finding.expected,
        "pesan": finding.message,
        "saran": finding.advice,
        "pengecualian": None,
        "rumus": evidence.formula,
        "rumus_resmi": evidence.official,
        "tersimpan": evidence.stored,
        "terhitung": evidence.computed,
        "dampak_rupiah": evidence.impact,
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    """A file that was not examined: its code and sentence in the place of a finding."""
    return {
        "kode": refusal.code,
        "tingkat": str(Grade.KRITIS),
        "lembar": "",
        "sel": "",
        "kolom": "",
        "nilai": None,
        "harapan": "",
        "pesan": refusal.sentence,
        "saran": "",
        "pengecualian": None,
        "rumus": "",
        "rumus_resmi": "",
        "tersimpan": None,
        "terhitung": None,
        "dampak_rupiah": None,
    }

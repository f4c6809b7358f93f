"""The JSON of ``lkjip periksa``: one row per file, refused ones too, each finding with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.run import AuditResult, Refusal


def audit_object(results: Sequence[AuditResult]) -> dict[str, Any]:
    """The whole object."""
    return {"berkas": [_file(result) for result in results]}


def _file(result: AuditResult) -> dict[str, Any]:
    found = [_refusal(result.refusal)] if result.refusal else [audit_finding_object(finding) for finding in result.findings]
    return {"nama": result.name, "sha256": result.sha256, "status": str(result.status), "temuan": found}


def audit_finding_object(finding: AuditFinding) -> dict[str, Any]:
    """One finding with the keys of the contract; money effects in rupiah, found less official."""
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
        "rumus": "",
        "rumus_resmi": "",
        "tersimpan": None,
        "terhitung": None,
        "dampak_rupiah": None,
    }

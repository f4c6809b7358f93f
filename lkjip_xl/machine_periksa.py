"""The JSON of ``lkjip periksa``: one row per file, refused ones too, each finding with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.paper.comparison import Comparison, Fate
from lkjip_xl.audit.run import AuditResult, Refusal


def audit_object(results: Sequence[AuditResult], comparison: Comparison | None = None) -> dict[str, Any]:
    """The whole object; ``banding`` only where an older paper was compared with."""
    files: dict[str, Any] = {"berkas": [_file(result) for result in results]}
    return {**files, "banding": comparison_object(comparison)} if comparison else files


def comparison_object(comparison: Comparison) -> dict[str, Any]:
    """What became of an older paper's findings; ``masih_ada`` includes those whose content changed."""
    return {
        "kertas_lama": {"nama": comparison.old.name, "sha256": comparison.old.sha256},
        "templat_lain": comparison.other_template,
        "diperbaiki": _noted(comparison, Fate.MENDED),
        "masih_ada": _noted(comparison, Fate.REMAINS, Fate.CHANGED),
        "baru": _noted(comparison, Fate.NEW),
        "tidak_diperiksa_lagi": _noted(comparison, Fate.NOT_SEEN),
    }


def _noted(comparison: Comparison, *fates: Fate) -> list[dict[str, Any]]:
    return [
        {
            "berkas": row.finding.file,
            "id": row.finding.id,
            "kode": row.finding.code,
            "tingkat": row.finding.grade,
            "letak": row.finding.place,
            "keadaan": str(row.fate),
            "pesan": row.finding.text,
        }
        for row in comparison.rows
        if row.fate in fates
    ]


def _file(result: AuditResult) -> dict[str, Any]:
    found = [_refusal(result.refusal)] if result.refusal else [audit_finding_object(finding) for finding in result.findings]
    return {"nama": result.name, "sha256": result.sha256, "status": str(result.status), "temuan": found}


def audit_finding_object(finding: AuditFinding) -> dict[str, Any]:
    """One finding with the keys of the contract; money effects in rupiah, found less official."""
    evidence = finding.evidence
    return {
        "id": finding.id,
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

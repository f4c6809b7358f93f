"""What a batch came to: counts by status and code, and what was sent twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

from lkjip_xl.batch.outcome import DONE, FAILED, REFUSED, Facts, Outcome
from lkjip_xl.compute.excel import general

_LABELS = {"selesai": DONE, "ditolak": REFUSED, "gagal": FAILED}


class Summary:
    """Counts outcomes one after the other; keeps no figures of the offices."""

    def __init__(self) -> None:
        self._status: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._files: dict[str, list[str]] = {}
        self._offices: dict[str, list[str]] = {}

    def add(self, outcome: Outcome) -> Outcome:
        """Count one outcome, and hand it back."""
        self._status[outcome.status] += 1
        if outcome.code:
            self._codes[outcome.code] += 1
        if outcome.sha256:
            self._files.setdefault(outcome.sha256, []).append(outcome.name)
        if outcome.facts.get("nama_instansi") is not None:
            self._offices.setdefault(office_key(outcome.facts), []).append(outcome.name)
        return outcome

    def to_json(self) -> dict[str, Any]:
        """The ``ringkasan`` of the JSON object: ``berkas_sama`` has the same content, ``instansi_sama`` the same office and
        year; the names of each group in order."""
        return {
            "jumlah": self._status.total(),
            **{key: self._status[status] for key, status in _LABELS.items()},
            "kode": dict(sorted(self._codes.items())),
            "berkas_sama": [names for names in self._files.values() if len(names) > 1],
            "instansi_sama": [names for names in self._offices.values() if len(names) > 1],
        }


def office_key(facts: Facts) -> str:
    """What tells one office's year from all others, for finding the same office twice."""
    words = [general(facts[key]).casefold().split() for key in ("nama_instansi", "daerah", "tahun")]
    return "|".join(" ".join(part) for part in words)

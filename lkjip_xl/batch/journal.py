"""The batch's memory on disk: one JSON line per finished file, so that a run that was killed can go on where it stopped.

A line is written whole and flushed to the disk before the batch counts the file as done; a half line at the end (power cut,
full disk) is passed over when reading. At the end of a run the journal is rewritten in order of names and without timings:
the same inputs give the same bytes whatever the number of workers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lkjip_xl.batch.discovery import JOURNAL_NAME
from lkjip_xl.batch.job import DONE, Outcome, file_sha256
from lkjip_xl.errors import UsageError
from lkjip_xl.version import TOOL_VERSION

_DRAFT = f".{JOURNAL_NAME}.tmp"


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


class Journal:
    """The journal of one output folder. ``settings`` are the options that shape the outputs; a run with others cannot be
    continued."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self.path = folder / JOURNAL_NAME
        self.header = {"lkjip_xl": TOOL_VERSION, "pilihan": settings}
        self._stream: IO[str] | None = None

    def start(self) -> None:
        """Begin anew: an earlier journal is dropped."""
        self._stream = self.path.open("w", encoding="utf-8", newline="\n")
        self._put(self.header)

    def resume(self) -> None:
        """Go on writing behind what is there. UsageError without a journal or with one of another run."""
        first = next(self._records(), None)
        if first is None:
            raise UsageError(f"Tidak ada jurnal {JOURNAL_NAME} di folder hasil; jalankan tanpa --lanjut.")
        if first != self.header:
            raise UsageError("Jurnal di folder hasil dibuat oleh versi atau pilihan lain; jalankan tanpa --lanjut.")
        whole = self._whole_bytes()
        with self.path.open("r+b") as stream:
            stream.truncate(whole)
        self._stream = self.path.open("a", encoding="utf-8", newline="\n")

    def add(self, outcome: Outcome) -> None:
        """Remember a finished file."""
        self._put(outcome.to_json())

    def _put(self, record: dict[str, Any]) -> None:
        assert self._stream is not None, "start or resume comes first"
        self._stream.write(_line(record))
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _whole_bytes(self) -> int:
        """Length of the journal up to its last whole line."""
        size = 0
        with self.path.open("rb") as stream:
            for raw in stream:
                if not raw.endswith(b"\n"):
                    break
                size += len(raw)
        return size

    def _records(self) -> Iterator[dict[str, Any]]:
        if not self.path.is_file():
            return
        with self.path.open(encoding="utf-8", errors="replace") as stream:
            for text in stream:
                if not text.endswith("\n"):
                    return
                try:
                    record = json.loads(text)
                except ValueError:  # a torn line in the middle: that file is simply done again
                    continue
                if isinstance(record, dict):
                    yield record

    def outcomes(self) -> Iterator[Outcome]:
        """Every remembered outcome; of a file done twice the last one counts, in order of names."""
        places: dict[str, int] = {}
        for number, record in enumerate(self._records()):
            if number and "name" in record:
                places[record["name"]] = number
        wanted = {number: name for name, number in places.items()}
        kept = {wanted[number]: Outcome(**record) for number, record in enumerate(self._records()) if number in wanted}
        for name in sorted(kept):
            yield kept[name]

    def finished(self) -> dict[str, Outcome]:
        """Files that need not be done again: refused ones, and reports that still stand on the disk as they were written."""
        found = {}
        for outcome in self.outcomes():
            report = self.folder / outcome.output
            if outcome.status == DONE and not (report.is_file() and file_sha256(report) == outcome.output_sha256):
                continue
            found[outcome.name] = outcome
        return found

    def settle(self) -> None:
        """Rewrite the journal in order of names, one line a file, timings left out."""
        self.close()
        draft = self.folder / _DRAFT
        with draft.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(_line(self.header))
            for outcome in self.outcomes():
                stream.write(_line({**outcome.to_json(), "seconds": 0.0}))
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self.path)

"""The batch's memory on disk: one JSON line per finished file, so that a run that was killed can go on where it stopped.

A line is written whole and flushed to the disk before the batch counts the file as done; a half line at the end (power cut,
full disk) is passed over when reading. At the end of a run the journal is rewritten in order of names and without timings:
the same inputs give the same bytes whatever the number of workers. Outcomes are read from it one at a time, so that a batch
needs no more memory for 3,000 files than for 100.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import fields
from io import FileIO
from pathlib import Path
from typing import Any

from lkjip_xl.batch.discovery import JOURNAL_NAME
from lkjip_xl.batch.lock import lock
from lkjip_xl.batch.outcome import DONE, Outcome, file_sha256
from lkjip_xl.errors import UsageError
from lkjip_xl.version import TOOL_VERSION

_FIELDS = {field.name for field in fields(Outcome)}
DRAFT_NAME = f".{JOURNAL_NAME}.tmp"


def _line(record: dict[str, Any]) -> bytes:
    # ASCII: a file name that is no valid UTF-8 must come back as it was
    return json.dumps(record, sort_keys=True, separators=(",", ":")).encode("ascii") + b"\n"


def _record(raw: bytes) -> dict[str, Any] | None:
    """A whole line as a record; None for a torn one: that file is simply done again."""
    try:
        record = json.loads(raw)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _outcome(raw: bytes) -> Outcome | None:
    """A line as an Outcome; None for the header and for what another version wrote differently."""
    record = _record(raw) or {}
    if not all(isinstance(record.get(key), str) for key in ("name", "sha256", "status")):
        return None
    return Outcome(**{key: value for key, value in record.items() if key in _FIELDS})


class Journal:
    """The journal of one output folder. ``settings`` are the options that shape the outputs; a run with others cannot be
    continued."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self.path = folder / JOURNAL_NAME
        self.header = {"lkjip_xl": TOOL_VERSION, "pilihan": settings}
        self._stream: FileIO | None = None

    def open(self) -> None:
        """Take the journal for this run alone. UsageError where another batch is writing it."""
        self._stream = FileIO(self.path, "a+")  # unbuffered: closing after a full disk must not try to write again
        if not lock(self._stream):
            self.close()
            raise UsageError("Folder hasil sedang dipakai batch lain. Tunggu sampai selesai, atau pilih folder lain.")

    def start(self) -> None:
        """Begin anew: what was remembered is dropped."""
        self._file().truncate(0)
        self._put(self.header)

    def resume(self) -> None:
        """Go on writing behind what is there; begin where there is nothing. UsageError for the journal of another run."""
        first = self._first()
        if first is None:
            self.start()
            return
        if first != self.header:
            raise UsageError("Jurnal di folder hasil dibuat oleh versi atau pilihan lain; jalankan tanpa --lanjut.")
        self._file().truncate(self._whole_bytes())

    def add(self, outcome: Outcome) -> None:
        """Remember a finished file."""
        self._put(outcome.to_json())

    def _file(self) -> FileIO:
        assert self._stream is not None, "open comes first"
        return self._stream

    def _put(self, record: dict[str, Any]) -> None:
        stream = self._file()
        rest = memoryview(_line(record))
        while rest:
            rest = rest[stream.write(rest) :]
        os.fsync(stream.fileno())

    def close(self) -> None:
        """Let go of the file and its lock."""
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _whole_bytes(self) -> int:
        """Length of the journal up to its last whole line."""
        return max((end for _, end, _ in self._lines()), default=0)

    def _lines(self) -> Iterator[tuple[int, int, bytes]]:
        """(start, end, bytes) of every whole line."""
        if not self.path.is_file():
            return
        start = 0
        with self.path.open("rb") as stream:
            for raw in stream:
                if not raw.endswith(b"\n"):
                    return
                yield start, start + len(raw), raw
                start += len(raw)

    def _first(self) -> dict[str, Any] | None:
        return next((_record(raw) for _, _, raw in self._lines()), None)

    def __iter__(self) -> Iterator[Outcome]:
        return self.outcomes()

    def outcomes(self) -> Iterator[Outcome]:
        """Every remembered outcome in order of names; of a file done twice the last one counts."""
        places: dict[str, int] = {}
        for start, _, raw in self._lines():
            if (outcome := _outcome(raw)) is not None:
                places[outcome.name] = start
        if not places:
            return
        with self.path.open("rb") as stream:
            for name in sorted(places):
                stream.seek(places[name])
                if (outcome := _outcome(stream.readline())) is not None:
                    yield outcome

    def finished(self) -> dict[str, Outcome]:
        """Files that need not be done again: refused ones, and reports that still stand on the disk as they were written."""
        return {done.name: done.without_facts for done in self.outcomes() if done.status != DONE or self.stands(done)}

    def stands(self, outcome: Outcome) -> bool:
        """True where the report of an outcome is on the disk, byte for byte as it was written."""
        report = self.folder / outcome.output
        return bool(outcome.output) and report.is_file() and file_sha256(report) == outcome.output_sha256

    def settle(self, names: Collection[str]) -> None:
        """Rewrite the journal in order of names, one line a file of this run, timings left out."""
        draft = self.folder / DRAFT_NAME
        with draft.open("wb") as stream:
            stream.write(_line(self.header))
            for outcome in self.outcomes():
                if outcome.name in names:
                    stream.write(_line({**outcome.to_json(), "seconds": 0.0}))
            stream.flush()
            os.fsync(stream.fileno())
        self.close()
        draft.replace(self.path)

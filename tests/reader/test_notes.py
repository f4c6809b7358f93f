"""Every note the reader can make has a meaning, and every meaning is used."""

from __future__ import annotations

import re
from pathlib import Path

from lkjip_xl.intake.leftovers import NOT_CARRIED
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.reader import notes
from lkjip_xl.reader.notes import MEANINGS, NoteLog


def test_codes_in_the_reader_are_the_codes_with_a_meaning() -> None:
    room = Path(notes.__file__).parent
    source = "".join(path.read_text("utf-8") for path in room.glob("*.py") if path.name not in {"notes.py", "refusals.py"})
    written = {code for code in re.findall(r'"([A-Z][A-Z0-9_]+)"', source) if code in MEANINGS}
    assert written == MEANINGS.keys()
    assert NOT_CARRIED.keys() <= MEANINGS.keys()


def test_detail_from_the_file_is_cleaned() -> None:
    log = NoteLog(Limits())
    log.add("DDE", detail="a\x1b[2J\u202e" + "x" * 500)
    (note,) = log.all()
    assert note.detail.startswith("a\\x1B[2J\\u202Exx")
    assert len(note.detail) == 120

"""Templat Baru: the blank standard workbook, opened from the user's documents."""

from __future__ import annotations

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.destination import documents, free_path
from lkjip_xl.verbs import templat
from lkjip_xl.workbook.live.guard import in_words


def run(desk: Desk) -> Said:
    """Make a new file, never over another one, and open it."""
    with in_words():
        taken = [book.name for book in desk.app.books]
    made = templat(free_path(documents() / "LKjIP baru.xlsx", taken))
    with in_words():
        desk.app.books.open(str(made))
    return Said(f"Templat baru dibuka: {made}\nIsi kolom berkepala biru; kolom abu-abu dihitung sendiri.")

"""Dari klik sampai pesan: tombol Buat Laporan pada contoh Disdukcapil.

Two front ends. Excel's buttons start a process: what it costs until the action begins is compared with a process that only
imports xlwings. LibreOffice's button is really clicked, on a virtual screen by an ordinary user, and the extension tells when
it had come how far; needs the same tools as tests/addin/layar.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

from ukur import ROOT, SAMPLE, Row, in_turn, process, row, show

sys.path.insert(0, str(ROOT))

from tests.addin.layar.screen import TOOLS, office_on_screen, system_python

ROUNDS, CLICKS, STARTS = 15, 4, 3
LIMIT = 1.2
ACTION, LABEL = "buat-laporan", "Buat Laporan"
ISOLATED = (sys.executable, "-I", "-X", "utf8", "-c")
ONLY_XLWINGS = "import xlwings"
WITHOUT_UNUSED = "from lkjip_xl.addin.pita import leave_out_unused as leave_out; leave_out(); import xlwings"
UNTIL_THE_ACTION = f"{WITHOUT_UNUSED}; from lkjip_xl.addin.buttons.run import BUTTONS; BUTTONS[{ACTION!r}]()"
STAGES = ("mulai", "impor", "membaca", "menghitung", "menulis")
MEASURING = """

import time

def _measured(self, action):
    marks = [("mulai", time.time())]
    with open(PLACE, encoding="utf-8") as file:
        place = json.load(file)
    sys.path[:0] = [path for path in place["jalur"] if path not in sys.path]
    from lkjip_xl.addin.buttons import report, run
    from lkjip_xl.addin.libreoffice import app, front
    from lkjip_xl.workbook.live import guard

    run.BUTTONS[action]()
    marks.append(("impor", time.time()))
    say, alert, write = guard.Progress.say, app.App.alert, report.write_sheets

    def said(self, text):
        marks.append((text, time.time()))
        say(self, text)

    def written(*arguments, **named):
        marks.append(("menulis", time.time()))
        write(*arguments, **named)

    def alerted(self, *arguments):
        marks.append(("pesan", time.time()))
        with open(os.path.join(os.path.expanduser("~"), "ukuran.json"), "a", encoding="utf-8") as file:
            file.write(json.dumps(marks) + chr(10))
        return alert(self, *arguments)

    guard.Progress.say, app.App.alert, report.write_sheets = said, alerted, written
    try:
        front.pressed(self.context, action)
    finally:
        guard.Progress.say, app.App.alert, report.write_sheets = say, alert, write

Pita._press = _measured
"""
"""What the extension gets added for the measurement: the same steps with the time of each."""


def start() -> list[Row]:
    """The process behind a button of Excel, until its action begins."""
    runs = in_turn(
        {
            "klik": lambda: process([*ISOLATED, UNTIL_THE_ACTION]),
            "xlwings": lambda: process([*ISOLATED, ONLY_XLWINGS]),
            "hemat": lambda: process([*ISOLATED, WITHOUT_UNUSED]),
        },
        ROUNDS,
    )
    what = f"mulai dan impor tombol {LABEL}, proses tombol Excel"
    return [
        row(what, "proses yang hanya mengimpor xlwings", runs["klik"], runs["xlwings"], LIMIT),
        row(what, "proses yang hanya mengimpor xlwings tanpa pandas dan numpy", runs["klik"], runs["hemat"], None),
    ]


def clicks(folder: Path) -> list[dict[str, float]]:
    """Seconds of each stage, one dictionary per click in one LibreOffice; the first click also loads everything."""

    def add_clock(home: Path) -> None:
        (component,) = home.rglob("uno_packages/cache/uno_packages/*/lkjip.oxt/python/lkjip_pita.py")
        component.write_text(component.read_text("utf-8") + MEASURING, encoding="utf-8")

    began = []
    with office_on_screen(SAMPLE, folder, add_clock) as (screen, home):
        for number in range(CLICKS):
            began.append(time.time())
            screen.press(LABEL, f"klik_{number}")
        marks = [json.loads(line) for line in (home / "ukuran.json").read_text("utf-8").splitlines()]
    return [stages(*pair) for pair in zip(began, marks, strict=True)]


def stages(clicked: float, marks: list[tuple[str, float]]) -> dict[str, float]:
    """From the moments at which something was said to the length of each stage."""
    (_, started), (_, imported), (_, _), (_, computing), (_, writing), *_, (_, ended) = marks
    moments = (clicked, started, imported, computing, writing, ended)
    return dict(zip(STAGES, (after - before for before, after in pairwise(moments)), strict=True))


def libreoffice() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        sessions = [clicks(Path(name)) for _ in range(STARTS)]
    first = [session[0] for session in sessions]
    later = [click for session in sessions for click in session[1:]]
    what = f"klik {LABEL} sampai pesan, contoh Disdukcapil, LibreOffice"
    return [*stage_rows(f"{what}, klik pertama", first), *stage_rows(f"{what}, klik berikutnya", later)]


def stage_rows(what: str, measured: list[dict[str, float]]) -> list[Row]:
    """The share of each stage in the sum, and the sum itself."""
    total = median(sum(click.values()) for click in measured)
    parts = {stage: median(click[stage] for click in measured) for stage in STAGES}
    rows = [Row(f"{what}: {stage}", "jumlahnya", part / total, None, f"{part * 1000:.0f} ms") for stage, part in parts.items()]
    return [*rows, Row(f"{what}: jumlahnya", "jumlahnya", 1.0, None, f"{total * 1000:.0f} ms")]


def rows() -> list[Row]:
    found = start()
    if any(shutil.which(tool) is None for tool in TOOLS) or sys.version_info[:2] != system_python():
        print("klik pada LibreOffice tidak diukur: alat layar maya atau Python yang sama tidak ada", file=sys.stderr)
        return found
    return found + libreoffice()


if __name__ == "__main__":
    raise SystemExit(show(rows()))

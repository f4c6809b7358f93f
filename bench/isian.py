"""Buku kerja isian untuk diukur, dari data contoh rekaan yang digandakan: `isian.py {besar,dpa} OUT`, `isian.py model FILE OUT`.

``besar``: an office with 10 sasaran, 40 indicators and a DPA of about 400 rows. ``dpa``: the same with 20,000 rows.
``model``: the report of FILE as a pickled WorkbookModel, the yardstick for memory.
Run as a process of its own, so that the measuring process stays small.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from ukur import ROOT

sys.path.insert(0, str(ROOT))

from lkjip_xl.template.build import filled_workbook
from lkjip_xl.values import Value
from lkjip_xl.workbook.new import write_workbook
from samples.muat import load

Rows = list[dict[str, Value]]
BASE = ROOT / "samples" / "data" / "rekaan_dinkes_2024"
GOALS, INDICATORS_PER_GOAL = 10, 4
BUDGET_ROWS = {"besar": 400, "dpa": 20_000}


def _codes(source: Rows) -> Iterator[tuple[int, str, str]]:
    """(sasaran, new code, code it is copied from) of every indicator."""
    codes = [str(record["kode_indikator"]) for record in source]
    for number in range(GOALS * INDICATORS_PER_GOAL):
        goal, position = divmod(number, INDICATORS_PER_GOAL)
        yield goal + 1, f"{goal + 1}.{position + 1}", codes[number % len(codes)]


def _indicators(data: dict[str, Rows]) -> None:
    plan = list(_codes(data["pk"]))
    for key in ("renstra", "pk", "realisasi", "analisis", "dukungan"):
        copied: Rows = []
        for goal, code, source in plan:
            for record in data[key]:
                if record["kode_indikator"] == source:
                    made = {**record, "kode_indikator": code}
                    if "indikator" in record:
                        made["indikator"] = f"{record['indikator']} ({code})"
                    if "no_sasaran" in record:
                        made |= {"no_sasaran": goal, "sasaran": f"Sasaran strategis ke-{goal}"}
                    copied.append(made)
        data[key] = copied


def _budget(rows: Rows, wanted: int) -> Rows:
    """Whole blocks of programs, again and again under other codes and names."""
    block = [row for row in rows if row["tingkat"] != "Pendapatan"]

    def copies() -> Iterator[dict[str, Value]]:
        yield from rows
        for number in count(1):
            for row in block:
                code, name = row["kode"], row["uraian"]
                renamed = f"{name} {number + 1}" if row["tingkat"] == "Program" else name
                yield {**row, "kode": code and f"{str(code)[:2]}{1000 + number}{str(code)[4:]}", "uraian": renamed}

    return list(islice(copies(), wanted))


def _agreement(rows: Rows) -> Rows:
    """Sheet PK Program for the programs of the DPA."""
    return [
        {"kode_program": row["kode"], "program": row["uraian"], "anggaran": row["pagu"], "sumber_dana": "APBD"}
        for row in rows
        if row["tingkat"] == "Program"
    ]


def main() -> int:
    kind, target = sys.argv[1], Path(sys.argv[-1])
    if kind == "model":
        from lkjip_xl.intake.binding import bind
        from lkjip_xl.intake.workbook_reader import read_workbook
        from lkjip_xl.report import make_report

        model = make_report(bind(read_workbook(Path(sys.argv[2]))), [])
        target.write_bytes(pickle.dumps(model))
        return 0
    data = load(BASE)
    _indicators(data)
    data["dpa"] = _budget(data["dpa"], BUDGET_ROWS[kind])
    data["pk_program"] = _agreement(data["dpa"])
    write_workbook(filled_workbook(data), target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

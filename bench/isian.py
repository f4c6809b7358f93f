"""Buku kerja isian untuk diukur, dari data contoh rekaan yang digandakan: `isian.py {besar,dpa} OUT`, `isian.py model FILE OUT`.

``besar``: an office with 10 sasaran, 40 indicators and a DPA of about 400 rows. ``dpa``: the same with 20,000 rows.
``model``: the report of FILE as a pickled WorkbookModel, the yardstick for memory.
Run as a process of its own, so that the measuring process stays small.
"""

from __future__ import annotations

import pickle
import sys
from itertools import count
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
SERVING_COPIES = 4
"""Copies of the programs that indicators are served by; further copies are penunjang."""
BUDGET_ROWS = {"besar": 400, "dpa": 20_000}


def _program_code(code: Value, copy: int) -> Value:
    """The code of a program, kegiatan or sub kegiatan in a copy of its block: another bidang urusan."""
    text = str(code)
    return code if not code or not copy else f"{text[:2]}{1000 + copy}{text[4:]}"


def _program_name(name: Value, copy: int) -> Value:
    return f"{name} {copy + 1}" if copy else name


def _indicators(data: dict[str, Rows]) -> None:
    """Copy the indicators until there are enough; each copy is served by a copy of the programs."""
    codes = [str(record["kode_indikator"]) for record in data["pk"]]
    for key in ("renstra", "pk", "realisasi", "analisis", "dukungan"):
        copied: Rows = []
        for number in range(GOALS * INDICATORS_PER_GOAL):
            goal, position = divmod(number, INDICATORS_PER_GOAL)
            copy, source = divmod(number, len(codes))
            code = f"{goal + 1}.{position + 1}"
            for record in data[key]:
                if record["kode_indikator"] == codes[source]:
                    copied.append(_indicator_row(record, code, goal + 1, copy))
        data[key] = copied


def _indicator_row(record: dict[str, Value], code: str, goal: int, copy: int) -> dict[str, Value]:
    made = {**record, "kode_indikator": code}
    if "indikator" in record:
        made["indikator"] = f"{record['indikator']} ({code})"
    if "no_sasaran" in record:
        made |= {"no_sasaran": goal, "sasaran": f"Sasaran strategis ke-{goal}"}
    if "penyebab" in record:
        made |= {key: value and f"{value} ({code})" for key, value in record.items() if key in ("penyebab", "hambatan", "solusi")}
    if "program" in record:
        made |= {"kode_program": _program_code(record["kode_program"], copy), "program": _program_name(record["program"], copy)}
        for key in ("kegiatan", "sub_kegiatan"):
            by_code = str(record[key] or "")[:1].isdigit()
            made[key] = _program_code(record[key], copy) if by_code else record[key]
    return made


def _budget(rows: Rows, wanted: int) -> Rows:
    """Whole blocks of programs, again and again under other codes and names, until there are enough rows."""
    block = [row for row in rows if row["tingkat"] != "Pendapatan"]
    found = list(rows)
    for copy in count(1):
        if len(found) >= wanted:
            break
        for row in block:
            name = _program_name(row["uraian"], copy) if row["tingkat"] == "Program" else row["uraian"]
            kind = "Penunjang" if row["jenis_program"] and copy >= SERVING_COPIES else row["jenis_program"]
            found.append({**row, "kode": _program_code(row["kode"], copy), "uraian": name, "jenis_program": kind})
    return found


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
        from lkjip_xl.reader.workbook_reader import read_workbook
        from lkjip_xl.report import make_report

        model = make_report(bind(read_workbook(Path(sys.argv[2]))), [])
        target.write_bytes(pickle.dumps(model))
        return 0
    data = load(BASE)
    _indicators(data)
    data["dpa"] = _budget(data["dpa"], BUDGET_ROWS[kind])
    data["pk_program"] = _agreement(data["dpa"])
    data["instansi"][0] |= {"belanja_pegawai": sum(int(str(row["anggaran"])) for row in data["pk_program"])}
    data["instansi"][0] |= dict.fromkeys(("belanja_barang_jasa", "belanja_hibah", "belanja_modal"))
    write_workbook(filled_workbook(data), target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

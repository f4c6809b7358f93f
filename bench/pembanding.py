"""Cara yang biasa dipakai orang, sebagai pembanding: pandas, openpyxl, dan jsonschema, tanpa lkjip_xl.

`pembanding.py periksa FILE`: openpyxl read-only reads, jsonschema validates every row, the errors are counted.
`pembanding.py laporan FILE OUT`: pandas reads, jsonschema validates, the same percentages are computed, and all report tables
and the input sheets are written with formats by openpyxl. No cached values (openpyxl cannot), no charts, no notes.
`pembanding.py folder IN OUT`: the same for every workbook below a folder, in one process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
TABLE_HEADING, FORM_FIRST = 4, 5
Records = list[dict[str, Any]]
Grid = Sequence[Sequence[Any]]


def schemas() -> list[dict[str, Any]]:
    found = [json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")]
    return sorted(found, key=lambda schema: int(schema["x-lkjip"]["urutan"]))


def is_form(schema: dict[str, Any]) -> bool:
    return bool(schema["x-lkjip"]["bentuk"] == "formulir")


def records(schema: dict[str, Any], grid: Grid) -> Records:
    """Rows of a sheet by field name, blank rows left out; computed columns do not make a row."""
    fields: dict[str, dict[str, Any]] = schema["properties"]
    if is_form(schema):
        return [{key: grid[FORM_FIRST - 1 + place][1] for place, key in enumerate(fields)}]
    by_heading = {column["x-lkjip"]["judul"]: key for key, column in fields.items()}
    keys = [by_heading.get(heading) for heading in grid[TABLE_HEADING - 1]]
    typed = {key for key, column in fields.items() if "hitung" not in column["x-lkjip"]}
    found = []
    for row in grid[TABLE_HEADING:]:
        record = {key: value for key, value in zip(keys, row, strict=False) if key}
        if any(record[key] is not None for key in typed & record.keys()):
            found.append(record)
    return found


def validate(data: dict[str, Records]) -> int:
    """Number of schema errors in all sheets."""
    count = 0
    for schema in schemas():
        validator = jsonschema.Draft202012Validator(schema)
        name = schema["x-lkjip"]["lembar"]
        count += sum(1 for record in data[name] for _ in validator.iter_errors(record))
    return count


def read_openpyxl(path: str) -> dict[str, Records]:
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, data_only=True)
    grids = {name: list(workbook[name].iter_rows(values_only=True)) for name in workbook.sheetnames}
    return {schema["x-lkjip"]["lembar"]: records(schema, grids[schema["x-lkjip"]["lembar"]]) for schema in schemas()}


def read_pandas(path: str) -> dict[str, Records]:
    import pandas as pd

    names = [schema["x-lkjip"]["lembar"] for schema in schemas()]
    frames = pd.read_excel(path, sheet_name=names, header=None)
    grids = {name: frame.astype(object).where(frame.notna(), None).values.tolist() for name, frame in frames.items()}
    return {schema["x-lkjip"]["lembar"]: records(schema, grids[schema["x-lkjip"]["lembar"]]) for schema in schemas()}


def percent(part: Any, whole: Any) -> float | None:
    plain = isinstance(part, int | float) and isinstance(whole, int | float)
    return part / whole * 100 if plain and whole else None


def achieved(target: Any, actual: Any, polarity: Any) -> float | None:
    result = percent(actual, target)
    return 200 - result if result is not None and polarity == "Negatif" else result


class Report:
    """The report workbook; each table is a title, headings, rows, borders, widths and a print setup."""

    def __init__(self) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.workbook: Workbook = Workbook()
        first = self.workbook.active
        if first is not None:
            self.workbook.remove(first)
        side = Side(style="thin", color="FF404040")
        self.border = Border(left=side, right=side, top=side, bottom=side)
        self.bold, self.plain = Font(name="Arial", size=10, bold=True), Font(name="Arial", size=10)
        self.fill = PatternFill("solid", fgColor="FFD9E2F3")
        self.centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.top = Alignment(vertical="top", wrap_text=True)

    def table(self, name: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Figures keep two decimals; amounts from ten thousand on are shown as rupiah."""
        from openpyxl.utils import get_column_letter

        sheet = self.workbook.create_sheet(name[:31])
        sheet.append([title])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=max(len(headings), 2))
        sheet["A1"].font, sheet["A1"].alignment = self.bold, self.centre
        sheet.append([])
        sheet.append(list(headings))
        for cell in sheet[3]:
            cell.font, cell.fill, cell.border, cell.alignment = self.bold, self.fill, self.border, self.centre
        for row in rows:
            sheet.append(list(row))
        for line in sheet.iter_rows(min_row=4, max_col=len(headings)):
            for cell in line:
                cell.font, cell.border, cell.alignment = self.plain, self.border, self.top
                if isinstance(cell.value, float) or (isinstance(cell.value, int) and cell.value >= 10_000):
                    cell.number_format = '"Rp "#,##0' if cell.value >= 10_000 else "#,##0.00"
        for column, heading in enumerate(headings, 1):
            sheet.column_dimensions[get_column_letter(column)].width = min(max(len(heading), 12), 40)
        self.print_setup(sheet)

    def print_setup(self, sheet: Worksheet) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet.freeze_panes = "A4"
        sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "3:3"


def staff_tables(report: Report, data: dict[str, Records]) -> None:
    for group, name in (("Pegawai", "Jumlah Pegawai"), ("Kepangkatan", "Kepangkatan"), ("Pendidikan", "Pendidikan")):
        rows = [record for record in data["SDM"] if record["kelompok"] == group]
        lines = [
            [n, r["uraian"], (r["laki_laki"] or 0) + (r["perempuan"] or 0), r["laki_laki"], r["perempuan"]]
            for n, r in enumerate(rows, 1)
        ]
        lines.append(["", "JUMLAH", *(sum(line[column] or 0 for line in lines) for column in (2, 3, 4))])
        report.table(name, name.upper(), ["NO", "URAIAN", "JUMLAH", "L", "P"], lines)
    report.table(
        "Sarana Prasarana", "SARANA DAN PRASARANA", ["NO", "JENIS", "JUMLAH", "KONDISI"],
        [[n, *record.values()] for n, record in enumerate(data["Sarpras"], 1)],
    )  # fmt: skip


def plan_tables(report: Report, data: dict[str, Records]) -> None:
    years = [f"target_{n}" for n in range(1, 7)]
    keys = ["sasaran", "indikator", "formulasi", *years, "nilai_dasar", "kebijakan", "strategi", "sumber_data"]
    rows = [[n, *(record[key] for key in keys)] for n, record in enumerate(data["Renstra"], 1)]
    report.table("Matrik Renstra", "MATRIK RENSTRA", ["NO", *keys], rows)
    places = {"Program": 0, "Kegiatan": 1, "Sub Kegiatan": 2}
    tree = [
        [record["uraian"] if place == places[record["tingkat"]] else "" for place in range(3)]
        for record in data["DPA"]
        if record["tingkat"] in places
    ]
    report.table("Program Kegiatan", "PROGRAM, KEGIATAN DAN SUB KEGIATAN", list(places), tree)
    agreement = [[r["no_sasaran"], r["sasaran"], r["indikator"], r["target_murni"], r["satuan"]] for r in data["PK"]]
    agreement += [[n, r["program"], "", r["anggaran"], r["sumber_dana"]] for n, r in enumerate(data["PK Program"], 1)]
    headings = ["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA", "TARGET", "SATUAN"]
    report.table("Perjanjian Kinerja", "PERJANJIAN KINERJA", headings, agreement)


def budget_table(report: Report, data: dict[str, Records]) -> None:
    keys = ["kode", "uraian", "indikator", "satuan", "target", "realisasi"]
    rows = []
    for record in data["DPA"]:
        result = achieved(record["target"], record["realisasi"], record["polaritas"])
        spent = [record["pagu"], record["realisasi_anggaran"], percent(record["realisasi_anggaran"], record["pagu"])]
        rows.append([*(record[key] for key in keys), result, *spent, record["keterangan"]])
    programs = [record for record in data["DPA"] if record["tingkat"] == "Program"]
    totals = [sum(record[key] or 0 for record in programs) for key in ("pagu", "realisasi_anggaran")]
    rows.append(["", "JUMLAH BELANJA", "", "", "", "", None, *totals, percent(totals[1], totals[0]), ""])
    headings = [*(key.upper() for key in keys), "%", "PAGU", "REALISASI ANGGARAN", "%", "KETERANGAN"]
    report.table("Realisasi Anggaran", "REALISASI ANGGARAN", headings, rows)


def goal_tables(report: Report, data: dict[str, Records], number: int, indicators: Records) -> None:
    """Tables a to i of one sasaran."""
    by_code = {name: {r["kode_indikator"]: r for r in data[name]} for name in ("Renstra", "Realisasi", "Analisis")}
    programs = {record["uraian"].strip().lower(): record for record in data["DPA"] if record["tingkat"] == "Program"}
    everything = sum(record["pagu"] or 0 for record in programs.values() if record["jenis_program"] == "Urusan")
    tables: dict[str, list[list[Any]]] = {letter: [] for letter in "abcdefghi"}
    for position, item in enumerate(indicators, 1):
        code, head = item["kode_indikator"], [position, item["sasaran"], item["indikator"]]
        plan, real, why = (by_code[name].get(code, {}) for name in ("Renstra", "Realisasi", "Analisis"))
        target, actual = item["target_murni"], real.get("realisasi")
        result = achieved(target, actual, plan.get("polaritas"))
        served = [r for r in data["Dukungan"] if r["kode_indikator"] == code]
        weighted = [(programs.get(str(r["program"]).strip().lower()), r["bobot"]) for r in served if r["bobot"]]
        budget, spent = (
            sum((program[key] or 0) * weight / 100 for program, weight in weighted if program)
            for key in ("pagu", "realisasi_anggaran")
        )
        absorbed, past = percent(spent, budget), real.get("realisasi_n1")
        tables["a"].append([*head, target, actual, result])
        tables["b"].append([*head, target, past, actual])
        tables["c"].append([*head, plan.get("target_5"), actual, None if past is None or actual is None else actual - past])
        tables["d"].append([*head, actual, real.get("nasional"), real.get("label_nasional")])
        tables["e"].append([*head, budget, percent(budget, everything), everything])
        tables["f"].append([*head, target, actual, result, budget, spent, absorbed])
        tables["g"].append([*head, result, absorbed, None if None in (result, absorbed) else (result or 0) - (absorbed or 0)])
        tables["h"].append([*head, target, actual, *(why.get(key) for key in ("penyebab", "hambatan", "solusi"))])
        tables["i"] += [[*head, r["program"], r["kegiatan"], r["sub_kegiatan"]] for r in served]
    for letter, rows in tables.items():
        headings = ["NO", "SASARAN", "INDIKATOR", *(f"KOLOM {n}" for n in range(1, max(map(len, rows), default=4) - 2))]
        report.table(f"Tabel {number}{letter}", f"TABEL {number}{letter}", headings, rows)


def build(data: dict[str, Records]) -> Workbook:
    report = Report()
    staff_tables(report, data)
    plan_tables(report, data)
    goals: dict[Any, Records] = {}
    for record in data["PK"]:
        goals.setdefault(record["no_sasaran"], []).append(record)
    for number, indicators in enumerate(goals.values(), 1):
        goal_tables(report, data, number, indicators)
    budget_table(report, data)
    for schema in schemas():
        name, title = schema["x-lkjip"]["lembar"], schema["title"]
        headings = [column["x-lkjip"]["judul"] for column in schema["properties"].values()]
        if is_form(schema):
            report.table(name, title, ["URAIAN", "ISI"], zip(headings, data[name][0].values(), strict=True))
        else:
            report.table(name, title, headings, [[record.get(key) for key in schema["properties"]] for record in data[name]])
    return report.workbook


def whole_folder(folder: Path, output: Path) -> int:
    """A report for every file that pandas can read; the number of those it cannot."""
    failed = 0
    for number, path in enumerate(sorted(folder.rglob("*.xlsx"))):
        try:
            data = read_pandas(str(path))
        except Exception:  # each library has its own errors for a file that is none
            failed += 1
            continue
        validate(data)
        build(data).save(output / f"{number}.xlsx")
    return failed


def main() -> int:
    action, path = sys.argv[1:3]
    if action == "folder":
        print(whole_folder(Path(path), Path(sys.argv[3])))
        return 0
    if action == "periksa":
        print(validate(read_openpyxl(path)))
        return 0
    data = read_pandas(path)
    print(validate(data))
    build(data).save(sys.argv[3])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Pembanding `lkjip batch`: pekerjaan yang sama atas satu folder dengan pandas, openpyxl, dan jsonschema, dalam satu proses.

`pembanding_folder.py siapkan IN CONTENTS` (not measured) makes every report with lkjip_xl, reads it with openpyxl, and keeps
what stands in it as plain data. `pembanding_folder.py kerjakan IN CONTENTS OUT` (measured) does the job the usual way: pandas
reads every workbook, jsonschema validates every row, openpyxl writes a report with the same sheets, cells, formulas, formats,
merges, widths, heights, dropdowns, Excel tables, names and print setup, and at the end a rekap with a row per office,
indicator and program.

So both write the same workbook. What the usual way gets for nothing: what each cell holds is given to it ready, so it composes
no formula and computes no figure. What it leaves out: cached values and charts of the reports, the rules between sheets, memory
and time limits, the journal. Formats are registered once a workbook as named styles, the quickest way that openpyxl offers in
public.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pembanding import Records, percent, read_pandas, validate

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Line = tuple[int, list[tuple[int, Any, str, str]]]
"""Row number, and its cells as (column, value or formula, name of the style, openpyxl's kind of the value)."""


class SheetContent(NamedTuple):
    """What stands on one sheet of a report."""

    name: str
    lines: list[Line]
    widths: dict[str, float]
    heights: dict[int, float]
    merges: list[str]
    choices: list[tuple[str, dict[str, Any]]]
    tables: list[tuple[str, str]]
    links: list[tuple[str, str]]
    page: dict[str, Any]


class Content(NamedTuple):
    """A report as plain data: sheets, looks by name (openpyxl's own objects), defined names."""

    sheets: list[SheetContent]
    looks: dict[str, dict[str, Any]]
    names: dict[str, str]


def _look(cell: Any, looks: dict[str, dict[str, Any]], known: dict[Any, str]) -> str:
    """The name of a cell's look; the same look has one name in all sheets."""
    key = (cell._style.fontId, cell._style.fillId, cell._style.borderId, cell._style.alignmentId, cell._style.numFmtId,
           cell._style.protectionId)  # fmt: skip
    if key not in known:
        known[key] = f"gaya {len(known)}"
        looks[known[key]] = {
            part: getattr(cell, part).__copy__() for part in ("font", "fill", "border", "alignment", "protection")
        }
        looks[known[key]]["number_format"] = cell.number_format
    return known[key]


def _sheet_content(sheet: Worksheet, looks: dict[str, dict[str, Any]], known: dict[Any, str]) -> SheetContent:
    lines: list[Line] = []
    for row in sheet.iter_rows():
        cells = [(c.column, c.value, _look(c, looks, known), c.data_type) for c in row if c.value is not None or c.has_style]
        if cells:
            lines.append((row[0].row, cells))
    page = {
        "freeze": sheet.freeze_panes, "orientation": sheet.page_setup.orientation, "titles": sheet.print_title_rows,
        "tab": sheet.sheet_properties.tabColor, "gridlines": sheet.sheet_view.showGridLines,
        "footer": sheet.oddFooter.center.text, "protected": sheet.protection.sheet,
    }  # fmt: skip
    choices = [
        (str(each.sqref), {"type": each.type, "formula1": each.formula1, "formula2": each.formula2, "operator": each.operator,
                           "allow_blank": each.allow_blank, "error": each.error, "errorTitle": each.errorTitle,
                           "prompt": each.prompt, "promptTitle": each.promptTitle})
        for each in sheet.data_validations.dataValidation
    ]  # fmt: skip
    links = [(link.ref, link.location or "") for link in sheet._hyperlinks]
    return SheetContent(
        sheet.title, lines, {key: each.width for key, each in sheet.column_dimensions.items()},
        {key: each.height for key, each in sheet.row_dimensions.items() if each.height},
    [str(area) for area in sheet.merged_cells],
        choices, [(table.name, table.ref) for table in sheet.tables.values()], links, page,
    )  # fmt: skip


def content_of(report: Path) -> Content:
    """What stands in a report that lkjip_xl made."""
    from openpyxl import load_workbook

    workbook = load_workbook(report)
    looks: dict[str, dict[str, Any]] = {}
    known: dict[Any, str] = {}
    sheets = [_sheet_content(sheet, looks, known) for sheet in workbook.worksheets]
    return Content(sheets, looks, {name: each.attr_text for name, each in workbook.defined_names.items()})


def written(content: Content) -> Workbook:
    """The report made anew with openpyxl."""
    from openpyxl import Workbook
    from openpyxl.styles import NamedStyle
    from openpyxl.workbook.defined_name import DefinedName

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, look in content.looks.items():
        workbook.add_named_style(NamedStyle(name, **look))
    for sheet in content.sheets:
        _write_sheet(workbook.create_sheet(sheet.name), sheet)
    for name, text in content.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=text)
    return workbook


def _write_sheet(sheet: Worksheet, content: SheetContent) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.properties import PageSetupProperties
    from openpyxl.worksheet.table import Table

    for row, cells in content.lines:
        for column, value, look, kind in cells:
            cell = sheet.cell(row, column, value)
            cell.style = look
            if kind == "s":
                cell.data_type = kind  # a text that begins with = is no formula
    for letters, width in content.widths.items():
        sheet.column_dimensions[letters].width = width
    for row, height in content.heights.items():
        sheet.row_dimensions[row].height = height
    for area in content.merges:
        sheet.merge_cells(area)
    for places, facts in content.choices:
        choice = DataValidation(**facts)
        choice.add(places)
        sheet.add_data_validation(choice)
    for name, area in content.tables:
        sheet.add_table(Table(displayName=name, ref=area))
    for place, target in content.links:
        if target:
            sheet[place].hyperlink = Hyperlink(ref=place, location=target)
    page = content.page
    sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.fitToHeight = page["freeze"], page["orientation"], 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_properties.tabColor, sheet.sheet_view.showGridLines = page["tab"], page["gridlines"]
    sheet.oddFooter.center.text, sheet.protection.sheet = page["footer"], page["protected"]
    if page["titles"]:
        sheet.print_title_rows = page["titles"]


def rekap_rows(name: str, data: dict[str, Records]) -> dict[str, list[list[Any]]]:
    """An office's rows of the rekap."""
    office, codes = data["Instansi"][0], {record["kode_indikator"]: record for record in data["Realisasi"]}
    head = [office["nama_instansi"], office["daerah"], office["tahun"]]
    programs = [record for record in data["DPA"] if record["tingkat"] == "Program"]
    budget, spent = (sum(record[key] or 0 for record in programs) for key in ("pagu", "realisasi_anggaran"))
    return {
        "Rekap OPD": [[*head, len(data["PK"]), budget, spent, percent(spent, budget), name]],
        "Indikator": [
            [*head, record["kode_indikator"], record["indikator"], record["target_murni"],
             codes.get(record["kode_indikator"], {}).get("realisasi")]
            for record in data["PK"]
        ],
        "Program": [[*head, r["kode"], r["uraian"], r["pagu"], r["realisasi_anggaran"]] for r in programs],
    }  # fmt: skip


def write_rekap(rows: dict[str, list[list[Any]]], target: Path) -> None:
    """The rekap of the folder; percentages as formulas."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, NamedStyle

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.add_named_style(NamedStyle("isi", font=Font(name="Arial", size=10), alignment=Alignment(vertical="top")))
    for name, lines in rows.items():
        sheet = workbook.create_sheet(name)
        for number, line in enumerate(lines, 5):
            for column, value in enumerate([*line, f'=IF(E{number}=0,"",F{number}/E{number}*100)'], 1):
                sheet.cell(number, column, value).style = "isi"
        sheet.freeze_panes = "A5"
    workbook.save(target)


def _place(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


def prepare(folder: Path, contents: Path) -> None:
    """Keep what the report of every workbook holds."""
    from lkjip_xl import laporan
    from lkjip_xl.errors import LkjipError

    contents.mkdir(parents=True, exist_ok=True)
    report = contents / "laporan.xlsx"
    for path in sorted(folder.rglob("*.xlsx")):
        try:
            laporan(path, report, timpa=True)
        except LkjipError:  # no workbook: there is no report to make for anybody
            continue
        (contents / _place(path.relative_to(folder).as_posix())).write_bytes(pickle.dumps(content_of(report)))


def _readable(folder: Path) -> Iterator[tuple[str, dict[str, Records]]]:
    for path in sorted(folder.rglob("*.xlsx")):
        try:
            yield path.relative_to(folder).as_posix(), read_pandas(str(path))
        except Exception:  # each library has its own errors for a file that is none
            continue


def work(folder: Path, contents: Path, output: Path) -> int:
    """The job; the number of reports."""
    number = 0
    rekap: dict[str, list[list[Any]]] = {}
    for number, (name, data) in enumerate(_readable(folder), 1):
        validate(data)
        content: Content = pickle.loads((contents / _place(name)).read_bytes())
        written(content).save(output / f"{number}.xlsx")
        for sheet, lines in rekap_rows(name, data).items():
            rekap.setdefault(sheet, []).extend(lines)
    write_rekap(rekap, output / "rekap.xlsx")
    return number


def main() -> int:
    action, folder, contents = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if action == "siapkan":
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        prepare(folder, contents)
        return 0
    print(work(folder, contents, Path(sys.argv[4])))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

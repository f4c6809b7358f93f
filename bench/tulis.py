"""Kecepatan penulis berkas baru, sebagai rasio dari satu proses: `python bench/tulis.py [putaran]`.

Yang dibandingkan menulis sel yang sama: XML buatan tangan + zip (batas fisik), jalur cepat kita, XlsxWriter apa adanya.
Putaran diselang-seling dan angkanya median, sehingga beban mesin lain mengenai ketiganya.
"""

from __future__ import annotations

import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from html import escape
from io import BytesIO

import ukur
from ukur import ROOT, Row, Run, in_turn, inside, show

sys.path.insert(0, str(ROOT))

from lkjip_xl.address import column_letters
from lkjip_xl.workbook.model import Cell, Choice, SheetModel, TableArea, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from lkjip_xl.workbook.styles import properties
from lkjip_xl.workbook.text_fit import fit_heights

LIMIT_HAND = 2.2
LIMIT_STOCK = 0.40
LIMIT_MEMORY = 2.5
HEADINGS = ("No", "Sasaran", "Indikator", "Satuan", "Target", "Realisasi", "Capaian", "Kategori", "Selisih", "Peringkat",
            "Bobot", "Catatan")  # fmt: skip
COLUMNS = [column_letters(number) for number in range(1, 13)]


def report_sheet(name: str, rows: int) -> SheetModel:
    """A sheet as the report tables are: title, heading, rows of five inputs and seven formulas, totals, an Excel Table."""
    sheet = SheetModel(name, widths=dict.fromkeys(range(1, 13), 13.0), freeze=(3, 1))
    sheet.put(1, 1, Cell("judul", f"Capaian kinerja {name}"))
    for column, heading in enumerate(HEADINGS, 1):
        sheet.put(2, column, Cell("kepala", heading))
    last = rows + 2
    for row in range(3, last + 1):
        target, realised = 50.0 + row % 37, 40.25 + row % 53
        achieved = realised / target * 100
        rank = f'=IF(G{row}="","",RANK(G{row},$G$3:$G${last}))'
        sheet.rows[row] = [
            Cell("teks+tengah", row - 2),
            Cell("teks", f"Meningkatnya kualitas layanan {row % 20}"),
            Cell("teks", f"Persentase layanan ke-{row} & turunannya"),
            Cell("teks+tengah", "persen"),
            Cell("angka:angka2", target),
            Cell("angka:angka2", realised, f"=Masukan!F{row}"),
            Cell("angka:persen2", achieved, f'=IF(OR(E{row}="",E{row}=0,F{row}=""),"",F{row}/E{row}*100)'),
            Cell("teks", "Tinggi" if achieved > 75 else "Rendah", f'=IF(G{row}="","",IF(G{row}>75,"Tinggi","Rendah"))'),
            Cell("angka:angka2", realised - target, f"=F{row}-E{row}"),
            Cell("angka:bulat", row % rows + 1, rank),
            Cell("angka:persen2", achieved * 0.2, f"=ROUND(G{row}*20/100,2)"),
            Cell("teks", "", f'=IF(F{row}="","Realisasi belum diisi","")'),
        ]
    sheet.put(last + 1, 5, Cell("angka:angka2+total", 1.0, f"=SUM(E3:E{last})"))
    sheet.put(last + 1, 6, Cell("angka:angka2+total", 1.0, f"=SUM(F3:F{last})"))
    computed = {heading: cell.formula for heading, cell in zip(HEADINGS, sheet.rows[3], strict=True) if cell and cell.formula}
    sheet.tables.append(TableArea(f"tbl_{name.replace(' ', '_')}", (2, 1, last, 12), HEADINGS, computed))
    sheet.choices.append(Choice((3, 6, last, 12), "terkunci"))
    return sheet


def by_hand(model: WorkbookModel, target: BytesIO) -> None:
    """The physical limit: strings put together as plainly as possible, and a zip. Knows neither tables nor odd text."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    strings: dict[str, int] = {}
    names: dict[str, int] = {}
    numbers = range(1, len(model.sheets) + 1)
    parts = [("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    overrides = "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{kind}{what}+xml"/>' for part, what in parts)
    overrides += "".join(f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="{kind}worksheet+xml"/>' for n in numbers)
    links = "".join(f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/s{n}.xml"/>' for n in numbers)
    links += f'<Relationship Id="s" Type="{office}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="t" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
    sheets = "".join(f'<sheet name="{s.name}" sheetId="{n}" r:id="r{n}"/>' for n, s in zip(numbers, model.sheets, strict=True))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        types = f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        types += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        out.writestr("[Content_Types].xml", f"{head}{types}{overrides}</Types>")
        root = f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        out.writestr("_rels/.rels", f'{head}<Relationships xmlns="{package}/relationships">{root}</Relationships>')
        out.writestr("xl/workbook.xml", f'{head}<workbook {main} xmlns:r="{office}"><sheets>{sheets}</sheets></workbook>')
        rels = f'{head}<Relationships xmlns="{package}/relationships">{links}</Relationships>'
        out.writestr("xl/_rels/workbook.xml.rels", rels)
        for number, sheet in zip(numbers, model.sheets, strict=True):
            out.writestr(f"xl/worksheets/s{number}.xml", f"{head}{by_hand_sheet(sheet, strings, names, main)}")
        out.writestr("xl/styles.xml", f"{head}{by_hand_styles(names, main)}")
        items = "".join(f"<si><t>{escape(text, False)}</t></si>" for text in strings)
        out.writestr("xl/sharedStrings.xml", f"{head}<sst {main}>{items}</sst>")


def by_hand_sheet(sheet: SheetModel, strings: dict[str, int], names: dict[str, int], main: str) -> str:
    out = [f'<worksheet {main}><cols><col min="1" max="12" width="13" customWidth="1"/></cols><sheetData>']
    add = out.append
    for row, cells in sheet.rows.items():
        add(f'<row r="{row}">')
        for column, cell in zip(COLUMNS, cells, strict=False):
            if cell is None:
                continue
            style, value, formula = cell
            s = names.setdefault(style, len(names) + 1)
            if formula:
                formula = formula[1:]
                if "&" in formula or "<" in formula or ">" in formula:
                    formula = formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                if value.__class__ is str:
                    add(f'<c r="{column}{row}" s="{s}" t="str"><f>{formula}</f><v>{escape(value, False)}</v></c>')
                else:
                    add(f'<c r="{column}{row}" s="{s}"><f>{formula}</f><v>{value!r}</v></c>')
            elif value.__class__ is str:
                add(f'<c r="{column}{row}" s="{s}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>')
            else:
                add(f'<c r="{column}{row}" s="{s}"><v>{value!r}</v></c>')
        add("</row>")
    add("</sheetData></worksheet>")
    return "".join(out)


def by_hand_styles(names: dict[str, int], main: str) -> str:
    """Only number formats: enough for a file that opens, and less work than any real writer has."""
    formats = [str(properties(name).get("num_format", "General")) for name in names]
    declared = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{escape(f)}"/>' for n, f in enumerate(formats))
    used = "".join(f'<xf numFmtId="{164 + n}" applyNumberFormat="1"/>' for n in range(len(formats)))
    base = "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
    return f"<styleSheet {main}><numFmts>{declared}</numFmts>{base}<cellXfs><xf/>{used}</cellXfs></styleSheet>"


def memory(model: WorkbookModel, model_size: int) -> Row:
    """Peak memory of writing, the model included, against the model alone."""
    tracemalloc.reset_peak()
    write_workbook(model, BytesIO())
    peak = tracemalloc.get_traced_memory()[1]
    detail = f"{peak / 2**20:.0f} MiB lawan {model_size / 2**20:.0f} MiB"
    return Row("menulis lembar 20.000 baris, memori puncak", "model selnya", peak / model_size, LIMIT_MEMORY, detail)


def compare(what: str, model: WorkbookModel, rounds: int) -> list[Row]:
    """Processor time of the fast path against the hand-made file and against stock XlsxWriter."""
    writers: dict[str, Callable[[], Run]] = {
        "hand": lambda: inside(lambda: by_hand(model, BytesIO())),
        "fast": lambda: inside(lambda: write_workbook(model, BytesIO())),
        "stock": lambda: inside(lambda: write_workbook(model, BytesIO(), fast=False)),
    }
    runs = in_turn(writers, rounds)
    return [
        ukur.row(what, "XML buatan tangan + zip", runs["fast"], runs["hand"], LIMIT_HAND),
        ukur.row(what, "XlsxWriter bawaan", runs["fast"], runs["stock"], LIMIT_STOCK),
    ]


def rows(rounds: int = 9) -> list[Row]:
    """Memory first, since tracing slows everything; then both sizes of workbook."""
    tracemalloc.start()
    large = WorkbookModel([report_sheet("Besar", 20_000), SheetModel("Masukan")])
    found = [memory(large, tracemalloc.get_traced_memory()[0])]
    tracemalloc.stop()
    report = WorkbookModel([*(report_sheet(f"Tabel {n}", 60) for n in range(1, 20)), report_sheet("Masukan", 60)])
    for sheet in report.sheets:
        fit_heights(sheet)
    for what, model, count in (("20 lembar laporan", report, rounds), ("lembar 20.000 baris", large, max(3, rounds // 3))):
        cells = [cell for sheet in model.sheets for _, _, cell in sheet.cells()]
        formulas = sum(cell.formula is not None for cell in cells)
        found += compare(f"menulis {what} ({len(cells)} sel, {formulas} rumus)", model, count)
    return found


if __name__ == "__main__":
    raise SystemExit(show(rows(int(sys.argv[1])) if len(sys.argv) > 1 else rows()))

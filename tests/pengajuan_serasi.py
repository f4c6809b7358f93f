"""Random submissions that contradict themselves nowhere: ``random_data`` with every figure and name made to fit.

What is wayward for its own sake in ``tests.pengajuan`` (targets of 0, unknown programs, budgets that do not add up) is mended
here; what an office may well do stays: blanks, programs for several indicators, codes of 2 or 4 digits or none, odd texts.
"""

from __future__ import annotations

from random import Random

from lkjip_xl.compute.columns import EXPENSES
from lkjip_xl.definition.sheets import sheet_def, sheet_defs
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.submission import Submission
from lkjip_xl.reader.raw import RawCell, RawSheet, RawStyle, RawWorkbook
from lkjip_xl.values import Value
from tests.buku import Entry, kind
from tests.pengajuan import Rows, random_data

Data = dict[str, Rows]
LEVELS = ("Program", "Kegiatan", "Sub Kegiatan")
MULTIPLIERS = {"%": 100, "per 1.000": 1000, "per 100.000": 100_000}
GRADES = ("Golongan IV / c", "Golongan IV / b", "Golongan III / d", "Golongan II / a", "Kelas IX")


def consistent_data(seed: int) -> Data:
    """A submission without a contradiction; the same seed gives the same one."""
    data, random = random_data(seed), Random(f"serasi {seed}")
    _office(data["instansi"][0], random)
    _indicators(data, random)
    _budget(data, random)
    _supports(data, random)
    _staff(data, random)
    data["naskah"] = []
    data["pengecualian"] = []
    return data


def bound(data: Data) -> Submission:
    """The data as cells of a standard workbook, read back: every value has its cell, without a file."""
    workbook = RawWorkbook("serasi.xlsx", "0" * 64, 1, styles=[RawStyle("General", True, False)])
    workbook.names = {"lkjip_templat_id": "=Petunjuk!$C$4", "lkjip_templat_versi": "=Petunjuk!$C$5"}
    guide = RawSheet("Petunjuk", "xl/worksheets/sheet1.xml")
    guide.rows = {row: [RawCell(row, 3, text, None, "s", 0)] for row, text in ((4, "lkjip_standar"), (5, "1.0"))}
    workbook.sheets.append(guide)
    workbook.sheets += [_sheet(data, definition.key) for definition in sheet_defs()]
    return bind(workbook)


def _sheet(data: Data, key: str) -> RawSheet:
    definition = sheet_def(key)
    sheet = RawSheet(definition.name, f"xl/worksheets/{key}.xml")
    cells: dict[tuple[int, int], Value] = {}
    for column in definition.columns:
        form = definition.layout == "formulir"
        cells[(definition.place(column.key, 0)[0], 1) if form else (definition.first_row - 1, column.order)] = column.heading
        for record, values in enumerate(data[key]):
            cells[definition.place(column.key, definition.first_row + record)] = values[column.key]
    for (row, column_number), value in sorted(cells.items()):
        if value is not None:
            sheet.rows.setdefault(row, []).append(RawCell(row, column_number, value, None, kind(Entry(value)), 0))
    return sheet


def _office(office: dict[str, Value], random: Random) -> None:
    year = office["tahun"]
    assert isinstance(year, int)
    born = year - random.randint(35, 58)
    appointed = born + random.randint(20, 30)
    days = f"{random.randint(1, 12):02d}{random.randint(1, 28):02d}"
    office["kepala_nip"] = f"{born}{days}{appointed}{random.randint(1, 12):02d}{random.choice('12')}001"
    office["tanggal"] = random.choice((f"Januari {year + 1}", f"15 Februari {year + 1}"))


def _indicators(data: Data, random: Random) -> None:
    """The same indicators on every sheet, with figures near one another."""
    office = data["instansi"][0]
    year, first, last = (int(str(office[key])) for key in ("tahun", "renstra_awal", "renstra_akhir"))
    changed = office["jenis_anggaran"] == "P.APBD"
    plans = {row["kode_indikator"]: row for row in data["renstra"]}
    results = {row["kode_indikator"]: row for row in data["realisasi"]}
    blank = {key: dict.fromkeys(sheet_def(key).by_key) for key in ("renstra", "realisasi", "analisis")}
    for key in ("renstra", "realisasi", "analisis"):
        data[key] = []
    for number, agreed in enumerate(data["pk"]):
        name = {key: agreed[key] for key in ("kode_indikator", "indikator")}
        agreed["sasaran"] = f"{str(agreed['sasaran'])[:480]} ({agreed['no_sasaran']})"
        goal = {key: agreed[key] for key in ("no_sasaran", "sasaran", "satuan")}
        plan = {**blank["renstra"], **plans.get(agreed["kode_indikator"], {}), **goal, **name}
        result = {**blank["realisasi"], **results.get(agreed["kode_indikator"], {}), **name}
        plan["polaritas"] = plan["polaritas"] or "Positif"
        plan["formulasi"], plan["sumber_data"], plan["penanggung_jawab"] = f"Rumus {number}", "Laporan", "Bidang"
        targets = _targets(random, str(plan["satuan"]), plan["polaritas"] == "Negatif", last - first + 1)
        for at in range(1, 7):
            plan[f"target_{at}"] = targets[at - 1] if at <= len(targets) else None
        target = targets[year - first]
        plan["nilai_dasar"] = targets[0] if random.random() < 0.5 else None
        agreed["target_murni"] = target
        agreed["target_perubahan"] = random.choice((None, target)) if changed else random.choice((None, targets[-1]))
        _result(random, result, target, str(plan["satuan"]), plan["polaritas"] == "Negatif")
        data["renstra"].append(plan)
        data["realisasi"].append(result)
        words = {key: f"{key.capitalize()} ke-{number} yang dibahas" for key in ("penyebab", "hambatan", "solusi")}
        data["analisis"].append({**blank["analisis"], **name, **words})


def _targets(random: Random, unit: str, negative: bool, years: int) -> list[float]:
    """Targets that get better every year."""
    start = random.randint(40, 60) if unit == "%" else random.randint(20, 2000)
    growth = sorted(round(start * (1 + 0.02 * at), random.choice((0, 1, 2))) for at in range(years))
    return growth[::-1] if negative else growth


def _result(random: Random, result: dict[str, Value], target: float, unit: str, negative: bool) -> None:
    """A realisasi a little short of its target, with the figures it comes from."""
    worse = 1 + (0.02 if negative else -0.02) * random.random()
    actual: float = round(target * worse, 2)
    for key in ("pembilang", "penyebut", "pengali", "uraian_pembilang", "uraian_penyebut"):
        result[key] = None
    if random.random() < 0.6 and unit in MULTIPLIERS:
        whole = random.randint(2000, 90_000)
        part = round(actual * whole / MULTIPLIERS[unit])
        actual = part / whole * MULTIPLIERS[unit]
        actual = round(actual, random.choice((2, 2, 3, 6)))
        result |= {"pembilang": part, "penyebut": whole, "pengali": MULTIPLIERS[unit]}
        result |= {"uraian_pembilang": "Jumlah yang dilayani", "uraian_penyebut": "Jumlah seluruhnya"}
    result["realisasi"] = actual
    for back in range(1, 6):
        value = round(actual * (1 + (0.01 if negative else -0.01) * back), 2)
        result[f"realisasi_n{back}"] = value if random.random() < 0.8 or back <= 2 else None
    _quarters(random, result, actual)
    result["nasional"] = actual if random.random() < 0.5 else None
    given = result["nasional"] is not None
    result["label_nasional"], result["sumber_nasional"] = ("Realisasi Nasional", "BPS") if given else (None, None)


def _quarters(random: Random, result: dict[str, Value], actual: float) -> None:
    way = random.choice(("Nilai akhir", "Jumlah", "Rata-rata", None))
    quarters: tuple[Value, ...] = (*(round(actual * share, 2) for share in (0.2, 0.5, 0.8)), actual)
    if way == "Jumlah":
        quarters = (round(actual / 4, 6),) * 4
    elif way == "Rata-rata":
        quarters = (actual,) * 4
    elif way is None or random.random() < 0.3:
        quarters = (None,) * 4
    result |= {f"tw{at}": value for at, value in enumerate(quarters, 1)}
    result["cara_kumulasi"] = way


def _budget(data: Data, random: Random) -> None:
    """Amounts from the leaves up, measures that can be, and the agreement and the kinds of belanja that follow from them."""
    rows = [row for row in data["dpa"] if row["tingkat"] in LEVELS]
    for row in data["dpa"]:
        _measure(random, row)
    for at in range(len(rows) - 1, -1, -1):
        below = _children(rows, at)
        pagu = sum(int(str(row["pagu"])) for row in below) if below else random.choice((0, random.randint(10**5, 5 * 10**9)))
        spent = sum(int(str(row["realisasi_anggaran"])) for row in below) if below else round(pagu * random.uniform(0.4, 1))
        rows[at] |= {"pagu": pagu, "realisasi_anggaran": spent}
    programs = {row["uraian"]: row["pagu"] for row in rows if row["tingkat"] == "Program"}
    for row in data["pk_program"]:
        row["anggaran"] = programs[row["program"]]
    office, total = data["instansi"][0], sum(int(str(pagu)) for pagu in programs.values())
    office |= dict.fromkeys(EXPENSES)
    if random.random() < 0.8:
        half = random.randint(0, total)
        office |= {"belanja_pegawai": half, "belanja_modal": total - half}


def _children(rows: Rows, at: int) -> Rows:
    """The rows one level below a row."""
    depth = LEVELS.index(str(rows[at]["tingkat"]))
    found: Rows = []
    for row in rows[at + 1 :]:
        other = LEVELS.index(str(row["tingkat"]))
        if other <= depth:
            break
        if other == depth + 1:
            found.append(row)
    return found


def _measure(random: Random, row: dict[str, Value]) -> None:
    """A target and a realisasi of one size; a cancelled output has neither."""
    if random.random() < 0.1:
        row |= {"target": 0, "realisasi": 0}
    elif row["target"] is None:
        row["realisasi"] = None
    else:
        target = random.randint(30, 90)
        row |= {"target": target, "realisasi": target if random.random() < 0.5 else round(target * random.uniform(0.9, 1.1), 2)}


def _supports(data: Data, random: Random) -> None:
    """Every indicator is served; weights make 100; the program's own indicator is one of the agreement, now and then."""
    programs = [row for row in data["dpa"] if row["tingkat"] == "Program"]
    known = {row["uraian"] for row in programs}
    data["dukungan"] = [row for row in data["dukungan"] if row["program"] in known or str(row["program"]).title() in known]
    kept = {str(row["program"]).casefold() for row in data["dukungan"]}
    served = {row["kode_indikator"] for row in data["dukungan"] if row["bobot"] is not None}
    lonely = [row["kode_indikator"] for row in data["pk"] if row["kode_indikator"] not in served]
    free = [row for row in programs if str(row["uraian"]).casefold() not in kept]
    blank = dict.fromkeys(sheet_def("dukungan").by_key)
    home = free[0] if free else programs[0]
    if lonely and not free:  # the first program is shared out anew
        name = str(home["uraian"]).casefold()
        data["dukungan"] = [row for row in data["dukungan"] if str(row["program"]).casefold() != name]
        served = {row["kode_indikator"] for row in data["dukungan"] if row["bobot"] is not None}
        lonely = [row["kode_indikator"] for row in data["pk"] if row["kode_indikator"] not in served]
    for code, weight in zip(lonely, _shares(len(lonely)), strict=True):
        row = {**blank, "kode_indikator": code, "kode_program": home["kode"], "program": home["uraian"], "bobot": weight}
        data["dukungan"].append(row)
    agreed = random.choice(data["pk"])
    result = next(row for row in data["realisasi"] if row["kode_indikator"] == agreed["kode_indikator"])
    changed = data["instansi"][0]["jenis_anggaran"] == "P.APBD" and agreed["target_perubahan"] is not None
    target = agreed["target_perubahan" if changed else "target_murni"]
    home |= {"indikator": agreed["indikator"], "satuan": agreed["satuan"], "target": target, "realisasi": result["realisasi"]}


def _shares(size: int) -> list[float]:
    if not size:
        return []
    share = round(100 / size, 2)
    return [share] * (size - 1) + [round(100 - share * (size - 1), 2)]


def _staff(data: Data, random: Random) -> None:
    """Three tables that count the same people, or none at all."""
    data["instansi"][0]["kepala_pangkat"] = random.choice(("Pembina Utama Muda", "Pembina Tingkat I (IV/b)"))
    data["sdm"] = []
    if random.random() < 0.2:
        return
    graded = [(name, random.randint(1, 30), random.randint(0, 30)) for name in GRADES]
    men, women = sum(row[1] for row in graded), sum(row[2] for row in graded)
    tables = {
        "Pegawai": [("PNS", men - graded[-1][1], women - graded[-1][2]), ("PPPK", *graded[-1][1:]), ("Pegawai Non ASN", 3, 4)],
        "Kepangkatan": graded,
        "Pendidikan": [("Sarjana (S1)", men - 1, women), ("SLTA", 1, 0)],
    }
    data["sdm"] = [
        {"kelompok": group, "uraian": name, "laki_laki": left, "perempuan": right, "jumlah": None}
        for group, rows in tables.items()
        for name, left, right in rows
    ]

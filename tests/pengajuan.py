"""Random valid submissions, and the ways from plain data to a report that the tests take.

``random_data(seed)`` gives the same data for the same seed, everywhere. It breaks no schema, and beyond that is as wayward as
a submission may be: targets of 0, blanks, programs nobody knows, names that begin with ``=``. Every 40th seed is a large one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from io import BytesIO
from pathlib import Path
from random import Random

from lkjip_xl.definition.sheets import ColumnDef, sheet_def, sheet_defs
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.report import make_report
from lkjip_xl.tables.book import ReportTables, build_tables
from lkjip_xl.tables.context import Context, make_context
from lkjip_xl.template.book import Data, place_data
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.values import Value
from lkjip_xl.verbs import laporan
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION
from lkjip_xl.workbook.model import WorkbookModel
from lkjip_xl.workbook.new import write_workbook

Rows = list[dict[str, Value]]
_Sub = tuple[str | None, str]
_Activity = tuple[str | None, str, list[_Sub]]
"""Code (None where the office writes none), name, sub kegiatan."""

LARGE_EVERY = 40
UNITS = ("%", "%", "%", "indeks", "nilai", "per 1.000", "per 100.000", "orang", "dokumen", "jam", "Predikat")
HALF_CASES = (0.125, 1.005, 2.675, 1.115, 98.085, 99.995, 33.335, 70667.555, 0.005, 12.345, 100.005)
"""Decimals whose double lies just beside the half, where rounding the double and rounding the decimal part ways."""
AWKWARD = (
    "Persentase \"penduduk\" yang memiliki KTP-el", "Cakupan pelayanan <usia 0-18 tahun> & keluarga", "=SUM(A1:A9) sebagai nama",
    "+62 saluran pengaduan", "-5 poin dari tahun lalu", "@pengguna layanan daring", "Nilai {0} dan {pagu} dalam kurung",
    "Indeks kepuasan 'masyarakat'", "<r>teks kaya</r>", "Kode _x0041_ tidak diurai", "100%", "Ö é ñ", "TRUE",
    "Layanan 😀 digital", "Jarak ≤ 5 km", "a\\b\\n bukan baris baru", "%s %d", "#REF! ditulis sebagai uraian",
)
WORDS = (
    "meningkatnya", "kualitas", "pelayanan", "administrasi", "kependudukan", "persentase", "dokumen", "perangkat", "daerah",
    "penunjang", "urusan", "pemerintahan", "kinerja", "pengelolaan", "informasi", "masyarakat", "penyusunan", "koordinasi",
)
LEAVE_OUT = 0.25


def _choices(column: ColumnDef) -> tuple[Value, ...]:
    """Every value a setting may take."""
    if column.choices:
        return column.choices
    schema = sheet_def("pengaturan").schema["properties"][column.key]
    return tuple(range(schema["minimum"], schema["maximum"] + 1))


def settings_choices() -> dict[str, tuple[Value, ...]]:
    """Setting → its values."""
    return {column.key: _choices(column) for column in sheet_def("pengaturan").columns}


class _Maker:
    """One submission being made up."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.large = seed % LARGE_EVERY == LARGE_EVERY - 1
        self.goals = self._goal_sizes()
        self.programs: list[tuple[str | None, str, list[_Activity]]] = []

    def _goal_sizes(self) -> list[int]:
        if self.large:
            return [self.random.randint(2, 5) for _ in range(10)]
        return [self.random.choice((1, 1, 2, 2, 3, 5)) for _ in range(self.random.choice((1, 1, 1, 1, 2, 3)))]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def maybe(self, value: Value, share: float = 1 - LEAVE_OUT) -> Value:
        return value if self.chance(share) else None

    def phrase(self, longest: int, *, plain: bool = False) -> str:
        """A text; some are awkward, some as long as the schema allows."""
        if not plain and self.chance(0.2):
            return self.random.choice(AWKWARD)[:longest]
        words = self.random.choices(WORDS, k=self.random.randint(2, 8))
        if self.chance(0.03):
            words = self.random.choices(WORDS, k=200)
        return " ".join(words).capitalize()[:longest].strip()

    def capital_words(self, longest: int) -> str:
        """A text that stands in UPPER(): plain letters, for engines that raise no others."""
        return self.phrase(longest).encode("ascii", "ignore").decode().strip() or "Dinas"

    def lines(self, longest: int) -> str:
        return "\n".join(self.phrase(300) for _ in range(self.random.randint(1, 4)))[:longest].strip()

    def figure(self, unit: str = "%") -> float | int:
        random = self.random
        kind = random.random()
        if kind < 0.1:
            return random.choice(HALF_CASES)
        if kind < 0.15:
            return 0
        if kind < 0.17:
            return -round(random.uniform(0.01, 20), 2)
        if unit in ("orang", "dokumen"):
            return random.choice((random.randint(1, 20), random.randint(1000, 2_500_000)))
        if kind < 0.5:
            return random.randint(1, 110)
        return round(random.uniform(0.01, 130), random.choice((1, 2, 2, 3, 6)))

    def rupiah(self) -> int | float:
        kind = self.random.random()
        if kind < 0.08:
            return 0
        if kind < 0.12:
            return self.random.randint(10**12, 9 * 10**14)
        if kind < 0.16:
            return self.random.randint(10**6, 10**8) + 0.5
        return self.random.randint(10**5, 5 * 10**9)

    def spent(self, budget: float) -> float:
        kind = self.random.random()
        if kind < 0.1:
            return 0
        if kind < 0.2:
            return budget
        return round(budget * self.random.uniform(0.4, 1.05))

    def instansi(self) -> Rows:
        random = self.random
        first = random.randint(2015, 2030)
        last = first + random.randint(3, 6) - 1
        kinds = ("belanja_pegawai", "belanja_barang_jasa", "belanja_hibah", "belanja_bansos", "belanja_modal", "belanja_lain")
        optional = ("visi", "misi", "tujuan_rpjmd", "sasaran_rpjmd", "indikator_tujuan", "fungsi")
        return [
            {
                "nama_instansi": self.capital_words(200), "pemda": self.phrase(200), "daerah": self.capital_words(120),
                "kode_skpd": self.maybe("2.12.0.00.0.00.01.0000"), "tahun": random.randint(first, last),
                "renstra_awal": first, "renstra_akhir": last, "tahun_dasar": self.maybe(first - 1),
                "jenis_anggaran": random.choice(("APBD", "P.APBD")), "telepon": self.maybe("0335-421987"),
                "situs": self.maybe("https://contoh.go.id"), "kepala_jabatan": self.phrase(200), "kepala_nama": self.phrase(120),
                "kepala_pangkat": random.choice(("Pembina Utama Muda", "Pembina Tingkat I")),
                "kepala_nip": "".join(random.choices("0123456789", k=18)), "tempat": self.phrase(80),
                "tanggal": random.choice(("Januari 2025", "15 Februari 2025")), "tujuan": self.lines(2000),
                "tugas": self.phrase(2000), "alamat": self.maybe(self.phrase(300)),
                **{key: self.maybe(self.lines(2000)) for key in optional},
                **{key: self.maybe(self.rupiah()) for key in kinds},
            }
        ]

    def pengaturan(self) -> Rows:
        return [{key: self.random.choice(values) for key, values in settings_choices().items()}]

    def indicators(self, years: int) -> dict[str, Rows]:
        """Renstra, PK, Realisasi and Analisis, which agree on codes and names."""
        sheets: dict[str, Rows] = {"renstra": [], "pk": [], "realisasi": [], "analisis": []}
        numbers = self.random.sample(range(1, 11), len(self.goals))
        if self.chance(0.7):
            numbers.sort()
        pattern = self.random.choice(("{0}.{1}", "{0}.{1}", "IKU-{0}.{1}", "{0}{2}"))
        for number, size in zip(numbers, self.goals, strict=True):
            goal: dict[str, Value] = {"no_sasaran": number, "sasaran": self.phrase(500)}
            national = self.random.choice((0.0, 0.0, 0.5, 1.0))
            shared = self.maybe(self.lines(6000), 0.3)
            for position in range(1, size + 1):
                code = pattern.format(number, position, "abcde"[position - 1])
                both: dict[str, Value] = {"kode_indikator": code, "indikator": f"{self.phrase(480)} ({code})"}
                unit = self.random.choice(UNITS)
                self._indicator(sheets, {**goal, **both, "satuan": unit}, years, national)
                if self.chance(0.85):
                    parts = {key: self.maybe(self.lines(6000)) for key in ("penyebab", "hambatan", "solusi")}
                    sheets["analisis"].append({**both, **parts, **({"penyebab": shared} if shared else {})})
        if self.chance(0.3):
            self.random.shuffle(sheets["realisasi"])
        return sheets

    def _indicator(self, sheets: dict[str, Rows], known: dict[str, Value], years: int, national: float) -> None:
        unit = str(known["satuan"])
        target = 0 if self.chance(0.08) else self.figure(unit)
        polarity = "Negatif" if self.chance(0.3) else "Positif"
        yearly: dict[str, Value] = {f"target_{year}": self.maybe(self.figure(unit), 0.9) for year in range(1, years + 1)}
        text = {key: self.maybe(self.lines(2000), 0.6) for key in ("formulasi", "kebijakan", "strategi", "sumber_data")}
        owner = self.maybe(self.phrase(2000), 0.6)
        base = self.maybe(self.figure(unit))
        if not self.chance(0.03):
            sheets["renstra"].append(
                {**known, "polaritas": polarity, "nilai_dasar": base, **yearly, **text, "penanggung_jawab": owner}
            )
        revised = self.maybe(self.figure(unit), 0.4)
        sheets["pk"].append({**known, "target_murni": target, "target_perubahan": revised})
        if self.chance(0.05):
            return
        compared = self.chance(national)
        quarters: dict[str, Value] = {f"tw{quarter}": self.maybe(self.figure(unit), 0.6) for quarter in range(1, 5)}
        sheets["realisasi"].append(
            {
                "kode_indikator": known["kode_indikator"], "indikator": known["indikator"],
                "uraian_pembilang": self.maybe(self.phrase(500)), "pembilang": self.maybe(self.figure(unit)),
                "uraian_penyebut": self.maybe(self.phrase(500)), "penyebut": self.maybe(self.figure(unit)),
                "pengali": self.random.choice((None, 1, 100, 100_000)),
                "realisasi": target if self.chance(0.15) else self.maybe(self.figure(unit), 0.9),
                **{f"realisasi_n{back}": self.maybe(self.figure(unit), 0.7) for back in range(1, 6)},
                "nasional": self.figure(unit) if compared else None,
                "label_nasional": self.random.choice(("Realisasi Nasional", "Target Nasional", None)) if compared else None,
                "sumber_nasional": self.maybe(self.phrase(300)) if compared else None,
                **quarters, "cara_kumulasi": self.random.choice(("Jumlah", "Nilai akhir", "Rata-rata", None)),
                "keterangan": self.maybe(self.phrase(500), 0.3),
            }
        )

    def _measure(self) -> dict[str, Value]:
        unit = self.random.choice(UNITS)
        return {
            "indikator": self.maybe(self.phrase(500)), "satuan": self.maybe(unit),
            "polaritas": self.random.choice((None, None, "Positif", "Negatif")), "target": self.maybe(self.figure(unit), 0.9),
            "realisasi": self.maybe(self.figure(unit), 0.9), "keterangan": self.maybe(self.phrase(500), 0.15),
        }

    def _more(self, rows: Rows) -> None:
        for _ in range(self.random.choice((0, 0, 0, 1, 2))):
            rows.append({**self._measure(), "tingkat": "Indikator Lanjutan", "indikator": self.phrase(500)})

    def dpa(self) -> Rows:
        """Pendapatan, then programs with kegiatan and sub kegiatan, codes of 2 or 4 digits or none."""
        random = self.random
        style = random.choice(("tanpa", "dua", "empat"))
        rows: Rows = []
        for _ in range(random.choice((0, 0, 1, 3))):
            planned = self.maybe(self.rupiah(), 0.9)
            rows.append(
                {**self._measure(), "tingkat": "Pendapatan", "kode": None if style == "tanpa" else "4.1.02",
                 "uraian": self.phrase(500), "pagu": planned, "realisasi_anggaran": self.maybe(self.rupiah(), 0.9)}
            )  # fmt: skip

        def line(level: str, code: str, name: str, kind: str | None) -> None:
            budget = self.rupiah()
            rows.append(
                {**self._measure(), "tingkat": level, "kode": None if style == "tanpa" else code, "uraian": name,
                 "jenis_program": kind, "pagu": budget, "realisasi_anggaran": self.spent(budget)}
            )  # fmt: skip
            self._more(rows)

        digits = 4 if style == "empat" else 2
        for first in range(1, (8 if self.large else random.choice((1, 1, 2, 2, 3, 8 if self.chance(0.2) else 4))) + 1):
            code, name = f"2.12.{first:02d}", f"Program {first} {self.phrase(280)}"
            line("Program", code, name, "Penunjang" if first == 1 and self.chance(0.7) else "Urusan")
            activities: list[_Activity] = []
            for second in range(1, random.choice((0, 1, 1, 2, 3)) + 1):
                below = f"{code}.2.{second:02d}"
                activity = f"Kegiatan {first}.{second} {self.phrase(280)}"
                line("Kegiatan", below, activity, None)
                subs: list[_Sub] = []
                for third in range(1, random.choice((0, 1, 2, 3)) + 1):
                    last = f"{below}.{third:0{digits}d}"
                    sub = f"Sub {first}.{second}.{third} {self.phrase(280)}"
                    line("Sub Kegiatan", last, sub, None)
                    subs.append((None if style == "tanpa" else last, sub))
                activities.append((None if style == "tanpa" else below, activity, subs))
            self.programs.append((None if style == "tanpa" else code, name, activities))
        return rows

    def _weights(self, size: int) -> list[float]:
        """Parts of 100, uneven where they must be."""
        if size == 3 and self.chance(0.5):
            return [33.33, 33.33, 33.34]
        cuts = sorted(self.random.sample(range(1, 100), size - 1))
        return [float(high - low) for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]

    def dukungan(self, codes: list[str]) -> Rows:
        """Who serves whom: shared programs, indicators with several programs or none, unknown programs, detail rows."""
        rows: Rows = []
        supported = [code for code in codes if self.chance(0.85)]
        for code, name, activities in self.programs:
            if not supported or self.chance(0.2):
                continue
            served = self.random.sample(supported, min(len(supported), self.random.choice((1, 1, 2, 3))))
            spelled = name.upper() if self.chance(0.2) and name.upper().casefold() == name.casefold() else name
            for indicator, weight in zip(served, self._weights(len(served)), strict=True):
                pair: dict[str, Value] = {"kode_indikator": indicator, "kode_program": self.maybe(code), "program": spelled}
                rows.append({**pair, "bobot": weight})
                if activities and self.chance(0.4):
                    rows += [{**pair, **detail} for detail in self._details(activities)]
        if codes and self.chance(0.15):
            unknown = {"kode_program": None, "program": "Program yang tidak ada di DPA", "bobot": 100}
            rows.append({"kode_indikator": self.random.choice(codes), **unknown})
        return rows

    def _details(self, activities: list[_Activity]) -> Rows:
        code, name, subs = self.random.choice(activities)
        if not subs or self.chance(0.3):
            return [{"kegiatan": code or name}]
        chosen = self.random.sample(subs, self.random.randint(1, len(subs)))
        return [{"kegiatan": self.maybe(name, 0.5), "sub_kegiatan": sub_code or sub} for sub_code, sub in chosen]

    def pk_program(self) -> Rows:
        return [
            {"kode_program": code, "program": name, "anggaran": self.rupiah(), "sumber_dana": self.random.choice(("APBD", "DAK"))}
            for code, name, _ in self.programs
        ]

    def sdm(self) -> Rows:
        groups = [group for group in ("Pegawai", "Kepangkatan", "Pendidikan") if self.chance(0.9)]
        return [
            {"kelompok": group, "uraian": f"{group} {number} {self.phrase(90)}", "laki_laki": self.random.randint(0, 1500),
             "perempuan": self.random.randint(0, 60)}
            for group in groups
            for number in range(1, self.random.randint(1, 4) + 1)
        ]  # fmt: skip

    def sarpras(self) -> Rows:
        return [
            {"jenis": f"{self.phrase(190)} {number}", "jumlah": self.random.randint(0, 3000), "kondisi": self.phrase(60)}
            for number in range(self.random.randint(0, 4))
        ]

    def naskah(self) -> Rows:
        parts = ("Ikhtisar Eksekutif", "Permasalahan Utama", "Penjelasan Capaian", "Kesimpulan", "Langkah Perbaikan")
        return [
            {"bagian": self.random.choice(parts), "no_sasaran": self.maybe(self.random.randint(1, 10), 0.5),
             "teks": self.lines(9000)}
            for _ in range(self.random.randint(0, 4))
        ]  # fmt: skip

    def pengecualian(self) -> Rows:
        return [
            {"kode_temuan": "WJR-01", "lembar_temuan": self.maybe("Realisasi"), "sel_atau_kunci": self.maybe("K7"),
             "alasan": self.phrase(1000), "ditetapkan_oleh": self.phrase(200), "berlaku_sampai": self.maybe("31-12-2025")}
            for _ in range(self.random.choice((0, 0, 1, 2)))
        ]  # fmt: skip


def random_data(seed: int) -> dict[str, Rows]:
    """A valid submission: every declared column of every sheet, blank and computed ones None."""
    make = _Maker(seed)
    office = make.instansi()
    first, last = office[0]["renstra_awal"], office[0]["renstra_akhir"]
    assert isinstance(first, int) and isinstance(last, int)
    found: dict[str, Rows] = {"instansi": office, "pengaturan": make.pengaturan(), "dpa": make.dpa()}
    found |= make.indicators(last - first + 1)
    found["dukungan"] = make.dukungan([str(row["kode_indikator"]) for row in found["pk"]])
    found |= {"pk_program": make.pk_program(), "sdm": make.sdm(), "sarpras": make.sarpras(), "naskah": make.naskah()}
    found["pengecualian"] = make.pengecualian()
    return complete(found)


def faulty_data(seed: int, faults: int, wrong: Sequence[Value], spared: Collection[tuple[str, str]] = ()) -> dict[str, Rows]:
    """A submission with wrong things in ``faults`` random cells; ``spared`` names (sheet, field) pairs that stay as they are."""
    random = Random(seed)
    data = random_data(seed % 1000)
    for _ in range(faults):
        key = random.choice([key for key, rows in data.items() if rows])
        record = random.choice(data[key])
        field = random.choice(list(record))
        if (key, field) not in spared:
            record[field] = random.choice(wrong)
    return data


def complete(data: Data) -> dict[str, Rows]:
    """The data with every declared column of every sheet; KeyError for a field no schema knows."""
    made: dict[str, Rows] = {}
    for sheet in sheet_defs():
        made[sheet.key] = []
        for given in data.get(sheet.key, ()):
            if unknown := given.keys() - sheet.by_key.keys():
                raise KeyError(f"{sheet.key}: {sorted(unknown)}")
            made[sheet.key].append({column.key: given.get(column.key) for column in sheet.columns})
    return made


def submission_of(data: Data) -> Submission:
    """What the reader would give for a standard workbook with these records, without a file."""
    submission = Submission(RawWorkbook("uji.xlsx", "0" * 64, 0), TEMPLATE_ID, TEMPLATE_VERSION)
    for definition in sheet_defs():
        given = data.get(definition.key, [])
        records = [Record(definition.first_row + offset, values) for offset, values in enumerate(complete(data)[definition.key])]
        assert len(records) == len(given)
        submission.sheets[definition.key] = SheetData(definition, definition.name, definition.first_row - 1, records=records)
    return submission


def report_of(data: Data) -> WorkbookModel:
    """The whole report, as ``lkjip laporan`` makes it, without files and without checks."""
    return make_report(submission_of(data), ())


def context_of(data: Data) -> Context:
    return make_context(place_data(data))


def tables_of(data: Data) -> ReportTables:
    """The official tables alone."""
    return build_tables(context_of(data))


def report_bytes(data: Data) -> bytes:
    """The report as the bytes of its file."""
    buffer = BytesIO()
    write_workbook(report_of(data), buffer)
    return buffer.getvalue()


def report_file(data: Data, folder: Path, name: str) -> Path:
    """The whole way: fill the standard workbook, save it, and let ``lkjip laporan`` make the report from the file."""
    submitted = folder / f"{name}.xlsx"
    write_workbook(filled_workbook(data), submitted)
    made = laporan(submitted, folder / f"{name}_laporan.xlsx")
    assert made.output is not None
    return made.output

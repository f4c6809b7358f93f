"""A workbook of the made-up template 0.9, written out by hand: nothing here reads ``schemas/migrasi``.

Against 1.0: sheets and headings have other names and order, headings stand in row 6, SDM is three sheets, polarity is Naik or
Turun, two columns became one and one became two, one column stood on another sheet, some are gone, one did not exist yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel

Record = Mapping[str, Value]
Column = tuple[str, Callable[[Record], Value]]
HEADING_ROW = 6
DIRECTION = {"Positif": "Naik", "Negatif": "Turun"}
LEVEL = {"Sub Kegiatan": "Subkegiatan", "Indikator Lanjutan": "Lanjutan"}
YES_NO = {"Ya": "Y", "Tidak": "T"}
NOT_IN_09 = ("sumber_dana",)
"""Fields of 1.0 that 0.9 could not hold."""


def old_word(field: str, value: Value) -> Value:
    """A value as 0.9 wrote it."""
    words = {"polaritas": DIRECTION, "tingkat": LEVEL, "rata_rata_sasaran": YES_NO}.get(field, {})
    return words.get(value, value) if isinstance(value, str) else value


def _field(key: str) -> Callable[[Record], Value]:
    return lambda record: old_word(key, record.get(key))


def _columns(key: str, renamed: Mapping[str, str], without: Iterable[str] = ()) -> list[Column]:
    """The input columns of a sheet, last first, under their 0.9 headings."""
    kept = [column for column in sheet_def(key).columns if not column.computed and column.key not in without]
    return [(renamed.get(column.key, column.heading), _field(column.key)) for column in reversed(kept)]


def _table(name: str, columns: Sequence[Column], records: Iterable[Record]) -> SheetModel:
    sheet = SheetModel(name)
    sheet.put(HEADING_ROW - 2, 1, Cell("polos", f"Lembar {name}"))
    for place, (heading, value) in enumerate(columns, 1):
        sheet.put(HEADING_ROW, place, Cell("polos", heading))
        for row, record in enumerate(records, HEADING_ROW + 1):
            sheet.put(row, place, Cell("polos", value(record)))
    return sheet


def _form(name: str, columns: Sequence[Column], record: Record) -> SheetModel:
    sheet = SheetModel(name)
    for row, (label, value) in enumerate([("Uraian", lambda _: "Isi"), *columns], 3):
        sheet.put(row, 2, Cell("polos", label))
        sheet.put(row, 3, Cell("polos", value(record)))
    return sheet


def _strategy(record: Record, part: int) -> Value:
    """The last line was a column of its own; before it the other."""
    text = record.get("strategi")
    lines = text.rsplit("\n", 1) if isinstance(text, str) else []
    return (["", *lines][-2] or None, lines[-1])[part] if lines else None


def _program(record: Record) -> Value:
    return f"{record['kode_program']} - {record['program']}" if record["kode_program"] else record["program"]


def _sdm(name: str, heading: str, group: str, records: Iterable[Record]) -> SheetModel:
    columns = _columns("sdm", {"uraian": heading}, {"kelompok"})
    sheet = _table(name, columns, [record for record in records if record["kelompok"] == group])
    sheet.put(HEADING_ROW, len(columns) + 1, Cell("polos", "Jumlah"))
    return sheet


def workbook_09(data: Mapping[str, Sequence[Record]], version: str = "0.9") -> WorkbookModel:
    """These records as an office would have sent them in template 0.9."""
    bases = {str(record["kode_indikator"]): record["nilai_dasar"] for record in data["renstra"]}
    settings = data["pengaturan"][0]
    profile = {**data["instansi"][0], "tahun_lalu": settings["jumlah_tahun_lalu"]}
    guide = SheetModel("Petunjuk")
    guide.put(2, 2, Cell("polos", "lkjip_standar"))
    guide.put(3, 2, Cell("polos", version))
    renstra = _columns(
        "renstra",
        {"kode_indikator": "Kode", "indikator": "Indikator", "polaritas": "Arah Indikator", "formulasi": "Rumus Indikator"},
        {"strategi", "nilai_dasar"},
    )
    renstra += [("Strategi", lambda record: _strategy(record, 0)), ("Program/Kegiatan", lambda record: _strategy(record, 1))]
    pk = _columns("pk", {"kode_indikator": "Kode", "target_murni": "Target", "target_perubahan": "Target P"})
    pk += [("Capaian Tahun Dasar", lambda record: bases.get(str(record["kode_indikator"])))]
    programs = _columns("pk_program", {}, {"kode_program", "program", "sumber_dana"})
    capaian = {"kode_indikator": "Kode", "realisasi": "Realisasi", "realisasi_n1": "Realisasi Tahun Lalu"}
    dpa = {"uraian": "Program/Kegiatan/Sub Kegiatan", "pagu": "Pagu", "realisasi_anggaran": "Realisasi Keuangan"}
    office = {
        "nama_instansi": "Nama OPD", "tahun": "Tahun Anggaran", "kepala_nama": "Nama Kepala OPD", "kepala_nip": "NIP",
    }  # fmt: skip
    sheets = [
        guide,
        _form("Profil", [*_columns("instansi", office), ("Banyak Tahun Pembanding", lambda r: r["tahun_lalu"])], profile),
        _form("Pengaturan", _columns("pengaturan", {"tanda_kosong": "Tanda Kosong"}, {"jumlah_tahun_lalu"}), settings),
        _table("Rencana Strategis", renstra, data["renstra"]),
        _table("Perjanjian", pk, data["pk"]),
        _table("Anggaran Program", [("Kode dan Nama Program", _program), *programs], data["pk_program"]),
        _table("Capaian", [*_columns("realisasi", capaian), ("% Capaian", lambda _: None), ("Verifikator", lambda _: None)],
               data["realisasi"]),
        _table("DPA", _columns("dpa", dpa), data["dpa"]),
        _table("Dukungan", _columns("dukungan", {}), data["dukungan"]),
        _sdm("Data Pegawai", "Status Pegawai", "Pegawai", data["sdm"]),
        _sdm("Data Kepangkatan", "Golongan", "Kepangkatan", data["sdm"]),
        _sdm("Data Pendidikan", "Jenjang", "Pendidikan", data["sdm"]),
        *(_table(sheet_def(key).name, _columns(key, {}), data[key]) for key in ("sarpras", "analisis", "naskah")),
    ]  # fmt: skip
    names = {"lkjip_templat_id": "=Petunjuk!$B$2", "lkjip_templat_versi": "=Petunjuk!$B$3"}
    return WorkbookModel(sheets=sheets, names=names)


def sheet_of(book: WorkbookModel, name: str) -> SheetModel:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def put(book: WorkbookModel, sheet: str, address: str, value: Value, formula: str | None = None) -> None:
    """Set one cell of the workbook."""
    letters, row = re.fullmatch(r"([A-Z]+)([0-9]+)", address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    sheet_of(book, sheet).put(int(row), column, Cell("polos", value, formula))


def comparable(data: Mapping[str, Sequence[Record]]) -> dict[str, list[dict[str, Any]]]:
    """The records without what 0.9 could not hold: what a migration must give back."""
    kept = {key: [dict(record) for record in records] for key, records in data.items()}
    for records in kept.values():
        for record in records:
            record |= {field: None for field in NOT_IN_09 if field in record}
    kept["pengecualian"] = []
    return kept

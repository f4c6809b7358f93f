"""All official tables of a report, in the order of the document, with computed names."""

from __future__ import annotations

from typing import NamedTuple

from lkjip_xl.definition.own_sheets import lettered
from lkjip_xl.tables import (
    akhir_renstra,
    alokasi,
    analisis,
    efisiensi,
    ikhtisar,
    jumlah_pegawai,
    kepangkatan,
    kinerja_anggaran,
    matrik_renstra,
    nasional,
    pendidikan,
    penunjang,
    perjanjian_kinerja,
    program_kegiatan,
    realisasi_anggaran,
    realisasi_tahunan,
    sarpras,
    target_realisasi,
)
from lkjip_xl.tables.context import Context, Goal
from lkjip_xl.tables.daftar_tabel import Entry
from lkjip_xl.workbook.model import SheetModel

_LETTERED = (
    target_realisasi, realisasi_tahunan, akhir_renstra, nasional, alokasi, kinerja_anggaran, efisiensi, analisis, penunjang,
)


class ReportTables(NamedTuple):
    """The sheets in order, their entries for the list of tables, and why tables are missing."""

    sheets: tuple[SheetModel, ...]
    entries: tuple[Entry, ...]
    omitted: tuple[str, ...]


def _goal_tables(context: Context, goal: Goal) -> tuple[list[SheetModel], list[Entry], list[str]]:
    sheets: list[SheetModel] = []
    entries: list[Entry] = []
    omitted: list[str] = []
    for module in _LETTERED:
        if module is nasional and not nasional.has_figures(goal):
            omitted.append(
                f"Tabel perbandingan nasional sasaran {goal.number} tidak dibuat karena tidak ada data pembanding; "
                "huruf tabel sesudahnya bergeser."
            )
            continue
        name = lettered(goal.number, len(sheets))
        sheets.append(module.build(context, goal, name))
        entries.append(Entry(name, module.TITLE))
    return sheets, entries, omitted


def build_tables(context: Context) -> ReportTables:
    """Every table; the summary comes first in the workbook but is built last, from the others' cells."""
    staff = [module.TABLE for module in (jumlah_pegawai, kepangkatan, pendidikan)]
    sheets = [table.build(context) for table in staff]
    entries = [Entry(table.sheet, table.title) for table in staff]
    for module, title in (
        (sarpras, "SARANA DAN PRASARANA YANG DIMILIKI"),
        (matrik_renstra, "MATRIK RENSTRA"),
        (program_kegiatan, "PROGRAM, KEGIATAN DAN SUB KEGIATAN"),
        (perjanjian_kinerja, "PERJANJIAN KINERJA"),
    ):
        sheets.append(module.build(context))
        entries.append(Entry(sheets[-1].name, title))
    omitted: list[str] = []
    for goal in context.goals:
        more, listed, missing = _goal_tables(context, goal)
        sheets += more
        entries += listed
        omitted += missing
    sheets.append(realisasi_anggaran.build(context))
    entries.append(Entry(sheets[-1].name, "REALISASI ANGGARAN"))
    summary = ikhtisar.build(context)
    return ReportTables((summary, *sheets), (Entry(summary.name, "IKHTISAR CAPAIAN KINERJA"), *entries), tuple(omitted))

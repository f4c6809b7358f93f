"""The head of the office: pangkat against the table of pangkat, NIP against its own structure."""

from __future__ import annotations

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.nip import faults
from lkjip_xl.checks.ranks import read_rank
from lkjip_xl.checks.rule_run import RuleRun, listed
from lkjip_xl.checks.rules.periode import report_year
from lkjip_xl.checks.view import text
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import number


def examine_head(run: RuleRun) -> None:
    """SDM-03, SDM-04, SDM-06 and SDM-07 on sheet Instansi."""
    form = run.form("instansi")
    if form is None:
        return
    nip = run.text("instansi", form, "kepala_nip")
    if len(nip) == 18 and nip.isascii() and nip.isdigit():
        wrong = faults(nip, report_year(run))
        if wrong:
            run.add("SDM-07", "instansi", form, "kepala_nip", hal=listed([phrase(name) for name in wrong]))
    title = run.text("instansi", form, "kepala_pangkat")
    rank = read_rank(title)
    if not title:
        return
    if rank.disagrees:
        run.add("SDM-04", "instansi", form, "kepala_pangkat", golongan=rank.written, seharusnya=rank.of_name)
    elif not rank.is_known:
        run.add("SDM-06", "instansi", form, "kepala_pangkat")
    elif run.view.can_read("aturan_pegawai", "sdm"):
        _among_staff(run, form, rank.golongan)


def _among_staff(run: RuleRun, form: Record, golongan: str) -> None:
    """SDM-03: nobody of the head's golongan in the table of pangkat. Rows that cannot be read may hold the head."""
    rows = [record for record in run.view.submission.records("sdm") if record.values["kelompok"] == "Kepangkatan"]
    people: dict[str, float] = {}
    for record in rows:
        counts = [number(record.values[key]) for key in ("laki_laki", "perempuan")]
        rank = read_rank(text(record.values["uraian"]))
        count = sum(value for value in counts if value is not None)
        readable = rank.golongan and run.is_open("sdm", record, "kelompok", "uraian", "laki_laki", "perempuan")
        if None in counts or (count and not readable):
            return
        people[rank.golongan] = people.get(rank.golongan, 0) + count
    whole = golongan.partition("/")[0]
    if people and not people.get(golongan) and not people.get(whole):
        state = phrase("pangkat_nol" if golongan in people else "pangkat_tanpa_baris", golongan=golongan)
        run.add("SDM-03", "instansi", form, "kepala_pangkat", golongan=golongan, keadaan=state)

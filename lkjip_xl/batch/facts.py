"""What the rekap knows about one office: plain values that fit in a journal line."""

from __future__ import annotations

from lkjip_xl.batch.outcome import Facts
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.compute.excel import numbers
from lkjip_xl.tables.context import Context, Program
from lkjip_xl.values import CellError, Value


def _plain(value: Value) -> Value:
    """A value that survives JSON: error values become their text."""
    return str(value) if isinstance(value, CellError) else value


def _indicators(context: Context) -> list[Facts]:
    found = []
    for goal in context.goals:
        for indicator in goal.indicators:
            cells = {name: context.published["a", indicator.key, name].value for name in ("target", "realisasi", "capaian")}
            budget = {
                "pagu": context.published["e", indicator.key, "pagu"].value,
                "realisasi_anggaran": context.published["f", indicator.key, "terpakai"].value,
            }
            found.append(
                {
                    "no_sasaran": goal.number,
                    "sasaran": _plain(goal.name.value),
                    "kode": indicator.code,
                    "indikator": _plain(indicator.name.value),
                    "satuan": indicator.unit,
                    "polaritas": "Negatif" if indicator.rule.negative else "Positif",
                    **{key: _plain(value) for key, value in {**cells, **budget}.items()},
                }
            )
    return found


def _program(program: Program) -> Facts:
    keys = ("kode", "uraian", "jenis_program", "pagu", "realisasi_anggaran")
    return {key: _plain(program.row.record.values[key]) for key in keys}


def office_facts(context: Context, result: CheckResult) -> Facts:
    """Identity, figures, findings by severity, and the office's indicators and programs."""
    office = context.book.forms["instansi"]
    indicators = _indicators(context)
    achieved = numbers(indicator["capaian"] for indicator in indicators)
    return {
        **{key: _plain(office[key]) for key in ("nama_instansi", "pemda", "daerah", "kode_skpd", "tahun")},
        "jumlah_sasaran": len(context.goals),
        "jumlah_indikator": len(indicators),
        "rata_capaian": sum(achieved) / len(achieved) if achieved else None,
        "pagu": _plain(context.published["3.2", "", "pagu"].value),
        "realisasi": _plain(context.published["3.2", "", "realisasi"].value),
        "temuan": {str(severity): number for severity, number in result.counts().items()},
        "indikator": indicators,
        "program": [_program(program) for program in context.programs],
    }

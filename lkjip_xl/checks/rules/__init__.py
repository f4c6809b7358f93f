"""Rules across tables, one module per family. A rule takes the examination and the joined submission, and adds findings.

Rules run in the order of ``RULES``. A rule leaves alone what it reads from a settled cell (``Examination.is_settled``): that
cell has its finding, and what follows from it is no second mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.rules import (
    analisis,
    anggaran,
    dukungan,
    kewajaran,
    kode,
    kolom_hitung,
    naskah,
    pembanding,
    periode,
    program,
    realisasi,
    sasaran,
    sasaran_indikator,
    satuan,
    sdm,
    target,
)
from lkjip_xl.checks.view import View

Rule = Callable[[Examination, View], None]

RULES: Final[tuple[Rule, ...]] = (
    # numbers and names first: what contradicts itself is not judged for plausibility
    kolom_hitung.examine,
    periode.examine,
    satuan.examine,
    kode.examine,
    sasaran_indikator.examine,
    sasaran.examine,
    target.examine,
    realisasi.examine,
    anggaran.examine,
    program.examine,
    dukungan.examine,
    sdm.examine,
    # then what is possible but will be asked about, and the prose
    kewajaran.examine,
    pembanding.examine,
    naskah.examine,
    analisis.examine,
)
"""Every rule, in running order."""

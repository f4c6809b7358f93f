"""The patch writer: changes a few cells of an existing workbook, marks cells, puts a sheet first, and leaves every other part
of the package byte for byte as it was.

``apply_patch`` takes the file's bytes and a ``PatchPlan`` and gives a ``PatchResult``. Standard library only.
"""

from __future__ import annotations

from lkjip_xl.workbook.patch.apply import apply_patch
from lkjip_xl.workbook.patch.outcome import PatchResult, Skip
from lkjip_xl.workbook.patch.plan import CellPatch, Mark, PatchPlan

__all__ = ["CellPatch", "Mark", "PatchPlan", "PatchResult", "Skip", "apply_patch"]

"""Recalculation as the judge of cached values: what a workbook says, against what two spreadsheet engines work out.

The usual test is one line::

    assert check_workbooks([first, second]) == []

It reads every formula cell with its cached value, removes all caches from a copy, lets LibreOffice and formualizer
calculate that copy, and lists each cell where the file's own value is missing or differs. The pieces are there too, for
tests that need only one engine.
"""

from tests.recalc.cells import Cells, Key, read_cells
from tests.recalc.compare import Difference, check_workbooks, compare, same_value
from tests.recalc.engines import (
    LibreOfficeError,
    LibreOfficeMissingError,
    recalculate_formualizer,
    recalculate_libreoffice,
    require_libreoffice,
)
from tests.recalc.strip import strip_caches

__all__ = [
    "Cells",
    "Difference",
    "Key",
    "LibreOfficeError",
    "LibreOfficeMissingError",
    "check_workbooks",
    "compare",
    "read_cells",
    "recalculate_formualizer",
    "recalculate_libreoffice",
    "require_libreoffice",
    "same_value",
    "strip_caches",
]

"""What the passes over one workbook share: the package, the limits, the notes, and the counters of the whole file."""

from __future__ import annotations

from dataclasses import dataclass, field

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.reader.notes import NoteLog
from lkjip_xl.reader.raw import RawStyle
from lkjip_xl.reader.styles_pass import DEFAULT_STYLE


@dataclass(slots=True)
class Reading:
    """The state of reading one workbook. Counters run over all sheets, so that many small ones do not pass a limit."""

    package: Package
    limits: Limits
    notes: NoteLog
    strings: list[str] = field(default_factory=list)
    styles: list[RawStyle] = field(default_factory=lambda: [DEFAULT_STYLE])
    style_of: dict[str, int] = field(default_factory=dict)
    """Style attribute as written → index in ``styles``; filled as attributes are met."""
    column_of: dict[str, int] = field(default_factory=dict)
    """Column letters → number; holds only letters of the grid, filled as they are met."""
    long_texts: bool = False
    """Some text is longer than Excel allows; which cells show it is looked up afterwards."""
    cells: int = 0
    rows: int = 0
    formulas_text: int = 0

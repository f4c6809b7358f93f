"""What an edit adds to a sheet beside what was asked for: enough to take it away again."""

from __future__ import annotations

from dataclasses import dataclass, field

from lkjip_xl.workbook.patch.plan import Place


@dataclass(slots=True)
class SheetTrace:
    """Cells and rows that were not there. ``spans`` (by row) and ``dimension`` hold hints about the used area that had to
    grow, as written before and after. ``marked`` are the cells that were coloured, with the number of the fill they had."""

    cells: list[Place] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    spans: dict[int, tuple[str, str]] = field(default_factory=dict)
    dimension: tuple[str, str] | None = None
    marked: dict[Place, int] = field(default_factory=dict)

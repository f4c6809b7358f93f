"""What an edit adds to a sheet beside what was asked for: enough to take it away again."""

from __future__ import annotations

from dataclasses import dataclass, field

from lkjip_xl.workbook.patch.plan import Place


@dataclass(slots=True)
class SheetTrace:
    """Cells and rows that were not there. ``spans`` (by row) and ``dimension`` hold hints about the used area that had to
    grow, as written before and after."""

    cells: list[Place] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    spans: dict[int, tuple[str, str]] = field(default_factory=dict)
    dimension: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self.cells or self.rows or self.spans or self.dimension)

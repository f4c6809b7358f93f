"""How large and how deep a submitted workbook may be before it is refused.

Every number is several times what an honest LKjIP workbook needs and small enough that the worst crafted file
ends within seconds. The measurements behind them: 1,430 public workbooks, largest honest package 60 MB inflated.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lkjip_xl.address import MAX_COLUMN, MAX_ROW

KIB: Final = 1 << 10
MIB: Final = 1 << 20


class Limits(NamedTuple):
    """The limits of one file. Sizes are bytes, text lengths are characters."""

    file_size: int = 20 * MIB
    """On disk; LKjIP workbooks stay below 2 MiB."""
    entries: int = 1_000
    """Members of the package; the most seen in an honest one is 158."""
    part_size: int = 64 * MIB
    """One inflated part, as declared and as counted while inflating."""
    total_size: int = 128 * MIB
    """All inflated parts together."""
    ratio: int = 200
    """Inflated to packed size; an honest part with 121:1 exists."""
    ratio_grace: int = MIB
    """Parts below this size may have any ratio: small files of one repeated row do."""
    part_name: int = 200
    """A part name; the longest usual one has 60 characters."""

    xml_depth: int = 64
    """Nested elements; Office writes fewer than 20."""
    xml_attribute: int = 64 * KIB
    """One attribute value."""
    xml_token: int = 4 * MIB
    """Bytes in one tag, comment or instruction: older expat needs quadratic time for an unfinished token."""
    xml_names: int = 2_000
    """Different element and attribute names in one part: every new one stays in memory."""

    sheets: int = 256
    cells: int = 500_000
    """Cell elements in the whole workbook, formatted blanks included: they cost time too."""
    rows: int = 200_000
    """Rows with data in the whole workbook."""
    strings: int = 300_000
    """Entries of the shared string table."""
    text: int = 32_767
    """Excel's own limit for the text of a cell: longer text is noted."""
    text_refused: int = 4 * 32_767
    """Text of one cell or shared string that no spreadsheet program can have written."""
    strings_text: int = 64 * MIB
    """All shared strings together."""
    formula: int = 8_192
    """Excel's own limit: a longer formula is noted and must not be evaluated."""
    formula_nesting: int = 64
    """Excel's own limit of nested brackets: a deeper formula is noted and must not be evaluated."""
    formulas_text: int = 32 * MIB
    """All expanded shared formulas together: one long formula shared by many cells multiplies."""
    merges: int = 20_000
    names: int = 5_000
    links: int = 50_000
    formats: int = 65_490
    """Excel's own limit of cell formats."""
    relations: int = 10_000
    """Relationships of one part; they are kept in memory."""
    notes_per_kind: int = 1_000
    """Notes of one code in one sheet; what comes after is counted in one closing note."""

    max_row: int = MAX_ROW
    max_column: int = MAX_COLUMN


DEFAULT_LIMITS: Final = Limits()

"""How the patch writer knows its own work again in a file that came back."""

from __future__ import annotations

from typing import Final

AUTHOR: Final = "lkjip_xl"
"""Author of our notes. Excel and LibreOffice keep the authors of notes when they save."""

SHEET_NAME_MARK: Final = "lkjip_lembar_hasil"
"""Defined name that points at the sheet an earlier run put first. It follows the sheet when the user renames it."""

MANIFEST_NAMESPACE: Final = "urn:lkjip_xl:tanda:1"
"""Root namespace of the custom XML part that tells what marks stand in the file, and what stood there before."""

FILL_MARK: Final = 0x4C
"""First byte of the (invisible) second colour of our solid fills; the other two number the fill that was there before."""

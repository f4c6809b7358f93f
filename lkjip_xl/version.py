"""Versions: of the tool, and of the standard workbook (kept apart: a tool release need not change the template)."""

from typing import Final

TOOL_VERSION: Final = "0.1.0"
TEMPLATE_ID: Final = "lkjip_standar"
TEMPLATE_VERSION: Final = "1.0"

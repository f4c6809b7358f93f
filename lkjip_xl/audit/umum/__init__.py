"""Audit of any workbook (``--umum``): no official formula exists, so a file is judged by its own formulas, values and layout."""

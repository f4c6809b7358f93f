"""The standard workbook: blank and filled."""

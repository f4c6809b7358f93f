"""Budget figures from an export of another application into the DPA sheet of a standard workbook, by kode, never by guess."""

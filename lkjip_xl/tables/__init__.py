"""One module per official table: frozen layout and formulas in, SheetModel out. Nothing here writes files."""

"""schemas/ as typed objects: the one description of every sheet, column, formula and setting."""

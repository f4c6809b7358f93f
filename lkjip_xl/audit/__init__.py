"""The cross-check: what a submitted workbook holds, cell by cell, against what should be there."""

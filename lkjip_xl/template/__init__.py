"""The standard workbook as sheets: blank for a new office, or filled with a submission's records."""

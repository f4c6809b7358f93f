"""Writing into the workbook that is open in front of the user, through xlwings' public API and in whole blocks."""

"""What the buttons do, written once for Excel and LibreOffice: each takes the open workbook and ends with one message."""

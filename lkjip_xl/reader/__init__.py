"""From a safe package to a ``RawWorkbook``: every cell with its address, its value and its formula. Knows nothing of LKjIP."""

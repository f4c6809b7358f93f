"""From a ``RawWorkbook`` (read from a file or from the open book) to a ``Submission``: which sheet is which, which column."""

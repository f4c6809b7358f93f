"""The package of a stranger's workbook, opened safely: ZIP and XML within limits. Knows nothing of LKjIP."""

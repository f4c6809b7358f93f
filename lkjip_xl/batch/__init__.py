"""Many submitted workbooks at once: a folder in, a mirrored folder of reports and one rekap out."""

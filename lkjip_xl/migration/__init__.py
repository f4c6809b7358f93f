"""Carrying a workbook of an older template version over into the current one, by key, with a list of what did not fit."""

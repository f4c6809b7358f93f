"""The formulas: value and text, rule by rule, and against two spreadsheet engines."""

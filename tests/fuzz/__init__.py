"""Fuzzing of the reader and of what follows it: mutations, targets, and the run behind ``make fuzz``."""

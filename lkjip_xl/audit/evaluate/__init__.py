"""Recalculation inside this process: a closed list of functions over parsed formulas, bounded, without ``eval``.

It is the second opinion on a file's own cached values (audit.md A05), independent of the Python twins in ``compute``.
"""

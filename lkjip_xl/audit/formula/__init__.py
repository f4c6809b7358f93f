"""Formulas as trees: cut into tokens, parsed by a closed grammar, compared part by part. Nothing is ever executed."""

"""Tests. A package, so that tests can import the shared harness as ``tests.recalc``."""

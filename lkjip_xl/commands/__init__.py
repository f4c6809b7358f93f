"""The commands, one module for each: ``arguments`` declares what it takes, ``run`` does it, prints it and returns an exit code.

The module bears the command's name, and ``lkjip_xl.cli`` imports only the one that was called.
"""

DONE, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes of every command."""

"""The commands that the documents promise exist, and `make help` explains each of them in Indonesian."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXPECTED = {"help", "demo", "test", "lint", "types", "samples", "docs", "bench", "clean"}

# `make demo` in backquotes or at the start of a line of a code block; prose such as "make it" is neither.
COMMAND = re.compile(r"(?:`|^\s*(?:\$ )?)make(?: (?!-)([a-z-]+))?(?=[` \n])", re.MULTILINE)


def _help() -> dict[str, str]:
    make = shutil.which("make")
    assert make is not None
    output = subprocess.run([make, "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", output, re.MULTILINE))


def test_the_promised_targets_exist() -> None:
    assert EXPECTED <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_in_the_documents_is_a_target(document: Path) -> None:
    named = {match[1] for match in COMMAND.finditer(document.read_text(encoding="utf-8")) if match[1]}
    assert named <= TARGETS


def test_help_explains_every_target_that_people_type() -> None:
    assert set(_help()) >= EXPECTED
    assert set(_help()) <= TARGETS


def test_help_is_indonesian() -> None:
    words = re.compile(r"\b(dan|di|dari|dengan|untuk|ini|tanpa|lalu|yang)\b")
    foreign = {target: text for target, text in _help().items() if not words.search(text)}
    assert foreign == {}


def test_phony_lists_every_command() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == TARGETS

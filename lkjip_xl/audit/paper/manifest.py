"""Hashes of inputs before and after, and the manifest beside the paper (BagIt style: ``<hash>  <path>``, audit.md §8)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from lkjip_xl.audit.catalogue import FILE_NAMES
from lkjip_xl.audit.paper.moment import Moment
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.definition.resources import data_folder
from lkjip_xl.errors import LkjipError
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION, TOOL_VERSION

SUFFIX: Final = ".manifest-sha256.txt"
RULE_FILES: Final = (*FILE_NAMES, "katalog_temuan.json", "checklist_reviu.json", "kertas_kerja.json")


def manifest_path(paper: Path) -> Path:
    """``KERTAS_KERJA.xlsx`` → ``KERTAS_KERJA.manifest-sha256.txt`` beside it."""
    return paper.with_name(paper.stem + SUFFIX)


def hash_of(path: Path) -> str:
    """SHA-256 of a file as it is now; "" where the system does not give it out: the audit tells that, as a refusal."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def refuse_changes(before: Mapping[Path, str], examined: Iterable[tuple[Path, str]]) -> None:
    """Raise LkjipError where a file is no longer what it was before the audit, or is not what the audit saw."""
    for path, seen in examined:
        if hash_of(path) != before[path] or (seen and seen != before[path]):
            name = plain_text(path.name, 120)
            raise LkjipError(f"Berkas {name} berubah selama diperiksa. Kertas kerja tidak dibuat; tutup berkas itu, lalu ulangi.")


def manifest_text(paper: Path, paper_hash: str, inputs: Mapping[Path, str], moment: Moment) -> str:
    """The manifest. Lines that begin with ``#`` are comments to ``sha256sum --check``; paths are relative to the manifest."""
    lines = [
        f"# lkjip_xl {TOOL_VERSION}; templat {TEMPLATE_ID} {TEMPLATE_VERSION}; waktu {moment.text}",
        *(f"# aturan {name} {hash_of(data_folder('schemas') / name)}" for name in RULE_FILES),
    ]
    for path, digest in inputs.items():
        name = _relative(path, paper.parent)
        lines.append(f"{digest}  {name}" if digest else f"# tidak terbaca: {name}")
    lines.append(f"{paper_hash}  {_encoded(paper.name)}")
    return "\n".join(lines) + "\n"


def _relative(path: Path, folder: Path) -> str:
    """The way from the manifest's folder to a file; the bare name where there is none (another drive)."""
    try:
        return _encoded(Path(os.path.relpath(path, folder)).as_posix())
    except ValueError:
        return _encoded(path.name)


def _encoded(name: str) -> str:
    """BagIt 1.0, 2.1.3: line ends and the percent sign are escaped, so that one line is one file."""
    safe = name.encode("utf-8", "replace").decode("utf-8")
    return safe.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

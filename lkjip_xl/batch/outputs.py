"""What is made of a finished journal: the rekap workbook, and tables for analysts. Each runs in a process of its own."""

from __future__ import annotations

import os
from pathlib import Path

from lkjip_xl.batch.discovery import REKAP_NAME
from lkjip_xl.batch.journal import Journal


def write_rekap(folder: Path, output: Path) -> None:
    """Write the rekap of ``output``'s journal; ``folder`` is where the submissions lie, for the links to them."""
    from lkjip_xl.batch.rekap import make_rekap
    from lkjip_xl.workbook.new import write_workbook

    prefix = Path(os.path.relpath(folder.resolve(), output.resolve())).as_posix()
    write_workbook(make_rekap(Journal(output, {}), prefix), output / REKAP_NAME)


def write_parquet(output: Path) -> None:
    """Write the three tables of ``output``'s journal as Parquet."""
    from lkjip_xl.batch.tables import parquet_tables

    parquet_tables(Journal(output, {}).outcomes(), output)

"""Clean workbooks for the audit's tests, built once."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from lkjip_xl.workbook.model import WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from samples.muat import load
from tests.audit.buku_xml import BukuXml
from tests.pengajuan import report_bytes

DATA_FOLDER = Path(__file__).resolve().parents[2] / "samples" / "data"


def bytes_of(model: WorkbookModel) -> bytes:
    """The file of a workbook model."""
    target = BytesIO()
    write_workbook(model, target)
    return target.getvalue()


@cache
def report_of_sample(name: str) -> bytes:
    """The report of a sample, without checks."""
    return report_bytes(load(DATA_FOLDER / name))


def report_xml() -> BukuXml:
    """The invented sample's report, to be changed."""
    return BukuXml.of(report_of_sample("rekaan_dinkes_2024"))

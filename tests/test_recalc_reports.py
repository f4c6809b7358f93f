"""Every formula cell of whole reports, recalculated by two engines from a copy without cached values.

The reports of all samples and of 200 random submissions go the whole way: filled workbook, file, reader, report, file. Chunks
let pytest-xdist spread them; LibreOffice opens the files of a chunk in one call.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.values import CellError, Value
from lkjip_xl.verbs import laporan
from tests.pengajuan import faulty_data, random_data, report_file
from tests.recalc import check_workbooks, read_cells

pytestmark = pytest.mark.lambat

ROOT = Path(__file__).parents[1]
SAMPLES = ("disdukcapil_probolinggo_2024", "rekaan_dinkes_2024", "rekaan_banyak_salah")
SUBMISSIONS = 200
CHUNK = 50
WRONG: tuple[Value, ...] = (CellError("#REF!"), CellError("#REF!"), "teks", "99,3", None, 0, -1, 2.5, "=A1", "Negatif", "12")
"""No booleans, which are numbers to LibreOffice, and one error alone, since engines differ on which of two wins."""


def differences(files: list[Path], *, formualizer: bool = True) -> list[str]:
    """What the engines say otherwise, after making sure that there is something to say."""
    assert all(len(read_cells(path).formulas) > 100 for path in files)
    return [str(difference) for difference in check_workbooks(files, formualizer=formualizer)]


def test_reports_of_the_samples_hold_what_two_engines_work_out(tmp_path: Path) -> None:
    made = []
    for name in SAMPLES:
        result = laporan(ROOT / "samples" / f"{name}.xlsx", tmp_path / f"{name}_laporan.xlsx")
        assert result.output is not None
        made.append(result.output)
    assert differences(made) == []


def test_samples_themselves_and_the_blank_template_hold_what_two_engines_work_out() -> None:
    files = [*sorted((ROOT / "samples").glob("*.xlsx")), *sorted((ROOT / "workbook_templates").glob("*.xlsx"))]
    assert len(files) >= len(SAMPLES) + 1
    assert [str(difference) for difference in check_workbooks(files)] == []


@pytest.mark.parametrize("first", range(0, SUBMISSIONS, CHUNK))
def test_reports_of_random_submissions_hold_what_two_engines_work_out(first: int, tmp_path: Path) -> None:
    made = [report_file(random_data(seed), tmp_path, str(seed)) for seed in range(first, first + CHUNK)]
    assert differences(made) == []


def test_reports_of_faulty_submissions_hold_what_libreoffice_works_out(tmp_path: Path) -> None:
    """formualizer judges these too, in tests/tables; errors among summed amounts it passes over, LibreOffice does not."""
    made = [report_file(faulty_data(seed, 25, WRONG), tmp_path, str(seed)) for seed in range(12)]
    assert differences(made, formualizer=False) == []
    errors = [value for path in made for value in read_cells(path).cached.values() if isinstance(value, CellError)]
    assert len(errors) > 20  # the faults did reach the tables

"""The working paper holds everything the audit found: every finding a row with a link, every computed cell a row of facts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from lkjip_xl.address import cell_name
from lkjip_xl.audit.catalogue import entries
from lkjip_xl.audit.finding import GRADES
from lkjip_xl.audit.paper.cell_map import CELL_MAP
from lkjip_xl.audit.paper.consistency_list import CONSISTENCY
from lkjip_xl.audit.paper.findings_list import FINDINGS, condition
from lkjip_xl.audit.paper.listing import FIRST_ROW
from lkjip_xl.audit.paper.summary import FILES_ROW, SUMMARY
from lkjip_xl.audit.paper.words import rule_words, status_of
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.verbs import WorkingPaper, kertas_kerja
from tests.audit.paper.bahan_kertas import (
    CLEAN,
    FAULTY,
    PERCENT,
    SHEET,
    TOTAL,
    clean_report,
    links_of,
    paper,
    part_texts,
    rows_of,
    texts_of,
    worked_case,
    written,
)
from tests.recalc import check_workbooks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> WorkingPaper:
    """One paper of four files: a faulty report, a faulty submission, a clean one, and a refused one."""
    folder = tmp_path_factory.mktemp("kertas")
    case = written(folder, "laporan_dinkes.xlsx", worked_case())
    refused = written(folder, "unduhan.xlsx", b"<html><body>Bukan Excel</body></html>")
    return kertas_kerja(case, FAULTY, CLEAN, refused, keluaran=folder / "kk.xlsx")


@pytest.fixture(scope="module")
def book(made: WorkingPaper) -> RawWorkbook:
    return paper(made.output)


def test_every_finding_is_a_row_with_its_columns(made: WorkingPaper, book: RawWorkbook) -> None:
    rows = rows_of(book, FINDINGS)
    expected = Counter((number, finding.id) for number, result in enumerate(made.results, 1) for finding in result.findings)
    assert Counter((row["Berkas"], row["ID"]) for row in rows) == expected
    assert [row["No"] for row in rows] == list(range(1, len(rows) + 1))
    by_id = {finding.id: finding for result in made.results for finding in result.findings}
    for row in rows:
        finding = by_id[str(row["ID"])]
        assert row["Kondisi"] == f"{finding.title}. {condition(finding)}"
        assert row["Rekomendasi"] == finding.advice
        assert row["Status"] == status_of(finding.grade)
        assert row["Dampak (Rp)"] == finding.evidence.impact
        assert str(row["Kriteria"]).endswith(f"({entries()[finding.code, finding.variant].source}.)")
        assert row["Aspek"] and row["Akibat"] and row["Letak"] and row["Bukti"]


def test_what_a_finding_costs_stands_under_akibat_only(book: RawWorkbook) -> None:
    row = next(row for row in rows_of(book, FINDINGS) if row["Aturan"] == "A05")
    assert "Dampak -Rp 500.000.000." in str(row["Akibat"])
    assert "Dampak" not in str(row["Kondisi"])


def test_every_finding_links_to_its_evidence(made: WorkingPaper, book: RawWorkbook) -> None:
    links = links_of(made.output, FINDINGS)
    rows = rows_of(book, FINDINGS)
    assert len(links) == len(rows)
    cells = rows_of(book, CELL_MAP)
    for number, row in enumerate(rows, FIRST_ROW):
        target = links[f"N{number}"]
        sheet, _, place = target.replace("'", "").rpartition("!A")
        if sheet == CELL_MAP:
            facts = cells[int(place) - FIRST_ROW]
            assert facts["Berkas"] == row["Berkas"]
            assert str(row["ID"]) in str(facts["ID Temuan"])
            assert str(row["Letak"]).replace("'", "").split(":")[0] == f"{facts['Lembar']}!{facts['Sel']}"
        else:
            assert (sheet, int(place)) == (SUMMARY, FILES_ROW + int(str(row["Berkas"])))


def test_the_map_has_every_computed_cell(made: WorkingPaper, book: RawWorkbook) -> None:
    expected = [
        (number, facts.sheet, cell_name(facts.row, facts.column))
        for number, result in enumerate(made.results, 1)
        for facts in result.facts
    ]
    assert [(row["Berkas"], row["Lembar"], row["Sel"]) for row in rows_of(book, CELL_MAP)] == expected
    assert len(expected) > 2000


def test_the_four_facts_of_the_worked_case(book: RawWorkbook) -> None:
    cells = {(row["Berkas"], row["Lembar"], row["Sel"]): row for row in rows_of(book, CELL_MAP)}
    percent, total = cells[1, SHEET, PERCENT], cells[1, SHEET, TOTAL]
    assert percent["(a) Isi"] == "nilai diketik"
    assert percent["(b) Rumus Resmi?"] == "tidak ada rumus"
    assert percent["(d) = Nilai Resmi?"] == "tidak"
    assert percent["Selisih"] == pytest.approx(3.0024749707760066)
    assert str(percent["Rumus Resmi"]).startswith("=IF(")
    assert (total["(a) Isi"], total["(b) Rumus Resmi?"]) == ("rumus", "ya")
    assert (total["(c) Tersimpan = Rumus Sendiri?"], total["(d) = Nilai Resmi?"]) == ("tidak", "tidak")
    assert total["Selisih"] == -500_000_000
    assert "DPA!L5:L67 (jumlah " in str(total["Sel Sumber"])
    clean = [row for row in cells.values() if row["Berkas"] == 3]
    assert {row["(b) Rumus Resmi?"] for row in clean} == {"ya"}
    assert {row["Selisih"] for row in clean} <= {0, "", None}


def test_counts_on_the_summary_are_the_findings(made: WorkingPaper, book: RawWorkbook) -> None:
    sheet = book.sheet(SUMMARY)
    assert sheet is not None
    for number, result in enumerate(made.results, 1):
        counts = [sheet.cell(FILES_ROW + number, column) for column in range(6, 11)]
        assert [cell.value if cell else None for cell in counts] == [result.counts()[grade] for grade in GRADES]
    total_row = FILES_ROW + len(made.results) + 1
    listed = [sheet.cell(total_row, column) for column in range(6, 11)]
    found = Counter(finding.grade for result in made.results for finding in result.findings)
    assert [cell.value if cell else None for cell in listed] == [found[grade] for grade in GRADES]
    by_rule = Counter(finding.code for result in made.results for finding in result.findings)
    shown = {
        cells[0].value: next(cell.value for cell in cells if cell.column == 11)
        for row, cells in sheet.rows.items()
        if row > total_row and str(cells[0].value) in by_rule
    }
    assert shown == dict(by_rule)


def test_a_refused_file_is_a_row_with_code_and_sentence(made: WorkingPaper, book: RawWorkbook) -> None:
    sheet = book.sheet(SUMMARY)
    assert sheet is not None
    values = {cell.column: cell.value for cell in sheet.rows[FILES_ROW + 4]}
    refusal = made.results[3].refusal
    assert refusal is not None and refusal.code == "HTML"
    assert (values[2], values[3]) == ("unduhan.xlsx", "TIDAK DIPERIKSA")
    assert values[12] == f"TIDAK DIPERIKSA. HTML: {refusal.sentence}"


def test_hashes_sizes_versions_and_assurance_are_told(made: WorkingPaper, book: RawWorkbook) -> None:
    text = texts_of(book, SUMMARY)
    for result in made.results:
        assert result.sha256 in text
        assert str(result.size) in text
    assert "Keyakinan terbatas" in text
    assert "lkjip_xl 0.1.0" in text
    assert "lkjip_standar versi 1.0" in text


def test_consistency_rows_are_the_check_findings(made: WorkingPaper, book: RawWorkbook) -> None:
    from lkjip_xl.checks.run import check

    rows = rows_of(book, CONSISTENCY)
    expected = Counter(
        (number, finding.code, finding.message)
        for number, result in enumerate(made.results, 1)
        if result.case
        for finding in check(result.case.submission).findings
    )
    found = Counter((row["Berkas"], row["Kode"], str(row["Temuan"]).partition(". ")[2]) for row in rows)
    assert {key[:2] for key in found} == {key[:2] for key in expected}
    assert sum(found.values()) == sum(expected.values())
    assert all(re.fullmatch("[0-9a-f]{12}", str(row["ID"])) for row in rows)
    assert "Berkas 4: aturan antartabel tidak dijalankan, karena berkas tidak diperiksa." in texts_of(book, CONSISTENCY)


def test_evidence_is_never_live(made: WorkingPaper, book: RawWorkbook) -> None:
    """Only the paper's own counts are formulas; formulas and errors of the examined files are text."""
    own = {SUMMARY: ("COUNTIFS(", "SUM("), "Checklist Reviu": ("COUNTA(", "COUNTIF(", "SUM(", "C"), "Pernyataan": ("'Checklist",)}
    for sheet in book.sheets:
        for cell in sheet.cells():
            if cell.formula is not None:
                starts = next((known for name, known in own.items() if sheet.name.startswith(name)), ())
                assert cell.formula.startswith(starts), (sheet.name, cell)
            assert cell.kind != "e"


def test_untrusted_texts_stay_text(tmp_path: Path) -> None:
    report = clean_report()
    report.put(SHEET, PERCENT, value='=HYPERLINK("http://contoh.example","x")')
    report.rename("Tabel 1a", "=1+1")
    name = "=cmd & {tes} 'a'.xlsx"
    done = kertas_kerja(written(tmp_path, name, report.data()), keluaran=tmp_path / "kk.xlsx")
    book = paper(done.output)
    assert '=HYPERLINK("http://contoh.example","x")' in {row["Nilai Tersimpan"] for row in rows_of(book, CELL_MAP)}
    assert name in texts_of(book, SUMMARY)
    for part, text in part_texts(done.output).items():
        outside_texts = re.sub("<is>.*?</is>", "", text)
        assert "http://contoh.example" not in outside_texts or part == "xl/sharedStrings.xml"
        assert 'TargetMode="External"' not in text
    assert "HYPERLINK" not in "".join(cell.formula or "" for sheet in book.sheets for cell in sheet.cells())


def test_every_rule_has_its_words() -> None:
    for code, _ in entries():
        for general in (False, True):
            words = rule_words(code, general=general)
            assert words.aspect and words.criterion and words.effect
            assert not general or ("resmi" not in words.criterion and "templat" not in words.criterion) or code in OFFICIAL_ONLY


OFFICIAL_ONLY = {"A01", "A02", "A04", "A09", "A11", "A12"}
"""Rules that need the official formulas: no finding of theirs stands on a paper about another workbook."""


def test_the_criterion_is_that_of_the_kind_of_workbook(tmp_path: Path) -> None:
    """A total that is wrong in a workbook of the office's own making breaks no official formula."""
    from tests.audit.umum.e81 import Kesalahan, buku_e81, tulis

    own = kertas_kerja(written(tmp_path, "laporan.xlsx", worked_case()), keluaran=tmp_path / "a.xlsx")
    other = kertas_kerja(written(tmp_path, "e81.xlsx", tulis(buku_e81(Kesalahan))), keluaran=tmp_path / "b.xlsx")
    criteria = [str(row["Kriteria"]) for row in rows_of(paper(own.output), FINDINGS) if row["Aturan"] in ("A02", "A05")]
    assert criteria and all("resmi" in text for text in criteria)
    rows = [row for row in rows_of(paper(other.output), FINDINGS) if row["Aturan"] in ("A05", "A10")]
    assert {row["Aturan"] for row in rows} >= {"A10"}
    assert all("resmi templat" not in str(row["Kriteria"]) for row in rows)


@pytest.mark.lambat
def test_the_papers_own_formulas_hold(made: WorkingPaper, tmp_path: Path) -> None:
    single = kertas_kerja(CLEAN, keluaran=tmp_path / "bersih.xlsx")
    assert check_workbooks([made.output, single.output]) == []


def test_same_input_same_bytes(tmp_path: Path) -> None:
    case = written(tmp_path, "laporan.xlsx", worked_case())
    papers = [kertas_kerja(case, FAULTY, keluaran=tmp_path / f"{name}.xlsx", waktu="31-01-2026") for name in "ab"]
    first, second = (done.output.read_bytes() for done in papers)
    assert first == second
    assert "31-01-2026 (ditetapkan dengan --waktu)" in texts_of(paper(papers[0].output), SUMMARY)


def test_the_manifest_holds_inputs_and_output(made: WorkingPaper) -> None:
    folder = made.manifest.parent
    assert made.manifest.name == "kk.manifest-sha256.txt"
    lines = made.manifest.read_text("utf-8").splitlines()
    assert lines[0].startswith("# lkjip_xl 0.1.0; templat lkjip_standar 1.0; waktu ")
    hashes = dict(reversed(line.split("  ", 1)) for line in lines if not line.startswith("#"))
    assert len(hashes) == len(made.results) + 1
    for name, digest in hashes.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert hashes["kk.xlsx"] == hashlib.sha256(made.output.read_bytes()).hexdigest()


def test_a_workbook_of_another_kind(tmp_path: Path) -> None:
    """Without official formulas there are facts (a) and (c), an open checklist, and no statement."""
    done = kertas_kerja(CLEAN, keluaran=tmp_path / "kk.xlsx", umum=True)
    book = paper(done.output)
    cells = rows_of(book, CELL_MAP)
    assert len(cells) == len(done.results[0].facts) > 0
    assert {row["(b) Rumus Resmi?"] for row in cells} == {"tidak ada rumus resmi"}
    assert "bukan buku kerja standar" in texts_of(book, "Pernyataan Telah Direviu")
    assert "bukan buku kerja standar LKjIP" in texts_of(book, CONSISTENCY)

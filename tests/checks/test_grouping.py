"""Equal findings stand together with their cells; none gets lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.answers.machine import check_object
from lkjip_xl.answers.terminal import plain_lines
from lkjip_xl.checks.grouping import group_by_sheet, join_cells
from lkjip_xl.checks.run import check
from tests.buku import Buku
from tests.checks.rules.kasus_pengecualian import waive


def spread(cells: str) -> list[str]:
    """``K7:K9, L2`` → every cell."""
    found = []
    for part in cells.split(", "):
        first, _, last = part.partition(":")
        row, column = cell_place(first)
        found += [cell_name(number, column) for number in range(row, cell_place(last or first)[0] + 1)]
    return found


def test_neighbours_in_a_column_become_a_range() -> None:
    assert join_cells(["K7", "K8", "K9", "L2", "L4"]) == "K7:K9, L2, L4"
    assert join_cells(["B5:B6", "A1"]) == "A1, B5:B6"
    assert join_cells([]) == ""


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 5)), unique=True))
def test_no_cell_is_lost_in_a_range(places: list[tuple[int, int]]) -> None:
    cells = [cell_name(*place) for place in places]
    assert sorted(spread(join_cells(cells))) == sorted(cells) if cells else True


def test_equal_findings_share_a_group_and_others_do_not() -> None:
    book = Buku()
    for record in (0, 2, 3):
        book.field("dpa", "pagu", record=record)
    book.field("dpa", "target", "tiga").field("dpa", "target", "empat", record=1)
    [(sheet, groups)] = list(group_by_sheet(check(book.bound()).findings))
    assert sheet == "DPA"
    assert [(group.code, group.cells) for group in groups] == [
        ("SKM-04", "H5"),
        ("SKM-02", "K5"),
        ("SKM-04", "H6"),
        ("SKM-02", "K7"),
        ("SKM-02", "K8"),
    ]


def test_required_cells_of_one_reason_are_one_group() -> None:
    book = Buku().put("PK", "E5").put("PK", "E6")
    [(_, groups)] = list(group_by_sheet(check(book.bound()).findings))
    assert [(group.code, group.cells, len(group.findings)) for group in groups] == [("SKM-01", "E5:E6", 2)]
    assert groups[0].message == "Sel E5:E6 kosong, padahal Satuan wajib diisi."


def test_errors_stand_before_warnings_of_the_same_sheet() -> None:
    book = Buku().field("pk", "kode_indikator", "1.1 ").field("pk", "satuan", record=1)
    [(_, groups)] = list(group_by_sheet(check(book.bound()).findings))
    assert [group.code for group in groups] == ["SKM-01", "NIL-09"]


def test_every_finding_is_in_exactly_one_group() -> None:
    book = Buku().drop("Sarpras").put("DPA", "C4", "Uraiann").put("PK", "E5").put("PK", "E6").field("sdm", "laki_laki", "x")
    findings = check(book.bound()).findings
    grouped = [finding for _, groups in group_by_sheet(findings) for group in groups for finding in group.findings]
    assert sorted(map(repr, grouped)) == sorted(map(repr, findings))


def test_one_mistake_in_two_hundred_rows_is_one_block_and_two_hundred_findings() -> None:
    book = Buku()
    for record in range(200):
        book.put("Sarpras", f"A{5 + record}", f"Barang {record}").put("Sarpras", f"B{5 + record}", 1)
        book.put("Sarpras", f"C{5 + record}", None if record != 100 else "Baik")
    result = check(book.bound())
    [(_, [group])] = list(group_by_sheet(result.findings))
    assert (group.cells, len(group.findings)) == ("C5:C104, C106:C204", 199)
    assert [finding["sel"] for finding in check_object("uji.xlsx", "", result)["temuan"]] == [
        f"C{row}" for row in range(5, 205) if row != 105
    ]
    text = "\n".join(plain_lines(result))
    assert text.count("SKM-01") == 1 and "Sel C5:C104, C106:C204 kosong" in text


def test_waived_findings_stand_apart_from_the_others() -> None:
    book = waive(Buku(), sel_atau_kunci="Q6").field("renstra", "sumber_data", record=1)
    [(_, groups)] = list(group_by_sheet(check(book.bound()).findings))
    assert [(group.cells, bool(group.waiver)) for group in groups] == [("Q5", False), ("Q6", True)]

"""Sheet DPA as a tree, and what the tree does not know."""

from __future__ import annotations

from lkjip_xl.checks.budget_tree import BudgetTree, is_below, make_tree
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import Value


def tree(*rows: str) -> BudgetTree:
    """Rows as ``level kode name``; P, K, S, L (Indikator Lanjutan), D (Pendapatan) or another word as the level."""
    levels = {"P": "Program", "K": "Kegiatan", "S": "Sub Kegiatan", "L": "Indikator Lanjutan", "D": "Pendapatan"}
    records = []
    for number, row in enumerate(rows, 5):
        level, kode, name = (*row.split(maxsplit=2), "", "")[:3]
        values: dict[str, Value] = {"tingkat": levels.get(level, level), "kode": kode or None, "uraian": name or None}
        records.append(Record(number, values))
    return make_tree(records)


def names(found: BudgetTree) -> list[tuple[Value, int]]:
    return [(line.record.values["uraian"], depth) for line, depth in found.lines()]


def test_order_of_rows_makes_the_tree() -> None:
    found = tree("D 4.1 Retribusi", "P 1.01 A", "L", "K 1.01.1 B", "S 1.01.1.1 C", "S 1.01.1.2 D", "P 1.02 E")
    assert names(found) == [("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 0)]
    assert [record.row for record in found.programs[0].more_indicators] == [7]
    assert found.orphans == [] and found.has_all_programs and all(line.certain for line, _ in found.lines())


def test_rows_without_a_parent_are_orphans() -> None:
    found = tree("L", "K 1 Lepas", "S 1.1 Anaknya", "P 2 A", "S 2.1 Tanpa kegiatan")
    assert [record.row for record in found.orphans] == [5, 6, 9]
    assert not found.programs[0].certain


def test_a_further_indicator_below_revenue_is_no_orphan() -> None:
    assert tree("D 4.1 Retribusi", "L").orphans == []


def test_an_unreadable_level_leaves_the_lines_around_it_uncertain() -> None:
    found = tree("P 1.01 A", "K 1.01.1 B", "Sub-Kegiatan 1.01.1.1 C", "S 1.01.1.2 D", "P 1.02 E", "K 1.02.1 F")
    assert [line.certain for line, _ in found.lines()] == [False, False, True, True, True]
    assert found.has_all_programs  # its code says that the row is no program


def test_an_unreadable_level_may_be_a_program() -> None:
    assert not tree("P 1.01 A", "Prog 1.02 B", "K 1.02.1 C").has_all_programs
    assert tree("Prog 1.02 B", "K 1.02.1 C").orphans == []


def test_programs_are_found_by_kode_then_by_name() -> None:
    found = tree("P 2.12.02 Program Pendaftaran", "P 2.12.03 Program Pencatatan")
    first, second = found.programs
    assert found.program("2-12-02", "Program Pencatatan") is first
    assert found.program("9.99", "PROGRAM  PENCATATAN") is second
    assert found.program(None, "Program lain") is None
    assert found.exactly("2.12.02", "Program Pendaftaran") is first
    assert found.exactly("2.12.02", "program pendaftaran") is None


def test_codes_are_compared_part_by_part() -> None:
    assert is_below("2.12.02.2.01", "2.12.02")
    assert is_below("2.12.01.2.01", "X.XX.01")
    assert not is_below("2.12.021.2.01", "2.12.02")
    assert not is_below("2.12.02", "2.12.02")

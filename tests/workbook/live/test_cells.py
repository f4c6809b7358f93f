"""Computed cells are filled as formulas even where the user formatted them as text; marks are rules that come and go whole."""

from __future__ import annotations

import pytest
import xlwings

from lkjip_xl.workbook.live.cells import MARK, MOST_PROBES, MarkRule, fill_cells, mark_cells
from tests.workbook.live.watched import Watch, inside

RED = MarkRule('=SUM(COUNTIFS(Temuan!$B$9:$B$9,"GALAT"))>0', "#FFC7CE")
BLUE = MarkRule('=SUM(COUNTIFS(Temuan!$B$9:$B$9,"INFO"))>0', "#DDEBF7")


def rules(book: xlwings.Book) -> list[str]:
    return [rule[1] for rule in inside(book.sheets[0]).rules]


def test_a_cell_formatted_as_text_takes_the_formula_as_a_formula(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    sheet.range("C5:C90").number_format = "@"
    sheet.range("C40").number_format = "0.00"
    fill_cells(book, sheet.name, {(row, 3): f"=A{row}" for row in range(5, 91)}, {}, "0.0")
    assert sheet.range("C5").number_format == "0.0"
    assert sheet.range("C40").number_format == "0.00"
    assert inside(sheet).cells_in[90, 3].formula == "=A90"


def test_formats_that_are_no_text_stay(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    sheet.range("C5:C9").number_format = "#,##0"
    fill_cells(book, sheet.name, {(row, 3): "=1" for row in range(5, 10)}, {}, "0.0")
    assert sheet.range("C5:C9").number_format == "#,##0"


def test_formats_in_a_jumble_are_asked_a_bounded_number_of_times(book: xlwings.Book, watch: Watch) -> None:
    sheet = book.sheets[0]
    for row in range(1, 401):
        inside(sheet).range((row, 1)).number_format = "@" if row % 2 else "0"
    fill_cells(book, sheet.name, {(row, 1): "=1" for row in range(1, 401)}, {}, "0.0")
    assert watch.calls["Range.number_format"] <= 2 * MOST_PROBES
    assert all(inside(sheet).cells_in[row, 1].formula == "=1" for row in range(1, 401))


def test_rules_hold_no_separator_of_any_region(book: xlwings.Book) -> None:
    """The fake refuses a comma, as Excel in Indonesia does; the formula stands in a name, which takes English everywhere."""
    mark_cells(book, {"Sheet1": (9, 9)}, {"Sheet1": [RED]}, locked=())
    assert rules(book) == [f"={RED.name}"]
    assert {name.name: name.refers_to for name in book.names} == {RED.name: RED.formula}


def test_the_most_serious_rule_comes_first(book: xlwings.Book) -> None:
    mark_cells(book, {"Sheet1": (9, 9)}, {"Sheet1": [RED, BLUE]}, locked=())
    assert rules(book) == [f"={RED.name}", f"={BLUE.name}"]


def test_rules_of_an_earlier_click_go_and_rules_of_the_user_stay(book: xlwings.Book) -> None:
    book.sheets[0].range("A1:B2").conditional_formats.add_custom("=$A1=1", fill_color="#00FF00")
    for _ in range(3):
        mark_cells(book, {"Sheet1": (9, 9)}, {"Sheet1": [RED]}, locked=())
    assert rules(book) == [f"={RED.name}", "=$A1=1"]
    mark_cells(book, {"Sheet1": (9, 9)}, {}, locked=())
    assert rules(book) == ["=$A1=1"]
    assert [name.name for name in book.names] == []


def test_a_locked_sheet_is_named_and_its_old_rule_can_mean_nothing_else(book: xlwings.Book) -> None:
    mark_cells(book, {"Sheet1": (9, 9)}, {"Sheet1": [RED]}, locked=())
    inside(book.sheets[0]).protected = True
    assert mark_cells(book, {"Sheet1": (9, 9)}, {"Sheet1": [BLUE]}, locked={"Sheet1"}) == ["Sheet1"]
    assert rules(book) == [f"={RED.name}"]
    assert [name.name for name in book.names if name.name.startswith(MARK)] == []
    assert RED.name != BLUE.name


def test_a_locked_sheet_without_findings_is_not_mentioned(book: xlwings.Book) -> None:
    assert mark_cells(book, {"Sheet1": (9, 9)}, {}, locked={"Sheet1"}) == []


@pytest.mark.parametrize("name", ["lkjip_Tanda", "tanda_lkjip", "punya_saya"])
def test_names_of_the_users_stay(name: str, book: xlwings.Book) -> None:
    book.names.add(name, "=Sheet1!$A$1")
    mark_cells(book, {"Sheet1": (9, 9)}, {"Sheet1": [RED]}, locked=())
    assert name in [found.name for found in book.names]

"""Formulas as trees: the same is the same tree, what is no formula is refused, a difference has its name (A03, A13)."""

from __future__ import annotations

import pytest

from lkjip_xl.audit.difference import Kind, Side, differences, main_kind
from lkjip_xl.audit.evaluate.grid import Grid
from lkjip_xl.audit.formula.normalise import FormulaBook, TooManyShapesError, same
from lkjip_xl.audit.formula.parse import MAX_BRACKETS
from lkjip_xl.audit.formula.reference import AreaRef, CellRef, read_reference
from lkjip_xl.audit.formula.tokens import FormulaError, cut
from lkjip_xl.audit.formula.tree import Binary, Call, Failure, Negation, Number, Outside, Slot
from lkjip_xl.reader.raw import RawCell, RawSheet, RawWorkbook


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("B5", CellRef("", 5, 2)),
        ("$B$5", CellRef("", 5, 2)),
        ("'Tabel 1f'!$F$7", CellRef("Tabel 1f", 7, 6)),
        ("'It''s'!A1", CellRef("It's", 1, 1)),
        ("B9:A5", AreaRef("", 5, 1, 9, 2)),
        ("B:B", AreaRef("", 1, 2, 1048576, 2)),
        ("3:4", AreaRef("", 3, 1, 4, 16384)),
        ("XFE1", None),
        ("A1048577", None),
        ("A0", None),
    ],
)
def test_reference(text: str, reference: object) -> None:
    assert read_reference(text) == reference


@pytest.mark.parametrize("reference", ["DPA!B5", "'Tabel 1f'!A1:B2", "DPA!B:C", "DPA!3:4", "'It''s'!A1"])
def test_reference_is_written_as_it_is_read(reference: str) -> None:
    found = read_reference(reference)
    assert found is not None and found.on("Lain") == reference


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ('IF(A1="","A1",B2)', 2),
        ("LOG10(A1)", 1),
        ("1E5+A1", 1),
        ("daftar_A1+A1", 1),
        ("[1]S!$A$1", 0),
        ("Tabel[Kol 1]+A1", 1),
        ("#REF!$B$5+A1", 1),
        ("sum( a1 : b2 )", 1),
        ("DPA!A1:DPA!B2", 1),
    ],
)
def test_only_references_are_cut_out(text: str, references: int) -> None:
    assert len(cut(text)[1]) == references


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("SUM(A1:B2)", "sum( $a$1 : $B$2 )"),
        ("A1+B1", "+A1 + (B1)"),
        ("IF(A1,1,2)", "IF(A1;1;2)"),
        ("IFNA(A1,0)", "_xlfn.IFNA(A1,0)"),
        ("DPA!B5", "'DPA'!B5"),
        ("Lembar!B5", "B5"),
        ("A1*100", "A1*1E2"),
        ("((A1))", "A1"),
        ("TRUE", "true()"),
    ],
)
def test_what_excel_does_not_distinguish_is_the_same(first: str, second: str) -> None:
    book = FormulaBook()
    assert same(book.parse(first), book.parse(second), "Lembar")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A1", "A2"),
        ("A1:A2", "A1:A3"),
        ("(A1+B1)*2", "A1+B1*2"),
        ("A1-B1-C1", "A1-(B1-C1)"),
        ('IF(A1="x",1,2)', 'IF(A1="X",1,2)'),
        ("DPA!A1", "PK!A1"),
        ("IF(A1,,2)", "IF(A1,0,2)"),
        ("A1>=B1", "A1>B1"),
    ],
)
def test_what_means_something_else_is_not(first: str, second: str) -> None:
    book = FormulaBook()
    assert not same(book.parse(first), book.parse(second), "Lembar")


def test_precedence() -> None:
    parse = FormulaBook().parse
    two = Number(2.0)
    assert parse("-2^2").shape.tree == Binary("^", Negation(two), two)
    assert parse("2^2^2").shape.tree == Binary("^", Binary("^", two, two), two)
    assert parse("2+2*2").shape.tree == Binary("+", two, Binary("*", two, two))
    assert parse("2&2=2").shape.tree == Binary("=", Binary("&", two, two), two)


def test_what_is_not_followed_is_named() -> None:
    parse = FormulaBook().parse
    assert isinstance(parse("[1]S!$A$1").shape.tree, Outside)
    assert parse("#REF!$B$5+1").shape.tree == Binary("+", Failure("#REF!"), Number(1.0))
    assert parse("A1:INDEX(B1:B3,2)").shape.tree == Binary(
        ":", Slot(0, area=False), Call("INDEX", (Slot(1, area=True), Number(2.0)))
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A1(",
        "SUM(A1",
        "A1+",
        "=A1",
        "A1)",
        "cmd|'/c calc'!A0",
        '"x',
        "SUM(A1:A9) sebagai nama",
        "{A1}",
        "1 2",
        "A1 B1 2",
        "(" * 200,
    ],
)
def test_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        FormulaBook().parse(text)


def test_limits() -> None:
    book = FormulaBook()
    deepest = MAX_BRACKETS - 10
    assert book.parse("(" * deepest + "A1" + ")" * deepest).shape.tree == Slot(0, area=False)
    for text in ("-" * 5000 + "1", "A1+" * 4000 + "A1", "((" * 4000):
        with pytest.raises(FormulaError):
            book.parse(text)


def test_shapes_are_shared_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lkjip_xl.audit.formula.normalise.MAX_SHAPES", 2)
    book = FormulaBook()
    assert book.parse("A1+B1").shape is book.parse("$C$7 + DPA!D1").shape
    with pytest.raises(TooManyShapesError):
        book.parse("A1-B1")
        book.parse("A1/B1")


def _kind(found: str, official: str) -> Kind | None:
    sheet = RawSheet("L", "", rows={60: [RawCell(60, 20, 1, None, "n", 0)]})
    grid = Grid(RawWorkbook("x", "", 0, sheets=[sheet]))
    book = FormulaBook()
    sides = []
    for text in (found, official):
        parsed = book.parse(text)
        sides.append(Side(parsed.shape.tree, tuple(grid.slot(reference, 0) for reference in parsed.references)))
    listed = differences(*sides)
    return main_kind(listed) if listed else None


@pytest.mark.parametrize(
    ("found", "official", "kind"),
    [
        ("SUM(A1:A8)", "SUM(A1:A9)", Kind.RANGE_SHORTER),
        ("SUM(A2:A9)", "SUM(A1:A9)", Kind.RANGE_SHORTER),
        ("SUM(A1:A10)", "SUM(A1:A9)", Kind.RANGE_LONGER),
        ("SUM(B1:B9)", "SUM(A1:A9)", Kind.RANGE_OTHER),
        ("A2/B1", "A1/B1", Kind.REFERENCE),
        ("A1*B1", "A1/B1", Kind.OPERATOR),
        ('IF(A1>0,"",1)', 'IF(A1=0,"",1)', Kind.COMPARISON),
        ("MAX(A1:A9)", "SUM(A1:A9)", Kind.FUNCTION),
        ("A1/B1*10", "A1/B1*100", Kind.CONSTANT),
        ("95/B1", "A1/B1", Kind.CONSTANT_FOR_REFERENCE),
        ("SUM(A1:A9)+5000", "SUM(A1:A9)", Kind.CONSTANT_ADDED),
        ("-5000+SUM(A1:A9)", "SUM(A1:A9)", Kind.CONSTANT_ADDED),
        ('IF(A1="x","y","")', 'IF(A1="x","z","")', Kind.TEXT),
        ("B1+A1", "A1+B1", Kind.ORDER),
        ("SUM(B1,A1)", "SUM(A1,B1)", Kind.ORDER),
        ("SUM(A1,B1)", "A1+B1", Kind.STRUCTURE),
        ("#REF!+B1", "A1+B1", Kind.LOST_REFERENCE),
        ("nama+B1", "A1+B1", Kind.OUTSIDE),
        ("A1+B1", "A1+B1", None),
    ],
)
def test_a_difference_has_its_name(found: str, official: str, kind: Kind | None) -> None:
    assert _kind(found, official) is kind

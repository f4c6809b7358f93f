"""A formula moved to another cell: only relative references change."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from lkjip_xl.address import column_letters
from lkjip_xl.ooxml.shared_formula import moved


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "expected"),
    [
        ("A1+$B$2+C$3+$D4", 2, 1, "B3+$B$2+D$3+$D6"),
        ("SUM(A1:B2,$A:$B,A:B,1:2,$1:$2,1:$2)", 1, 1, "SUM(B2:C3,$A:$B,B:C,2:3,$1:$2,2:$2)"),
        ("Satu!A1+'Dua tiga'!A1+'it''s A1'!A1+Q1!A1", 1, 0, "Satu!A2+'Dua tiga'!A2+'it''s A1'!A2+Q1!A2"),
        ("Satu:Tiga!A1+'Satu:Tiga'!A1+[1]Satu!A1+'[1]A1 b'!A1", 1, 0, "Satu:Tiga!A2+'Satu:Tiga'!A2+[1]Satu!A2+'[1]A1 b'!A2"),
        ('"A1"&A1&"B1 ""C1"" D1"&B1', 1, 0, '"A1"&A2&"B1 ""C1"" D1"&B2'),
        ("LOG10(A1)+ATAN2(A1,B1)+BIN2DEC(C1)", 1, 0, "LOG10(A2)+ATAN2(A2,B2)+BIN2DEC(C2)"),
        ("pagu2024+_A1+A1.b+A1B+XFE1+AAA1048577+tes_A1", 1, 1, "pagu2024+_A1+A1.b+A1B+XFE1+AAA1048577+tes_A1"),
        ("tbl[[#This Row],[A1]]+tbl[A1]+tbl['[A1]+A1", 1, 0, "tbl[[#This Row],[A1]]+tbl[A1]+tbl['[A1]+A2"),
        ("1E5+1.5E-10+A1*1e3+.5E2", 1, 0, "1E5+1.5E-10+A2*1e3+.5E2"),
        ("IF(A1=#N/A,#REF!,#DIV/0!)+Satu!#REF!+#NAME?", 1, 0, "IF(A2=#N/A,#REF!,#DIV/0!)+Satu!#REF!+#NAME?"),
        ("A1#+@A1+A1%+-A1:B2 C1:C5", 1, 0, "A2#+@A2+A2%+-A2:B3 C2:C6"),
        ("A1:INDEX(A:A,5)+OFFSET(A1,1,1):B2", 1, 0, "A2:INDEX(A:A,5)+OFFSET(A2,1,1):B3"),
        ('{1,2;3,4}+SUM({"A1","B1"})', 1, 1, '{1,2;3,4}+SUM({"A1","B1"})'),
        ("a1+$b$1+c:d", 1, 1, "B2+$b$1+D:E"),
        ("A1+B1", -1, 0, "#REF!+#REF!"),
        ("A1+B1", 0, -1, "#REF!+A1"),
        ("A1048576+XFD1", 1, 1, "#REF!+#REF!"),
        ("TRUE+FALSE+PI()", 5, 5, "TRUE+FALSE+PI()"),
        ("=A1", 1, 0, "=A2"),
        ("A1:A1!B1", 1, 0, "A1:A1!B2"),
        ('"tak ditutup A1', 1, 0, '"tak ditutup A1'),
        ("é1+A1", 1, 0, "é1+A2"),
        ("", 1, 1, ""),
    ],
)
def test_only_relative_references_move(formula: str, rows: int, columns: int, expected: str) -> None:
    assert moved(formula, rows, columns) == expected


# Against another implementation

NAMES = st.sampled_from(["LOG10", "SUM", "ATAN2", "_xlfn.MAXIFS", "IF", "T.TEST", "DEC2BIN"])
SHEETS = st.sampled_from(["", "Satu!", "'Dua tiga'!", "'it''s'!", "'A1'!", "Lembar_1!", "[1]Satu!", "'[2]A B'!", "Satu:Tiga!"])
OPERATORS = st.sampled_from(["+", "-", "*", "/", "^", "&", "=", "<>", ">=", " ", ","])
COLUMNS = st.integers(30, 16_000).map(column_letters)
ROWS = st.integers(30, 1_000_000).map(str)
FIXED = st.sampled_from(["", "$"])


@st.composite
def _corner(draw: st.DrawFn) -> str:
    return draw(FIXED) + draw(COLUMNS) + draw(FIXED) + draw(ROWS)


@st.composite
def _reference(draw: st.DrawFn) -> str:
    sheet = draw(SHEETS)
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return sheet + draw(_corner())
    if kind == 1:
        return f"{sheet}{draw(_corner())}:{draw(_corner())}"
    half = (COLUMNS, ROWS)[kind - 2]
    return f"{sheet}{draw(FIXED)}{draw(half)}:{draw(FIXED)}{draw(half)}"


CONSTANTS = st.sampled_from(
    ["1", "2.5", "1E5", "1.5E-10", '"A1"', '"a ""B2"" c"', "TRUE", "#REF!", "#N/A", "#DIV/0!", "pagu_A1", "Nama.A1", "tbl[A1]"]
)


@st.composite
def _formula(draw: st.DrawFn, depth: int = 0) -> str:
    terms = []
    for _ in range(draw(st.integers(1, 3))):
        if depth < 2 and draw(st.booleans()):
            terms.append(f"{draw(NAMES)}({draw(_formula(depth + 1))})")
        else:
            terms.append(draw(st.one_of(_reference(), CONSTANTS)))
        terms.append(draw(OPERATORS))
    return "".join(terms[:-1])


@given(_formula(), st.integers(-29, 29), st.integers(-29, 29))
@example("SUM(A30:B31 B30:B40,1:30)", 3, 3)
def test_moves_like_openpyxl(formula: str, rows: int, columns: int) -> None:
    target = f"{column_letters(100 + columns)}{100 + rows}"
    expected = Translator(f"={formula}", origin=f"{column_letters(100)}100").translate_formula(target)
    assert "=" + moved(formula, rows, columns) == expected


@given(_formula(), st.integers(0, 29), st.integers(0, 29))
def test_moving_there_and_back_changes_nothing(formula: str, rows: int, columns: int) -> None:
    assert moved(moved(formula, rows, columns), -rows, -columns) == formula


@given(st.text(alphabet="A1$:!\"'[]#(){}.,;+ \\é", max_size=60), st.integers(-5, 5), st.integers(-5, 5))
def test_any_text_is_moved_without_fault(text: str, rows: int, columns: int) -> None:
    assert moved(text, 0, 0) == text
    assert isinstance(moved(text, rows, columns), str)

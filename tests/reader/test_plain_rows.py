"""The short way for plain rows gives what the parser gives: same cells, same notes, same refusals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.reader.plain_rows import PlainRows
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from tests.ooxml.paket import HEAD, MAIN, parts, strings, styles, values, worksheet, zipped

STRINGS = strings("nol", "satu", "a_x000D_b")
STYLES = styles("<xf/>", '<xf numFmtId="14"/>')


def _read(sheet: str | bytes) -> RawWorkbook | str:
    try:
        return read_workbook(zipped(parts(sheet, strings=STRINGS, styles=STYLES)))
    except RefusedFileError as refused:
        return refused.code


def _outcome(found: RawWorkbook | str) -> object:
    if isinstance(found, str):
        return found
    rows = {row: [repr(cell) for cell in cells] for row, cells in found.sheets[0].rows.items()}
    return rows, found.sheets[0].hidden_rows, found.notes


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Lengths of text that the short way has taken."""
    lengths: list[int] = []
    take = PlainRows.take

    def counting(self: PlainRows, text: str, place: int) -> int:
        after = take(self, text, place)
        lengths.append(after - place)
        return after

    monkeypatch.setattr(PlainRows, "take", counting)
    return lengths


def _prefixed(rows: str) -> str:
    """The same rows with a namespace prefix, which the short way never takes."""
    named = re.sub(r"<(/?)(row|c|f|v|is|t)(?=[ />])", r"<\1x:\2", rows)
    return f'{HEAD}<x:worksheet xmlns:x="{MAIN}" xmlns:q="urn:q"><x:sheetData>{named}</x:sheetData></x:worksheet>'


def _plain(rows: str) -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:q="urn:q"><sheetData>{rows}</sheetData></worksheet>'


# What is taken


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="A1" s="1"/>',
        '<c r="A1" s="1" />',
        '<c r="A1"></c>',
        '<c r="A1"><v>1</v></c>',
        '<c r="A1" t="n"><v>-1.5E-3</v></c>',
        '<c r="A1" s="1" t="s"><v>2</v></c>',
        '<c r="A1"><v/></c>',
        '<c r="A1"><v></v></c>',
        '<c r="A1" t="str"><v>a&amp;b&lt;</v></c>',
        '<c r="A1" t="str"><f>""</f><v></v></c>',
        '<c r="A1" t="b"><v>1</v></c>',
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="A1" t="inlineStr"><is><t>a</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',
        '<c r="A1"><f>B1&amp;"&gt;"</f></c>',
        '<c r="A1"><f aca="false">B1</f><v>1</v></c>',
        '<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c>',
        '<c r="A1"><f t="array" ref="A1">B1</f><v>1</v></c>',
        '<c r="A1" s="1" t="str" cm="1" vm="2"><f t="array" ref="A1">B1</f><v>a</v></c>',
    ],
)
def test_usual_cell_is_taken_and_means_the_same(cell: str, taken: list[int]) -> None:
    rows = f'<row collapsed="false" r="1" spans="1:1" q:x="0.25">{cell}</row>'
    short = _outcome(_read(_plain(rows)))
    assert sum(taken) == len(rows)
    assert short == _outcome(_read(_prefixed(rows)))


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1,5</v></c></row>',
        '<row r="1"><c r="A1"><v>1e400</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="s"><is><t>1</t></is></c></row>',
        '<row r="1"><c r="A1"><is><t>1</t></is></c></row>',
        '<row r="1"><c r="A1" t="str"><is><t>1</t></is></c></row>',
        '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#APA!</v></c></row>',
        '<row r="1"><c r="A1" s="7"><v>1</v></c></row>',
        '<row r="1"><c t="n" r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" cm="1" cm="1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" ph="1"><v>1</v></c></row>',
        '<row spans="1:1" r="1" spans="1:1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="01"><c r="A1"><v>1</v></c></row>',
        '<row spans="1:1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" z:x="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" t="array">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f z:t="1">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f si="0">&amp;&x;</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>&#65;1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>A&B</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><!-- x --><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1<!-- x -->2</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[12]]></v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a>b</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a\rb</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a\x0bb</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\ufffe</v></c></row>',
        '<row r="1"> <c r="A1"> <v>1</v> </c> </row>',
        '<row r="1"><q:z/><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row ><!-- </row> -->',
        '<!-- <row r="1"><c r="A1"><v>1</v></c></row> -->',
        '<![CDATA[<row r="1"><c r="A1"><v>1</v></c></row>]]>',
        '<?pi <row r="1"><c r="A1"><v>1</v></c></row> ?>',
        '<q:z><row r="9"><c r="A9"><v>1</v></c></row></q:z>',
        '<row r="1"><c r="A1"><v>1</v></c></row></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
    ],
)
def test_unusual_row_is_left_to_the_parser(row: str, taken: list[int]) -> None:
    around = '<row r="50"><c r="A50"><v>50</v></c></row>', '<row r="60"><c r="A60"><v>60</v></c></row>'
    rows = around[0] + row + around[1]
    assert _outcome(_read(_plain(rows))) == _outcome(_read(_prefixed(rows)))
    assert sum(taken) <= len(around[0] + around[1])


def test_rows_with_a_namespace_of_their_own_are_not_cells() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row xmlns="urn:q" r="2"><c r="A2"><v>2</v></c></row>'
    assert values(read_workbook(zipped(parts(worksheet(rows))))) == {"A1": 1}


def test_sheet_data_inside_a_comment_or_an_attribute_is_not_entered() -> None:
    decoy = '<sheetData><row r="1"><c r="A1"><v>9</v></c></row>'
    real = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    for head in (f"<!-- {decoy} -->", f'<x a="{decoy.replace("<", "&lt;").replace(chr(34), chr(39))}"/>', '<sheetDatas a=">"/>'):
        sheet = f'{HEAD}<worksheet xmlns="{MAIN}">{head}{real}'
        assert values(read_workbook(zipped(parts(sheet)))) == {"A1": 1}


def test_utf_8_is_the_only_encoding_taken() -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>Ã©</v></c></row>'
    sheet = worksheet(rows).replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert values(read_workbook(zipped(parts(sheet)))) == {"A1": "Ã©"}
    assert _read(worksheet(rows).encode().replace("Ã©".encode(), b"\xff")) == "XML_BROKEN"


def test_the_short_way_is_given_up_where_nothing_is_plain(taken: list[int]) -> None:
    rows = "".join(f'<row r="{row}"><c t="n" r="A{row}"><v>{row}</v></c></row>' for row in range(1, 500))
    assert values(read_workbook(zipped(parts(worksheet(rows))))) == {f"A{row}": row for row in range(1, 500)}
    assert len(taken) < 50


def test_rows_over_many_pieces(taken: list[int]) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" t="str"><v>{"é" * 400}</v></c></row>'
        for row in range(1, 900)
    )
    after = "<x/>" * 40_000
    workbook = read_workbook(zipped(parts(worksheet(rows, after=after))))
    assert len(workbook.sheets[0].rows) == 899
    assert sum(taken) == len(rows)


# Hypothesis: any mixture

ADDRESS = st.sampled_from(["A", "B", "AA", "XFD"])
TEXTS = st.sampled_from(["1", "0", "-2.5", "1e5", "a", "", " ", "&amp;", "#N/A", "1&#48;", "_x0041_", "99", "\n", "1_0", "é"])
FORMULAS = st.sampled_from(
    [
        "",
        "<f>A1</f>",
        "<f/>",
        "<f></f>",
        '<f t="shared" ref="A1:A9" si="0">B1+$C1</f>',
        '<f t="shared" si="0"/>',
        '<f ca="1">B1</f>',
    ]
)
SHELLS = st.sampled_from(["<v>{}</v>", "<is><t>{}</t></is>", "<v>{}</v>", "<v>{}</v> ", ""])
KINDS = st.sampled_from(["", ' t="n"', ' t="s"', ' t="str"', ' t="b"', ' t="e"', ' t="inlineStr"', ' t="d"', ' t="z"'])
STYLE = st.sampled_from(["", ' s="0"', ' s="1"', ' s="5"'])


@st.composite
def _rows(draw: st.DrawFn) -> str:
    made = []
    for number in draw(st.lists(st.integers(1, 6), min_size=1, max_size=4)):
        row = ""
        for letters in draw(st.lists(ADDRESS, max_size=3)):
            inside = draw(FORMULAS) + draw(SHELLS).format(draw(TEXTS))
            row += f'<c r="{letters}{number}"{draw(STYLE)}{draw(KINDS)}>{inside}</c>'
        hidden = draw(st.sampled_from(["", ' hidden="1"', ' spans="1:3"', ' q:x="1"']))
        made.append(f'<row r="{number}"{hidden}>{row}</row>')
    return "".join(made)


@settings(max_examples=400, deadline=None)
@given(_rows())
def test_short_and_long_way_agree(rows: str) -> None:
    assert _outcome(_read(_plain(rows))) == _outcome(_read(_prefixed(rows)))

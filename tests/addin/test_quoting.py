"""A workbook's name reaches Python unchanged, whatever stands in it: by the rules of shell32 and of the C runtime."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkjip_xl.addin.actions import Call
from lkjip_xl.addin.pita import read_call
from tests.addin.windows_commandline import (
    expand_environment,
    launcher_command,
    quote,
    runtime_arguments,
    shell_arguments,
)

PYTHON = r"C:\Users\Budi S\AppData\Roaming\uv\tools\lkjip-xl\Scripts\pythonw.exe"
AWKWARD = st.text(st.sampled_from("\\\" %&=^|<>;'`$a\u00e9") | st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
NAMES = st.text(
    st.sampled_from(" %&=^\";'`$!(){}[]")
    | st.characters(exclude_characters="\0/\\\x7f", exclude_categories=["Cs"], min_codepoint=32),
    min_size=1,
    max_size=60,
)


def test_the_oracle_knows_the_documented_examples() -> None:
    """The examples of Microsoft's page on parsing C command-line arguments."""
    for rules in (shell_arguments, runtime_arguments):
        assert rules('p "a b c" d e')[1:] == ["a b c", "d", "e"]
        assert rules(r'p "ab\"c" "\\" d')[1:] == ['ab"c', "\\", "d"]
        assert rules(r'p a\\\b d"e f"g h')[1:] == [r"a\\\b", "de fg", "h"]
        assert rules(r"p a\\\"b c d")[1:] == [r"a\"b", "c", "d"]
        assert rules(r'p a\\\\"b c" d e')[1:] == [r"a\\b c", "d", "e"]


@pytest.mark.parametrize("rules", [shell_arguments, runtime_arguments])
@given(first=AWKWARD, second=AWKWARD)
@example(first="%", second="%%")
@example(first='"%', second='%"')
@example(first="\\%\\", second='\\"\\%"')
def test_quoted_arguments_come_back(rules: object, first: str, second: str) -> None:
    assert callable(rules)
    assert rules(f'"{PYTHON}" {quote(first)} x {quote(second)}') == [PYTHON, first, "x", second]


@given(AWKWARD)
@example("%APPDATA%")
@example("100 % %TEMP%% naik")
def test_no_environment_variable_is_ever_expanded(text: str) -> None:
    names = {name.upper() for name in text.split("%") if '"' not in name} | {"APPDATA"}
    line = quote(text)
    assert expand_environment(line, dict.fromkeys(names, "JAHAT")) == line


def test_the_danger_is_real() -> None:
    """Quoted the ordinary way, the name of a workbook would change."""
    assert expand_environment('"--wb=%APPDATA%.xlsx"', {"APPDATA": "C:\\x"}) == '"--wb=C:\\x.xlsx"'


@given(NAMES)
def test_the_launchers_command_line_is_read_as_it_was_meant(book: str) -> None:
    line = launcher_command(PYTHON, "validasi", book, "66123")
    for rules in (shell_arguments, runtime_arguments):
        program, *arguments = rules(expand_environment(line, {"APPDATA": "x", "TEMP": "y"}))
        assert program == PYTHON
        assert arguments[:5] == ["-I", "-X", "utf8", "-m", "lkjip_xl.addin.pita"]
        assert read_call(arguments[5:]) == Call("validasi", book, 66123)

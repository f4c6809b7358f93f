"""The catalogue: whole, in one shape, and strict about its placeholders."""

from __future__ import annotations

import re
import string

import pytest

from lkjip_xl.checks.catalogue import entries, make_finding, message_at, not_checked, place_text
from lkjip_xl.checks.finding import Severity
from lkjip_xl.checks.shown import shown
from lkjip_xl.values import CellError, Value


@pytest.mark.parametrize("code", entries())
def test_entry_is_whole(code: str) -> None:
    entry = entries()[code]
    assert entry.title and entry.message and entry.advice and entry.source
    assert entry.message.startswith("{tempat}"), "a message says first where it is"
    assert entry.message.endswith(".")
    assert re.fullmatch(r"[A-Z]{3}-[0-9]{2}", code)


def test_make_finding_fills_every_text() -> None:
    finding = make_finding("SKM-08", sheet="DPA", cell="K7", heading="Pagu Anggaran", value=-1.5, batas="0", bantuan="Bantuan.")
    assert finding.severity is Severity.GALAT
    assert finding.message == "Lembar DPA sel K7 berisi -1,5, padahal Pagu Anggaran paling kecil 0."
    assert finding.expected == "paling kecil 0"
    assert finding.advice == "Betulkan angkanya. Bantuan."
    assert message_at(finding, "Sel K7").startswith("Sel K7 berisi -1,5")


def test_missing_placeholder_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        make_finding("SKM-08", sheet="DPA", cell="K7")


def test_unknown_code_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        make_finding("XXX-99")


def test_text_of_the_file_is_never_a_template() -> None:
    finding = make_finding("SKM-04", sheet="{lembar}", cell="A1", heading="{kolom}", value="{nilai} {0}", bantuan="")
    assert "“{nilai} {0}”" in finding.message


def test_place_of_the_whole_file() -> None:
    assert (place_text("", ""), place_text("DPA", ""), place_text("DPA", "K7")) == ("Berkas", "Lembar DPA", "Lembar DPA sel K7")


def test_not_checked_says_what_and_why() -> None:
    assert not_checked("lembar", lembar="PK") == ("Lembar PK", "lembar tidak ditemukan")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "kosong"),
        (True, "TRUE"),
        (2024, "2024"),
        (1234567.891, "1.234.567,891"),
        (0.1, "0,1"),
        (-5.0, "-5"),
        (1e300, "1e+300"),
        (CellError("#REF!"), "#REF!"),
        ("a\nb\x00\u202e", "“a b ”"),
        ("x" * 200, "“" + "x" * 79 + "…”"),
    ],
)
def test_values_as_messages_show_them(value: Value, text: str) -> None:
    assert shown(value) == text


def test_placeholders_are_plain_names() -> None:
    for entry in entries().values():
        for template in (entry.message, entry.expected, entry.advice):
            names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
            assert all(name.isidentifier() for name in names), template

"""vbaProject.bin read back by independent readers: oletools' olevba and olefile."""

from __future__ import annotations

import io
import re
import struct

import olefile
import pytest

from lkjip_xl.addin.vba_project import (
    Module,
    ModuleKind,
    Project,
    Reference,
    encrypt,
    module_source,
    write_vba_project,
)
from lkjip_xl.addin.xlam import build_xlam, vba_project
from tests.addin.vba_reader import decompress, macros

GUID = "{318BEE36-5BE1-492A-826D-473DB19B0F30}"
NAMES = ["ThisWorkbook", "Lembar1", "LkjipPita", "LkjipJalan", "LkjipSistem"]


@pytest.fixture(scope="module")
def opened() -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(write_vba_project(vba_project())), raise_defects=olefile.DEFECT_INCORRECT)


def decrypt(text: str, guid: str) -> tuple[int, bool, bytes]:
    """(version, whether the key is the project's, data): [MS-OVBA] 2.4.3.3, written for this test."""
    packed = bytes.fromhex(text)
    seed, version, key = packed[0], packed[0] ^ packed[1], packed[0] ^ packed[2]
    previous, one_back, two_back = key, packed[2], packed[1]
    plain = bytearray()
    for value in packed[3:]:
        plain.append(value ^ ((two_back + previous) & 0xFF))
        two_back, one_back, previous = one_back, value, plain[-1]
    start = (seed & 6) // 2
    (length,) = struct.unpack_from("<I", plain, start)
    data = bytes(plain[start + 4 :])
    assert len(data) == length
    return version, key == sum(guid.encode()) & 0xFF, data


def test_olevba_shows_every_module_with_its_exact_source() -> None:
    shown = macros(build_xlam())
    assert set(shown) == {"ThisWorkbook.cls", "Lembar1.cls", "LkjipPita.bas", "LkjipJalan.bas", "LkjipSistem.cls"}
    for module in vba_project().modules:
        suffix = "bas" if module.kind is ModuleKind.STANDARD else "cls"
        code = shown[f"{module.name}.{suffix}"].replace("\r\n", "\n")
        head, _, source = module.text.partition("Option Explicit")
        assert code.partition("Option Explicit")[2].rstrip("\n") == source.rstrip("\n")
        assert "Attribute VB_Name" in head or module.name == "Lembar1"


def test_every_stream_is_readable(opened: olefile.OleFileIO) -> None:
    assert opened.parsing_issues == []
    streams = {"/".join(parts) for parts in opened.listdir()}
    assert streams == {"PROJECT", "PROJECTwm", "VBA/dir", "VBA/_VBA_PROJECT"} | {f"VBA/{name}" for name in NAMES}
    for stream in streams:
        assert opened.openstream(stream).read()


def test_modules_hold_source_only(opened: olefile.OleFileIO) -> None:
    """Version 0xFFFF and no cache of compiled code; each module's source starts at offset 0."""
    assert opened.openstream("VBA/_VBA_PROJECT").read().hex() == "cc61ffff000100"
    directory = decompress(opened.openstream("VBA/dir").read())
    offsets = re.findall(rb"\x31\x00\x04\x00\x00\x00(....)\x1e\x00", directory, re.DOTALL)
    assert offsets == [bytes(4)] * len(NAMES)
    for module in vba_project().modules:
        packed = opened.openstream(f"VBA/{module.name}").read()
        assert decompress(packed) == module_source(module)


def test_protection_values_decrypt(opened: olefile.OleFileIO) -> None:
    """CMG: nothing protected; DPB: no password; GC: visible."""
    text = opened.openstream("PROJECT").read().decode("cp1252")
    guid = re.search('ID="(.*?)"', text)
    assert guid is not None
    for key, expected in (("CMG", bytes(4)), ("DPB", bytes(1)), ("GC", b"\xff")):
        value = re.search(f'{key}="(.*?)"', text)
        assert value is not None
        assert decrypt(value[1], guid[1]) == (2, True, expected)


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff", bytes(4), bytes(range(40))])
def test_encryption_round_trip(data: bytes) -> None:
    assert decrypt(encrypt(data, GUID), GUID) == (2, True, data)


def test_the_project_names_every_module_once(opened: olefile.OleFileIO) -> None:
    text = opened.openstream("PROJECT").read().decode("cp1252")
    for line in ("Document=ThisWorkbook/&H00000000", "Document=Lembar1/&H00000000", "Module=LkjipPita", "Class=LkjipSistem"):
        assert text.count(f"{line}\r\n") == 1
    expected = b"".join(name.encode() + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in NAMES) + b"\0\0"
    assert opened.openstream("PROJECTwm").read() == expected


def test_references_stand_in_the_directory(opened: olefile.OleFileIO) -> None:
    directory = decompress(opened.openstream("VBA/dir").read())
    assert b"*\\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#" in directory


def test_attributes_of_an_exported_class_are_not_doubled() -> None:
    text = (
        "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  'True\nEND\n"
        'Attribute VB_Name = "K"\nAttribute VB_Exposed = True\nOption Explicit\nPublic x As Long\n'
    )
    lines = module_source(Module("K", ModuleKind.CLASS, text)).decode("cp1252").split("\r\n")
    assert lines.count('Attribute VB_Name = "K"') == 1
    assert [line for line in lines if "VB_Exposed" in line] == ["Attribute VB_Exposed = True"]
    assert lines[-3:] == ["Option Explicit", "Public x As Long", ""]
    assert not [line for line in lines if line in ("BEGIN", "END") or line.startswith("VERSION")]


def test_document_modules_get_the_attributes_of_their_kind() -> None:
    lines = module_source(Module("Lembar1", ModuleKind.SHEET)).decode("cp1252")
    assert 'VB_Base = "0{00020820-0000-0000-C000-000000000046}"' in lines
    assert "VB_PredeclaredId = True" in lines


def test_source_outside_the_code_page_fails_early() -> None:
    with pytest.raises(UnicodeEncodeError):
        module_source(Module("M", ModuleKind.STANDARD, "' \u2713\n"))


def test_a_line_too_long_fails_early() -> None:
    with pytest.raises(ValueError, match="M:3: longer than 1023"):
        module_source(Module("M", ModuleKind.STANDARD, "Option Explicit\n'" + "x" * 1023 + "\n"))


def test_source_that_would_gain_zero_bytes_is_refused() -> None:
    import random

    noise = "".join(random.Random(3).choices([chr(number) for number in range(161, 256)], k=7900))
    text = "\n".join("'" + noise[start : start + 900] for start in range(0, len(noise), 900))
    with pytest.raises(ValueError, match="zero bytes"):
        write_vba_project(Project("P", GUID, [Module("M", ModuleKind.STANDARD, text)], [Reference("R", "x")]))

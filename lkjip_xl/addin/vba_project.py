"""A VBA project as vbaProject.bin: source code only, as [MS-OVBA] asks of writers. Office compiles it when it loads.

``_VBA_PROJECT`` carries version 0xFFFF and no cache of compiled code, and every module stream begins with its source: the
layout that [MS-OVBA] 2.3.4.1 prescribes for writing and that released xlwings add-ins have too.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lkjip_xl.addin.compound_file import write_compound_file
from lkjip_xl.addin.vba_compression import compress, grows

CODE_PAGE: Final = "cp1252"
MAX_LINE: Final = 1023
"""Longest source line that the VBA editor takes."""

_NO_CACHE: Final = bytes.fromhex("CC61FFFF000100")
_SEED: Final = 0x5D
"""First byte of the three encrypted values. Office draws one at random; a fixed one keeps the file reproducible."""
_ATTRIBUTE: Final = re.compile(r"Attribute (VB_\w+) = ")


class ModuleKind(StrEnum):
    """What a module belongs to; the last two are code behind the workbook and behind a sheet."""

    STANDARD = "standard"
    CLASS = "class"
    WORKBOOK = "workbook"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Module:
    """A module in the form that the VBA editor exports and imports: .bas, or .cls with its ``VERSION ... END`` head."""

    name: str
    kind: ModuleKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A registered type library; ``libid`` as [MS-OVBA] 2.1.1.8 writes it, ``*\\G{GUID}#version#lcid#path#name``."""

    name: str
    libid: str


@dataclass(frozen=True, slots=True)
class Project:
    """``guid`` in braces identifies the project and keys its encrypted values; any fixed one will do."""

    name: str
    guid: str
    modules: Sequence[Module]
    references: Sequence[Reference] = ()


def write_vba_project(project: Project) -> bytes:
    """The bytes of vbaProject.bin.

    Raises ValueError for source that VBA cannot hold: a letter outside Windows-1252, a line above 1023 letters.
    """
    streams = {module.name: _packed(module_source(module)) for module in project.modules}
    streams["_VBA_PROJECT"] = _NO_CACHE
    streams["dir"] = _packed(_dir_stream(project))
    return write_compound_file({"VBA": streams, "PROJECT": _project_stream(project), "PROJECTwm": _names_stream(project)})


def module_source(module: Module) -> bytes:
    """The source as it stands in the module's stream: attributes first, each once, then the code, lines ended by CR LF."""
    text = module.text.replace("\r\n", "\n").rstrip("\n")
    lines = text.split("\n") if text else []
    if text.startswith("VERSION "):
        lines = lines[lines.index("END") + 1 :]
    given = {found[1]: line for line in lines if (found := _ATTRIBUTE.match(line))}
    attributes = {name: f"Attribute {name} = {value}" for name, value in _attributes(module)} | given
    code = [line for line in lines if not _ATTRIBUTE.match(line)]
    source = [*attributes.values(), *code]
    for number, line in enumerate(source, 1):
        if len(line) > MAX_LINE:
            raise ValueError(f"{module.name}:{number}: longer than {MAX_LINE} letters")
    return "".join(line + "\r\n" for line in source).encode(CODE_PAGE)


_OFFICE_CLASS: Final = {
    ModuleKind.WORKBOOK: "0{00020819-0000-0000-C000-000000000046}",
    ModuleKind.SHEET: "0{00020820-0000-0000-C000-000000000046}",
}


def _attributes(module: Module) -> list[tuple[str, str]]:
    """The attributes that a module of this kind needs, in the order in which Office writes them."""
    name = [("VB_Name", f'"{module.name}"')]
    if module.kind is ModuleKind.STANDARD:
        return name
    if module.kind is ModuleKind.CLASS:
        flags = {"GlobalNameSpace": False, "Creatable": False, "PredeclaredId": False, "Exposed": False}
    else:
        name.append(("VB_Base", f'"{_OFFICE_CLASS[module.kind]}"'))
        flags = {"GlobalNameSpace": False, "Creatable": False, "PredeclaredId": True, "Exposed": True}
        flags |= {"TemplateDerived": False, "Customizable": True}
    return name + [(f"VB_{flag}", str(value)) for flag, value in flags.items()]


def _packed(data: bytes) -> bytes:
    if grows(data):
        raise ValueError("this source cannot be compressed without gaining zero bytes at its end")
    return compress(data)


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _record_u16(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<H", value))


def _record_u32(number: int, value: int) -> bytes:
    return _record(number, struct.pack("<I", value))


def _record_text(number: int, unicode_number: int, text: str) -> bytes:
    """A text twice: in the project's code page and in UTF-16."""
    return _record(number, text.encode(CODE_PAGE)) + _record(unicode_number, text.encode("utf-16-le"))


def _dir_stream(project: Project) -> bytes:
    """The project's facts, references and modules: 2.3.4.2, records in the prescribed order."""
    head = [
        _record_u32(0x01, 1),  # Windows, 32 bits: also what 64-bit Office writes
        _record_u32(0x02, 0x409) + _record_u32(0x14, 0x409) + _record_u16(0x03, 1252),
        _record(0x04, project.name.encode(CODE_PAGE)),
        _record_text(0x05, 0x40, "") + _record_text(0x06, 0x3D, ""),  # description, help file
        _record_u32(0x07, 0) + _record_u32(0x08, 0),  # help context, library flags
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # version 1.1, the one record whose size leaves out its last field
        _record_text(0x0C, 0x3C, ""),  # constants for conditional compilation
    ]
    references = [_reference(reference) for reference in project.references]
    count = _record_u16(0x0F, len(project.modules)) + _record_u16(0x13, 0xFFFF)
    modules = [_module_record(module) for module in project.modules]
    return b"".join([*head, *references, count, *modules, _record(0x10)])


def _reference(reference: Reference) -> bytes:
    libid = reference.libid.encode(CODE_PAGE)
    registered = struct.pack("<I", len(libid)) + libid + bytes(6)
    return _record_text(0x16, 0x3E, reference.name) + _record(0x0D, registered)


def _module_record(module: Module) -> bytes:
    kind = _record(0x21 if module.kind is ModuleKind.STANDARD else 0x22)
    names = _record_text(0x19, 0x47, module.name) + _record_text(0x1A, 0x32, module.name) + _record_text(0x1C, 0x48, "")
    return names + _record_u32(0x31, 0) + _record_u32(0x1E, 0) + _record_u16(0x2C, 0xFFFF) + kind + _record(0x2B)


def _project_stream(project: Project) -> bytes:
    """The PROJECT stream, an ini file (2.3.1): modules, and that the project is neither protected nor hidden."""
    member = {ModuleKind.STANDARD: "Module={}", ModuleKind.CLASS: "Class={}"}
    lines = [f'ID="{project.guid}"']
    lines += [member.get(module.kind, "Document={}/&H00000000").format(module.name) for module in project.modules]
    lines += [f'Name="{project.name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"']
    for key, value in (("CMG", bytes(4)), ("DPB", bytes(1)), ("GC", b"\xff")):
        lines.append(f'{key}="{encrypt(value, project.guid)}"')
    lines += ["", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"]
    lines += ["", "[Workspace]", *(f"{module.name}=0, 0, 0, 0, C" for module in project.modules)]
    return "".join(line + "\r\n" for line in lines).encode(CODE_PAGE)


def _names_stream(project: Project) -> bytes:
    """PROJECTwm: every module's name in both encodings (2.3.3)."""
    names = (f"{module.name}\0".encode(CODE_PAGE) + f"{module.name}\0".encode("utf-16-le") for module in project.modules)
    return b"".join(names) + b"\0\0"


def encrypt(data: bytes, guid: str) -> str:
    """The hexadecimal text of a protected value, keyed with the project's identity (2.4.3.2)."""
    key = sum(guid.encode("ascii")) & 0xFF
    packed = [_SEED, _SEED ^ 2, _SEED ^ key]
    previous = key
    filler = bytes([7]) * ((_SEED & 6) // 2)
    for plain in filler + struct.pack("<I", len(data)) + data:
        packed.append(plain ^ (packed[-2] + previous & 0xFF))
        previous = plain
    return bytes(packed).hex().upper()

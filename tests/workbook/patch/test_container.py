"""The package: what is not changed keeps its packed bytes, headers and place; what is changed is the same every time."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from lkjip_xl.ooxml.limits import DEFAULT_LIMITS
from lkjip_xl.workbook.patch.container import rebuild
from lkjip_xl.workbook.patch.draft import Draft
from tests.workbook.patch.berkas import all_parts, raw_members
from tests.workbook.patch.kaya import packed, rich


@pytest.fixture(scope="module", params=[False, True], ids=["berkas", "pipa"])
def source(request: pytest.FixtureRequest) -> bytes:
    return packed(rich(), streamed=request.param)


def test_nothing_changed_gives_the_very_bytes(source: bytes) -> None:
    assert rebuild(source, {}, []) == source
    draft = Draft(source, DEFAULT_LIMITS)
    draft.write("xl/workbook.xml", draft.read("xl/workbook.xml"))
    assert draft.build() is source


def test_changed_member_leaves_the_others_alone(source: bytes) -> None:
    result = rebuild(source, {"xl/workbook.xml": b"<baru/>", "xl/calcChain.xml": None}, [("xl/baru.xml", b"<x/>" * 100)])
    old, new = raw_members(source), raw_members(result)
    assert [*new] == [name for name in old if name != "xl/calcChain.xml"] + ["xl/baru.xml"]
    assert {name for name in old if name in new and old[name] != new[name]} == {"xl/workbook.xml"}
    parts = all_parts(result)
    assert parts["xl/workbook.xml"] == b"<baru/>" and parts["xl/baru.xml"] == b"<x/>" * 100
    with zipfile.ZipFile(BytesIO(result)) as package:
        assert package.comment == b"berkas contoh"
        fixed = package.getinfo("xl/workbook.xml")
        before = zipfile.ZipFile(BytesIO(source)).getinfo("xl/workbook.xml")
        assert fixed.date_time == (1980, 1, 1, 0, 0, 0)
        assert (fixed.external_attr, fixed.create_system) == (before.external_attr, before.create_system)


def test_same_change_same_bytes(source: bytes) -> None:
    changes = {"xl/styles.xml": b"<a/>" * 1000}
    assert rebuild(source, changes, [("b", b"c")]) == rebuild(source, changes, [("b", b"c")])


def test_package_with_64_bit_fields() -> None:
    """Some writers use ZIP64 records for every package: the offset stands in an extra field, the end in a record of its own."""
    result = rebuild(_wide(packed({"a.xml": b"<a/>" * 50, "b.xml": b"<b/>" * 50})), {"a.xml": b"<c/>"}, [])
    assert all_parts(result) == {"a.xml": b"<c/>", "b.xml": b"<b/>" * 50}


def _wide(data: bytes) -> bytes:
    """The package with ZIP64 offsets in the directory and a ZIP64 end record."""
    end = data.rindex(b"PK\x05\x06")
    count, _size, begin = struct.unpack_from("<HLL", data, end + 10)
    entries, place = b"", begin
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<3H", data, place + 28)
        entry = bytearray(data[place : place + 46 + name + extra + comment])
        place += len(entry)
        (offset,) = struct.unpack_from("<L", entry, 42)
        struct.pack_into("<L", entry, 42, 0xFFFFFFFF)
        struct.pack_into("<H", entry, 30, extra + 12)
        at = 46 + name + extra
        entries += bytes(entry[:at]) + struct.pack("<HHQ", 1, 8, offset) + bytes(entry[at:])
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(entries), begin)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, begin + len(entries), 1)
    short = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:begin] + entries + wide + locator + short


def test_draft_is_a_package_with_the_changes_in_it(source: bytes) -> None:
    draft = Draft(source, DEFAULT_LIMITS)
    draft.write("xl/baru.xml", b"<x/>")
    draft.remove("xl/calcChain.xml")
    draft.write("xl/styles.xml", b"<y/>")
    assert draft.find("XL/BARU.xml") == "xl/baru.xml" and draft.find("xl/calcchain.xml") is None
    assert b"".join(draft.pieces("xl/styles.xml")) == b"<y/>"
    assert draft.free_name("xl/comments{}.xml") == "xl/comments2.xml"
    assert draft.differences() == (("xl/styles.xml",), ("xl/baru.xml",), ("xl/calcChain.xml",))
    draft.write("xl/calcChain.xml", all_parts(source)["xl/calcChain.xml"])
    assert draft.differences()[2] == ()

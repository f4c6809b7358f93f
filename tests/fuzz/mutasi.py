"""Mutations that keep a package valid and change what stands in it.

Bytes of a ZIP changed at random reach its checksum and nothing behind it. Here a package is opened, one or a few of its XML
parts are changed by tags, attributes and texts, and it is packed again. Deterministic: the same random numbers give the same
bytes. Knows nothing of a fuzzing engine, so the tests use it too.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from tests.fuzz import kamus

Parts = dict[str, bytes]
RawMutation = Callable[[bytes], bytes]
"""Changes bytes without knowing what they are; a fuzzing engine brings its own."""
MAX_PART = 1 << 20
_PIECE = re.compile(r"<[^<>]*>|[^<>]+|[<>]")
_TAG = re.compile(r"<(/?)([\w:.-]+)")
_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')


def unpacked(data: bytes) -> Parts | None:
    """The parts of a package, None for what is none or unpacks to more than anybody needs here."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if not infos or len(infos) > 200 or any(info.file_size > MAX_PART for info in infos):
                return None
            return {info.filename: package.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, UnicodeDecodeError):
        return None  # zipfile has many ways to say that this is no package


def packed(parts: Parts, *, deflated: bool = False) -> bytes:
    """The parts as a package, always with the same dates."""
    target = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def changed_bytes(data: bytes, random: Random) -> bytes:
    """A few bytes overwritten, taken out or put in: the raw mutation where no engine brings a better one."""
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(changed) + 1)
        what = random.randrange(4)
        if what == 0 and at < len(changed):
            changed[at] = random.randrange(256)
        elif what == 1:
            del changed[at : at + random.choice((1, 2, 8, 64))]
        elif what == 2:
            changed[at:at] = bytes(random.choice((b"\x00", b"\xff", b"<", b">", b"PK", b"&", b'"')))
        elif at < len(changed):
            changed[at] ^= 1 << random.randrange(8)
    return bytes(changed)


def mutate(data: bytes, random: Random, raw: RawMutation | None = None) -> bytes:
    """A changed package. What is no package is changed as bytes."""
    change_raw = raw or (lambda content: changed_bytes(content, random))
    parts = unpacked(data)
    if parts is None:
        return change_raw(data)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if random.random() < 0.04:
            parts = _package_change(parts, random)
        else:
            _part_change(parts, random, change_raw)
    return packed(parts, deflated=random.random() < 0.1)


def _package_change(parts: Parts, random: Random) -> Parts:
    """Parts dropped, copied, exchanged, or in another order."""
    names = list(parts)
    one, other = random.choice(names), random.choice(names)
    what = random.randrange(5)
    if what == 0 and len(parts) > 1:
        return {name: content for name, content in parts.items() if name != one}
    if what == 1:
        return {**parts, one: parts[other]}
    if what == 2:
        return {**parts, one: parts[other], other: parts[one]}
    if what == 3:
        return {**parts, f"xl/{random.choice(('comments1.xml', 'metadata.xml', 'vbaProject.bin', 'media/a.png'))}": parts[one]}
    random.shuffle(names)
    return {name: parts[name] for name in names}


def _part_change(parts: Parts, random: Random, change_raw: RawMutation) -> None:
    """One part changed; sheets more often than others, since most is read there."""
    names = [name for name, content in parts.items() if content and (name.endswith((".xml", ".rels", ".vml")))]
    if not names:
        name = random.choice(list(parts))
        parts[name] = change_raw(parts[name])
        return
    favoured = [name for name in names if ("worksheets/sheet" if random.random() < 0.7 else "sharedStrings") in name]
    name = random.choice(favoured) if favoured and random.random() < 0.75 else random.choice(names)
    content = parts[name]
    if random.random() < 0.05:
        parts[name] = change_raw(content)[:MAX_PART]
        return
    try:
        text = content.decode()
    except UnicodeDecodeError:
        parts[name] = change_raw(content)[:MAX_PART]
        return
    text, encoding = changed_xml(text, random), "utf-8"
    if random.random() < 0.01:
        encoding = random.choice(("utf-16", "utf-8-sig", "latin-1"))
    parts[name] = text.encode(encoding, "replace")[:MAX_PART]


def changed_xml(text: str, random: Random) -> str:
    """A part with a few of its tags, attributes or texts changed."""
    pieces = _PIECE.findall(text)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if not pieces:
            break
        random.choices(_CHANGES, _WEIGHTS)[0](pieces, random)
    return "".join(pieces)


def _at(pieces: list[str], random: Random, wanted: Callable[[str], bool]) -> int | None:
    """The place of some piece that is wanted, sought from a random place on."""
    begin = random.randrange(len(pieces))
    for step in range(min(len(pieces), 400)):
        place = (begin + step) % len(pieces)
        if wanted(pieces[place]):
            return place
    return None


def _has_attribute(piece: str) -> bool:
    return piece.startswith("<") and '="' in piece


def _opens(piece: str) -> bool:
    return piece.startswith("<") and not piece.startswith(("</", "<?", "<!"))


def _span(pieces: list[str], at: int) -> int:
    """Where the element that opens at ``at`` ends."""
    if pieces[at].endswith("/>") or not _opens(pieces[at]):
        return at + 1
    depth = 0
    for place in range(at, min(len(pieces), at + 2_000)):
        piece = pieces[place]
        if piece.startswith("</"):
            depth -= 1
        elif _opens(piece) and not piece.endswith("/>"):
            depth += 1
        if depth == 0:
            return place + 1
    return at + 1


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _attribute_value(pieces: list[str], random: Random) -> None:
    at = _at(pieces, random, _has_attribute)
    if at is None:
        return
    found = list(_ATTRIBUTE.finditer(pieces[at]))
    if not found:
        return
    match = random.choice(found)
    if match[1] == "r" and random.random() < 0.8:
        return  # a cell or row elsewhere is refused nearly always, and says nothing new
    value = _escaped(random.choice(kamus.BY_ATTRIBUTE.get(match[1], kamus.ANYTHING)))
    pieces[at] = pieces[at][: match.start(2)] + value + pieces[at][match.end(2) :]


def _drop_attribute(pieces: list[str], random: Random) -> None:
    at = _at(pieces, random, _has_attribute)
    if at is not None and (found := list(_ATTRIBUTE.finditer(pieces[at]))):
        match = random.choice(found)
        pieces[at] = pieces[at][: match.start()].rstrip() + pieces[at][match.end() :]


def _add_attribute(pieces: list[str], random: Random) -> None:
    at = _at(pieces, random, _opens)
    if at is None:
        return
    name = random.choice(list(kamus.BY_ATTRIBUTE))
    end = len(pieces[at]) - (2 if pieces[at].endswith("/>") else 1)
    value = _escaped(random.choice(kamus.BY_ATTRIBUTE[name]))
    pieces[at] = f'{pieces[at][:end].rstrip()} {name}="{value}"{pieces[at][end:]}'


def _text(pieces: list[str], random: Random) -> None:
    """Other text inside an element that holds text, or text where none was."""
    at = _at(pieces, random, lambda piece: not piece.startswith("<") and bool(piece.strip()))
    if at is None or at == 0:
        return
    tag = _TAG.match(pieces[at - 1])
    if at > 1 and 't="s"' in pieces[at - 2] and random.random() < 0.95:
        pieces[at] = str(random.randrange(60))  # another shared text: any other index is refused
        return
    words = kamus.INSIDE.get(tag[2] if tag else "", kamus.ANYTHING)
    pieces[at] = _escaped(random.choice(words))


def _copied_text(pieces: list[str], random: Random) -> None:
    one = _at(pieces, random, lambda piece: not piece.startswith("<") and bool(piece.strip()))
    other = _at(pieces, random, lambda piece: not piece.startswith("<") and bool(piece.strip()))
    if one is not None and other is not None:
        pieces[one] = pieces[other]


def _drop_element(pieces: list[str], random: Random) -> None:
    at = _at(pieces, random, _opens)
    if at:  # never the root
        del pieces[at : _span(pieces, at)]


def _repeat_element(pieces: list[str], random: Random) -> None:
    at = _at(pieces, random, _opens)
    if not at:
        return
    copied = pieces[at : _span(pieces, at)]
    if len(copied) < 500:
        place = random.randrange(len(pieces)) if random.random() < 0.3 else at
        pieces[place:place] = copied * random.choice((1, 1, 1, 2, 5))


def _move_element(pieces: list[str], random: Random) -> None:
    at = _at(pieces, random, _opens)
    if not at:
        return
    end = _span(pieces, at)
    moved = pieces[at:end]
    del pieces[at:end]
    other = _at(pieces, random, lambda piece: piece.startswith("<") and not piece.startswith("<?"))
    place = len(pieces) if other is None else other + 1
    pieces[place:place] = moved


def _snippet(pieces: list[str], random: Random) -> None:
    at = _at(pieces, random, lambda piece: piece.startswith("<") and not piece.startswith("<?"))
    if at is not None:
        pieces[at + 1 : at + 1] = [random.choice(kamus.SNIPPETS)]


def _drop_piece(pieces: list[str], random: Random) -> None:
    del pieces[random.randrange(len(pieces))]


def _rename(pieces: list[str], random: Random) -> None:
    """One tag takes the name of another: its end with it, most of the time."""
    one, other = _at(pieces, random, _opens), _at(pieces, random, _opens)
    if one is None or other is None:
        return
    name, new = _TAG.match(pieces[one]), _TAG.match(pieces[other])
    if name is None or new is None:
        return
    end = _span(pieces, one) - 1
    pieces[one] = f"<{new[2]}{pieces[one][name.end() :]}"
    if end > one and random.random() < 0.95 and pieces[end].startswith("</"):
        pieces[end] = f"</{new[2]}>"


def _prefixed(pieces: list[str], random: Random) -> None:
    """The whole vocabulary under a prefix: rows so written never go the short way."""
    if any("xmlns:q=" in piece for piece in pieces):
        return
    for place, piece in enumerate(pieces):
        if match := _TAG.match(piece):
            if ":" in match[2]:
                continue
            pieces[place] = f"<{match[1]}q:{piece[match.end(1) :]}"
            pieces[place] = pieces[place].replace(' xmlns="', ' xmlns:q="', 1)


def _cut(pieces: list[str], random: Random) -> None:
    del pieces[random.randrange(len(pieces)) :]


_CHANGES: list[Callable[[list[str], Random], None]] = [
    _attribute_value, _drop_attribute, _add_attribute, _text, _copied_text, _drop_element, _repeat_element, _move_element,
    _snippet, _drop_piece, _rename, _prefixed, _cut,
]  # fmt: skip
_WEIGHTS = [24, 6, 8, 24, 6, 6, 6, 6, 10, 1, 3, 1, 0.3]

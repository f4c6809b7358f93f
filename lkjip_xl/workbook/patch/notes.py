"""Notes on cells: the classic comments part of a sheet and the drawing that shows them, made or added to."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping
from typing import Final

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.workbook.patch.book import Book
from lkjip_xl.workbook.patch.identity import AUTHOR
from lkjip_xl.workbook.patch.links import relations_part
from lkjip_xl.workbook.patch.manifest import Manifest, digest
from lkjip_xl.workbook.patch.plan import Place
from lkjip_xl.workbook.patch.sheet_edit import SheetEditor
from lkjip_xl.workbook.patch.sheet_map import SheetMap
from lkjip_xl.workbook.patch.vml import OddVmlError, used_blocks, with_boxes, without_boxes
from lkjip_xl.workbook.patch.vocabulary import CONTENT_TYPE, XML_HEAD
from lkjip_xl.workbook.patch.xml_tree import Node, Splices, parse
from lkjip_xl.workbook.text_safety import cell_text, escaped

_BEFORE_DRAWING: Final = frozenset(
    {
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
        "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
        "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
        "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    }
)  # fmt: skip
"""What the schema puts before ``legacyDrawing``."""

_VML_FOLDER: Final = "drawings/vmlDrawing{}.vml"
_COMMENT: Final = (
    '<{p}comment ref="{cell}" authorId="{author}"><{p}text><{p}r><{p}rPr><{p}sz val="9"/><{p}color indexed="81"/>'
    '<{p}rFont val="Tahoma"/><{p}family val="2"/></{p}rPr><{p}t xml:space="preserve">{text}</{p}t></{p}r></{p}text></{p}comment>'
)


class Notes:
    """The notes of one worksheet part. Ours are those by our name, and those whose words the manifest knows; parts that
    had to be made are added to the manifest."""

    def __init__(self, book: Book, sheet: str, manifest: Manifest | None) -> None:
        self._book = book
        self._sheet = sheet
        self._made = manifest.parts if manifest else []
        self._words = manifest.notes if manifest else set()
        self._part = next((part for _, part in book.related(sheet, "comments")), None)

    def taken(self) -> set[Place]:
        """Cells with a note or a discussion that is not ours."""
        found = {place for place, ours in self._notes() if not ours}
        for _, part in self._book.related(self._sheet, "threadedComment"):
            root = parse(self._book.draft.read(part), part, self._book.limits, expected=None)
            found |= {place for node in root.children if (place := _place(node))}
        return found

    def own(self) -> set[Place]:
        """Cells with a note of ours."""
        return {place for place, ours in self._notes() if ours}

    def add(self, notes: Mapping[Place, str], editor: SheetEditor) -> bool:
        """Write notes on cells that have none; False (and nothing done) where the file leaves no way to show them."""
        shown = {place: cell_text(note) for place, note in sorted(notes.items())}
        if not self._show(shown, drawing_id(editor.sheet), editor):
            return False
        if self._part is None:
            head = f'{XML_HEAD}<comments xmlns="{self._book.vocabulary.main}"><authors></authors><commentList></commentList>'
            folder = posixpath.dirname(self._book.main)
            pattern = posixpath.join(folder, "comments{}.xml")
            self._part, _ = self._new_part(pattern, "comments", f"{head}</comments>".encode())
        data, root = self._book.tree(self._part)
        if root.self_closing:
            edits = Splices(data)
            edits.append(root, "")
            self._book.draft.write(self._part, edits.result())
            data, root = self._book.tree(self._part)
        edits = Splices(data)
        author = self._author(root, edits)
        written = "".join(
            _COMMENT.format(p=root.prefix, cell=cell_name(*place), author=author, text=escaped(text))
            for place, text in shown.items()
        )
        _append(edits, root, "commentList", written)
        self._book.draft.write(self._part, edits.result())
        return True

    def _author(self, root: Node, edits: Splices) -> int:
        authors = root.child("authors")
        names = [node.text for node in authors.named("author")] if authors else []
        if AUTHOR in names:
            return names.index(AUTHOR)
        _append(edits, root, "authors", f"<{root.prefix}author>{AUTHOR}</{root.prefix}author>")
        return len(names)

    def _show(self, notes: Mapping[Place, str], identifier: str, editor: SheetEditor) -> bool:
        """Add a box for each note to the sheet's drawing, which is made if the sheet has none."""
        book = self._book
        drawings = [book.draft.read(part) for part in book.draft.parts if part.lower().endswith(".vml")]
        blocks = {block for drawing in drawings for block in used_blocks(drawing)}
        if identifier:
            part = dict(book.related(self._sheet, "vmlDrawing")).get(identifier)
            if part is None:
                return False
            try:
                book.draft.write(part, with_boxes(book.draft.read(part), notes, blocks)[0])
            except OddVmlError:
                return False
            return True
        if editor.sheet.outer_named("legacyDrawing"):
            return False
        pattern = posixpath.join(posixpath.dirname(book.main), _VML_FOLDER)
        _, identifier = self._new_part(pattern, "vmlDrawing", with_boxes(None, notes, blocks)[0])
        place = max((outer.end for outer in editor.sheet.outer if outer.name in _BEFORE_DRAWING), default=0)
        name = f"{editor.sheet.prefix}legacyDrawing"
        editor.edits.put(place, place, f'<{name} xmlns:r="{book.vocabulary.relations}" r:id="{identifier}"/>')
        return True

    def _new_part(self, pattern: str, kind: str, content: bytes) -> tuple[str, str]:
        relations = relations_part(self._sheet)
        if self._book.draft.find(relations) is None:
            self._made.append(relations)
        if kind == "vmlDrawing":
            part = self._book.draft.free_name(pattern)
            self._book.draft.write(part, content)
            identifier = self._book.links.add(self._sheet, self._book.vocabulary.relation_type(kind), part)
        else:
            part, identifier = self._book.new_part(pattern, kind, self._sheet, content)
        self._made.append(part)
        return part, identifier

    def _comments(self, root: Node) -> list[tuple[Node, bool]]:
        authors, listed = root.child("authors"), root.child("commentList")
        names = [node.text for node in authors.named("author")] if authors else []
        numbers = {str(index) for index, name in enumerate(names) if name == AUTHOR}
        comments = listed.named("comment") if listed else ()
        return [(node, node.attributes.get("authorId") in numbers or self._says_ours(node)) for node in comments]

    def _says_ours(self, node: Node) -> bool:
        return bool(self._words) and digest("".join(part.text for part in node.walk() if part.name == "t")) in self._words

    def _notes(self) -> list[tuple[Place, bool]]:
        """Every note's cell, and whether it is ours."""
        if self._part is None:
            return []
        root = self._book.tree(self._part)[1]
        return [(place, ours) for node, ours in self._comments(root) if (place := _place(node))]

    def remove(self, places: Collection[Place], editor: SheetEditor, made: Collection[str]) -> None:
        """Take our notes away from these cells, and parts that were ``made`` for notes when nothing is left in them."""
        if self._part is None:
            return
        data, root = self._book.tree(self._part)
        edits = Splices(data)
        left = 0
        authors_used: set[str] = set()
        for node, ours in self._comments(root):
            if ours and _place(node) in places:
                edits.put(node.begin, node.end, "")
            else:
                left += 1
                authors_used.add(node.attributes.get("authorId", ""))
        self._remove_boxes(places, editor, made)
        if not left and self._part in made:
            self._unlink("comments", self._part)
        else:
            _drop_author(root, edits, authors_used)
            self._book.draft.write(self._part, edits.result())
        relations = relations_part(self._sheet)
        if relations in made and self._book.draft.find(relations) and not self._book.links.has_any(relations):
            self._book.draft.remove(relations)

    def _remove_boxes(self, places: Collection[Place], editor: SheetEditor, made: Collection[str]) -> None:
        drawing = editor.sheet.outer_named("legacyDrawing")
        identifier = drawing_id(editor.sheet)
        part = dict(self._book.related(self._sheet, "vmlDrawing")).get(identifier)
        if drawing is None or part is None:
            return
        data, others = without_boxes(self._book.draft.read(part), places)
        if others or part not in made:
            self._book.draft.write(part, data)
            return
        self._unlink("vmlDrawing", part)
        editor.edits.put(drawing.begin, drawing.end, "")

    def _unlink(self, kind: str, part: str) -> None:
        keys = {key for key, found in self._book.related(self._sheet, kind) if found == part}
        self._book.links.drop(self._sheet, keys)
        self._book.links.remove_part(part)


def declare_vml(book: Book) -> bool:
    """State the content type of drawings with notes; True where that is new."""
    return book.links.declare_extension("vml", CONTENT_TYPE["vmlDrawing"])


def drawing_id(sheet: SheetMap) -> str:
    """The relationship of a sheet's drawing for notes, or ``""``."""
    drawing = sheet.outer_named("legacyDrawing")
    attributes = drawing.attributes if drawing else {}
    return next((value for key, value in attributes.items() if key.endswith((":id", " id"))), "")


def _place(node: Node) -> Place | None:
    try:
        return cell_place(node.attributes.get("ref", ""))
    except ValueError:
        return None


def _drop_author(root: Node, edits: Splices, used: Collection[str]) -> None:
    """Take our name off the end of the list of authors when no note needs it: the numbers of others do not move."""
    authors = root.child("authors")
    names = list(authors.named("author")) if authors else []
    if names and names[-1].text == AUTHOR and str(len(names) - 1) not in used:
        edits.put(names[-1].begin, names[-1].end, "")


def _append(edits: Splices, root: Node, name: str, written: str) -> None:
    """Add children to an element of the comments part; the element itself where it is missing."""
    node = root.child(name)
    if node is not None:
        edits.append(node, written)
        return
    follower = root.child("commentList") if name == "authors" else root.child("extLst")
    place = follower.begin if follower else root.close
    edits.put(place, place, f"<{root.prefix}{name}>{written}</{root.prefix}{name}>")

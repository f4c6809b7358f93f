"""Sheet Temuan: every finding of the cross-check in the columns of a kertas kerja reviu (KKR), linked to its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lkjip_xl.audit.catalogue import consequences, entries
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.paper.cell_map import Place
from lkjip_xl.audit.paper.listing import FIRST_ROW, MAX_LINKS, Column, fill, listing, place_text
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.audit.paper.words import rule_words, status_choices, status_of
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, Choice, Link, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

FINDINGS: Final = "Temuan"
TABLE: Final = "tblTemuanAudit"
COLUMNS: Final = (
    Column("No", 5, "teks+tengah"), Column("ID", 13.5), Column("Berkas", 8, "teks+tengah"), Column("Tingkat", 9),
    Column("Aturan", 8, "teks+tengah"), Column("Aspek", 14), Column("Kondisi", 42), Column("Kriteria", 30),
    Column("Akibat", 28), Column("Rekomendasi", 30), Column("Dampak (Rp)", 17, "angka:rupiah"), Column("Status", 13, "isian"),
    Column("Letak", 24), Column("Bukti", 17, "tautan"),
)  # fmt: skip
GRADE_COLUMN, RULE_COLUMN, FILE_COLUMN = "D", "E", "C"
"""Columns that the counts on Ringkasan look at."""
_STATUS, _EVIDENCE = 12, 14
_GUIDANCE: Final = (
    "Satu baris satu temuan, yang terberat lebih dahulu. Letak menunjuk sel dalam berkas yang diperiksa; Bukti membuka barisnya "
    "di lembar Peta Sel. Status ialah usulan dan boleh diubah pereviu. Nomor berkas: lihat Ringkasan."
)


def findings_list(files: Sequence[PaperFile], places: Mapping[Place, str], file_rows: Mapping[int, str]) -> SheetModel:
    """The sheet. ``places``: computed cell → its row on Peta Sel; ``file_rows``: file number → its row on Ringkasan, the
    evidence of findings about anything but a computed cell."""
    sheet = listing(FINDINGS, "Temuan", _GUIDANCE, COLUMNS)
    listed = [(file, finding) for file in files for finding in file.findings]
    targets = [places.get((file.number, finding.sheet, _first(finding.cell)), file_rows[file.number]) for file, finding in listed]
    last = fill(sheet, TABLE, COLUMNS, _rows(listed, targets), "Tidak ada temuan.")
    for row, target in enumerate(targets[:MAX_LINKS], FIRST_ROW):
        sheet.links.append(Link(row, _EVIDENCE, target, "Buka buktinya"))
    sheet.choices.append(
        Choice((FIRST_ROW, _STATUS, last, _STATUS), "daftar", inline(status_choices()), title="Status", message="Pilih status.")
    )
    fit_heights(sheet)
    return sheet


def condition(finding: AuditFinding) -> str:
    """What was found, without what it leads to; that stands under Akibat."""
    tail = " ".join(consequences(finding.evidence))
    return finding.message.removesuffix(tail).rstrip() if tail else finding.message


def _rows(listed: Sequence[tuple[PaperFile, AuditFinding]], targets: Sequence[str]) -> Iterator[list[Value | Cell]]:
    for number, ((file, finding), target) in enumerate(zip(listed, targets, strict=True), 1):
        words = rule_words(finding.code, general=file.result.general is not None)
        source = entries()[finding.code, finding.variant].source
        expected = f" Seharusnya: {finding.expected}." if finding.expected else ""
        effect = " ".join([words.effect, *consequences(finding.evidence)])
        yield [
            number, finding.id, file.number, Cell(f"tanda_{finding.grade.lower()}", str(finding.grade)), finding.code,
            words.aspect, f"{finding.title}. {condition(finding)}", f"{words.criterion}{expected} ({source}.)", effect,
            finding.advice, finding.evidence.impact, status_of(finding.grade), place_text(finding.sheet, finding.cell),
            target.replace("'", ""),
        ]  # fmt: skip


def _first(cell: str) -> str:
    return cell.partition(":")[0]


def inline(choices: Sequence[str]) -> str:
    """Choices written into the dropdown itself, at most 255 letters."""
    return f'="{",".join(choices)}"'

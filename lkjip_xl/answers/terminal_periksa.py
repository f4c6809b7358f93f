"""What ``lkjip periksa`` prints for people: file by file, most serious first, with the money effect. Every finding is shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.grouping import AuditGroup, group_findings
from lkjip_xl.audit.paper.comparison import Comparison
from lkjip_xl.audit.paper.comparison_sheet import OTHER_TEMPLATE, counts_text
from lkjip_xl.audit.run import AuditResult, Status
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.indonesian import rupiah_text

if TYPE_CHECKING:
    from rich.console import Console

COLORS = {
    Grade.KRITIS: "bold red", Grade.TINGGI: "red", Grade.SEDANG: "yellow", Grade.RENDAH: "cyan", Grade.INFO: "dim",
}  # fmt: skip
MOST_MESSAGES = 3
"""Messages of one group that are printed in full; the other cells are named."""
CLOSING = "Keyakinan terbatas: hasil pengujian ini membantu penilaian, bukan menggantikannya."


def print_audit(results: Sequence[AuditResult], stream: TextIO | None = None) -> None:
    """Print every file; rich tables only where ``stream`` is a terminal."""
    out = stream or sys.stdout
    if out.isatty():
        from rich.console import Console

        print_rich(results, Console(file=out))
    else:
        out.writelines(line + "\n" for line in plain_lines(results))


def print_comparison(comparison: Comparison, stream: TextIO | None = None) -> None:
    """Print what was mended since an older paper, what remains, and what is new."""
    out = stream or sys.stdout
    out.writelines(line + "\n" for line in comparison_lines(comparison))


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """One line for the counts, then one for every finding."""
    yield f"Dibandingkan dengan {comparison.old.name}. {counts_text(comparison)}"
    if comparison.other_template:
        yield OTHER_TEMPLATE
    for row in comparison.rows:
        found = row.finding
        yield f"  {row.fate}: {found.grade} {found.code} {found.file} {found.place} [{found.id}]"


def plain_lines(results: Sequence[AuditResult]) -> Iterator[str]:
    """The whole listing as lines of plain text."""
    for result in results:
        yield _heading(result)
        yield f"  SHA-256 {result.sha256 or '-'}"
        if result.refusal:
            yield f"  {result.refusal.code}: {result.refusal.sentence}"
        for group in group_findings(result.findings, ranked=result.general is not None):
            yield f"  {group.grade} {group.code} {_title(group)}"
            yield from (f"    {line}" for line in _messages(group))
            yield f"    Saran: {group.findings[0].advice}"
        yield f"  {summary(result)}"
        yield ""
    yield CLOSING


def summary(result: AuditResult) -> str:
    """The number of findings of every grade, and of the cells compared."""
    if result.status is Status.NOT_EXAMINED:
        return "Tidak diperiksa."
    cells = f"{len(result.facts)} sel rumus diperiksa."
    if not result.findings:
        return f"Tidak ada temuan. {cells}"
    counts = ", ".join(f"{number} {grade}" for grade, number in result.counts().items())
    return f"Jumlah temuan: {counts}. {cells}"


def print_rich(results: Sequence[AuditResult], console: Console) -> None:
    """The same listing as coloured tables. Texts of the file are never read as rich markup."""
    from rich.table import Table
    from rich.text import Text

    for result in results:
        table = Table(title=Text(_heading(result), style="bold"), title_justify="left", expand=True, show_lines=True)
        table.add_column("Tingkat", no_wrap=True)
        table.add_column("Kode", no_wrap=True)
        table.add_column("Temuan", ratio=3)
        table.add_column("Saran", ratio=2)
        for group in group_findings(result.findings, ranked=result.general is not None):
            message = Text(f"{_title(group)}\n", style="bold").append("\n".join(_messages(group)), style="not bold")
            table.add_row(Text(group.grade, style=COLORS[group.grade]), group.code, message, Text(group.findings[0].advice))
        if result.refusal:
            console.print(Text(f"{_heading(result)}\n{result.refusal.code}: {result.refusal.sentence}", style="bold red"))
        elif result.findings:
            console.print(table)
        else:
            console.print(Text(_heading(result), style="bold"))
        console.print(Text(summary(result), style="bold"))
    console.print(Text(CLOSING, style="italic"))


def _heading(result: AuditResult) -> str:
    return f"{plain_text(result.name)}: {result.status}"


def _title(group: AuditGroup) -> str:
    title = f"{group.title}: {group.heading}" if group.heading else group.title
    if len(group.findings) > 1:
        title += f" ({len(group.findings)} temuan)"
    return f"{title} [{rupiah_text(group.impact)}]" if group.impact else title


def _messages(group: AuditGroup) -> Iterator[str]:
    """The first messages in full, then the cells of all."""
    yield from (finding.message for finding in group.findings[:MOST_MESSAGES])
    if len(group.findings) > MOST_MESSAGES:
        where = f"Lembar {plain_text(group.sheet)} " if group.sheet else ""
        yield f"Semua selnya: {where}{group.cells or '-'}"

"""What the commands print for people: tables on a terminal, plain lines in a pipe. Every finding made is shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.finding import Severity
from lkjip_xl.checks.grouping import Group, group_by_sheet
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.checks.shown import plain_text, shown

if TYPE_CHECKING:
    from rich.console import Console

    from lkjip_xl.verbs import FillResult

COLORS = {Severity.GALAT: "bold red", Severity.PERINGATAN: "yellow", Severity.INFO: "cyan"}
WHOLE_FILE = "Seluruh berkas"


def print_check(result: CheckResult, stream: TextIO | None = None) -> None:
    """Print findings by sheet, what was not checked, and the counts; rich tables only where ``stream`` is a terminal."""
    out = stream or sys.stdout
    if out.isatty():
        from rich.console import Console

        print_rich(result, Console(file=out))
    else:
        out.writelines(line + "\n" for line in plain_lines(result))


def print_left_out(left_out: tuple[tuple[str, str, str], ...], stream: TextIO | None = None) -> None:
    """Print what of the submitted file a report does not carry over."""
    out = stream or sys.stdout
    if left_out:
        out.write("Tidak dibawa ke laporan\n")
        out.writelines(f"  {_left_out_line(*item)}\n" for item in left_out)


def print_filling(done: FillResult, stream: TextIO | None = None) -> None:
    """Print what ``isi`` changed and what it left alone."""
    out = stream or sys.stdout
    filling = done.filling
    out.writelines(
        f"  {plain_text(item.sheet)}!{item.cell} {item.heading}: {plain_text(item.before) or 'kosong'} -> {shown(item.value)}\n"
        for item in filling.filled
    )
    if filling.kept:
        out.write("Dibiarkan (pakai --timpa untuk menggantinya)\n")
        for kept in filling.kept:
            out.write(f"  {plain_text(kept.sheet)}!{kept.cell} {kept.heading}: {shown(kept.value)}, {kept.reason}\n")
    out.writelines(f"{sentence}\n" for sentence in done.skipped)
    out.write(f"{len(filling.filled)} sel diisi, {len(filling.kept)} dibiarkan.\n")


def step(text: str) -> None:
    """Say on a terminal what a long command is doing; silent in a pipe."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def plain_lines(result: CheckResult) -> list[str]:
    """The whole listing as lines of plain text."""
    lines: list[str] = []
    for sheet, groups in group_by_sheet(result.findings):
        lines.append(_sheet_title(sheet))
        for group in groups:
            lines.append(f"  {group.severity} {group.code} {_group_title(group)}")
            lines.append(f"    {group.message}")
            lines.append(f"    Saran: {group.advice}")
            if group.waiver:
                lines.append(f"    {phrase('pengecualian_dibaca', pengecualian=group.waiver)}")
        lines.append("")
    if result.not_checked:
        lines.append("Tidak diperiksa")
        lines.extend(f"  {what}: {why}." for what, why in result.not_checked)
        lines.append("")
    lines.append(summary(result))
    return lines


def summary(result: CheckResult) -> str:
    """``Tidak ada temuan.`` or the number of findings of every severity, those with a waiver apart."""
    if not result.findings:
        return "Tidak ada temuan."
    counted = "Jumlah temuan: " + ", ".join(f"{number} {severity}" for severity, number in result.counts().items())
    return f"{counted}; {result.waived} dikecualikan." if result.waived else f"{counted}."


def print_rich(result: CheckResult, console: Console) -> None:
    """The same listing as coloured tables. Texts of the file are never read as rich markup."""
    from rich.table import Table
    from rich.text import Text

    for sheet, groups in group_by_sheet(result.findings):
        table = Table(title=Text(_sheet_title(sheet), style="bold"), title_justify="left", expand=True, show_lines=True)
        table.add_column("Tingkat", no_wrap=True)
        table.add_column("Kode", no_wrap=True)
        table.add_column("Temuan", ratio=3)
        table.add_column("Saran", ratio=2)
        for group in groups:
            message = Text(f"{_group_title(group)}\n", style="bold").append(group.message, style="not bold")
            if group.waiver:
                message.append(f"\n{phrase('pengecualian_dibaca', pengecualian=group.waiver)}", style="not bold italic")
            table.add_row(Text(group.severity, style=COLORS[group.severity]), group.code, message, Text(group.advice))
        console.print(table)
    for what, why in result.not_checked:
        console.print(Text(f"Tidak diperiksa: {what}: {why}."))
    console.print(Text(summary(result), style="bold green" if not result.findings else "bold"))


def _sheet_title(sheet: str) -> str:
    return f"Lembar {plain_text(sheet)}" if sheet else WHOLE_FILE


def _group_title(group: Group) -> str:
    title = f"{group.title}: {group.heading}" if group.heading else group.title
    title = f"{title} ({phrase('dikecualikan')})" if group.waiver else title
    return f"{title} ({len(group.findings)} temuan)" if len(group.findings) > 1 else title


def _left_out_line(sheet: str, place: str, what: str) -> str:
    where = " ".join(part for part in (plain_text(sheet), place) if part)
    return f"{where}: {what}" if where else what

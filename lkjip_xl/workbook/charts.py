"""Native Excel charts: bars and columns whose figures stay linked to the cells they come from."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

from lkjip_xl.workbook.model import Chart
from lkjip_xl.workbook.styles import FONT
from lkjip_xl.workbook.text_safety import visible

Workbook: TypeAlias = Any
Worksheet: TypeAlias = Any
"""XlsxWriter's objects; only ``new`` and ``fast`` import that library."""

_TYPES: Final = {"batang": "bar", "kolom": "column", "sebar": "scatter"}
_GRID: Final = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}}


def add_chart(workbook: Workbook, worksheet: Worksheet, chart: Chart) -> None:
    """Put the chart at its anchor. Categories of a ``batang`` chart run from top to bottom, as the table reads."""
    made = workbook.add_chart({"type": _TYPES[chart.kind]})
    figures = _indonesian(chart.number_format)
    for series in chart.series:
        look: dict[str, Any] = {
            "fill": {"color": series.color},
            "gap": 60,
            "data_labels": {"value": True, "num_format": figures, "font": _font(9)},
        }
        if chart.kind == "sebar":
            look = {"marker": {"type": "circle", "size": 6, "fill": {"color": series.color}, "border": {"none": True}}}
        sources = {"categories": "=" + series.categories, "values": "=" + series.values}
        made.add_series({"name": _literal(series.name), **sources, **look})
    made.set_title({"name": _literal(chart.title), "name_font": _font(12, bold=True), "overlay": False})
    categories: dict[str, Any] = {"name_font": _font(10, bold=True), "num_font": _font(9)}
    values = {**categories, "num_format": _axis_format(figures), "major_gridlines": _GRID}
    if chart.kind == "sebar":
        categories |= {"num_format": values["num_format"], "major_gridlines": _GRID}
    elif chart.from_zero:
        values["min"] = 0
    if chart.x_title:
        categories["name"] = _literal(chart.x_title)
    if chart.y_title:
        values["name"] = _literal(chart.y_title)
    if chart.kind == "batang":  # lying down: the value axis is the horizontal one, and categories read from the top
        categories["reverse"] = True
        values["label_position"] = "high"
        made.set_x_axis(values)
        made.set_y_axis(categories)
    else:
        made.set_x_axis(categories)
        made.set_y_axis(values)
    if len(chart.series) > 1:
        made.set_legend({"position": "bottom", "font": _font(9)})
    else:
        made.set_legend({"none": True})
    made.set_size({"width": chart.size[0], "height": chart.size[1]})
    row, column = chart.anchor
    if worksheet.insert_chart(row - 1, column - 1, made, {"object_position": 2, "description": visible(chart.title)}):
        raise ValueError(f"chart {chart.title!r}: anchor outside the sheet")


def _indonesian(number_format: str) -> str:
    """Decimal comma and thousands dot for a format that says nothing about the language."""
    return number_format if "[$" in number_format or number_format == "General" else "[$-421]" + number_format


def _axis_format(number_format: str) -> str:
    """Percent points along an axis need no decimals, and are turned sideways for lack of room when they have them."""
    return re.sub(r"0\.0+", "0", number_format) if "%" in number_format else number_format


def _literal(text: str) -> str:
    """A name that is only ever text: XlsxWriter takes one that begins with ``=`` for a reference."""
    text = visible(text)
    return " " + text if text.startswith("=") else text


def _font(size: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": "#404040"}

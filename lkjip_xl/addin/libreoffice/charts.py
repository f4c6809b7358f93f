"""What LibreOffice's own copying of a sheet leaves out of its charts: names of series that stand in no cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def carry_series_names(source: Any, made: Any) -> None:
    """Name the series of a copied sheet's charts as on the sheet it was copied from; LibreOffice calls them "Column D"."""
    for name in source.Charts.ElementNames:
        if not made.Charts.hasByName(name):
            continue
        copied = made.Charts.getByName(name).EmbeddedObject
        provider = copied.getDataProvider()
        for old, new in zip(_sequences(source.Charts.getByName(name).EmbeddedObject), _sequences(copied), strict=False):
            if old.Label is not None and new.Label is None:
                label = provider.createDataSequenceByRangeRepresentation(old.Label.SourceRangeRepresentation)
                label.Role = "label"
                new.setLabel(label)


def _sequences(chart: Any) -> Iterator[Any]:
    for system in chart.getFirstDiagram().getCoordinateSystems():
        for kind in system.getChartTypes():
            for series in kind.getDataSeries():
                yield from series.getDataSequences()

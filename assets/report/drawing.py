"""Every kind of chart that the report has: those that ``charts`` draws, and those with modules of their own."""

from __future__ import annotations

from assets.report import charts
from assets.report.network_chart import network
from assets.report.yearly_charts import targets, years

_KINDS = {**charts.KINDS, "network": network, "years": years, "targets": targets}


def draw(chart: charts.Chart, width: float = charts.WIDTH) -> bytes:
    """The chart as SVG; see ``charts.draw``. Raises KeyError on an unknown kind and FontsMissingError."""
    return charts.draw(chart, width, _KINDS)

"""Plots as SVG that stands in a page: no script, no clock, and colours from the page's style."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Comment

from dataprep.profiler.screen import visible
from dataprep.profiler.wording import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType
    from xml.etree.ElementTree import Element

    from dataprep.profiler.figures import Role
    from dataprep.profiler.spread import Bin

WIDTH, HEIGHT = 640, 300
# What a horizontal bar takes, and what stands below all of them.
BAR, BELOW = 34, 86
FONTS = 13
LONGEST_NAME = 24
# So many lines across a plot, at about which its scale is cut.
MOST_LINES = 6


def histogram(name: str, bins: Sequence[Bin], *, limit: int | None = None) -> str:
    """Return BINS as bars over their first values; what is over the LIMIT is another series."""
    labels = [f"{each.first:,}" for each in bins]
    records = [each.records for each in bins]
    within = sum(limit is None or each.first <= limit for each in bins)
    chart = _pygal().StackedBar(**_settings(HEIGHT), x_label_rotation=30)
    chart.show_legend = within < len(bins)
    chart.add("within the limit", records[:within])
    if limit and within < len(bins):
        chart.add("over the limit: cut off", [None] * within + records[within:])
    elif limit and bins[-1].last < limit:
        # The limit is mostly far away: the axis is broken before it.
        labels += ["…", f"limit {limit:,}"]
    chart.x_labels = labels
    return _svg(chart, name)


def roles(name: str, said: Sequence[Role], other: int) -> str:
    """Return the tokens of the roles that SAID something, trained and context, and all OTHER."""
    names = [visible(role.role)[:LONGEST_NAME] for role in said]
    series = {
        "trained": [*(role.trained_tokens for role in said), 0],
        "context": [*(role.tokens - role.trained_tokens for role in said), 0],
        "in no message": [*(0 for _ in said), other],
    }
    return _horizontal(name, [*names, "(no message)"], series)


def shares(name: str, numbers: Mapping[str, int]) -> str:
    """Return NUMBERS as bars, each with its share of all."""
    whole = sum(numbers.values())
    labels = [f"{each} {percent(number, whole)}" for each, number in numbers.items()]
    return _horizontal(name, labels, {"letters": list(numbers.values())})


def _horizontal(name: str, labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> str:
    settings = _settings(BAR * len(labels) + BELOW)
    chart = _pygal().HorizontalStackedBar(**settings, show_legend=len(series) > 1)
    # The first bar is drawn at the bottom.
    chart.x_labels = list(reversed(labels))
    for title, numbers in series.items():
        chart.add(title, list(reversed(numbers)))
    return _svg(chart, name)


@cache
def _pygal() -> ModuleType:
    """Return the library, without what it puts before every import of this process."""
    import pygal

    # It is there for plug-ins of its own, and Python 3.11 warns of it at whatever comes next.
    sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != pygal.__name__]
    library: ModuleType = pygal
    return library


def _settings(height: int) -> dict[str, Any]:
    from pygal.style import Style

    return {
        "title": None,
        "css": (),
        "js": (),
        "width": WIDTH,
        "height": height,
        "margin": 8,
        "margin_bottom": 24,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 3,
        "legend_box_size": FONTS,
        "truncate_label": -1,
        "truncate_legend": -1,
        "disable_xml_declaration": True,
        "value_formatter": lambda value: f"{value:,.0f}",
        "max_scale": MOST_LINES,
        "classes": ("plot",),
        # Places are reckoned from these; how the text looks is the page's affair.
        "style": Style(label_font_size=FONTS, major_label_font_size=FONTS, legend_font_size=FONTS),
    }


def _svg(chart: Any, name: str) -> str:
    def plain(root: Element) -> Element:
        """Take out what is for a script, and what differs from day to day."""
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag in ("script", "style", Comment):
                    parent.remove(child)
        return root

    chart.uuid = name
    chart.add_xml_filter(plain)
    svg: str = chart.render(is_unicode=True)
    return svg

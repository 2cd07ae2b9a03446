"""Plots as SVG that stands in a page: no script, no clock, and colours from the page's style."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Comment

from dataprep.profiler.wording import percent, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from dataprep.profiler.figures import Role
    from dataprep.profiler.spread import Bin

WIDTH, HEIGHT = 640, 260
# What a horizontal bar takes, and what stands below all of them.
BAR, BELOW = 34, 70
FONTS = 13


def histogram(name: str, title: str, bins: Iterable[Bin], *, limit: int | None = None) -> str:
    """Return BINS as bars over their values; those over the LIMIT are a series of their own."""
    import pygal

    held = list(bins)
    chart = pygal.StackedBar(**_settings(title, HEIGHT), x_label_rotation=35)
    chart.x_labels = [span(each) for each in held]
    over = [each.records if limit and each.first > limit else None for each in held]
    within = [each.records if above is None else None for each, above in zip(held, over, strict=True)]
    if limit:
        chart.add(f"within the limit of {limit:,} tokens", within)
        chart.add("over the limit: cut off", over)
    else:
        chart.show_legend = False
        chart.add("records", within)
    return _svg(chart, name)


def roles(name: str, title: str, said: Sequence[Role], other: int) -> str:
    """Return the tokens of the roles that SAID something, trained and context, and all OTHER."""
    rows = {role.role: (role.trained_tokens, role.tokens - role.trained_tokens) for role in said}
    series = {
        "trained": [trained for trained, _ in rows.values()] + [0],
        "context": [context for _, context in rows.values()] + [0],
        "in no message": [0] * len(rows) + [other],
    }
    return _horizontal(name, title, [*rows, "(none)"], series)


def shares(name: str, title: str, numbers: Mapping[str, int]) -> str:
    """Return NUMBERS as bars, each with its share of all."""
    whole = sum(numbers.values())
    labels = [f"{each} {percent(number, whole)}" for each, number in numbers.items()]
    return _horizontal(name, title, labels, {"letters": list(numbers.values())})


def _horizontal(
    name: str, title: str, labels: Sequence[str], series: Mapping[str, Sequence[int]]
) -> str:
    import pygal

    settings = _settings(title, BAR * len(labels) + BELOW)
    chart = pygal.HorizontalStackedBar(**settings, show_legend=len(series) > 1)
    # The first bar is drawn at the bottom.
    chart.x_labels = list(reversed(labels))
    for title_of, numbers in series.items():
        chart.add(title_of, list(reversed(numbers)))
    return _svg(chart, name)


def _settings(title: str, height: int) -> dict[str, Any]:
    from pygal.style import Style

    return {
        "title": None,
        "css": (),
        "js": (),
        "width": WIDTH,
        "height": height,
        "margin": 8,
        "legend_at_bottom": True,
        "legend_box_size": FONTS,
        "truncate_label": -1,
        "truncate_legend": -1,
        "disable_xml_declaration": True,
        "formatter": lambda value: f"{value:,.0f}" if value else "",
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

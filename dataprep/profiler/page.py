"""The page: one HTML file that shows a profile, with no script and nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataprep.estimator.wording import cost, some
from dataprep.pages import page as shell
from dataprep.profiler import plots
from dataprep.profiler.screen import visible
from dataprep.profiler.wording import percent, size, span

if TYPE_CHECKING:
    from dataprep.profiler.figures import Profile

TEMPLATES = Path(__file__).with_name("templates")
# So many rows of a table, and bars of a plot, are enough to see what is what.
MOST_ROWS = 60
MOST_BARS = 12


def page(profile: Profile) -> str:
    """Return the page that shows PROFILE."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    filters = (percent, size, some, span, cost)
    environment.filters |= {each.__name__: each for each in filters}
    style = (TEMPLATES / "style.css").read_text("utf-8")
    anchors = {(each.path, each.line): n for n, each in enumerate(profile.conversations, 1)}
    body = environment.get_template("body.html").render(
        profile=profile,
        plots={name: Markup(svg) for name, svg in _plots(profile).items()},  # noqa: S704 — they are our own
        anchors=anchors,
        most=MOST_ROWS,
    )
    title = f"dataprep report: {profile.files[0].path}"
    return shell.page(visible(title), [body], style=style)


def _plots(profile: Profile) -> dict[str, str]:
    """Return the plots by name."""
    tokens = profile.tokens
    scripts = dict(list(profile.letters.items())[:MOST_BARS])
    return {
        "tokens": plots.histogram("plot-tokens", tokens.lengths.bins, limit=tokens.limit),
        "turns": plots.histogram("plot-turns", profile.turns.bins),
        "roles": plots.roles("plot-roles", profile.roles[:MOST_BARS], tokens.other),
        "scripts": plots.shares("plot-scripts", scripts),
    }


def _finalized(value: Any) -> Any:
    """Return VALUE as an expression of a template shows it: nobody is misled by what is unseen."""
    return visible(value) if type(value) is str else value

"""How the metrics of a job look: as CSV, as a page, as an image."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from dataprep.errors import UsageError
from dataprep.launcher import metrics
from dataprep.pages.line_chart import line_chart
from dataprep.pages.page import element, page, table
from dataprep.records.sink import check_free, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataprep.launcher.metrics import Row

KINDS = (".csv", ".html", ".png")


def check(path: str, *, force: bool) -> None:
    """Raise an error unless metrics can be written to PATH, before they are asked for."""
    if Path(path).suffix not in KINDS:
        raise UsageError(f"{path}: metrics are written as {', '.join(KINDS)}; name one of these")
    check_free(path, force=force)


def csv_text(rows: Sequence[Row]) -> str:
    """Return ROWS as CSV."""
    out = io.StringIO()
    metrics.write_csv(rows, out)
    return out.getvalue()


def write(rows: Sequence[Row], path: str, job_id: str, *, force: bool) -> None:
    """Write ROWS of the job JOB_ID to PATH, in the form that its ending names."""
    match Path(path).suffix:
        case ".csv":
            content = csv_text(rows).encode()
        case ".html":
            content = _page(rows, job_id).encode()
        case _:
            content = _image(_chart(rows, job_id))
    with written(path, force=force) as out:
        out.write(content)


def _page(rows: Sequence[Row], job_id: str) -> str:
    names = metrics.columns(rows)
    cells = ((element("span", _shown(row.get(name))) for name in names) for row in rows)
    chart = f"<figure>{_chart(rows, job_id)}</figure>"
    title = f"Metrics of {job_id}"
    return page(title, [element("h1", title), chart, table(names, cells)])


def _chart(rows: Sequence[Row], job_id: str) -> str:
    """Return the losses in ROWS as a chart, or all that was measured where there are none."""
    names = [name for name in metrics.columns(rows) if name != "step"]
    lines = {name: points for name in names if len(points := _points(rows, name)) > 1}
    losses = {name: line for name, line in lines.items() if "loss" in name}
    if not lines:
        raise UsageError(f"{job_id} has no metrics of several steps to draw; try a .csv file")
    return line_chart(f"{job_id}: by step", losses or lines)


def _points(rows: Sequence[Row], name: str) -> list[tuple[float, float]]:
    return [
        (float(row.get("step", number) or 0), float(row[name]))
        for number, row in enumerate(rows)
        if isinstance(row.get(name), int | float)
    ]


def _shown(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else "" if value is None else str(value)


def _image(svg: str) -> bytes:
    """Return SVG as PNG."""
    try:
        import resvg_py
    except ImportError as error:
        raise UsageError(
            "a .png needs the extra `png`: pip install 'chat-dataprep[png]'; .html needs nothing"
        ) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, background="white"))

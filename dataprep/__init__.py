"""dataprep: from a data set to a fine-tuned model."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dataprep.version import __version__

if TYPE_CHECKING:
    from dataprep.converter.convert import convert
    from dataprep.estimator.estimate import estimate
    from dataprep.launcher.launch import launch
    from dataprep.linter.finding import Finding, Report
    from dataprep.linter.lint import lint

__all__ = ["Finding", "Report", "__version__", "convert", "estimate", "launch", "lint"]

_PLACES = {
    "Finding": "dataprep.linter.finding",
    "Report": "dataprep.linter.finding",
    "convert": "dataprep.converter.convert",
    "estimate": "dataprep.estimator.estimate",
    "launch": "dataprep.launcher.launch",
    "lint": "dataprep.linter.lint",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name not in _PLACES:
        raise AttributeError(f"module 'dataprep' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)

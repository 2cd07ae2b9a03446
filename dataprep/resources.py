"""Data folders: where schemas, converters and samples lie."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def folder(name: str) -> Traversable:
    """Return the folder NAME of data files.

    A wheel holds it inside the package; in a checkout it lies beside the package.
    """
    package = files("dataprep")
    inside = package.joinpath(name)
    return inside if inside.is_dir() else package.joinpath("..", name)

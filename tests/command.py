"""The type of the fixture `dataprep`: the command, run in an empty folder."""

from collections.abc import Callable
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]

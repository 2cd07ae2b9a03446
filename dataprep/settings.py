"""Settings: the nearest settings file, and what is read from the environment."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dataprep.errors import SettingsError

ENVIRONMENT = "DATAPREP"
FILES = ("dataprep.toml", "pyproject.toml")
# What a settings file holds beside the tables of the commands.
CATALOG = "catalog"
# So many signs in a row tell a part of a secret, or at its edge beside a mask.
SHARED, EDGE = 8, 4

_SECRET = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)$")
_WORD = re.compile(r"[^\s'\"`,;:()<>\[\]{}]+")
_HEADER = re.compile(r"authorization['\"]?\s*:\s*['\"]?bearer\s+\S+", re.IGNORECASE)
_MASK = re.compile(r"\*|\.{3}|\u2026")


def today() -> date:
    """Return the day that everything which depends on the day uses.

    ``DATAPREP_TODAY=YYYY-MM-DD`` sets it.

    Raises:
        SettingsError: the variable is not a date.
    """
    given = os.environ.get(f"{ENVIRONMENT}_TODAY")
    if not given:
        return datetime.now(tz=UTC).astimezone().date()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise SettingsError(
            f"DATAPREP_TODAY={given} is not a date; write it as 2026-11-22"
        ) from error


def in_github_actions() -> bool:
    """Say whether this is a job of GitHub Actions, whose log shows annotations."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def hidden(text: str, *secrets: str) -> str:
    """Return TEXT without SECRETS and those in the environment, or any part of one.

    A word goes that has so many signs in a row in common with a secret, or that shows its
    beginning or end beside stars or dots, as servers write it.
    """
    held = [value for name, value in os.environ.items() if _SECRET.search(name)]
    known = [secret for secret in (*secrets, *held) if len(secret) >= SHARED]
    runs = {each[at : at + SHARED] for each in known for at in range(len(each) - SHARED + 1)}
    ends = {end for secret in known for end in (secret[:EDGE], secret[-EDGE:])}

    def shown(word: re.Match[str]) -> str:
        said = word[0]
        parts = (said[at : at + SHARED] for at in range(len(said) - SHARED + 1))
        masked = _MASK.search(said) and any(end in said for end in ends)
        return "[key]" if masked or not runs.isdisjoint(parts) else said

    return _WORD.sub(shown, _HEADER.sub("[key]", text)) if known else text


def data_folder() -> Path:
    """Return the folder in which the local service keeps its files, jobs and models.

    ``DATAPREP_DATA`` names another than the user's.
    """
    from platformdirs import user_data_path

    given = os.environ.get(f"{ENVIRONMENT}_DATA")
    return Path(given) if given else user_data_path("dataprep")


def catalog() -> Path | None:
    """Return the user's own catalogue, which goes over ours; None where there is none.

    ``DATAPREP_CATALOG`` names it, or else ``catalog`` in the nearest settings file.

    Raises:
        SettingsError: the settings file is at fault.
    """
    if given := os.environ.get(f"{ENVIRONMENT}_CATALOG"):
        return Path(given)
    found = nearest(Path.cwd())
    if found is None or CATALOG not in found[1]:
        return None
    path, tables = found
    named = tables[CATALOG]
    if not isinstance(named, str):
        raise SettingsError(f'{path}: {CATALOG} is no path; write it as {CATALOG} = "prices.toml"')
    return path.parent / named


def nearest(start: Path) -> tuple[Path, dict[str, Any]] | None:
    """Return the nearest settings file at or above START and its tables, or None.

    That is a ``dataprep.toml``, or a ``pyproject.toml`` with a ``[tool.dataprep]`` table.

    Raises:
        SettingsError: the file is not TOML.
    """
    for folder in [start, *start.parents]:
        for name in FILES:
            path = folder / name
            tables = _tables(path) if path.is_file() else None
            if tables is not None:
                return path, tables
    return None


def _tables(path: Path) -> dict[str, Any] | None:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    if path.name == "dataprep.toml":
        return document
    match document:
        case {"tool": {"dataprep": dict(table)}}:
            return table
        case {"tool": {"dataprep": _}}:
            raise SettingsError(f"{path}: [tool.dataprep] is no table; give it tables of options")
        case _:
            return None

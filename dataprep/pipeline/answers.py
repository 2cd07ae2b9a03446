"""What an earlier run of a pipeline was answered, so that answers are not paid for twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson

from dataprep.launcher.compare import Comparison, Prompt, Reply
from dataprep.records.digest import digest
from dataprep.records.sink import written

if TYPE_CHECKING:
    from dataprep.pipeline.pipeline import Pipeline

FIELD = "compare"


def key(asked: dict[str, Any]) -> str:
    """Return a digest of what is ASKED of whom."""
    content = digest(asked["prompts"]) if asked.get("prompts") else None
    facts = orjson.dumps([asked, content], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(facts).hexdigest()


def kept(pipeline: Pipeline, key: str) -> Comparison | None:
    """Return the answers that an earlier run of PIPELINE got to what KEY stands for."""
    match _document(pipeline).get(FIELD):
        case {"key": known, "models": list(models), "prompts": list(prompts)} if known == key:
            return Comparison(tuple(models), tuple(map(_prompt, prompts)))
        case _:
            return None


def keep(comparison: Comparison, key: str, pipeline: Pipeline) -> None:
    """Write COMPARISON, under KEY, beside what else is kept of PIPELINE."""
    answers = {FIELD: {"key": key, **asdict(comparison)}}
    with written(str(pipeline.state), force=True) as out:
        document = {"version": 1} | _document(pipeline) | answers
        out.write(orjson.dumps(document, option=orjson.OPT_INDENT_2))


def _document(pipeline: Pipeline) -> dict[str, Any]:
    try:
        document = json.loads(pipeline.state.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


def _prompt(fields: dict[str, Any]) -> Prompt:
    return Prompt(tuple(fields["messages"]), tuple(Reply(**each) for each in fields["answers"]))

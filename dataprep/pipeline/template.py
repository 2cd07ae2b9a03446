"""The pipeline file to begin with: every stage and every option, each with what it is for."""

from __future__ import annotations

import json
from pathlib import Path

TEMPLATE = Path(__file__).with_suffix(".toml")


def filled(*, name: str, source: str, model: str, provider: str) -> str:
    """Return the text of a pipeline file NAME that trains MODEL at PROVIDER on SOURCE."""
    text = TEMPLATE.read_text("utf-8")
    if is_hub_id(source):
        text = text.replace('sources = ["SOURCE"]', f"hub = {json.dumps(source)}")
        text = text.replace("# files or folders: ", "# or sources = [...], ")
        text = text.replace('# hub = "openai/gsm8k"          # or a data set', "# a data set")
    for word, value in (("SOURCE", source), ("MODEL", model), ("PROVIDER", provider)):
        text = text.replace(f'"{word}"', json.dumps(value, ensure_ascii=False))
    return text.replace("run PIPELINE", f"run {name}")


def is_hub_id(source: str) -> bool:
    """Say whether SOURCE is a data set of the Hub, and no file that is here."""
    return source.count("/") == 1 and not Path(source).exists() and not Path(source).suffix

"""A notebook that is kept as text, run as its reader would run it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

# What the reader of the notebook does by hand: wait until the job is done.
WAIT = """
import time
while client.fine_tuning.jobs.retrieve(ft_filejob.id).finished_at is None:
    time.sleep(0.02)
"""


def cells(notebook: str) -> list[str]:
    """The code of NOTEBOOK, as text in which what a cell printed follows its code."""
    found = re.split(r"^In \[\d+\]:\n", notebook, flags=re.MULTILINE)[1:]
    return ["\n\n".join(takewhile(is_code, cell.split("\n\n"))) for cell in found]


def is_code(paragraph: str) -> bool:
    """Say whether PARAGRAPH is code, and not the value of an object that was printed."""
    try:
        ast.parse(paragraph)
    except SyntaxError:
        return False
    return not re.match(r"[A-Z]\w+[\[(]", paragraph)


def run(code: list[str], url: str, folder: Path, *, seconds: float = 60) -> str:
    """Run the cells CODE in FOLDER against the service at URL, and return what they printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", "\n".join(code)],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "a dummy"},
        check=False,
        timeout=seconds,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout

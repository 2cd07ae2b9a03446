"""What people do without dataprep: the peers that it is measured against."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import orjson

ROOT = Path(__file__).parents[1]


def read_only(path: Path) -> None:
    """Read every line with orjson and do nothing with it: the floor."""
    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)


def together_check(path: Path) -> None:
    """Check PATH as Together's client does before an upload."""
    from together.lib.utils.files import check_file

    if not check_file(str(path))["is_check_passed"]:
        sys.exit(f"Together's check refuses {path}")


def tiktoken_loop(path: Path, encoding: str) -> None:
    """Count PATH with tiktoken, text by text."""
    import tiktoken

    # The vocabularies that dataprep ships: nothing is fetched.
    os.environ["TIKTOKEN_CACHE_DIR"] = str(ROOT / "dataprep" / "tokens" / "encodings")
    encode = tiktoken.get_encoding(encoding).encode_ordinary
    with path.open("rb") as file:
        for line in file:
            for message in orjson.loads(line)["messages"]:
                len(encode(message["role"])) + len(encode(message["content"]))


def checking_script(path: Path) -> None:
    """Check PATH and count its tokens as the script in OpenAI's cookbook does, as published."""
    import tiktoken

    os.environ["TIKTOKEN_CACHE_DIR"] = str(ROOT / "dataprep" / "tokens" / "encodings")
    encode = tiktoken.get_encoding("cl100k_base").encode
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for record in records:
        messages = record["messages"]
        faulty = any(
            "role" not in message
            or message["role"] not in {"system", "user", "assistant", "function"}
            or not isinstance(message.get("content"), str)
            for message in messages
        )
        if faulty:
            sys.exit(f"{path}: a record that the script would refuse")
        texts = (value for message in messages for value in message.values())
        sum(3 + len(encode(text)) for text in texts)
        # The script counts the answers once more, by themselves.
        answers = (m["content"] for m in messages if m["role"] == "assistant")
        sum(len(encode(text)) for text in answers)


def hand_written(source: Path, target: Path) -> None:
    """Convert rows as one would by hand."""
    with source.open("rb") as rows, target.open("wb") as out:
        for line in rows:
            row = orjson.loads(line)
            user = f"{row['instruction']}\n\n{row['input']}" if row["input"] else row["instruction"]
            answer = {"role": "assistant", "content": row["output"]}
            record = {"messages": [{"role": "user", "content": user}, answer]}
            out.write(orjson.dumps(record) + b"\n")


def as_chat(row: dict[str, str]) -> dict[str, object]:
    """Return what `datasets.map` makes of a row."""
    user = f"{row['instruction']}\n\n{row['input']}" if row["input"] else row["instruction"]
    answer = {"role": "assistant", "content": row["output"]}
    return {"messages": [{"role": "user", "content": user}, answer]}


def datasets_map(source: Path, target: Path) -> None:
    """Convert rows as people do today."""
    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        rows = datasets.load_dataset(
            "parquet", data_files=str(source), split="train", cache_dir=cache
        )
        rows.map(as_chat, remove_columns=rows.column_names).to_json(str(target))

"""What the published validators of two targets say of a file: None, or why they refuse it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Validator = Callable[[Path], str | None]


def together() -> Validator:
    """The check of the package `together`; from 2.16 on it leaves records to the server."""
    files = pytest.importorskip("together.lib.utils.files", reason="together is not installed")
    if not hasattr(files, "validate_messages"):
        pytest.skip("this together does not check records; `make test-together-2` does")
    os.environ["TOGETHER_DISABLE_TQDM"] = "true"

    def validate(file: Path) -> str | None:
        try:
            found = files.check_file(file)
        except (AttributeError, TypeError, KeyError) as error:  # it expects the right types
            return f"{type(error).__name__}: {error}"
        return None if found["is_check_passed"] else str(found.get("message"))

    return validate


def mistral() -> Validator:
    """The validator of `mistral-common`, called on each line as mistral-finetune does it."""
    pytest.importorskip("mistral_common", reason="mistral-common is not installed")
    from mistral_common.exceptions import MistralCommonException
    from mistral_common.protocol.instruct.messages import (
        AssistantMessage,
        FinetuningAssistantMessage,
        SystemMessage,
        ToolMessage,
        UserMessage,
    )
    from mistral_common.protocol.instruct.request import ChatCompletionRequest
    from mistral_common.protocol.instruct.tool_calls import Tool
    from mistral_common.protocol.instruct.validator import (
        MistralRequestValidatorV3,
        ValidationMode,
    )

    kinds = {
        "system": SystemMessage,
        "user": UserMessage,
        "assistant": AssistantMessage,
        "tool": ToolMessage,
    }
    validator: Any = MistralRequestValidatorV3(ValidationMode.finetuning)

    def message(given: dict[str, Any]) -> Any:
        made = kinds[given["role"]].from_openai(given)
        if given["role"] != "assistant":
            return made
        return FinetuningAssistantMessage(**dict(made), weight=given.get("weight"))

    def check(line: str) -> None:
        record = json.loads(line)
        messages = [message(given) for given in record["messages"]]
        tools = [Tool.from_openai(tool) for tool in record.get("tools") or []]
        request = ChatCompletionRequest(messages=[UserMessage(content="")], tools=tools)
        validator.validate_messages(messages)
        validator.validate_request(request.model_copy(update={"messages": messages}))

    def validate(file: Path) -> str | None:
        try:
            lines = file.read_bytes().decode().split("\n")
            for line in lines if lines[-1] else lines[:-1]:
                check(line)
        except (MistralCommonException, ValueError, KeyError, TypeError, AttributeError) as error:
            return f"{type(error).__name__}: {error}"
        return None

    return validate

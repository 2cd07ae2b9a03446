"""What is refused, in OpenAI's words, with our places and codes."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import openai as sdk
import pytest
from openai import OpenAI

from serving import finished

Upload = Callable[[str], str]

CHAT = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}\n'
EXTRA = CHAT.replace("{", '{"weight": 1, ', 1)
PAIR = (
    '{"input": {"messages": [{"role": "user", "content": "a"}]}, "preferred_output":'
    ' [{"role": "assistant", "content": "b"}], "non_preferred_output":'
    ' [{"role": "assistant", "content": "c"}]}\n'
)
QUESTION = [{"role": "user", "content": "a"}]
INVALID = "The job failed due to an invalid training file. "

TOO_FEW = (
    "Training file has 9 example(s), but must have at least 10 examples"
    " [dataprep: the file: DP501 too-few-examples: "
)
EXTRA_KEY = (
    "The job failed due to a file format error in the training file. Invalid file format."
    ' Example 11 contains an extra "weight". [dataprep: line 11: DP102 unknown-field: '
)
CHAT_UNDER_DPO = (
    f"{INVALID}Input file FILE is in the fine-tune-chat format, but the specified"
    " fine-tuning job is not using 'supervised' as the training method (provided method=dpo)."
    " [dataprep: line 1: DP110 other-method: "
)
PAIRS_UNDER_SUPERVISED = (
    f"{INVALID}Input file FILE is in the fine-tune-preference format, but the specified"
    " fine-tuning job is not using 'dpo' as the training method (provided method=supervised)."
    " [dataprep: line 1: DP110 other-method: "
)
NOT_JSON = (
    f"{INVALID}Invalid file format. Example 11 cannot be parsed."
    " Error: line contains invalid json: "
)
CUT_OFF = NOT_JSON + "the line ends "
EMPTY = (
    "Training file has 0 example(s), but must have at least 10 examples"
    " [dataprep: the file: DP001 empty-file: "
)
NO_DICTIONARY = (
    f"{INVALID}Expected file to have JSONL format, where every line is a JSON dictionary."
    " Line LINE is not a dictionary. [dataprep: "
)
AN_ARRAY = NO_DICTIONARY.replace("LINE", "1", 1) + "the file: DP002 json-array: "
A_TEXT = NO_DICTIONARY.replace("LINE", "11", 1) + "line 11: DP012 not-an-object: "
FORMAT_ERROR = (
    "The job failed due to a file format error in the training file. Invalid file format."
    " Example 11 "
)
REQUEST_FIELD = (
    f'{FORMAT_ERROR}contains an extra "temperature". [dataprep: line 11: DP115 request-field: '
)
NO_MESSAGES = f"{FORMAT_ERROR}is missing key 'messages'. [dataprep: line 11: "
SHAREGPT = f"{NO_MESSAGES}DP108 sharegpt-row: "
ALPACA = f"{NO_MESSAGES}DP109 alpaca-row: "
PROMPT_AND_COMPLETION = f"{NO_MESSAGES}DP111 prompt-row: "
TEXT = f"{NO_MESSAGES}DP113 raw-text-row: "
NOTHING = f"{NO_MESSAGES}DP101 missing-field: "
TRL_PAIR = f"{FORMAT_ERROR}is missing key 'input'. [dataprep: line 11: DP112 chosen-rejected-row: "
OLD_NAME = (
    f'{FORMAT_ERROR}contains an extra "preferred_completion".'
    " [dataprep: line 11: DP114 renamed-output: "
)
NO_ROLE = (
    f"{INVALID}Invalid file format. Example 11, message 2 Discriminator 'role' is missing in value"
    " [dataprep: line 11: DP101 missing-field: "
)
TURNS_IN_MESSAGES = (
    f"{INVALID}Invalid file format. Example 11, message 1 Discriminator 'role' is missing in value"
    " [dataprep: line 11: DP108 sharegpt-row: "
)
NO_STRING = f'{INVALID}Invalid file format. Line 11, message 1, key "content": '
NO_STRING_IN_A_PAIR = f"{NO_STRING}a number (7) where a string or an array must be"
NO_OBJECT = f"{INVALID}Invalid file format. Line 11, message 1: a message is a string"
ENCODED = f"{INVALID}Invalid file format. Line 11: a string that holds JSON"
UNTRAINED = f"{INVALID}Line 11: "

FAULTY_LINES = {
    EXTRA_KEY: (EXTRA, "invalid_file_format"),
    REQUEST_FIELD: (CHAT.replace("{", '{"temperature": 1, ', 1), "invalid_file_format"),
    NOT_JSON: (CHAT.replace(", {", " {"), "invalid_training_file"),
    CUT_OFF: (CHAT[:40], "invalid_training_file"),
    A_TEXT: ('"a"\n', "invalid_training_file"),
    SHAREGPT: ('{"conversations": [{"from": "human", "value": "a"}]}', "invalid_file_format"),
    ALPACA: ('{"instruction": "a", "output": "b"}', "invalid_file_format"),
    PROMPT_AND_COMPLETION: ('{"prompt": "a", "completion": "b"}', "invalid_file_format"),
    TEXT: ('{"text": "a"}', "invalid_file_format"),
    NOTHING: ("{}", "invalid_file_format"),
    NO_ROLE: (CHAT.replace('"role": "assistant", ', ""), "invalid_training_file"),
    TURNS_IN_MESSAGES: (
        '{"messages": [{"from": "human", "value": "a"}]}', "invalid_training_file",
    ),
    NO_STRING: (CHAT.replace('"a"', "7"), "invalid_training_file"),
    NO_OBJECT: ('{"messages": ["a", "b"]}', "invalid_training_file"),
    ENCODED: (r'{"messages": "[{\"role\": \"user\"}]"}', "invalid_training_file"),
    UNTRAINED: (CHAT.replace("}]}", ', "weight": 0}]}'), "invalid_training_file"),
}  # fmt: skip
FAULTY_PAIRS = {
    TRL_PAIR: ('{"chosen": "a", "rejected": "b"}', "invalid_file_format"),
    OLD_NAME: (PAIR.replace('"preferred_output', '"preferred_completion'), "invalid_file_format"),
    NO_STRING_IN_A_PAIR: (PAIR.replace('"a"', "7"), "invalid_training_file"),
}
FILES = {
    TOO_FEW: (CHAT * 9, "supervised", "invalid_n_examples"),
    EMPTY: ("\n", "supervised", "invalid_n_examples"),
    AN_ARRAY: (f"[{CHAT}]", "supervised", "invalid_training_file"),
    CHAT_UNDER_DPO: (CHAT * 10, "dpo", "invalid_training_file"),
    PAIRS_UNDER_SUPERVISED: (PAIR * 10, "supervised", "invalid_training_file"),
    **{said: (CHAT * 10 + line, "supervised", code) for said, (line, code) in FAULTY_LINES.items()},
    **{said: (PAIR * 10 + line, "dpo", code) for said, (line, code) in FAULTY_PAIRS.items()},
}


@pytest.mark.parametrize("message", FILES)
def test_a_job_on_a_faulty_file_fails(openai: OpenAI, upload: Upload, message: str) -> None:
    text, method, code = FILES[message]
    file = upload(text)
    created = openai.fine_tuning.jobs.create(
        model="gpt-4.1", training_file=file, method={"type": method}
    )

    job = finished(openai, created.id)

    assert job.status == "failed"
    assert job.error is not None
    assert (job.error.code, job.error.param) == (code, "training_file")
    assert job.error.message.startswith(message.replace("FILE", file))
    newest = openai.fine_tuning.jobs.list_events(job.id).data[0]
    assert (newest.level, newest.message) == ("error", job.error.message)


def test_a_faulty_validation_file_fails_the_job(openai: OpenAI, upload: Upload) -> None:
    created = openai.fine_tuning.jobs.create(
        model="gpt-4.1", training_file=upload(CHAT * 10), validation_file=upload(EXTRA)
    )

    error = finished(openai, created.id).error

    assert error is not None
    assert error.param == "validation_file"
    assert error.message.startswith(
        "The job failed due to a file format error in the validation file."
    )


def test_an_empty_validation_file_fails_the_job(openai: OpenAI, upload: Upload) -> None:
    created = openai.fine_tuning.jobs.create(
        model="gpt-4.1", training_file=upload(CHAT * 10), validation_file=upload("\n")
    )

    error = finished(openai, created.id).error

    assert error is not None
    assert (error.code, error.param) == ("invalid_training_file", "validation_file")
    assert error.message.startswith(
        "The job failed due to an invalid validation file. The file is empty [dataprep: the file:"
    )


def test_a_job_whose_file_was_deleted_fails(openai: OpenAI, upload: Upload) -> None:
    slow, file = upload(CHAT * 500), upload(CHAT * 10)
    first = openai.fine_tuning.jobs.create(
        model="gpt-4.1", training_file=slow, hyperparameters={"n_epochs": 50}
    )
    second = openai.fine_tuning.jobs.create(model="gpt-4.1", training_file=file)
    openai.files.delete(file)
    openai.fine_tuning.jobs.cancel(first.id)

    error = finished(openai, second.id).error

    assert error is not None
    assert error.message.endswith("no such file; check the path")


def test_a_training_that_goes_wrong_fails_the_job(openai: OpenAI, upload: Upload) -> None:
    created = openai.fine_tuning.jobs.create(
        model="gpt-4.1",
        training_file=upload(CHAT * 10),
        hyperparameters={"learning_rate_multiplier": 1e300},
    )

    error = finished(openai, created.id).error

    assert error is not None
    assert error.message == "The job failed: the loss of step 2 is not a number"


REQUESTS: dict[str, tuple[dict[str, object], str]] = {
    "Model gpt-9 is not available for fine-tuning or does not exist.": (
        {"model": "gpt-9"}, "model",
    ),
    "invalid training_file: file-x": ({"training_file": "file-x"}, "training_file"),
    "0 is not from 1 up to 50 - 'n_epochs'": ({"hyperparameters": {"n_epochs": 0}}, "n_epochs"),
    "257 is not from 1 up to 256 - 'batch_size'": (
        {"hyperparameters": {"batch_size": 257}}, "batch_size",
    ),
    "0 is not above 0 - 'learning_rate_multiplier'": (
        {"hyperparameters": {"learning_rate_multiplier": 0}}, "learning_rate_multiplier",
    ),
    "3 is not above 0 up to 2 - 'beta'": (
        {"method": {"type": "dpo", "dpo": {"hyperparameters": {"beta": 3}}}}, "beta",
    ),
    "'two' is not of type 'integer' - 'n_epochs'": (
        {"hyperparameters": {"n_epochs": "two"}}, "n_epochs",
    ),
    "-1 is not from 0 up to 2147483647 - 'seed'": ({"seed": -1}, "seed"),
    "7 is not of type 'string' - 'suffix'": ({"suffix": 7}, "suffix"),
    "17 pairs, where up to 16 are allowed - 'metadata'": (
        {"metadata": dict.fromkeys("abcdefghijklmnopq", "")}, "metadata",
    ),
    "513 characters in a value, where up to 512 are allowed - 'metadata'": (
        {"metadata": {"a": "a" * 513}}, "metadata",
    ),
    "7 is not a map of strings - 'metadata'": ({"metadata": 7}, "metadata"),
    "integrations are not offered here; leave them out": (
        {"integrations": [{"type": "wandb", "wandb": {"project": "p"}}]}, "integrations",
    ),
    "{'type': 'reinforcement'} is not a method of this service: its type is one of supervised,"
    " dpo - 'method'": ({"method": {"type": "reinforcement"}}, "method"),
    "{'beta': 1} has more than n_epochs, batch_size, learning_rate_multiplier"
    " - 'hyperparameters'": ({"hyperparameters": {"beta": 1}}, "hyperparameters"),
}  # fmt: skip


@pytest.mark.parametrize("message", REQUESTS)
def test_a_faulty_request_for_a_job_is_refused(
    openai: OpenAI, upload: Upload, message: str
) -> None:
    fields, param = REQUESTS[message]
    body = {"model": "gpt-4.1", "training_file": upload(CHAT)} | fields

    with pytest.raises(sdk.BadRequestError) as raised:
        openai.post("/fine_tuning/jobs", body=body, cast_to=object)

    assert (raised.value.body["message"], raised.value.param) == (message, param)


def test_a_suffix_that_is_too_long_is_refused(openai: OpenAI, upload: Upload) -> None:
    with pytest.raises(sdk.BadRequestError, match="does not have from 1 up to 64 characters"):
        openai.fine_tuning.jobs.create(model="gpt-4.1", training_file=upload(CHAT), suffix="a" * 65)


MISSING = {
    "No such File object: file-x": lambda openai: openai.files.retrieve("file-x"),
    "Could not find fine tune: ftjob-x": lambda openai: openai.fine_tuning.jobs.retrieve("ftjob-x"),
    "The model 'nix' does not exist": lambda openai: openai.models.retrieve("nix"),
    "The model 'ft:nix' does not exist": lambda openai: openai.chat.completions.create(
        model="ft:nix", messages=QUESTION
    ),
    "Invalid URL (POST /v1/nix)": lambda openai: openai.post("/nix", cast_to=object),
}


@pytest.mark.parametrize("message", MISSING)
def test_what_is_not_there_is_answered_with_404(openai: OpenAI, message: str) -> None:
    with pytest.raises(sdk.NotFoundError) as raised:
        MISSING[message](openai)
    assert raised.value.body["message"] == message


WRONG = {
    "'banana' is not one of": lambda openai: openai.files.create(file=b"", purpose="banana"),
    "the body is not JSON": lambda openai: openai.post("/fine_tuning/jobs", cast_to=object),
    "the body is not a JSON object": lambda openai: openai.post(
        "/fine_tuning/jobs", body=[], cast_to=object
    ),
    "you must provide a model parameter": lambda openai: openai.post(
        "/chat/completions", body={"messages": QUESTION}, cast_to=object
    ),
    "these are not messages - 'messages'": lambda openai: openai.chat.completions.create(
        model="rehearsal", messages=[7]
    ),
    "3 is not from 0 up to 2 - 'temperature'": lambda openai: openai.chat.completions.create(
        model="rehearsal", messages=QUESTION, temperature=3
    ),
    "'f' is not a list of objects - 'tools'": lambda openai: openai.chat.completions.create(
        model="rehearsal", messages=QUESTION, tools="f"
    ),
    "there is nothing with the id x - 'after'": lambda openai: openai.files.list(after="x"),
    "'0' is not from 1 up to 100 - 'limit'": lambda openai: openai.fine_tuning.jobs.list(limit=0),
    f"'{'9' * 5000}' is not from 1 up to 100 - 'limit'": lambda openai: (
        openai.fine_tuning.jobs.list(extra_query={"limit": "9" * 5000})
    ),
}


@pytest.mark.parametrize("message", WRONG)
def test_a_faulty_request_is_refused(openai: OpenAI, message: str) -> None:
    with pytest.raises(sdk.BadRequestError) as raised:
        WRONG[message](openai)
    assert raised.value.body["message"].startswith(message)


def test_an_upload_that_cannot_be_read_is_refused(url: str) -> None:
    kind = {"content-type": "multipart/form-data"}

    done = httpx.post(f"{url}/files", content=b"?", headers=kind)

    assert done.status_code == 400
    assert done.json()["error"] == {
        "message": "Missing boundary in multipart.",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }


def test_a_base_model_is_not_deleted(openai: OpenAI) -> None:
    with pytest.raises(sdk.PermissionDeniedError, match="gpt-4.1 is a base model"):
        openai.models.delete("gpt-4.1")


def test_a_finished_job_is_not_cancelled(openai: OpenAI, upload: Upload) -> None:
    job = openai.fine_tuning.jobs.create(model="gpt-4.1", training_file=upload(CHAT))
    finished(openai, job.id)
    with pytest.raises(sdk.BadRequestError, match="cannot be cancelled: it has failed"):
        openai.fine_tuning.jobs.cancel(job.id)

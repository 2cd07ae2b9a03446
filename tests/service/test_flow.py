"""The way of a file to a model that answers, through OpenAI's own client."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from openai import BadRequestError, OpenAI
from openai.types.fine_tuning import FineTuningJob

from serving import ELLE, finished, wait_until

Upload = Callable[[str], str]

QUESTION = [
    {"role": "system", "content": ELLE},
    {"role": "user", "content": "Tell me about Hydrogen"},
]


@pytest.fixture(scope="module")
def job(openai: OpenAI, limericks: list[str]) -> FineTuningJob:
    """A job on twelve limericks that is done, validated on four others."""
    training, validation = (
        openai.files.create(file=("x.jsonl", "".join(lines).encode()), purpose="fine-tune").id
        for lines in (limericks[:12], limericks[12:])
    )
    created = openai.fine_tuning.jobs.create(
        model="gpt-4.1-mini",
        training_file=training,
        validation_file=validation,
        suffix="elle",
        seed=7,
        metadata={"run": "flow"},
    )
    return finished(openai, created.id)


def messages(openai: OpenAI, job: FineTuningJob) -> list[str]:
    """What happened to a job, oldest first."""
    events = list(openai.fine_tuning.jobs.list_events(job.id))
    return [event.message for event in reversed(events)]


def test_a_job_goes_from_validation_to_a_model(openai: OpenAI, job: FineTuningJob) -> None:
    name = f"ft:gpt-4.1-mini-2025-04-14:local:elle:{job.id[-8:]}"
    said = messages(openai, job)

    assert (job.status, job.model, job.fine_tuned_model) == (
        "succeeded", "gpt-4.1-mini-2025-04-14", name,
    )  # fmt: skip
    files = f"training file: {job.training_file} and validation file: {job.validation_file}"
    played = "is not here: what is trained in its place is a small model of dataprep's own"
    assert said[:6] == [
        f"{job.model} {played}",
        f"Created fine-tuning job: {job.id}",
        f"Validating {files}",
        "Files validated, moving job to queued state",
        "Fine-tuning job started",
        said[5],
    ]
    assert said[5].startswith("Step 1/96: training loss=")
    assert said[-2:] == [
        f"New fine-tuned model created: {name}",
        "The job has successfully completed",
    ]


def test_what_was_auto_is_numbers_and_the_tokens_are_those_of_the_estimate(
    job: FineTuningJob,
) -> None:
    chosen = job.hyperparameters
    assert (chosen.n_epochs, chosen.batch_size, chosen.learning_rate_multiplier) == (8, 1, 2.0)
    assert job.trained_tokens is not None
    assert job.trained_tokens % 8 == 0


def test_the_loss_falls(openai: OpenAI, job: FineTuningJob) -> None:
    events = list(openai.fine_tuning.jobs.list_events(job.id))
    losses = [event.data["train_loss"] for event in reversed(events) if event.type == "metrics"]

    assert len(losses) == 96
    assert sum(losses[-12:]) < sum(losses[:12]) / 4


def test_the_results_are_a_table_in_base64(openai: OpenAI, job: FineTuningJob) -> None:
    rows = base64.b64decode(openai.files.content(job.result_files[0]).read()).decode().splitlines()

    assert rows[0] == "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy"
    assert [row.count(",") for row in rows] == [4] * 97
    assert rows[1].endswith(",,")
    assert not rows[12].endswith(",")


def test_the_last_three_epochs_leave_checkpoints(openai: OpenAI, job: FineTuningJob) -> None:
    checkpoints = list(openai.fine_tuning.jobs.checkpoints.list(job.id))

    assert [checkpoint.step_number for checkpoint in checkpoints] == [96, 84, 72]
    assert all(checkpoint.metrics.valid_loss for checkpoint in checkpoints)


def test_a_tuned_model_answers_as_its_seed_says(openai: OpenAI, job: FineTuningJob) -> None:
    def answer(model: str) -> str:
        said = openai.chat.completions.create(model=model, messages=QUESTION, seed=1, n=2)
        return "|".join(choice.message.content or "" for choice in said.choices)

    assert answer(str(job.fine_tuned_model)) == answer(str(job.fine_tuned_model))
    assert answer(str(job.fine_tuned_model)) != answer(job.model)


def test_a_stream_says_the_same(openai: OpenAI, job: FineTuningJob) -> None:
    asked = {"model": str(job.fine_tuned_model), "messages": QUESTION, "seed": 1}
    whole = openai.chat.completions.create(**asked).choices[0]
    pieces = [chunk.choices[0] for chunk in openai.chat.completions.create(**asked, stream=True)]

    assert "".join(piece.delta.content or "" for piece in pieces) == whole.message.content
    assert pieces[-1].finish_reason == whole.finish_reason


@pytest.mark.parametrize("streamed", [False, True])
def test_an_answer_ends_before_the_first_stop(
    openai: OpenAI, job: FineTuningJob, *, streamed: bool
) -> None:
    def answer(stop: list[str] | None) -> str:
        asked = {"model": str(job.fine_tuned_model), "messages": QUESTION, "seed": 1, "stop": stop}
        if not streamed:
            return openai.chat.completions.create(**asked).choices[0].message.content or ""
        chunks = openai.chat.completions.create(**asked, stream=True)
        return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)

    whole = answer(None)
    first, second = whole[10:14], whole[20:24]

    assert answer([second, first]) == whole[: min(whole.find(first), whole.find(second))]
    assert answer(["nowhere to be found"]) == whole


def test_a_stream_counts_at_its_end_if_asked_to(openai: OpenAI, job: FineTuningJob) -> None:
    asked = {"model": str(job.fine_tuned_model), "messages": QUESTION, "seed": 1}
    usage = openai.chat.completions.create(**asked).usage
    options = {"include_usage": True}
    *_, last = openai.chat.completions.create(**asked, stream=True, stream_options=options)

    assert (last.choices, last.usage) == ([], usage)


def test_an_answer_is_cut_and_counted(openai: OpenAI, job: FineTuningJob) -> None:
    said = openai.chat.completions.create(
        model="rehearsal", messages=QUESTION, max_completion_tokens=5, temperature=0
    )

    assert said.choices[0].finish_reason == "length"
    assert said.system_fingerprint == "dataprep-rehearsal-untrained"
    assert said.usage is not None
    assert said.usage.prompt_tokens > 10
    assert 0 < said.usage.completion_tokens <= 15


def test_tools_are_a_part_of_the_prompt_unless_they_may_not_be_called(openai: OpenAI) -> None:
    def prompt_tokens(**more: object) -> int:
        asked = {"model": "rehearsal", "messages": QUESTION, "max_tokens": 1}
        usage = openai.chat.completions.create(**asked, **more).usage
        return usage.prompt_tokens if usage else 0

    tools = [{"type": "function", "function": {"name": "weigh", "description": "Weigh gold."}}]

    assert prompt_tokens(tools=tools) > prompt_tokens() + 3
    assert prompt_tokens(tools=tools, tool_choice="none") == prompt_tokens()


def test_a_job_is_found_by_its_metadata(openai: OpenAI, job: FineTuningJob) -> None:
    found = openai.fine_tuning.jobs.list(metadata={"run": "flow"})
    assert [each.id for each in found] == [job.id]
    assert list(openai.fine_tuning.jobs.list(metadata={"run": "other"})) == []


def test_a_tuned_model_is_trained_further_and_deleted(
    openai: OpenAI, upload: Upload, limericks: list[str]
) -> None:
    asked = {"training_file": upload("".join(limericks[:10])), "hyperparameters": {"n_epochs": 1}}
    first = finished(openai, openai.fine_tuning.jobs.create(model="rehearsal", **asked).id)
    model = str(first.fine_tuned_model)
    second = finished(openai, openai.fine_tuning.jobs.create(model=model, **asked).id)

    assert second.fine_tuned_model == f"ft:rehearsal:local::{second.id[-8:]}"
    assert openai.models.retrieve(model).owned_by == "dataprep-rehearsal"
    assert list(openai.fine_tuning.jobs.checkpoints.list(first.id))
    assert openai.models.delete(model).deleted
    assert list(openai.fine_tuning.jobs.checkpoints.list(first.id)) == []
    assert model not in [each.id for each in openai.models.list()]


def test_preferences_are_rehearsed_on_the_preferred_outputs(openai: OpenAI, upload: Upload) -> None:
    pair = (
        '{"input": {"messages": [{"role": "user", "content": "a"}]}, "preferred_output":'
        ' [{"role": "assistant", "content": "b"}], "non_preferred_output":'
        ' [{"role": "assistant", "content": "c"}]}\n'
    )
    job = openai.fine_tuning.jobs.create(
        model="gpt-4o",
        training_file=upload(pair * 10),
        method={"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.5, "n_epochs": 2}}},
    )

    assert finished(openai, job.id).status == "succeeded"
    assert "The preferred outputs alone are trained on, as answers" in messages(openai, job)


def test_a_job_at_work_is_cancelled(openai: OpenAI, upload: Upload, limericks: list[str]) -> None:
    job = openai.fine_tuning.jobs.create(
        model="gpt-4.1",
        training_file=upload("".join(limericks) * 40),
        hyperparameters={"n_epochs": 50},
    )
    cancelled = openai.fine_tuning.jobs.cancel(job.id)

    assert (cancelled.status, finished(openai, job.id).status) == ("cancelled", "cancelled")


def test_a_job_rests_and_goes_on(openai: OpenAI, upload: Upload, limericks: list[str]) -> None:
    jobs = openai.fine_tuning.jobs
    job = jobs.create(
        model="gpt-4.1",
        training_file=upload("".join(limericks) * 20),
        hyperparameters={"n_epochs": 1},
    )
    wait_until(lambda: len(jobs.list_events(job.id).data) > 9, "some steps were made")
    paused = jobs.pause(job.id)
    other = jobs.create(model="rehearsal", training_file=upload(limericks[0] * 10))

    assert paused.status == "paused"
    assert finished(openai, other.id).status == "succeeded"
    with pytest.raises(BadRequestError, match="cannot be paused: it has paused"):
        jobs.pause(job.id)
    assert jobs.resume(job.id).status == "queued"
    with pytest.raises(BadRequestError, match="cannot be resumed"):
        jobs.resume(job.id)
    assert finished(openai, job.id).status == "succeeded"
    steps = [each.split(":")[0] for each in messages(openai, job) if each.startswith("Step ")]
    assert steps == [f"Step {number}/320" for number in range(1, 321)]


def test_nothing_happens_to_a_job_that_was_cancelled(
    openai: OpenAI, upload: Upload, limericks: list[str]
) -> None:
    file = upload("".join(limericks) * 40)
    jobs = [
        openai.fine_tuning.jobs.create(
            model="gpt-4.1", training_file=file, hyperparameters={"n_epochs": 50}
        )
        for _ in range(2)
    ]
    for job in reversed(jobs):  # first the one that waits, then the one at work
        openai.fine_tuning.jobs.cancel(job.id)
    last = openai.fine_tuning.jobs.create(
        model="rehearsal", training_file=upload(limericks[0] * 10)
    )
    finished(openai, last.id)

    assert [messages(openai, job)[-1] for job in jobs] == ["The job was cancelled"] * 2


def test_files_are_listed_shown_and_deleted(openai: OpenAI, upload: Upload) -> None:
    first, second = upload("a\n"), upload("b\n")

    page = openai.files.list(purpose="fine-tune", limit=1)

    assert ([file.id for file in page.data], page.has_more) == ([second], True)
    assert openai.files.list(purpose="fine-tune", limit=1, after=second).data[0].id == first
    assert openai.files.list(order="asc").data[-1].id == second
    assert openai.files.content(first).read() == b"a\n"
    assert openai.files.retrieve(first).bytes == 2
    assert openai.files.delete(first).deleted
    assert first not in [file.id for file in openai.files.list()]

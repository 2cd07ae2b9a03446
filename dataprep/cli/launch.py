"""``dataprep launch``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dataprep.cli import options, provider_options
from dataprep.cli.views import echo_json


class Pair(click.ParamType[tuple[str, str]]):
    """A key and a value, an equals sign between them."""

    name = "pair"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the two halves of VALUE."""
        key, equals, text = value.partition("=")
        if not equals or not key:
            self.fail(f"{value!r} is not KEY=VALUE", param, ctx)
        return key, text


@click.command("launch")
@click.argument("train", metavar="TRAIN")
@click.option("--validation", metavar="FILE", help="The validation file that goes with it.")
@click.option("--model", required=True, metavar="NAME", help="The model to train.")
@provider_options.place
@click.option(
    "--method",
    type=click.Choice(["sft", "dpo", "rft"]),
    help="How it is trained; default: told from the records.",
)
@click.option("--epochs", type=int, metavar="N", help="How often the data is shown.")
@click.option("--batch-size", type=int, metavar="N", help="Examples of one step.")
@click.option("--learning-rate-multiplier", type=float, metavar="X", help="How fast it learns.")
@click.option("--beta", type=float, metavar="X", help="For dpo: how close it stays to its base.")
@click.option("--grader", metavar="FILE", help="For rft: the grader, as JSON.")
@click.option("--response-format", metavar="FILE", help="For rft: the answers' form, as JSON.")
@click.option("--suffix", metavar="TEXT", help="A part of the new model's name.")
@click.option("--seed", type=int, metavar="N", help="The same seed gives about the same model.")
@click.option(
    "--metadata",
    multiple=True,
    type=Pair(),
    metavar="KEY=VALUE",
    help="Kept with it (repeat).",
)
@click.option("--wandb", metavar="PROJECT", help="Report to this project of Weights & Biases.")
@click.option(
    "--extra",
    multiple=True,
    type=Pair(),
    metavar="KEY=VALUE",
    help="A field of the provider's own, the value as JSON or text (repeat).",
)
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="USD", help="Stop above this.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--new", is_flag=True, help="A new job, even if the same one was launched before.")
@click.option("--watch", is_flag=True, help="Follow the job to its end.")
@options.work
@options.output_format
@click.pass_context
def command(
    ctx: click.Context,
    /,
    train: str,
    metadata: tuple[tuple[str, str], ...],
    extra: tuple[tuple[str, str], ...],
    output_format: str,
    yes: bool,  # noqa: FBT001 — click passes it by name
    watch: bool,  # noqa: FBT001
    **given: Any,
) -> None:
    """Train a model on TRAIN: lint it, price it, ask, upload it and create the job.

    The manifest beside TRAIN (train.dataprep.json for train.jsonl) remembers what was sent: the
    same again shows the job there is and sends nothing.
    """
    from dataclasses import replace

    from dataprep.cli.views import jobs, launches, receipts
    from dataprep.launcher.launch import Outcome, launch
    from dataprep.launcher.provider import TrainingNotAvailable
    from dataprep.launcher.receipts import settle

    try:
        launched = launch(
            train,
            **given,
            metadata=dict(metadata) or None,
            extra={key: _value(text) for key, text in extra} or None,
            confirm=launches.agree if yes else launches.ask,
            progress=options.progress,
        )
    except TrainingNotAvailable as error:
        launches.offer_deletion(error)
        raise
    if watch and launched.job:
        launches.note(launched)
        job = jobs.follow(launched.job.id, launched.provider, launched.base_url)
        launched = replace(launched, job=job)
    if launched.job:
        where, at = launched.provider, launched.base_url
        receipts.note(settle(launched.job, Path(train).parent, provider=where, base_url=at))
    if output_format == "json":
        echo_json(launches.document(launched))
    elif watch and launched.job:
        jobs.end(launched.job)
    else:
        launches.show(launched)
    failed = launched.job is not None and launched.job.failed
    ctx.exit(1 if failed or launched.outcome is Outcome.FINDINGS else 0)


def _value(text: str) -> Any:
    """Return the JSON value in TEXT, or TEXT itself where it is none."""
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text

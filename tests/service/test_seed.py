"""The notebook that this project began with runs unchanged against the service."""

from __future__ import annotations

from pathlib import Path

from notebook import WAIT, cells, run

EQUIVALENT = [
    """
from openai import OpenAI
client = OpenAI()
ft_file = client.files.create(file=open("./training-data.jsonl", "rb"), purpose="fine-tune")
ft_filejob = client.fine_tuning.jobs.create(training_file=ft_file.id, model="gpt-3.5-turbo")
client.fine_tuning.jobs.list(limit=10)
client.fine_tuning.jobs.list_events(fine_tuning_job_id=ft_filejob.id, limit=10)
""",
    """
for event in reversed(client.fine_tuning.jobs.list_events(ft_filejob.id).data):
    print(event.message)
response = client.fine_tuning.jobs.retrieve(ft_filejob.id)
print("Fine-tuned Model ID:", response.fine_tuned_model)
completion = client.chat.completions.create(
    model=response.fine_tuned_model,
    messages=[{"role": "user", "content": "Tell me about Strontium"}],
)
print(completion.choices[0].message)
""",
]


def test_the_notebook_runs_unchanged(url: str, shared: Path, tmp_path: Path) -> None:
    (notebook,) = (shared / "seed").glob("*.txt")
    data = (shared / "data" / "elle" / "training-data.jsonl").read_bytes()
    (tmp_path / "training-data.jsonl").write_bytes(data)
    code = cells(notebook.read_text("utf-8"))
    assert len(code) == 7

    said = run([*code[:4], WAIT, *code[4:]], url, tmp_path)

    assert "The job has successfully completed" in said
    assert "Fine-tuned Model ID: ft:gpt-3.5-turbo-0125:local::" in said
    assert "ChatCompletionMessage(content=" in said


def test_a_script_like_it_runs(url: str, limericks: list[str], tmp_path: Path) -> None:
    (tmp_path / "training-data.jsonl").write_text("".join(limericks), "utf-8")

    said = run([EQUIVALENT[0], WAIT, EQUIVALENT[1]], url, tmp_path)

    assert "The job has successfully completed" in said
    assert "Fine-tuned Model ID: ft:gpt-3.5-turbo-0125:local::" in said
    assert "ChatCompletionMessage(content=" in said

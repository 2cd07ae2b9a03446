"""Many clients at once while a job trains: python bench/service.py [CLIENTS] [REQUESTS].

It serves an empty folder, says how long requests take, what went wrong and what memory it took.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from openai import OpenAI, OpenAIError

RECORD = {
    "messages": [
        {"role": "user", "content": "How heavy is gold?"},
        {"role": "assistant", "content": "About as heavy as 197 hydrogen atoms, each."},
    ]
}
CONTENT = "".join(f"{json.dumps(RECORD)}\n" for _ in range(400)).encode()
ASKED = {"messages": RECORD["messages"][:1], "max_tokens": 16}


def one(openai: OpenAI, job: str, number: int) -> None:
    """Make request NUMBER: of each ten, one uploads, two ask, one streams, the rest read."""
    match number % 10:
        case 0:
            file = openai.files.create(file=("x.jsonl", CONTENT[:9000]), purpose="fine-tune")
            openai.files.delete(file.id)
        case 1 | 2:
            openai.chat.completions.create(model="gpt-4.1-mini", **ASKED)
        case 3:
            list(openai.chat.completions.create(model="gpt-4.1-mini", stream=True, **ASKED))
        case 4 | 5:
            openai.fine_tuning.jobs.list_events(job, limit=20)
        case 6:
            openai.fine_tuning.jobs.list(limit=10)
        case 7:
            openai.models.list()
        case _:
            openai.fine_tuning.jobs.retrieve(job)


def memory(pid: int) -> dict[str, int]:
    """Return the memory of the process PID now and at most, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = dict(line.split(":", 1) for line in lines)
    return {name: int(found[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM")}


def main() -> None:
    """Serve, ask, and say how it went."""
    clients, requests = map(int, [*sys.argv[1:3], *["50", "2000"][len(sys.argv) - 1 :]])
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dataprep", "serve", "--port", "0", "--data", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                ask(process, clients, requests)
            finally:
                process.terminate()


def ask(process: subprocess.Popen[str], clients: int, requests: int) -> None:
    """Let CLIENTS make REQUESTS of the service PROCESS, and print figures."""
    url = process.stdout.readline().split()[-1] if process.stdout else ""
    openai = OpenAI(base_url=url, api_key="any", max_retries=0, timeout=120)
    file = openai.files.create(file=("train.jsonl", CONTENT), purpose="fine-tune")
    job = openai.fine_tuning.jobs.create(
        model="gpt-4.1-mini", training_file=file.id, hyperparameters={"n_epochs": 50}
    ).id
    before = memory(process.pid)
    faults: Counter[str] = Counter()
    taken: list[float] = []

    def timed(number: int) -> None:
        begun = time.perf_counter()
        try:
            one(openai, job, number)
        except OpenAIError as error:
            faults[f"{type(error).__name__}: {error}"] += 1
        taken.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(timed, range(requests)))
    seconds = time.perf_counter() - begun
    taken.sort()
    failed = sum(faults.values())
    print(f"{requests} requests of {clients} clients in {seconds:.1f} s, {failed} failed")
    for fault, count in faults.items():
        print(f"  {count} x {fault}")
    median, late = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"median {median * 1000:.0f} ms, 99 % under {late * 1000:.0f} ms")
    after, status = memory(process.pid), openai.fine_tuning.jobs.retrieve(job).status
    print(
        f"memory in MB: {before['VmRSS']} before, {after['VmRSS']} after, {after['VmHWM']} at most"
    )
    print(f"the job is {status}")


if __name__ == "__main__":
    main()

"""What the launcher's tests share: a server that answers as OpenAI does, and a file to train on."""

from openai_server import server, train

__all__ = ["server", "train"]

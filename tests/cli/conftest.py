"""What the tests of commands share: a server that answers as OpenAI does, a file to train on."""

from openai_server import server, train

__all__ = ["server", "train"]

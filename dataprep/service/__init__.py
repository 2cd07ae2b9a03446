"""The local service: OpenAI's endpoints over SQLite, with a trainer of its own."""

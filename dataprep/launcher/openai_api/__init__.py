"""OpenAI's API as it is spoken to: the one place that knows its SDK."""

"""Check digits; the one owner of stdnum, which takes longer to import than a small file to lint."""

from __future__ import annotations

from importlib import import_module


def are_right(scheme: str, number: str) -> bool:
    """Say whether NUMBER is one of stdnum's SCHEME: the name of its module, such as ``br.cpf``."""
    return bool(import_module(f"stdnum.{scheme}").is_valid(number))

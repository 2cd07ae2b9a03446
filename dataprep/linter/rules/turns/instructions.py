"""Who instructs the model: the roles that speak before a conversation."""

from __future__ import annotations

INSTRUCTIONS = ("system", "developer")

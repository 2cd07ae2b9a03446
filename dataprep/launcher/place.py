"""Where an API is, and the key for it."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from dataprep.errors import UsageError
from dataprep.launcher.provider import KeyMissing


def secret(who: str, key: str) -> str:
    """Return what the environment variable KEY holds, by which WHO knows the user.

    Raises:
        KeyMissing: it holds nothing, or nothing that can be a key; then it is not quoted.
    """
    held = os.environ.get(key, "").strip()
    if not held:
        raise KeyMissing(
            f"{who}: {key} is not set; export it first (any word for a server that asks for none)"
        )
    if not (held.isascii() and held.isprintable()):
        raise KeyMissing(f"{who}: {key} holds characters that no key has; export the key again")
    return held


def checked(base_url: str, key: str) -> str:
    """Return BASE_URL, which must be one to send requests to, as it is always written.

    Raises:
        UsageError: it is none, or may hold a secret, which belongs in KEY; then it is not quoted.
    """
    if any(sign in base_url for sign in "@?#"):
        raise UsageError(
            "the base URL holds a password, a query or a fragment; "
            f"leave out what has an '@', '?' or '#', and set {key}"
        )
    try:
        parts = urlsplit(base_url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not base_url.isprintable() or " " in base_url:
        raise UsageError(f"{base_url!r} is no base URL; write it as https://HOST/v1")
    return parts._replace(netloc=parts.netloc.lower()).geturl().rstrip("/")

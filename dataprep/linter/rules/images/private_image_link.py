"""DP458: a link to an image that may be out of reach."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from dataprep.linter.finding import Problem, Severity
from dataprep.linter.rule import message_rule
from dataprep.linter.rules.images.image import TRIGGER, urls
from dataprep.linter.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json, Pointer

LINK = re.compile(r"\s*(https?)://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)", re.IGNORECASE)
# What Amazon, Google and Microsoft sign a link with that is valid for hours.
EXPIRES = re.compile(r"[?&](?:X-Amz-Expires|X-Goog-Expires|Expires|se)=", re.IGNORECASE)


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        name = host.lower().rstrip(".")
        return "." not in name or name.endswith((".local", ".internal", ".localhost", ".lan"))


@message_rule("DP458", Severity.WARNING, roles="user", trigger=TRIGGER)
def private_image_link(message: dict[str, Json], at: Pointer) -> Iterator[Problem]:
    """A link to an image leads to a private host, or goes without encryption.

    ## Why
    The provider fetches it from outside: a host of your own network is out of its reach, and a link
    without HTTPS, or one that expires, may be refused. The record is then left out of the training.

    ## What to do
    Embed the image as a data URL, or put it where anybody can read it over HTTPS.
    """
    for place, url in urls(message, at):
        found = LINK.match(url)
        if not found or not found[2] or " " in found[2].rstrip():
            continue  # which is another rule's
        if _is_private(found[2]):
            yield Problem(place, f"{quoted(found[2])} is a private host")
        elif found[1].lower() == "http":
            yield Problem(place, "the image is not fetched over HTTPS")
        elif EXPIRES.search(url):
            yield Problem(place, "the link expires")

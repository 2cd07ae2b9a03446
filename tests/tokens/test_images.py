"""Tokens of images: the numbers that OpenAI's guide gives, and what can be read from the data."""

from __future__ import annotations

import base64
import struct
from typing import Any

import pytest

from dataprep.catalog.catalog import provider
from dataprep.tokens.images import Image, Range, image, patches, tokens

OPENAI = provider("openai")
TILES = OPENAI.model("gpt-4o").images
PATCHES = OPENAI.model("gpt-4.1-mini").images
assert TILES is not None
assert PATCHES is not None


@pytest.mark.parametrize(
    ("size", "detail", "found"),
    [
        ((1024, 1024), "high", Range(765, 765)),
        ((2048, 4096), "high", Range(1105, 1105)),
        ((4096, 8192), "low", Range(85, 85)),
        ((512, 512), "high", Range(255, 255)),
        ((1, 1), "high", Range(255, 255)),
        ((1024, 1024), "auto", Range(85, 765)),
        (None, "low", Range(85, 85)),
        (None, "high", Range(255, 1445)),
        (None, "auto", Range(85, 1445)),
    ],
)
def test_an_image_is_counted_in_tiles(
    size: tuple[int, int] | None, detail: str, found: Range
) -> None:
    assert tokens(Image(size, detail), TILES) == found


@pytest.mark.parametrize(
    ("size", "number"),
    [((1024, 1024), 1024), ((1800, 2400), 1452), ((1, 1), 1), ((33, 32), 2), ((100_000, 10), 1536)],
)
def test_an_image_is_counted_in_patches(size: tuple[int, int], number: int) -> None:
    assert patches(*size, PATCHES) == number


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ((1024, 1024), Range(1659, 1659)),
        ((1800, 2400), Range(2353, 2353)),
        (None, Range(2, 2489)),
    ],
)
def test_a_patch_takes_the_models_number_of_tokens(
    size: tuple[int, int] | None, found: Range
) -> None:
    assert tokens(Image(size, "high"), PATCHES) == found


def url(head: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(head.ljust(64, b'.')).decode()}"


@pytest.mark.parametrize(
    "link",
    [
        url(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480), "png"),
        url(b"GIF89a" + struct.pack("<HH", 640, 480), "gif"),
        url(
            b"\xff\xd8\xff\xe0\0\4..\xff\xc0\0\x11\x08" + struct.pack(">HH", 480, 640),
            "jpeg",
        ),
        url(b"RIFF....WEBPVP8X....\0\0\0\0" + b"\x7f\x02\0" + b"\xdf\x01\0", "webp"),
        url(b"RIFF....WEBPVP8L....\x2f" + struct.pack("<I", 639 | 479 << 14), "webp"),
        url(b"RIFF....WEBPVP8 ......\x9d\x01\x2a." + struct.pack("<HH", 640, 480), "webp"),
    ],
)
def test_the_size_is_read_from_the_data_of_each_format(link: str) -> None:
    assert image({"url": link, "detail": "high"}) == Image((640, 480), "high")


@pytest.mark.parametrize(
    "link",
    [
        {"url": "https://example.com/a.png"},
        {"url": "data:image/png;base64,!!!"},
        {"url": url(b"no image", "png")},
        {"url": url(b"GIF89a\0\0\0\0", "gif")},
        {"url": "", "detail": 1},
        "https://example.com/a.png",
        None,
    ],
)
def test_an_image_that_cannot_be_read_has_no_size(link: Any) -> None:
    assert image(link) == Image(None, "auto")

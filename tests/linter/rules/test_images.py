from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from dataprep.linter.testing import check

if TYPE_CHECKING:
    from dataprep.records.record import Json


def png(width: int, height: int) -> bytes:
    """Return the beginning of a PNG file."""
    size = struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"
    check = struct.pack(">I", zlib.crc32(b"IHDR" + size))
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + check


def jpeg(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG file, whose size stands behind other segments."""
    preview = b"\xff\xe1" + struct.pack(">H", 3002) + b"e" * 3000
    frame = b"\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width) + b"\x03" * 12
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 10 + preview + frame


def webp(chunk: bytes, data: bytes) -> bytes:
    """Return the beginning of a WEBP file."""
    return b"RIFF\x40\0\0\0WEBP" + chunk + b"\x20\0\0\0" + data


def data(image: bytes, declared: str = "image/png") -> str:
    """Return IMAGE as a data URL."""
    return f"data:{declared};base64,{base64.b64encode(image).decode()}"


def shown(*urls: str) -> Json:
    """Return a record that shows the images of URLS."""
    parts = [{"type": "image_url", "image_url": {"url": url, "detail": "low"}} for url in urls]
    return {
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "What is it?"}, *parts]},
            {"role": "assistant", "content": "A pea."},
        ]
    }


PEA = data(png(64, 64))
WEB = "https://garden.example/pea"
HEADLESS = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        (PEA, None),
        (data(jpeg(64, 48), "image/jpeg"), None),
        (data(jpeg(64, 48), "image/jpg"), None),
        (data(webp(b"VP8X", b"\0\0\0\0\x3f\0\0\x3f\0\0"), "image/webp"), None),
        (data(webp(b"VP8L", b"\x2f\x3f\xc0\x0f\0" + b"\0" * 9), "image/webp"), None),
        (data(webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x40\0\x40\0"), "image/webp"), None),
        (f"{WEB}.png", None),
        (f"{WEB}?format=gif", None),
        ("HTTPS://garden.example/pea.JPG", None),
        (PEA[:-2], "broken-base64"),
        (PEA[:40] + "@" + PEA[41:], "broken-base64"),
        ("data:image/png;base64,", "broken-base64"),
        (data(b"GIF89a" + b"\0" * 20, "image/gif"), "unsupported-image"),
        (data(b"BM" + b"\0" * 20), "unsupported-image"),
        (data(b"II*\0" + b"\0" * 20), "unsupported-image"),
        (data(b"%PDF-1.7" + b"\0" * 20), "unsupported-image"),
        (data(b"\0\0\0\x18ftypheic" + b"\0" * 20), "unsupported-image"),
        (data(b'<?xml version="1.0"?>\n<svg xmlns="x"></svg>'), "unsupported-image"),
        (data(b"<!DOCTYPE html><p>Not found"), "unsupported-image"),
        (data(b"plain text that is no picture"), "unsupported-image"),
        (data(png(64, 64), "image/jpeg"), "mislabelled-image"),
        (data(png(64, 64), ""), "mislabelled-image"),
        (data(png(64, 64), "application/octet-stream"), "mislabelled-image"),
        ("file:///home/ada/pea.png", "unreachable-scheme"),
        ("ftp://garden.example/pea.png", "unreachable-scheme"),
        ("blob:https://garden.example/1", "unreachable-scheme"),
        ("gs://garden/pea.png", "unreachable-scheme"),
        ("pea.png", "local-image-path"),
        ("/home/ada/pea.png", "local-image-path"),
        ("C:\\pictures\\pea.png", "local-image-path"),
        ("", "local-image-path"),
        (PEA.partition(",")[2], "local-image-path"),
        ("http://garden.example/pea.png", "private-image-link"),
        ("https://localhost/pea.png", "private-image-link"),
        ("https://127.0.0.1:8000/pea.png", "private-image-link"),
        ("https://[::1]/pea.png", "private-image-link"),
        ("https://store.internal/pea.png", "private-image-link"),
        (f"{WEB}.png?X-Amz-Expires=3600&X-Amz-Signature=1", "private-image-link"),
        ("https://8.8.8.8/pea.png", None),
        ("data:image/png,abc", "malformed-data-url"),
        ("data:image/png;base64", "malformed-data-url"),
        ("iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAKklEQVR42mM4ISdH", "malformed-data-url"),
        ("pictures/pea.png", "local-image-path"),
        ("https://gar den.example/pea.png", "malformed-image-link"),
        ("https:///pea.png", "malformed-image-link"),
        ("https:/garden.example/pea.png", "malformed-image-link"),
        ("http://", "malformed-image-link"),
        (f"{WEB} in spring.png", None),
        (data(png(4, 4)), None),
        (data(png(1, 1)), "odd-image-size"),
        (data(png(20_000, 64)), "odd-image-size"),
        (data(jpeg(2, 2), "image/jpeg"), "odd-image-size"),
        (data(HEADLESS), "odd-image-size"),
        (f"{WEB}.gif", "unsupported-image-link"),
        (f"{WEB}.SVG?size=1", "unsupported-image-link"),
    ],
)
def test_an_image_has_one_fault_at_most(url: str, rule: str | None) -> None:
    names = [
        found.name
        for code in ("DP450", "DP452", "DP453", "DP454", "DP456", "DP457", "DP458", "DP460")
        for found in check(code, shown(url))
    ]
    names += [
        found.name
        for code in ("DP461", "DP462", "DP464", "DP465")
        for found in check(code, shown(url))
    ]

    assert names == ([rule] if rule else [])


def test_an_image_of_too_many_bytes_is_named() -> None:
    (found,) = check("excessive-images", shown(WEB, data(png(64, 64) + b"\0" * 10_485_728)))

    assert found.pointer == "/messages/0/content/2/image_url/url"
    assert found.message == "10,485,761 bytes, but an image may have 10,485,760"


def test_as_many_images_and_bytes_as_are_taken_are_fine() -> None:
    urls = [f"{WEB}-{number}.png" for number in range(9)]
    largest = data(png(64, 64) + b"\0" * 10_485_727)

    assert check("excessive-images", shown(*urls, largest)) == ()


def test_the_first_image_too_many_is_pointed_at() -> None:
    (found,) = check("excessive-images", shown(*[f"{WEB}-{n}.png" for n in range(12)]))

    assert found.pointer == "/messages/0/content/11"

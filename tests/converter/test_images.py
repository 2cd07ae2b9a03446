from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from dataprep.converter.convert import convert
from dataprep.converter.images import Images
from dataprep.converter.shape import Unconvertible
from dataprep.errors import UsageError

# As short as a PNG can be: one transparent pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
DATA_URL = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
GIF = b"GIF89a" + bytes(20)


def embedded(images: Images, url: Any) -> Any:
    part = {"type": "image_url", "image_url": {"url": url, "detail": "low"}}
    messages = [
        {"role": "system", "content": "Look."},
        {"role": "user", "content": [{"type": "text", "text": "What?"}, part]},
    ]

    found = images.embedded(messages)[1]["content"][1]
    assert isinstance(found, dict)
    assert found["image_url"]["detail"] == "low"
    return found["image_url"]["url"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    images = tmp_path / "images"
    (images / "a").mkdir(parents=True)
    (images / "a" / "1.jpg").write_bytes(PNG)
    (images / "2.gif").write_bytes(GIF)
    (tmp_path / "secret.png").write_bytes(PNG)
    return images


@pytest.mark.parametrize("given", [PNG, {"bytes": PNG, "path": "1.jpg"}, {"bytes": PNG}])
def test_bytes_become_a_data_url_of_what_they_are(given: object) -> None:
    assert embedded(Images(), given) == DATA_URL


@pytest.mark.parametrize(
    "given", ["a/1.jpg", {"path": "a/1.jpg"}, {"bytes": None, "path": "a/1.jpg"}]
)
def test_a_path_is_looked_for_in_the_folder(folder: Path, given: object) -> None:
    assert embedded(Images(str(folder)), given) == DATA_URL


@pytest.mark.parametrize("url", ["https://example.org/1.jpg", DATA_URL, "s3://bucket/1.jpg"])
def test_a_url_stays(folder: Path, url: str) -> None:
    assert embedded(Images(str(folder)), url) == url


@pytest.mark.parametrize("path", ["a/1.jpg", "C:\\1.jpg", "//[", "file name.png"])
def test_a_path_stays_where_no_folder_is_named(path: str) -> None:
    assert embedded(Images(), path) == path


@pytest.mark.parametrize(
    ("given", "options", "reason"),
    [
        ("no.jpg", {}, "image-not-found"),
        ("../secret.png", {}, "image-not-found"),
        ("a", {}, "image-not-found"),
        ("x" * 5000, {}, "image-not-found"),
        ("2.gif", {}, "unsupported-image"),
        (b"", {}, "unsupported-image"),
        ("a/1.jpg", {"largest": 20}, "oversized-image"),
        ("https://example.org/1.jpg", {"all_embedded": True}, "image-not-embedded"),
        ({"bytes": None, "path": None}, {"all_embedded": True}, "image-not-embedded"),
    ],
)
def test_an_image_that_cannot_go_in_is_a_reason(
    folder: Path, given: object, options: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Unconvertible) as why:
        embedded(Images(str(folder), **options), given)

    assert why.value.reason == reason


def rows_with(*urls: object) -> list[dict[str, Any]]:
    return [
        {
            "messages": [
                {
                    "role": "user",
                    "content": [{"type": "image_url", "image_url": {"url": url}}],
                },
                # Arrow wants one type for all contents.
                {"role": "assistant", "content": [{"type": "text", "text": "A pixel."}]},
            ]
        }
        for url in urls
    ]


def urls_of(out: Path) -> list[str]:
    lines = map(json.loads, out.read_text().splitlines())
    return [line["messages"][0]["content"][0]["image_url"]["url"] for line in lines]


def test_images_of_a_folder_go_into_the_records(tmp_path: Path, folder: Path) -> None:
    rows = rows_with("a/1.jpg", "https://example.org/1.png", "2.gif")
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)))
    source, out = str(tmp_path / "x.jsonl"), tmp_path / "out.jsonl"

    plain = convert([source], to=str(out))
    kept = urls_of(out)
    report = convert([source], to=str(out), image_folder=str(folder), force=True)
    in_folder = urls_of(out)
    all_in = convert([source], to=str(out), image_folder=str(folder), images="data", force=True)

    assert (plain.records, kept) == (3, ["a/1.jpg", "https://example.org/1.png", "2.gif"])
    assert report.rejected == {"unsupported-image": 1}
    assert in_folder == [DATA_URL, "https://example.org/1.png"]
    assert (all_in.rejected, urls_of(out)) == (
        {"image-not-embedded": 1, "unsupported-image": 1},
        [DATA_URL],
    )


def test_bytes_in_parquet_go_into_the_records(tmp_path: Path) -> None:
    parquet.write_table(pa.Table.from_pylist(rows_with(PNG)), tmp_path / "x.parquet")
    out, rejects = tmp_path / "out.jsonl", tmp_path / "no.jsonl"
    rows = rows_with({"bytes": PNG, "path": "1.png"}, {"bytes": GIF, "path": "2.gif"})
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "y.parquet")

    report = convert(
        [str(tmp_path / "x.parquet"), str(tmp_path / "y.parquet")],
        to=str(out),
        rejects=str(rejects),
    )

    assert (report.rejected, urls_of(out)) == ({"unsupported-image": 1}, [DATA_URL, DATA_URL])
    assert json.loads(rejects.read_text())["row"] == 2


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        convert(["x.jsonl"], to=str(tmp_path / "out.jsonl"), image_folder="pictures")

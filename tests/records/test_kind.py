from __future__ import annotations

import pytest

from dataprep.records.kind import Form, kind_of

TABLE = [
    (b"", Form.EMPTY),
    (b" \n\r\n\t", Form.EMPTY),
    (b'{"a": 1}\n{"a": 2}\n', Form.LINES),
    (b'{"a": 1}', Form.LINES),
    (b'{"a": 1},\n{"a": 2},\n', Form.LINES),
    (b'{"a": [1,\n', Form.PRETTY),
    (b'{\n  "a": 1\n}\n', Form.PRETTY),
    (b'{"messages": [\n  {"role": "user"}\n]}\n', Form.PRETTY),
    (b'{"messages": [\n{"role": "user"}\n]}\n', Form.PRETTY),
    (b'{"messages": [\n{"role": "user"},\n{"role": "assistant"}]}\n', Form.PRETTY),
    (b'{"messages": [{"role": "user"},\n{"messages": []},\n', Form.LINES),
    (b'{"messages": [{"content": "so,\n{}\n', Form.LINES),
    (b'{"id": 7, "messages": [\n{"messages": []}\n', Form.LINES),
    (b'[{"a": 1}, {"a": 2}]', Form.ARRAY),
    (b'[\n  {"a": 1}\n]\n', Form.ARRAY),
    (b'[{"a": 1},\n{"a": 2}]\n', Form.ARRAY),
    (b"[]", Form.ARRAY),
    (b'[1, 2]\n{"a": 2}\n', Form.LINES),
    (b"not json at all\n", Form.LINES),
    (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", Form.LFS_POINTER),
    ('{"a": 1}\n'.encode("utf-16"), Form.WIDE),
    ('{"a": 1}\n'.encode("utf-16-le"), Form.WIDE),
    ('{"a": 1}\n'.encode("utf-16-be"), Form.WIDE),
    ('{"a": 1}\n'.encode("utf-32"), Form.WIDE),
    (b"\x1f\x8b\x08\x00", Form.BINARY),
    (b"PAR1\x15\x04", Form.BINARY),
    (b"\x00\x00\x00\x00\x00", Form.BINARY),
    (b'\xef\xbb\xbf{"a": 1}\n', Form.LINES),
    (b"\xef\xbb\xbf", Form.EMPTY),
]


@pytest.mark.parametrize(("head", "form"), TABLE)
def test_a_file_is_recognised_by_its_first_bytes(head: bytes, form: Form) -> None:
    assert kind_of(head, whole=True).form is form


def test_a_byte_order_mark_is_measured() -> None:
    assert kind_of(b'\xef\xbb\xbf{"a": 1}\n', whole=True).mark == 3

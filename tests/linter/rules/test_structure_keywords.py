from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dataprep import schema
from dataprep.linter.selection import chosen_codes, rule_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataprep.records.record import Json

# What of a schema checks nothing by itself.
QUIET = {"if", "then", "else", "properties", "items", "allOf", "x-dataprep", "title", "$schema"}
QUIET |= {"description"}
VALUES: dict[str, list[Json]] = {
    "minItems": [[]],
    "maxItems": [[{"role": "user", "content": "a"}] * 200],
    "contains": [[]],
    "pattern": ["", "a b", "f" * 200],
    "required": [{}],
    "additionalProperties": [{"other": 1}],
}
ANY: list[Json] = [None, True, 7, 0.5, "a", [], ["a"], {}, {"a": 1}]


def keywords(node: Json, path: str = "") -> Iterator[tuple[str, str, Json]]:
    """Give each keyword of a schema that a value may fail, and what holds it."""
    for key, child in node.items():
        if key == "properties":
            for name, part in child.items():
                if isinstance(part, dict):
                    yield from keywords(part, f"{path}/{name}")
        elif key == "allOf":
            for part in child:
                yield from keywords(part, path)
        elif key in ("then", "else", "items"):
            yield from keywords(child, path)
        elif key not in QUIET:
            yield path, key, node


@pytest.mark.parametrize("target", ["openai/sft", "openai/dpo", "openai/rft"])
def test_every_keyword_of_a_schema_has_a_rule_that_can_speak_of_it(target: str) -> None:
    found = list(keywords(schema.document(target)))
    assert len(found) > 50

    rules = rule_set(target, chosen_codes())
    for path, keyword, holder in found:
        code = holder.get("x-dataprep", {}).get("code")
        rule = rules.by_code[code] if code else rules.by_keyword[keyword]
        for value in VALUES.get(keyword, ANY):
            (problem,) = rule.check(schema.Fault(path, keyword, value, holder, "other"))
            assert problem.message

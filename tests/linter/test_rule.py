from __future__ import annotations

import pickle
import re
from importlib import import_module

import pytest

from dataprep.linter.rule import Rule, rules
from dataprep.linter.testing import check

RULES = {rule.code: rule for rule in rules()}


def test_no_two_rules_share_a_code_or_a_name() -> None:
    assert len(RULES) == len(rules()) == len({rule.name for rule in rules()})


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_has_a_page(rule: Rule) -> None:
    headings = re.findall(r"^## (.+)$", rule.page, re.MULTILINE)

    assert headings[:2] == ["Why", "What to do"]
    assert rule.title.endswith(".")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_lies_in_the_file_of_its_name(rule: Rule) -> None:
    module = import_module(rule.check.__module__)

    assert rule.check.__module__.rpartition(".")[2] == rule.check.__name__
    assert (module.__doc__ or "").startswith(rule.code)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_can_be_sent_to_a_worker(rule: Rule) -> None:
    assert pickle.loads(pickle.dumps(rule.check)) is rule.check  # noqa: S301 — our own bytes


def test_one_record_can_be_checked_for_one_rule() -> None:
    (found,) = check("unknown-role", {"messages": [{"role": "gpt", "content": "x"}]})

    assert found.code == "DP203"

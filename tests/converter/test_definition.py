from __future__ import annotations

from pathlib import Path

import pytest

from dataprep.converter import definition
from dataprep.converter.detect import candidates, detected
from dataprep.errors import DefinitionError

GOOD = 'title = "x"\nshape = "turns"\n[map]\npath = "log"\nrole = "who"\ncontent = "what"\n'


def test_a_definition_of_ones_own_needs_a_title_a_shape_and_a_map(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD)

    mine = definition.read(str(tmp_path / "mine.toml"))

    assert (mine.name, mine.shape, mine.map["path"]) == ("mine", "turns", "log")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("= 1", "is not TOML"),
        (GOOD.replace('title = "x"\n', ""), "'title' is a required property"),
        (GOOD.replace("who", ""), "map.role"),
        (GOOD + 'form = "x"', "map: Additional properties are not allowed ('form' was unexpected)"),
        (GOOD + '[map.roles]\nbot = "robot"', "map.roles.bot: 'robot' is not one of"),
    ],
)
def test_a_wrong_definition_is_one_line_that_says_where(
    tmp_path: Path, text: str | None, said: str
) -> None:
    path = tmp_path / "mine.toml"
    if text is not None:
        path.write_text(text)

    with pytest.raises(DefinitionError) as why:
        definition.read(str(path))

    assert str(why.value).startswith(f"{path}: ")
    assert said in str(why.value)
    assert "\n" not in str(why.value)


def test_a_format_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(DefinitionError, match="there is no format 'alpacca'; there are: alpaca, "):
        definition.built_in("alpacca")


def test_keys_that_a_shape_does_not_have_are_said() -> None:
    with pytest.raises(DefinitionError, match="alpaca: the shape 'fields' does not take"):
        definition.built_in("alpaca").bound(roles={"narrator": "user"})


def test_a_hub_id_decides_whatever_the_columns() -> None:
    assert detected("Open-Orca/slimorca", [{"question": "a", "answer": "b"}]).name == "sharegpt"


def test_a_tie_lists_the_candidates() -> None:
    row = {
        "messages": [{"role": "user", "content": "a"}],
        "conversations": [{"from": "human", "value": "a"}],
    }

    with pytest.raises(DefinitionError, match="several formats fit: openai-messages, sharegpt; ch"):
        detected("x.jsonl", [row])


def test_nothing_that_fits_names_the_columns() -> None:
    with pytest.raises(
        DefinitionError, match="x.jsonl: no format fits; its columns are: text, url"
    ):
        detected("x.jsonl", [{"text": "a"}, {"url": "b"}])


def test_a_preference_set_is_never_taken_for_its_messages() -> None:
    row = {
        "prompt": "a",
        "messages": [{"role": "user", "content": "a"}],
        "chosen": [],
        "rejected": [],
    }

    assert candidates("x.jsonl", [row]) == []

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dataprep.converter import definition
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
        (
            GOOD + '[map.clean]\nuser = ["scrub"]',
            "map.clean.user.0: a step is strip, html_unescape",
        ),
        (GOOD.replace("[map]", 'rows = "data"\n[map]'), "rows: write the path of a list with []"),
        (GOOD.replace("turns", "fields"), "map: "),
        (
            'title = "x"\nshape = "pairs"\n[map]\npath = "x"',
            "map: name path, user and assistant, or",
        ),
        ('title = "x"\nshape = "preference"\n[map]\nchosen = "x"', "map: name chosen and rejected"),
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
    with pytest.raises(DefinitionError, match="there is no format 'alpacca'; do you mean alpaca"):
        definition.built_in("alpacca")


def test_keys_that_a_shape_does_not_have_are_said() -> None:
    with pytest.raises(DefinitionError, match="alpaca: the shape 'fields' does not take"):
        definition.built_in("alpaca").bound(roles={"narrator": "user"})


def test_a_codec_and_a_regular_expression_that_do_not_work_are_said(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD + 'codec = "morse"')
    with pytest.raises(DefinitionError, match="there is no codec 'morse'"):
        definition.read(str(path)).bound()

    path.write_text(
        'title = "x"\nshape = "transcript"\n[map]\npath = "x"\nmarks = { "(" = "user" }'
    )
    with pytest.raises(DefinitionError, match="is no regular expression"):
        definition.read(str(path)).bound()


@pytest.mark.parametrize("name", definition.names())
def test_a_definition_travels_to_a_worker(name: str) -> None:
    reader = definition.built_in(name).bound()

    assert isinstance(pickle.loads(pickle.dumps(reader)), type(reader))  # noqa: S301 — our own bytes

"""Answers become plain data: keys in order, the schema first and once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, ClassVar, Literal, TypedDict

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ecluse.answers.error import error_of
from ecluse.answers.plain import key, plain
from ecluse.answers.schema import schema_of
from ecluse.errors import EcluseError, SeveralErrors, UnknownNameError, near


class Color(Enum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Inner:
    SCHEMA: ClassVar[str] = "test.inner/1"

    since: date = key("from")
    note: str | None = key(optional=True, default=None)


@dataclass(frozen=True, kw_only=True)
class Outer:
    """What a test prints.

    Args:
        color: Its color,
            over two lines.
    """

    SCHEMA: ClassVar[str] = "test.outer/1"

    color: Color
    parts: list[Inner]
    pair: tuple[int, str]
    figure: Decimal
    kinds: frozenset[str]
    which: Literal["a", "b"]
    extra: dict[str, float | None]


def outer() -> Outer:
    return Outer(
        color=Color.RED,
        parts=[Inner(since=date(2025, 5, 20)), Inner(since=date(2025, 5, 21), note="late")],
        pair=(1, "x"),
        figure=Decimal("5.92"),
        kinds=frozenset({"b", "a"}),
        which="a",
        extra={"tpp": None},
    )


def test_the_schema_stands_first_and_only_at_the_top():
    data = plain(outer())
    assert next(iter(data.items())) == ("schema", "test.outer/1")
    assert data["parts"] == [{"from": "2025-05-20"}, {"from": "2025-05-21", "note": "late"}]
    assert data["kinds"] == ["a", "b"]


def test_each_answer_of_a_list_names_its_schema():
    assert [row["schema"] for row in plain([outer(), outer()])] == ["test.outer/1"] * 2


def test_plain_data_are_valid_under_the_schema():
    schema = schema_of(Outer)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(plain(outer()))
    assert schema["properties"]["color"]["description"] == "Its color, over two lines."


@pytest.mark.parametrize(
    ("name", "value", "broken"),
    [
        ("which", "c", "enum"),
        ("figure", "5.92", "type"),
        ("pair", [1], "minItems"),
        ("schema", "test.outer/2", "const"),
        ("new", 1, "additionalProperties"),
    ],
)
def test_data_that_differ_are_not_valid(name, value, broken):
    with pytest.raises(ValidationError, match=f"Failed validating '{broken}'"):
        Draft202012Validator(schema_of(Outer)).validate(plain(outer()) | {name: value})


class Seen(TypedDict):
    """What a test writes as plain data at once.

    Args:
        by: Who saw it.
    """

    by: list[str]
    color: Annotated[str, Color]
    on: Annotated[str, date]


@dataclass(frozen=True, kw_only=True)
class Named:
    """What is seen, with a name."""

    SCHEMA: ClassVar[str] = "test.named/1"

    seen: list[Seen] = key("what", as_it_is=True)
    name: str
    note: str | None = key(optional=True, default=None)


def test_what_is_plain_already_stands_as_it_is_and_has_the_schema_of_its_keys():
    seen: Seen = {"by": ["a"], "color": "red", "on": "2025-05-20"}
    data = plain(Named(seen=[seen], name="x"))
    assert data == {"schema": "test.named/1", "what": [seen], "name": "x"}
    schema = schema_of(Named)
    assert list(schema["$defs"]["Seen"]["properties"]) == ["by", "color", "on"]
    assert schema["$defs"]["Seen"]["properties"]["by"]["description"] == "Who saw it."
    Draft202012Validator(schema).validate(data)
    for wrong in ({"color": "blue"}, {"more": 1}, {"by": None}):
        with pytest.raises(ValidationError):
            Draft202012Validator(schema).validate(data | {"what": [seen | wrong]})


def test_what_is_plain_already_is_shared_and_nothing_else_is():
    seen: Seen = {"by": ["a"], "color": "red", "on": "2025-05-20"}
    answer, other = Named(seen=[seen], name="x"), outer()
    assert plain(answer)["what"] is answer.seen  # as the header says: hundreds of rows of a trace
    before, spoiled = plain(other), plain(other)
    spoiled["parts"][0]["from"] = "never"
    for part in ("parts", "kinds", "pair"):
        spoiled[part].append("b")
    spoiled["extra"]["tpp"] = 1
    assert plain(other) == before


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="object has no plain form"):
        plain([object()])


def test_an_error_carries_the_names_that_are_near():
    error = UnknownNameError("unknown fact 'tpps'", "given", near("tpps", ["tpp", "origin"]))
    assert (error.near, error.mend) == (("tpp",), "did you mean 'tpp'?")
    assert plain(error_of(error)) == {
        "schema": "ecluse.error/1",
        "kind": "UnknownNameError",
        "what": "unknown fact 'tpps'",
        "where": "given",
        "mend": "did you mean 'tpp'?",
        "near": ["tpp"],
        "more": [],
    }


def test_several_errors_are_one_answer_in_file_order():
    errors = [EcluseError(f"mistake {number}", f"f.yaml:{number}", "mend it") for number in (1, 2)]
    answer = error_of(SeveralErrors(errors))
    assert (answer.where, [row.where for row in answer.more]) == ("f.yaml:1", ["f.yaml:2"])


def test_near_names_are_fit_to_be_shown():
    assert EcluseError("what", "where", "mend", ["a\x1b[2J"]).near == ("a\\x1b[2J",)

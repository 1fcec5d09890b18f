"""An answer takes over what a value says, and nothing that the value does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pytest

from ecluse.answers.copied import copied


@dataclass(frozen=True)
class Line:
    number: int

    @property
    def name(self) -> str:
        return f"line {self.number}"

    @cached_property
    def length(self) -> int:
        return len(self.name)

    def answer(self) -> str:
        return "a method"


@dataclass
class LineAnswer:
    number: int
    name: str
    length: int
    answer: str = "left out"


@dataclass
class WholeAnswer:
    answer: str


def test_fields_and_properties_are_taken_over_and_what_is_given_wins():
    assert copied(LineAnswer, Line(7)) == LineAnswer(7, "line 7", 6)
    assert copied(LineAnswer, Line(7), name="x", answer="y") == LineAnswer(7, "x", 6, "y")


def test_a_method_is_no_field():
    with pytest.raises(TypeError, match="answer"):
        copied(WholeAnswer, Line(7))

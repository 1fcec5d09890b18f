"""A class that is made late does what the standard library's does."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import pytest

from ecluse import late

# The decorator as it is called: to a type checker both are the standard library's.
KINDS = [late.dataclass, dataclasses.dataclass]
OPTIONS = [
    {"slots": slots, "kw_only": kw_only} for slots in (True, False) for kw_only in (True, False)
]


def family(make: Callable[..., Any], **options: bool) -> tuple[type[Any], type[Any]]:
    """A class and one that rests on it, with all that a field can be."""

    @make(frozen=True, **options)
    class Base:
        """A base."""

        SCHEMA: ClassVar[str] = "base"

        a: int
        b: str = "b"
        c: list[int] = field(default_factory=list, compare=False)
        d: int = field(default=4, repr=False)
        e: int = field(default=5, init=False)

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("below nothing")

    @make(frozen=True, **options)
    class Child(Base):
        """A child, with an own word for a field and an own text."""

        f: int = 6
        b: str = "child"

        def __repr__(self) -> str:
            return f"<{self.a}>"

    return Base, Child


@pytest.fixture(params=OPTIONS, ids=str)
def families(request: pytest.FixtureRequest) -> list[tuple[type[Any], type[Any]]]:
    return [family(make, **request.param) for make in KINDS]


def told(kind: type[Any]) -> object:
    """What can be seen of a class and of its values."""
    made = [kind(a=a, **more) for a in (1, 2) for more in ({}, {"b": "x"}, {"c": [1]}, {"d": 0})]
    return (
        [repr(each).replace("<locals>.", "") for each in made],
        [[one == other for one in made] for other in made],
        [[hash(one) == hash(other) for one in made] for other in made],
        [dataclasses.astuple(each) for each in made],
        [dataclasses.astuple(replace(each, a=9)) for each in made],
        [dataclasses.astuple(copy.copy(each)) for each in made],
        str(inspect.signature(kind)),
        kind.__match_args__,
        [(each.name, each.type, each.kw_only, each.repr, each.compare) for each in fields(kind)],
        str(kind.__dataclass_params__),
        hasattr(made[0], "__dict__"),
        getattr(kind, "__slots__", None),
        kind.SCHEMA,
        getattr(kind, "d", None) == 4,
        is_dataclass(kind),
        kind.__doc__,
    )


@pytest.mark.parametrize("place", [0, 1], ids=["base", "child"])
def test_a_class_made_late_is_like_the_other(
    families: list[tuple[type[Any], type[Any]]], place: int
) -> None:
    here, there = (told(pair[place]) for pair in families)
    assert here == there


def test_it_is_frozen_and_checks_itself(families: list[tuple[type[Any], type[Any]]]) -> None:
    for kind in families[0]:
        value = kind(a=1)
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'a'"):
            value.a = 2
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'a'"):
            del value.a
        with pytest.raises(FrozenInstanceError):
            value.other = 2
        with pytest.raises(ValueError, match="below nothing"):
            kind(a=-1)
        with pytest.raises(TypeError, match="missing 1 required"):
            kind()
        assert value != 1


@late.dataclass(frozen=True, slots=True)
class Kept:
    """A value that is pickled before any method of its class was made."""

    a: int
    b: tuple[int, ...] = ()


@late.dataclass(frozen=True)
class Remembering:
    """A value that works something out once."""

    a: int

    @cached_property
    def twice(self) -> int:
        """Two times a."""
        return 2 * self.a


def test_a_value_is_pickled_and_read_again() -> None:
    kept = pickle.loads(pickle.dumps([Kept(1, (2,)), Remembering(3)]))
    assert kept == [Kept(1, (2,)), Remembering(3)]
    assert kept[1].twice == 6
    with pytest.raises(ValueError, match="zip"):
        kept[0].__setstate__([1])


def test_a_class_that_compares_in_its_own_way_has_a_hash_as_elsewhere() -> None:
    def made(make: Callable[..., Any]) -> type[Any]:
        @make(frozen=True)
        class Own:
            """Compared by nothing."""

            a: int

            def __eq__(self, other: object) -> bool:
                return isinstance(other, Own)

        return Own  # type: ignore[no-any-return]  # the decorator is any

    for kind in map(made, KINDS):
        assert kind(1) == kind(2)
        assert hash(kind(1)) == hash((1,))


def test_only_a_frozen_class_is_made_late() -> None:
    with pytest.raises(TypeError, match="only a frozen class"):
        late.dataclass(frozen=False)

"""Frozen dataclasses whose methods are made when they are first asked for.

Belongs here: `dataclass`, which stands in for the one of the standard library where a short command
imports the class. Does not: dataclasses that are not frozen, or that are ordered.
Always true: a class does what the standard library's would do (tested side by side), for each of
its methods is the one that the standard library makes; only when it is made differs.

A command that answers one question imports some 130 dataclasses, builds values of 40 and compares
those of 15. To make the methods of all took a quarter of its time (docs/decisions).
"""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  a type checker sees no other
else:

    def dataclass(
        *, frozen: bool, slots: bool = False, kw_only: bool = False
    ) -> Callable[[type], type]:
        """A decorator of a frozen class, as that of the standard library.

        Raises:
            TypeError: The class is not frozen.
        """
        if not frozen:
            raise TypeError("only a frozen class is made late")
        return lambda written: _Written(written, slots, kw_only).made()


_WRITTEN = "__written__"
_TO_OTHERS = frozenset({"__dict__", "__weakref__"})  # what a class has of its own, and no other


class _Written:
    """A class as it was written, from which the standard library makes each method when asked."""

    def __init__(self, written: type, slots: bool, kw_only: bool) -> None:
        self.slots, self.kw_only = slots, kw_only
        self.kind, self.name, self.bases = type(written), written.__name__, written.__bases__
        self.namespace = {
            name: each for name, each in written.__dict__.items() if name not in _TO_OTHERS
        }
        self.namespace["__qualname__"] = written.__qualname__
        self.own = [
            name
            for name, hint in self.namespace.get("__annotations__", {}).items()
            if not str(hint).startswith(("ClassVar", "typing.ClassVar"))
        ]
        inherited = [name for base in reversed(written.__mro__[1:-1]) for name in _fields_of(base)]
        self.names = tuple(dict.fromkeys((*inherited, *self.own)))
        self.inherited = frozenset(inherited)

    def made(self) -> type:
        """The class, each method of which waits until it is asked for."""
        namespace = self.namespace.copy()
        for name in self.own:
            default = namespace.pop(name, dataclasses.MISSING)
            if self.slots:
                continue
            if isinstance(default, dataclasses.Field):
                default = default.default
            if default is not dataclasses.MISSING:
                namespace[name] = default
        if self.slots:
            namespace["__slots__"] = tuple(name for name in self.own if name not in self.inherited)
            namespace = _PICKLED | namespace
        if namespace.get("__hash__", self) is None and "__eq__" in namespace:
            del namespace["__hash__"]  # Python's own, where a class compares and says no more
        return self.kind(self.name, self.bases, {**_LATER, **namespace, **_FROZEN, _WRITTEN: self})

    def whole(self, **made: bool) -> type:
        """The class as the standard library makes it, with some of what it can have."""
        again = self.kind(self.name, self.bases, self.namespace.copy())
        # A class that is frozen takes twice as long, and only one that is may rest on such a one.
        asked = _NOTHING | {"frozen": bool(self.inherited), "kw_only": self.kw_only} | made
        asked["slots"] = self.slots and asked["init"]
        make: Any = dataclasses.dataclass(**asked)
        whole: type = make(again)
        return whole


def _fields_of(base: type) -> tuple[str, ...]:
    written = base.__dict__.get(_WRITTEN)
    if written is not None:
        names: tuple[str, ...] = written.names
        return names
    return tuple(base.__dict__.get("__dataclass_fields__", ()))


class _Later:
    """What stands in a class for a method, or a part, that nobody has asked for."""

    def __init__(self, name: str, **made: bool) -> None:
        self.name, self.made = name, made

    def __get__(self, value: object, kind: type | None = None) -> Any:
        """The method, from now on in its place; two threads may make it twice, and alike."""
        kind = type(value) if kind is None else kind
        holder = next(each for each in kind.__mro__ if each.__dict__.get(self.name) is self)
        whole = holder.__dict__[_WRITTEN].whole(**self.made)
        found = whole.__dict__[self.name]
        setattr(holder, self.name, found)
        return found.__get__(value, kind) if hasattr(found, "__get__") else found


def _refuse_setting(_: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__written__.names]


def _take_state(self: Any, state: list[object]) -> None:
    put = object.__setattr__
    for name, value in zip(self.__written__.names, state, strict=True):
        put(self, name, value)


_NOTHING = {"init": False, "repr": False, "eq": False}
_LATER = {
    later.name: later
    for later in (
        _Later("__init__", init=True, frozen=True),
        _Later("__repr__", repr=True),
        _Later("__eq__", eq=True),
        _Later("__hash__", eq=True, unsafe_hash=True),
        _Later("__match_args__"),
        _Later("__dataclass_fields__"),
        _Later("__dataclass_params__", init=True, repr=True, eq=True, frozen=True),
    )
}
_FROZEN = {"__setattr__": _refuse_setting, "__delattr__": _refuse_deleting}
_PICKLED = {"__getstate__": _state, "__setstate__": _take_state}

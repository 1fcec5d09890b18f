"""Public names of a room, imported when they are asked for.

Belongs here: the way from a name to its module. Does not: which names a room has.
Always true: to import a room costs nothing that needs numpy; where numpy is missing, the error says
how to install it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from ecluse.errors import ModelError


def on_demand(
    room: str, homes: Mapping[str, str], extra: str = "inference"
) -> Callable[[str], Any]:
    """A module's `__getattr__`, which finds each public name in its home.

    Args:
        room: The package, such as `ecluse.inference`.
        homes: The module of the room that each name stands in.
        extra: What installs numpy for the room.
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        try:
            return getattr(import_module(f"{room}.{homes[name]}"), name)
        except ModuleNotFoundError as error:
            if error.name != "numpy":
                raise
            mend = f"install it with: pip install 'ecluse[{extra}]'"
            raise ModelError("numpy is not installed", room, mend) from error

    return find

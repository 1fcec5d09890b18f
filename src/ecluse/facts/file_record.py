"""What one entry of a data file says, as a value that takes its own keys and no other.

Belongs here: how such a value is declared. Does not: reading a file (reader), or any file's keys.
Always true: a record is frozen and named field by field; a key that it does not have is a mistake.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
# Values that our readers build from text, such as conditions, are taken as they are.
STRICT = {"extra": "forbid", "arbitrary_types_allowed": True}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def file_record(kind: type[T]) -> type[T]:
    """Make a class the record of a file's entry: a frozen dataclass that `check` reads strictly.

    What the fields cannot say alone, the class says in `__post_init__`: a ValueError with what is
    wanted, "a low that is below the high".
    """
    record: Any = dataclass(frozen=True, slots=True, kw_only=True)(kind)
    record.__pydantic_config__ = STRICT
    return record  # type: ignore[no-any-return]

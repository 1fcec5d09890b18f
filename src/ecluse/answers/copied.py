"""An answer made of a value that says the same under the same names.

Belongs here: taking fields over. Does not: which they are: an answer's own fields say it.
Always true: a field that neither the value nor the caller gives, and that has no default, is a
TypeError; what the caller gives wins.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Answer = TypeVar("Answer", bound="DataclassInstance")


def copied(kind: type[Answer], source: DataclassInstance, /, **other: Any) -> Answer:
    """An answer whose fields are those of `source` of the same names, and others that are given.

    What `source` says are its fields and properties; a method of the same name is none of them.

    >>> from ecluse.citation import Citation
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Read:
    ...     source: str
    ...     where: str
    >>> copied(Read, Citation(source="88 FR 73458"), where="page 1")
    Read(source='88 FR 73458', where='page 1')
    """
    names = [each.name for each in fields(kind) if each.name not in other]
    taken = {name: getattr(source, name) for name in names if _says(source, name)}
    return kind(**taken, **other)


def _says(source: DataclassInstance, name: str) -> bool:
    if any(each.name == name for each in fields(source)):
        return True
    return isinstance(getattr(type(source), name, None), property | cached_property)

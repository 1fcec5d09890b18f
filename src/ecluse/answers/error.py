"""An error as an answer: what a program gets where a person gets a line.

Belongs here: the keys. Does not: the errors (errors), or exit statuses.
Always true: a file with several mistakes has them all in `more`, in file order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ecluse.errors import EcluseError


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeAnswer:
    """A further mistake of the same file; the fields are those of the error."""

    kind: str
    what: str
    where: str
    mend: str
    near: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """Something that a user can mend.

    Args:
        kind: The class of the error, such as UnknownNameError.
        what: What is wrong.
        where: The file with its line, or the part of the question.
        mend: How to mend it.
        near: Names that may have been meant.
        more: The further mistakes of the same file, in file order.
    """

    SCHEMA: ClassVar[str] = "ecluse.error/1"

    kind: str
    what: str
    where: str
    mend: str
    near: list[str]
    more: list[MistakeAnswer]


def error_of(error: EcluseError) -> ErrorAnswer:
    """An error as an answer.

    >>> error_of(EcluseError("unknown fact 'tpps'", "given", "did you mean 'tpp'?", ["tpp"])).near
    ['tpp']
    """
    first, *more = error.mistakes
    return ErrorAnswer(
        kind=type(first).__name__,
        what=first.what,
        where=first.where,
        mend=first.mend,
        near=list(first.near),
        more=[
            MistakeAnswer(
                kind=type(mistake).__name__,
                what=mistake.what,
                where=mistake.where,
                mend=mistake.mend,
                near=list(mistake.near),
            )
            for mistake in more
        ],
    )

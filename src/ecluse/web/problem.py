"""An error as it is sent: `application/problem+json` (RFC 9457) for programs.

Belongs here: the keys, and which status an error has. Does not: the errors themselves.
Always true: what, where, how to mend it and near names are told; no traceback and no path of this
machine is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar

from ecluse.answers.error import MistakeAnswer, error_of
from ecluse.errors import MOST_TOLD, EcluseError, UnknownNameError
from ecluse.words.say import say

MEDIA = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpProblem:
    """Something that whoever asks can mend.

    Args:
        title: The status in words.
        status: The HTTP status.
        detail: What is wrong.
        where: The part of the request.
        mend: How to mend it.
        near: Names that may have been meant.
        more: The further mistakes of the same request, up to fifty in all.
    """

    SCHEMA: ClassVar[str] = "ecluse.problem/1"

    title: str
    status: int
    detail: str
    where: str
    mend: str
    near: list[str]
    more: list[MistakeAnswer]


class Refused(EcluseError):
    """A request that is refused with a status of its own.

    Args:
        status: The HTTP status.
        headers: Further headers, such as Retry-After.
    """

    def __init__(
        self,
        status: HTTPStatus,
        what: str,
        where: str,
        mend: str,
        headers: tuple[tuple[str, str], ...] = (),
        near: Sequence[str] = (),
    ) -> None:
        super().__init__(what, where, mend, near)
        self.status = status
        self.headers = headers


def headers_of(error: EcluseError) -> tuple[tuple[str, str], ...]:
    """The headers that an error has of its own, in whatever form it is told."""
    return error.headers if isinstance(error, Refused) else ()


def problem_of(error: EcluseError, lang: str = "en") -> HttpProblem:
    """An error as a problem: 422 where the error names no status of its own."""
    status = error.status if isinstance(error, Refused) else HTTPStatus.UNPROCESSABLE_ENTITY
    told = error_of(error)
    return HttpProblem(
        title=say(f"http.{status.value}", lang),
        status=status.value,
        detail=told.what,
        where=told.where,
        mend=told.mend,
        near=told.near,
        more=told.more[: MOST_TOLD - 1],
    )


def absent(what: str, mend: str, where: str = "address") -> Refused:
    """The error of an address at which there is nothing."""
    return Refused(HTTPStatus.NOT_FOUND, what, where, mend)


def later(status: HTTPStatus, what: str, where: str, mend: str, seconds: int) -> Refused:
    """The error of what is taken if it is asked again after a while."""
    return Refused(status, what, where, mend, (("Retry-After", str(seconds)),))


def too_large(longest: int) -> Refused:
    """The error of a body that is too long."""
    what = f"the body has more than {longest:,} bytes"
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, what, "body", "send less")


@contextmanager
def not_found() -> Iterator[None]:
    """Where an address names something: what is called by no such name is not found (404)."""
    try:
        yield
    except UnknownNameError as error:
        told = absent(error.what, error.mend, error.where)
        told.near = error.near
        raise told from error

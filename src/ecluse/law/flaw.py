"""One thing that is wrong with the data, or worth a look.

Belongs here: the value that a check hands back. Does not: the checks.
Always true: an error is something that an answer can be wrong for; a warning something that a
jurist should look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that should not be: what, where, and how to mend it; `example` is a case that shows
    it.
    """

    severity: Severity
    what: str
    where: str
    mend: str
    example: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCheckAnswer:
    """Whether the data are sound.

    Args:
        version: The day up to which the law was read, and the beginning of the data's digest.
        data_modified: The data are not as they were sealed.
        deep: Licenses without a review policy and provisions out of reach were looked for too.
        flaws: Errors first.
    """

    SCHEMA: ClassVar[str] = "ecluse.law-check/1"

    version: str
    data_modified: bool
    deep: bool
    flaws: list[Flaw]


def error(what: str, where: str, mend: str, example: str | None = None) -> Flaw:
    """Something that an answer can be wrong for."""
    return Flaw(severity="error", what=what, where=where, mend=mend, example=example)


def warning(what: str, where: str, mend: str, example: str | None = None) -> Flaw:
    """Something that a jurist should look at."""
    return Flaw(severity="warning", what=what, where=where, mend=mend, example=example)

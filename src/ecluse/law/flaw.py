"""One thing that is wrong with the data, or worth a look.

Belongs here: the value that a check hands back. Does not: the checks.
Always true: an error is something that an answer can be wrong for; a warning something that a
jurist should look at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from ecluse.words.of_error import in_words

Severity = Literal["error", "warning"]
_SUBJECTS = ("flaw.", "terminal_error.")


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


def warning(what: str, where: str, mend: str) -> Flaw:
    """Something that a jurist should look at."""
    return Flaw(severity="warning", what=what, where=where, mend=mend)


def in_language(flaw: Flaw, lang: str) -> Flaw:
    """A flaw in the words of a language, as far as there are any: else as it was found."""
    what, mend = (in_words(text, lang, _SUBJECTS) for text in (flaw.what, flaw.mend))
    return replace(flaw, what=what, mend=mend)

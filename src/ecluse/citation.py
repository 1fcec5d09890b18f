"""Where a thing was read, and how far it can be relied on.

Belongs here: the citation and the scale of confidence. Does not: what was read.
Always true: a citation names its source; nothing is more certain than the weakest thing it rests
on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Confidence(Enum):
    """How a fact came to us, strongest first."""

    TEXT = "text"  # read in the rule's own text
    HIGH = "high"  # a data sheet, a filing, or sources that agree
    GIVEN = "given"  # the user said so
    SECONDARY = "secondary"  # a law firm, an agency's summary, the press
    MEDIUM = "medium"  # a named source without a data sheet
    DERIVED = "derived"  # worked out from others
    LOW = "low"  # one weak source, or sources that disagree
    MEMORY = "memory"  # recalled and not verified

    rank: int  # 0 for the strongest

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)


FIRM = (Confidence.TEXT, Confidence.HIGH, Confidence.GIVEN)


def weaker(one: Confidence, other: Confidence) -> Confidence:
    """The weaker of two."""
    return other if other.rank > one.rank else one


def weakest(confidences: Iterable[Confidence]) -> Confidence | None:
    """The weakest of several; None of none."""
    return max(confidences, key=lambda confidence: confidence.rank, default=None)


def names_a_source(text: str) -> bool:
    """Whether a text says where something was read: blanks, marks and hidden signs do not."""
    return any(map(str.isalnum, text))


# Without slots: each start reads thousands from the cache, three times as fast so.
@dataclass(frozen=True, kw_only=True)
class Citation:
    """A place where something can be read.

    `source` is the short form ("88 FR 73458"), `section` the paragraph, `url` where to open it.
    """

    source: str
    url: str | None = None
    section: str | None = None
    read_on: str | None = None
    confidence: Confidence = Confidence.SECONDARY

    def __post_init__(self) -> None:
        if not names_a_source(self.source):
            raise ValueError("no source is named\nsay where it was read: cited: {source: …}")

    @property
    def name(self) -> str:
        """The source in short: the host of an address, else the source itself.

        >>> Citation(source="https://www.techpowerup.com/gpu-specs/h20.c4286").name
        'techpowerup.com'
        """
        _, scheme, rest = self.source.partition("://")
        return rest.partition("/")[0].removeprefix("www.") if scheme else self.source

    def __str__(self) -> str:
        return f"{self.source}, {self.section}" if self.section else self.source

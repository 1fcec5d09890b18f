"""How a party meets an entry: the score, its band, and the words that met.

Belongs here: the value that a comparison gives. Does not: comparing (score), days, the law.
Always true: a band follows from the score, an equal identifier or an equal address alone; each
match says what met.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ecluse.screening.entry import Entry


class Band(StrEnum):
    """What is to be done about a match: nothing, a person looks, or it is taken as the party."""

    NONE = "none"
    REVIEW = "review"
    HIT = "hit"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedWord:
    """Two words that met: the one of the query, the one of the entry, and how well (0 to 1)."""

    asked: str
    listed: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A party meets an entry, whatever the day.

    Args:
        entry: The key of the entry.
        name: The name of the entry that met best.
        by: What met.
    """

    entry: str
    score: float
    band: Band
    name: str
    by: Literal["name", "address", "identifier"]
    words: tuple[MatchedWord, ...] = ()

    def on_day(self, entry: Entry, on: date) -> Match:
        """The match on a day: a review on one on which the entry may have stood, and may not."""
        hit = self.band is Band.HIT
        return replace(self, band=Band.REVIEW) if hit and entry.may_only(on) else self

"""Parties against the lists: the one door of the comparison of names.

Belongs here: opening the lists with their index, and what a party meets. Does not: scoring
(compare), reading lists (lists), the law.
Always true: a party gets the same answer whatever is asked beside it; a match does not depend on a
day, an answer does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecluse.screening.answer import ScreeningAnswer
from ecluse.screening.entry import Entry, ListVersion
from ecluse.screening.match import Match
from ecluse.screening.party import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Screener:
    """The lists of a data folder, ready to be compared with."""

    folder: Path
    versions: tuple[ListVersion, ...]

    @classmethod
    def open(cls, folder: Path) -> Screener:
        """The lists of a data folder, kept for the process while their files stay the same.

        Raises:
            NotScreened: What compares names cannot be imported.
        """
        raise NotImplementedError

    def matches(self, party: Party) -> tuple[Match, ...]:
        """What a party meets on any day, the best first: reviews and hits only.

        Raises:
            InputError: The name is longer than any name.
        """
        raise NotImplementedError

    def matches_of(self, parties: Sequence[Party]) -> list[tuple[Match, ...]]:
        """The same for many, in their order; equal ones are compared once."""
        raise NotImplementedError

    def entry(self, key: str) -> Entry:
        """An entry by its key.

        Raises:
            KeyError: No list has it.
        """
        raise NotImplementedError

    def screen(
        self, party: Party, on: date | None = None, known: date | None = None
    ) -> ScreeningAnswer:
        """What a party meets on a day, as known on another; with no day, on any."""
        raise NotImplementedError

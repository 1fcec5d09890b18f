"""What screens the parties of a book, as a book asks it.

Belongs here: the questions that a book puts to screening and to the law's facts of parties, and the
values that go between. Does not: comparing names, or what a listing requires.
Always true: whatever answers them answers the same for one party, whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ecluse.facts.known import Known
from ecluse.screening.entry import Entry, ListVersion
from ecluse.screening.match import Match
from ecluse.screening.party import Party


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party of a line, with its role.

    Args:
        matches: The entries that it meets, whatever the day; None where it was not screened.
    """

    party: Party
    matches: tuple[Match, ...] | None


class Screens(Protocol):
    """Screens parties against lists, and says what follows for a line."""

    @property
    def versions(self) -> Sequence[ListVersion]:
        """The lists that parties are compared with."""

    @property
    def digest(self) -> str:
        """Of all on which a match rests: the lists, and how names are compared."""

    @property
    def cleared_digest(self) -> str:
        """Of the clearances on file."""

    def matches_of(self, parties: Sequence[Party]) -> Iterable[Sequence[Match]]:
        """The entries that each party meets, whatever the day."""

    def entry(self, key: str) -> Entry:
        """The entry of a key."""

    def cleared(self, party: Party, match: Match) -> bool:
        """Whether a clearance on file frees a match."""

    def facts(
        self, parties: Sequence[NamedParty], on: date, known: date | None
    ) -> Mapping[str, Known]:
        """What the law is told of a line that names some parties."""

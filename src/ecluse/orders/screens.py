"""What screens the parties of a book, as a book asks it.

Belongs here: the questions that a book puts to screening and to the law's facts of parties, and the
values that go between. Does not: comparing names, or what a listing requires.
Always true: whatever answers them answers the same for one party, whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol

from ecluse.determine.party_seats import SeatsOnRecord
from ecluse.facts.known import Known
from ecluse.screening.entry import Entry, ListVersion
from ecluse.screening.match import Match
from ecluse.screening.party import Party, Role
from ecluse.screening.sdn_tags import SdnTags
from ecluse.screening.standing import StandingMatch, standing_matches


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party of a line, with its role.

    Args:
        matches: The entries that it meets, whatever the day; None where nothing was compared.
        on_record: Whether it, or the country that it is said to be in, bears on the seats.
        also: The other roles that it is said to have.
        named: Whether a name tells it; of whom none does, the words may be compared all the same.
    """

    party: Party
    matches: tuple[Match, ...] | None
    on_record: bool = False
    also: frozenset[Role] = frozenset()
    named: bool = True

    @property
    def roles(self) -> frozenset[Role | None]:
        """All roles that it has."""
        return self.also | {self.party.role}

    @property
    def screened(self) -> bool:
        """Whether what it meets is all that there is to know."""
        return self.named and self.matches is not None

    def standing(self, screens: Screens, on: date, known: date | None) -> Iterator[StandingMatch]:
        """Its matches whose entries stand on a day."""
        cleared = partial(screens.cleared, self.party, on=on, known=known)
        return standing_matches(self.matches or (), screens.entries, on, known, cleared)


class Screens(Protocol):
    """Screens parties against lists, and says what follows for a line."""

    @property
    def versions(self) -> Sequence[ListVersion]:
        """The lists that parties are compared with."""

    @property
    def tags(self) -> SdnTags:
        """Which tags of the SDN List the law names."""

    @property
    def digest(self) -> str:
        """Of all on which a match rests: the lists, and how names are compared."""

    def matches(self, party: Party) -> tuple[Match, ...] | None:
        """The entries that a party meets, whatever the day; None where it cannot be compared."""

    def on_record(self, party: Party) -> bool:
        """Whether more bears on a line than that it names a party: it is a company on record, or
        is said to be in a country of which a headquarters makes an answer stricter.
        """

    def seats(self, parties: Sequence[NamedParty], on: date, known: date | None) -> SeatsOnRecord:
        """What is on record of the seats of a line's parties."""

    def not_met(self, parties: Iterable[Party]) -> Sequence[str]:
        """The companies of which a user's file gives an owner, and that none of some parties is."""

    def owned(self, parties: Iterable[Party]) -> Sequence[str]:
        """The companies among some parties of which a user's file gives an owner that is listed, or
        that leaves their ultimate parent unknown, each with these owners.
        """

    def entries(self, key: str) -> Sequence[Entry]:
        """The wordings of an entry that are on record, the earliest first."""

    def cleared(self, party: Party, entry: Entry, on: date, known: date | None) -> bool:
        """Whether a clearance on file frees a party of an entry on a day."""

    def seated(
        self, party: Party, matches: Sequence[Match], on: date | None, known: date | None
    ) -> Party:
        """The party with the seat of a listed one that it is taken for, and without one, or the
        state of a body, that it is cleared on a day of being; where none is given it is not.
        """

    def days(self, parties: Iterable[Party]) -> Iterable[date]:
        """The days, besides those of the entries that are met, on which a line may come to
        something else than on the day before.

        Args:
            parties: The companies on record of which they are asked.
        """

    @property
    def dated(self) -> bool:
        """Whether the day bears on parties that meet nothing."""

    def facts(
        self, parties: Sequence[NamedParty], on: date, known: date | None
    ) -> Mapping[str, Known]:
        """What the law is told of a line that names some parties."""


OpenScreens = Callable[[], Screens]

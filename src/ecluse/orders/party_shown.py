"""What a line shows of its parties: the worst match of the day.

Belongs here: which match of several is shown, and its columns. Does not: what follows for the
answer (determine).
Always true: what is shown was compared with a list whose day is said; a match that does not stand
on the line's day is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ecluse.orders.screens import NamedParty
from ecluse.screening.entry import (
    DENIED_PERSONS,
    ENTITY_LIST,
    MILITARY_END_USER,
    MILITARY_INTELLIGENCE,
    SDN,
    UNVERIFIED,
    Entry,
    ListVersion,
)
from ecluse.screening.match import Band, Match

# The bands of a line, the worst first.
HIT, UNSCREENED, REVIEW, CLEARED, NONE = (
    Band.HIT.value,
    "not screened",
    Band.REVIEW.value,
    "cleared",
    Band.NONE.value,
)
BANDS = (HIT, UNSCREENED, REVIEW, CLEARED, NONE)
# The lists for which the EAR ask a license; of the others nothing follows but a red flag.
_ASK_A_LICENSE = frozenset(
    {ENTITY_LIST, MILITARY_END_USER, MILITARY_INTELLIGENCE, UNVERIFIED, DENIED_PERSONS, SDN}
)
PARTY_SHOWN = ("band", "list", "entry", "score", "list_day", "role")
PARTY_TEXTS = (*("band", "list", "entry", "score", "list_day", "role"), "party")
PARTY_OUTPUT = tuple(f"ecluse_party_{name}" for name in PARTY_SHOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParty:
    """What is shown of a line's parties.

    Args:
        entry: The name of the entry that is met.
        list_day: Of which day the list is; of no match, the day of the oldest of them.
        party: The party as the book names it.
    """

    band: str | None = None
    list: str | None = None
    entry: str | None = None
    score: Decimal | None = None
    list_day: str | None = None
    role: str | None = None
    party: str | None = None

    @property
    def row(self) -> tuple[object, ...]:
        """As a row of `SHOWN_PARTIES`, its number left out."""
        said = (getattr(self, name) for name in (*PARTY_SHOWN, "party"))
        return tuple(None if cell is None else str(cell) for cell in said)


NOT_NAMED = ShownParty()


class StandingMatch(NamedTuple):
    """A match whose entry stands on a line's day, in its wording of the day."""

    match: Match
    entry: Entry
    cleared: bool


def shown_of(worst: Sequence[ShownParty | None], versions: Sequence[ListVersion]) -> ShownParty:
    """What is shown of a line of whose parties the worst are these."""
    met = [shown for shown in worst if shown is not None]
    if not met:
        oldest = min((version.as_of for version in versions), default=None)
        return ShownParty(band=NONE, list_day=oldest.isoformat() if oldest else None)
    return min(met, key=_gravity)


def worst_of(
    party: NamedParty, standing: Sequence[StandingMatch], versions: Sequence[ListVersion]
) -> ShownParty | None:
    """What is shown of a party by itself: its worst match; None where it meets nothing."""
    return min(_of_party(party, standing, versions), key=_gravity, default=None)


def _gravity(shown: ShownParty) -> tuple[bool, bool, int, Decimal, str, str]:
    """The worst first: what no clearance frees, then what a license is asked for."""
    required = shown.list is None or shown.list in _ASK_A_LICENSE
    band = BANDS.index(shown.band or NONE)
    names = (shown.entry or "", shown.party or "")
    return shown.band == CLEARED, not required, band, -(shown.score or Decimal(0)), *names


def _of_party(
    party: NamedParty,
    found: Sequence[StandingMatch],
    versions: Sequence[ListVersion],
) -> Iterator[ShownParty]:
    role, name = party.party.role, party.party.name
    if party.matches is None:
        yield ShownParty(band=UNSCREENED, role=role, party=name)
    latest_first = sorted(versions, key=lambda version: version.as_of, reverse=True)
    oldest = {version.list: version.as_of for version in latest_first}
    for match, entry, cleared in found:
        yield ShownParty(
            band=CLEARED if cleared else match.band.value,
            list=entry.list,
            entry=entry.names[0] if entry.names else entry.key,
            score=Decimal(str(match.score)).quantize(Decimal("0.01"), ROUND_HALF_UP),
            list_day=oldest[entry.list].isoformat() if entry.list in oldest else None,
            role=role,
            party=name,
        )

"""What a line shows of its parties: the worst match of the day.

Belongs here: which match of several is shown, and its columns. Does not: what follows for the
answer (determine).
Always true: what is shown was compared with a list whose day is said; a match that does not stand
on the line's day is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecluse.orders.screens import NamedParty, Screens
from ecluse.screening.entry import ListVersion
from ecluse.screening.match import Band
from ecluse.screening.standing import StandingMatch, band_of_party, gravity, is_red_flag
from ecluse.words.figures import two_places

# The bands of a line, the worst first.
HIT, UNSCREENED, REVIEW, CLEARED, NONE = (
    Band.HIT.value,
    "not screened",
    Band.REVIEW.value,
    "cleared",
    Band.NONE.value,
)
BANDS = (HIT, UNSCREENED, REVIEW, CLEARED, NONE)
PARTY_SHOWN = ("band", "list", "entry", "score", "list_day", "role")
PARTY_TEXTS = (*("band", "list", "entry", "score", "list_day", "role"), "party")
PARTY_OUTPUT = tuple(f"ecluse_party_{name}" for name in PARTY_SHOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParty:
    """What is shown of a line's parties.

    Args:
        entry: The name of the entry that is met; of one that no list has, the name that met it.
        list_day: Of which day the list is; of no match, the day of the oldest of them.
        party: The party as the book names it.
        red_flag: No license is asked for the entry.
    """

    band: str | None = None
    list: str | None = None
    entry: str | None = None
    score: Decimal | None = None
    list_day: str | None = None
    role: str | None = None
    party: str | None = None
    red_flag: bool = False

    @property
    def row(self) -> tuple[object, ...]:
        """As a row of `SHOWN_PARTIES`, its number left out."""
        said = (getattr(self, name) for name in (*PARTY_SHOWN, "party"))
        return tuple(None if cell is None else str(cell) for cell in said)


NOT_NAMED = ShownParty()


def shown_of(worst: Sequence[ShownParty | None], versions: Sequence[ListVersion]) -> ShownParty:
    """What is shown of a line of whose parties the worst are these."""
    met = [shown for shown in worst if shown is not None]
    if not met:
        oldest = min((version.as_of for version in versions), default=None)
        return ShownParty(band=NONE, list_day=oldest.isoformat() if oldest else None)
    return min(met, key=_gravity)


def worst_of(
    party: NamedParty, standing: Sequence[StandingMatch], screens: Screens
) -> ShownParty | None:
    """What is shown of a party by itself: its worst match; None where it meets nothing."""
    role, name = party.party.role, party.party.name
    if band_of_party(standing, named=party.screened) is None:
        return ShownParty(band=UNSCREENED, role=role, party=name)
    if not standing:
        return None

    match, entry, cleared = min(standing, key=lambda one: gravity(one, screens.tags))
    days = (version.as_of for version in screens.versions if version.list == entry.list)
    oldest = min(days, default=None)
    return ShownParty(
        band=CLEARED if cleared else match.band.value,
        list=entry.list,
        entry=match.name,
        score=two_places(match.score),
        list_day=oldest.isoformat() if oldest else None,
        role=role,
        party=name,
        red_flag=is_red_flag(entry, screens.tags),
    )


def _gravity(shown: ShownParty) -> tuple[bool, bool, int, Decimal, str, str]:
    """The worst party of a line first: whom no clearance frees, then for whom a license is asked,
    for that decides the line, be it a review beside another party's hit; of the matches of one
    party a hit goes first (`standing.gravity`).
    """
    band = BANDS.index(shown.band or NONE)
    names = (shown.entry or "", shown.party or "")
    return shown.band == CLEARED, shown.red_flag, band, -(shown.score or Decimal(0)), *names

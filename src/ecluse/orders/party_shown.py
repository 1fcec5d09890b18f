"""What a line shows of its parties: the worst match of the day.

Belongs here: which match of several is shown, and its columns. Does not: what follows for the
answer (determine).
Always true: what is shown was compared with a list whose day is said; a match that does not stand
on the line's day is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ecluse.orders.screened import CodedParty
from ecluse.orders.screens import NamedParty, Screens
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
PARTY_SHOWN = ("band", "list", "entry", "score", "list_day", "role")
PARTY_TEXTS = ("band", "list", "entry", "list_day", "role", "party")
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
        return (*(getattr(self, name) for name in PARTY_SHOWN), self.party)


NOT_NAMED = ShownParty()


def shown_of(
    named: Sequence[tuple[NamedParty, CodedParty]],
    cleared: Sequence[Sequence[bool]],
    screens: Screens,
    on: date,
    known: date | None,
) -> ShownParty:
    """What is shown of a line that names some parties."""
    oldest = min((version.as_of for version in screens.versions), default=None)
    day = oldest.isoformat() if oldest is not None else None
    worst: list[tuple[int, Decimal, ShownParty]] = []
    for (party, coded), freed in zip(named, cleared, strict=True):
        role = party.party.role.value if party.party.role is not None else None
        if party.matches is None:
            shown = ShownParty(band=UNSCREENED, role=role, party=coded.party.name)
            worst.append((BANDS.index(UNSCREENED), Decimal(0), shown))
            continue
        for match, free in zip(party.matches, freed, strict=True):
            if screens.entry(match.entry).stands(on, known):
                shown = _shown(match, screens, role, coded.party.name, free=free)
                worst.append((BANDS.index(shown.band or NONE), -(shown.score or Decimal(0)), shown))
    if not worst:
        return ShownParty(band=NONE, list_day=day)
    *_, shown = min(worst, key=lambda found: (found[0], found[1], found[2].entry or ""))
    return shown


def _shown(
    match: Match, screens: Screens, role: str | None, party: str, *, free: bool
) -> ShownParty:
    entry = screens.entry(match.entry)
    days = [version.as_of for version in screens.versions if version.list == entry.list]
    return ShownParty(
        band=CLEARED if free else match.band.value,
        list=entry.list,
        entry=entry.names[0] if entry.names else entry.key,
        score=Decimal(str(match.score)).quantize(Decimal("0.01"), ROUND_HALF_UP),
        list_day=min(days).isoformat() if days else None,
        role=role,
        party=party,
    )

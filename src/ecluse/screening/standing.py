"""What a party meets on a day, in one order and one band for every door.

Belongs here: which wordings of an entry stand, which of several matches is the gravest, and what
all of them come to. Does not: finding matches (screen), what an entry tells the law (determine).
Always true: `screen`, `check` and order books say the same of one party; of one party a match that
is cleared never hides another, nor a review a hit; one whose list asks for no license hides none of
its own band.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ecluse.screening.entry import (
    DENIED_PERSONS,
    ENTITY_LIST,
    MILITARY_END_USER,
    MILITARY_INTELLIGENCE,
    SDN,
    UNVERIFIED,
    Entry,
)
from ecluse.screening.match import Band, Match
from ecluse.screening.sdn_tags import SdnTags

# The lists that part 744 and § 764.3 name; of the SDN List they name some tags (§ 744.8).
_OF_THE_EAR = frozenset(
    {ENTITY_LIST, MILITARY_END_USER, MILITARY_INTELLIGENCE, UNVERIFIED, DENIED_PERSONS}
)

Gravity = tuple[bool, bool, bool, float, int, int, date, str]


class StandingMatch(NamedTuple):
    """A party meets an entry that stands on a day, in its wording of the day.

    Args:
        cleared: A clearance on file frees the party of it.
    """

    match: Match
    entry: Entry
    cleared: bool = False


def wordings_on(
    wordings: Sequence[Entry], on: date | None, known: date | None = None
) -> Iterator[Entry]:
    """The wordings of an entry that stand on a day, as known on another, the latest first: several
    where nobody knows on which day it changed.

    Args:
        wordings: All that are on record, the earliest first.
        on: Where None, whatever has not been removed stands.
    """
    for entry in reversed(wordings):
        if entry.removed is None if on is None else entry.stands(on, known):
            yield entry


def standing_matches(
    matches: Iterable[Match],
    entries: Callable[[str], Sequence[Entry]],
    on: date | None,
    known: date | None,
    cleared: Callable[[Entry], bool] = lambda _: False,
) -> Iterator[StandingMatch]:
    """The matches of a party whose entries stand on a day, in each wording that does."""
    for match in matches:
        for entry in wordings_on(entries(match.entry), on, known):
            of_day = match if on is None else match.on_day(entry, on)
            yield StandingMatch(of_day, entry, cleared(entry))


def is_red_flag(entry: Entry, tags: SdnTags) -> bool:
    """Whether the EAR ask no license for an entry: why it is listed is a reason to look twice."""
    if entry.list == SDN:
        return not tags.names(entry.programs)
    return entry.list not in _OF_THE_EAR


def gravity(found: StandingMatch, tags: SdnTags) -> Gravity:
    """By which the matches of one party are sorted: what is cleared last, hits before reviews, what
    a license is asked for before red flags, then the best; of equal ones the shortest name, which
    is that of the concern and not of a branch.
    """
    match, entry, cleared = found
    review, flag = match.band is not Band.HIT, is_red_flag(entry, tags)
    letters, listed = sum(map(len, entry.names[:1])), entry.listed or date.max
    return cleared, review, flag, -match.score, len(match.name), letters, listed, entry.key


def band_of_party(found: Iterable[StandingMatch], *, named: bool = True) -> Band | None:
    """The gravest band of what a party meets and what is not cleared.

    Args:
        named: Whether it was screened by a name. What names nobody is a hit where its words are,
            and else None: not screened, whatever it is near.
    """
    bands = {match.band for match, _, cleared in found if not cleared}
    if Band.HIT in bands:
        return Band.HIT
    if not named:
        return None
    return Band.REVIEW if Band.REVIEW in bands else Band.NONE

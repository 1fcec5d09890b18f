"""What the parties of a line come to: the facts that the law is told, and what is shown beside it.

Belongs here: from the codes of a line's parties and its stretch of days to both, each once. Does
not: screening them, loading tables (parties), what a listing requires (determine).
Always true: a line gets what its own parties and its own day give, whatever lines stand beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ecluse.determine.party_seats import (
    countries_said,
    place_doubts,
    receiving_countries,
    receiving_regions,
    said_countries,
    said_regions,
)
from ecluse.determine.party_text import NOTHING
from ecluse.facts.known import Known
from ecluse.orders.party_join import UNNAMED
from ecluse.orders.party_shown import NOT_NAMED, ShownParty, shown_of, worst_of
from ecluse.orders.recorded import LEFT_OUT, LineSeats
from ecluse.orders.screened import CodedParty, ScreenedParties
from ecluse.orders.screens import NamedParty, Screens
from ecluse.screening.party import Party
from ecluse.screening.standing import StandingMatch

if TYPE_CHECKING:
    from ecluse.determine.party_seats import SeatsOnRecord

# The stretches of days: of a line whose day nobody can read, and before all that changes.
NO_DAY, BEFORE_ALL = 0, 1


def _stricter(found: SeatsOnRecord) -> str | None:
    """The first seat on record that a rule names."""
    seats = (found.headquarters, found.parent)
    return next((code for code in seats if code is not None and code in found.restricted), None)


@dataclass(frozen=True, slots=True)
class _Met:
    """What a party of a seat comes to by itself in a stretch of days.

    Args:
        alike: A number, the same for parties of which the law is told the same.
        worst: What is shown of it; None where it meets nothing.
    """

    alike: int
    worst: ShownParty | None


@dataclass(slots=True)
class PartyOutcomes:
    """What the parties of lines come to, each set of matches and stretch of days once; what one of
    them comes to by itself is worked out once for all lines that name it.

    Args:
        only_day: The day that is asked of every line, whatever its own is.
        since: The day of which it is asked besides what the lists were known to say.
    """

    found: ScreenedParties
    screens: Screens
    known: date | None
    told_seats: AbstractSet[str]
    only_day: date | None = None
    since: date | None = None
    facts: list[Mapping[str, Known]] = field(default_factory=lambda: [{}])
    before: list[Mapping[str, Known]] = field(default_factory=lambda: [{}])
    seats: list[LineSeats] = field(default_factory=lambda: [LineSeats()])
    shown: list[ShownParty] = field(default_factory=lambda: [NOT_NAMED])
    starts: list[date] = field(init=False)
    recorded: dict[str, str] = field(default_factory=dict)
    _facts: dict[object, int] = field(default_factory=dict)
    _numbers: dict[object, int] = field(
        default_factory=lambda: {(frozenset(), frozenset(), LineSeats()): 0}
    )
    _shown: dict[ShownParty, int] = field(default_factory=lambda: {NOT_NAMED: 0})
    _days: dict[int, list[date]] = field(default_factory=dict)
    _found: dict[Hashable, tuple[int, int]] = field(default_factory=dict)
    _met: dict[Hashable, _Met] = field(default_factory=dict)
    _alike: dict[Hashable, int] = field(default_factory=dict)
    _stands: dict[tuple[int, int], tuple[list[StandingMatch], ShownParty | None]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self.starts = _starts(self.found, self.screens)

    def of(self, codes: Sequence[int]) -> tuple[int, int]:
        """The code of the facts and the number of what is shown, of a key's codes; once for all
        stretches of days between which nothing changes of these parties.
        """
        *coded, period, left_out = codes
        if not any(self.found.coded[code].on_record for code in coded):
            left_out = 0  # a seat left out bears on lines with a company on record alone
        key = (tuple(coded), tuple([self._changes(code, period) for code in coded]), left_out)
        if key not in self._found:
            self._found[key] = self._of(coded, period, left_out)
        return self._found[key]

    def _changes(self, code: int, period: int) -> int:
        """How many of the days on which something of a party changes have come in a stretch."""
        days = self._days.get(code)
        if days is None:
            days = self._days[code] = _changes_of([self.found.coded[code]], self.screens)
        return -1 if self._undated(period) else bisect_right(days, self.starts[period])

    def _undated(self, period: int) -> bool:
        """Whether nobody can read the day of a stretch's lines."""
        return self.only_day is None and period == NO_DAY

    def _of(self, coded: Sequence[int], period: int, left_out: int) -> tuple[int, int]:
        named, line = list(self._named(coded, period)), self._said_of(coded, period)
        if not named:
            return self._number({}, {}, line), 0
        day = self.only_day or self.starts[period]
        parties = [party for party, *_ in named]
        met = [self._alone(*each, period) for each in named]
        alike: Hashable = frozenset(one.alike for one in met)
        if self.since is not None:  # what freed them then may differ
            alike = (tuple(parties), tuple(one.alike for one in met))
        key = (alike, line, left_out)
        if key not in self._facts:
            self._facts[key] = self._told(parties, day, left_out, line)
        shown = shown_of([one.worst for one in met], self.screens.versions)
        return self._facts[key], self._number_shown(shown)

    def _alone(self, party: NamedParty, seat: int, code: int, period: int) -> _Met:
        """What a party of a seat comes to by itself in a stretch of days."""
        changes = self._changes(code, period)
        key = (seat, code, changes, party.also)
        if key not in self._met:
            standing, worst = self._standing(party, code, changes, period)
            worst = worst and replace(worst, role=party.party.role)
            alike = (_alike(party, standing), changes)
            number = self._alike.setdefault(alike, len(self._alike))
            self._met[key] = _Met(number, worst)
        return self._met[key]

    def _standing(
        self, party: NamedParty, code: int, changes: int, period: int
    ) -> tuple[list[StandingMatch], ShownParty | None]:
        """What a party meets in a stretch of days, whatever its seat, and what is shown of it."""
        if (code, changes) not in self._stands:
            day = self.only_day or self.starts[period]
            dated = party.standing(self.screens, day, self.known)
            standing = self._ever(party) if self._undated(period) else list(dated)
            self._stands[code, changes] = standing, worst_of(party, standing, self.screens)
        return self._stands[code, changes]

    def _said_of(self, codes: Sequence[int], period: int) -> LineSeats:
        """The countries that the end user and the ultimate consignee of a line are said to be in,
        named or not.
        """
        coded = [self._seated(self.found.coded[code], period) for code in codes]
        parties = [
            replace(party, role=seat.role)
            for party, seat in zip(coded, self.found.seats, strict=True)
            if _is_placed(party)
        ]
        if not parties:
            return LineSeats()
        return LineSeats(
            said_in=said_countries(parties),
            received_in=receiving_countries(parties),
            place_doubts=place_doubts(parties),
            regions=said_regions(parties),
            receiving_regions=receiving_regions(parties),
        )

    def _told(
        self, parties: Sequence[NamedParty], day: date, left_out: int, line: LineSeats
    ) -> int:
        """The code of what the law is told of the parties of a line on a day."""
        facts = before = self.screens.facts(parties, day, self.known)
        if self.since is not None:
            before = self.screens.facts(parties, day, self.since)
        found = self.screens.seats(parties, day, self.known)
        if _stricter(found) is not None:
            self.recorded |= self._own_seats(parties, day)
        untold = (bit for role, bit in LEFT_OUT.items() if role not in self.told_seats)
        left_out += sum(untold)
        if not found.says_nothing:
            line = replace(line, found=found, left_out=left_out)
        return self._number(facts, before, line)

    def _own_seats(self, parties: Sequence[NamedParty], day: date) -> dict[str, str]:
        """The companies on record among the parties whose own seats make a line stricter."""
        named = [each for each in parties if each.on_record and each.party.name]
        seats = {
            each.party.name: _stricter(self.screens.seats([each], day, self.known))
            for each in named
        }
        return {name: seat for name, seat in seats.items() if seat is not None}

    def _ever(self, party: NamedParty) -> list[StandingMatch]:
        """All matches of a party, each in the last wording that is known: of a line without a day,
        nobody can say that an entry did not stand, nor that a clearance held.
        """
        last = {  # of each entry's wordings
            match: StandingMatch(match, entry)
            for match in party.matches or ()
            for entry in self.screens.entries(match.entry)
            if not (self.known and entry.known and entry.known > self.known)
        }
        return list(last.values())

    def _number(
        self, facts: Mapping[str, Known], before: Mapping[str, Known], seats: LineSeats
    ) -> int:
        said = (frozenset(facts.items()), frozenset(before.items()), seats)
        if said not in self._numbers:
            self._numbers[said] = len(self.facts)
            self.facts.append(facts)
            self.before.append(before)
            self.seats.append(seats)
        return self._numbers[said]

    def _seated(self, coded: CodedParty, period: int) -> Party:
        """A party with its seat, but for one that it is cleared of: in a line without a day, nobody
        can say that a clearance holds; of whom no name tells, nobody knows whom a list means.
        """
        party, matches = coded.party, coded.matches or ()
        if coded.cell.why is not None:
            matches = ()
        if party.body_of is None and not matches:
            return party
        day = None if self._undated(period) else self.only_day or self.starts[period]
        return self.screens.seated(party, matches, day, self.known)

    def _number_shown(self, shown: ShownParty) -> int:
        if shown not in self._shown:
            self._shown[shown] = len(self.shown)
            self.shown.append(shown)
        return self._shown[shown]

    def _named(self, codes: Sequence[int], period: int) -> Iterator[tuple[NamedParty, int, int]]:
        """The parties of a line, each with its role, the number of its seat and its code; one that
        is said to be another's is that.
        """
        coded = [self.found.coded[code] for code in codes]
        roles = [seat.role for seat in self.found.seats]
        named = {
            role
            for role, code, party in zip(roles, codes, coded, strict=True)
            if _names(code, party) and party.cell.same is None
        }
        for seat, (role, code, party) in enumerate(zip(roles, codes, coded, strict=True)):
            if not _names(code, party) or (
                party.cell.same is not None and party.cell.same in named
            ):
                continue
            also = frozenset(
                other
                for other, each in zip(roles, coded, strict=True)
                if each.cell.same is role and party.cell.same is None
            )
            own = replace(self._seated(party, period), role=role)
            known = party.cell.why is None
            yield NamedParty(own, party.matches, party.on_record, also, known), seat, code


def _is_placed(party: Party) -> bool:
    """Whether anything says where a party is."""
    return any((*countries_said(party), party.address, party.region))


def _names(code: int, party: CodedParty) -> bool:
    """Whether a code stands for somebody, and not for the country of nobody who is named."""
    return code != UNNAMED and not (party.cell == NOTHING and party.matches == ())


def _alike(party: NamedParty, standing: Sequence[StandingMatch]) -> Hashable:
    """Equal for parties of which the law is told the same."""
    freed = tuple(match.cleared for match in standing)
    return party.roles, party.matches, party.named, freed, party.party if party.on_record else None


def _starts(found: ScreenedParties, screens: Screens) -> list[date]:
    """The first days of the stretches in which every entry that is met stands alike; the first
    two, of what is no day and of the days before them all, are a day before them.
    """
    changed = _changes_of(found.coded, screens)
    first = min(changed, default=date(2000, 1, 1))
    before = first - timedelta(days=1)
    return [before, before, *changed]


def _changes_of(parties: Sequence[CodedParty], screens: Screens) -> list[date]:
    """The days on which what some parties come to may change, in order."""
    keys = {match.entry for party in parties for match in party.matches or ()}
    changed = {day for key in keys for entry in screens.entries(key) for day in entry.changes}
    changed.update(screens.days([party.party for party in parties if party.on_record]))
    return sorted(changed)

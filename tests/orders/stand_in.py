"""A stand-in for screening: a few entries that are met by their exact names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ecluse.determine.party_facts import not_screened, party_facts, stricter, whole
from ecluse.determine.party_seats import SeatsOnRecord
from ecluse.facts.known import Known
from ecluse.orders.screens import NamedParty
from ecluse.screening.entry import Entry, EntryPolicy, ListVersion
from ecluse.screening.match import Band, Match
from ecluse.screening.party import Party, Role
from ecluse.screening.sdn_tags import SdnTags, read_sdn_tags

from .build import library

HUAWEI = Entry(
    key="EL/CN/huawei",
    digest="h1",
    list="EL",
    names=("Huawei Technologies Co., Ltd.",),
    countries=("CN",),
    listed=date(2019, 5, 16),
)
IEIT = Entry(
    key="EL/CN/ieit",
    digest="i1",
    list="EL",
    names=("Inspur Electronic Information Industry Co., Ltd.",),
    countries=("CN",),
    listed=date(2025, 3, 25),
    known=date(2025, 3, 25),
    footnotes=frozenset({4}),
)
# Reworded between two lists, nobody knows on which day: both wordings stand for a week.
DENIED = Entry(
    key="EL/CN/ferrant",
    digest="f1",
    list="EL",
    names=("Ferrant Optics Works",),
    worded_since=date(2020, 1, 1),
    removed=date(2025, 6, 9),
    policy_read=EntryPolicy.POLICY_OF_DENIAL,
)
BY_CASE = replace(
    DENIED,
    digest="f2",
    reworded=date(2025, 6, 2),
    worded_since=date(2025, 6, 2),
    removed=None,
    policy_read=EntryPolicy.CASE_BY_CASE,
)
UNVERIFIED = Entry(
    key="UVL/AE/quay",
    digest="u1",
    list="UVL",
    names=("Quay Traders LLC",),
    listed=date(2023, 1, 1),
    removed=date(2024, 6, 1),
)
NAMES: Mapping[str, tuple[tuple[Entry, float], ...]] = {
    "huawei": ((HUAWEI, 0.97),),
    "customer in huawei": ((HUAWEI, 0.97),),
    "huawai": ((HUAWEI, 0.82),),
    "inspur electronic": ((IEIT, 0.95),),
    "inspur electric": ((IEIT, 0.8),),
    "quay traders": ((UNVERIFIED, 1.0),),
    "ferrant optics": ((DENIED, 1.0),),
    "huawei inspur": ((IEIT, 0.91), (HUAWEI, 0.9)),
}
ENTRIES = (HUAWEI, IEIT, UNVERIFIED, DENIED, BY_CASE)
_HIT = 0.9


@dataclass
class StandIn:
    """Screens by exact names; counts the parties that it was asked."""

    cleared_names: frozenset[str] = frozenset()
    cleared_from: date = date(2025, 3, 1)
    digest: str = "stand-in"
    asked: list[Party] = field(default_factory=list)
    versions: tuple[ListVersion, ...] = (
        ListVersion(list="EL", as_of=date(2026, 7, 9), digest="e", source="test"),
        ListVersion(list="UVL", as_of=date(2026, 7, 31), digest="u", source="test"),
    )

    def matches(self, party: Party) -> tuple[Match, ...]:
        self.asked.append(party)
        return tuple(
            Match(
                entry=entry.key,
                score=score,
                band=Band.HIT if score >= _HIT else Band.REVIEW,
                name=entry.names[0],
                by="name",
            )
            for entry, score in NAMES.get(party.name.casefold(), ())
        )

    dated: bool = False

    @property
    def tags(self) -> SdnTags:
        return read_sdn_tags(library().folder)

    def entries(self, key: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in ENTRIES if entry.key == key)

    def cleared(self, party: Party, entry: Entry, on: date, known: date | None) -> bool:
        del entry, known
        return party.name.casefold() in self.cleared_names and on >= self.cleared_from

    def seated(
        self, party: Party, matches: Sequence[Match], on: date | None, known: date | None
    ) -> Party:
        del matches, on, known
        return party

    def on_record(self, party: Party) -> bool:
        return party.name == "Bytewharf"

    def seats(self, parties: Sequence[NamedParty], on: date, known: date | None) -> SeatsOnRecord:
        del on, known
        if not any(party.on_record for party in parties):
            return SeatsOnRecord()
        return SeatsOnRecord(headquarters="CN", restricted=frozenset({"CN", "MO"}))

    def not_met(self, parties: Iterable[Party]) -> tuple[str, ...]:
        del parties
        return ()

    def owned(self, parties: Iterable[Party]) -> tuple[str, ...]:
        del parties
        return ()

    def days(self, parties: Iterable[Party]) -> tuple[date, ...]:
        del parties
        return (self.cleared_from,)

    def facts(
        self, parties: Sequence[NamedParty], on: date, known: date | None
    ) -> dict[str, Known]:
        standing = [
            (found.entry, found.match)
            for party in parties
            for found in party.standing(self, on, known)
            if not found.cleared
        ]
        facts = party_facts(standing, on, self.tags)
        if not all(party.screened for party in parties):
            facts = stricter(facts, not_screened())
        roles = frozenset[Role | None]().union(*(party.roles for party in parties))
        return whole(facts, roles, ())

"""What an answer presumes: the facts that were left out and that could make it stricter.

Belongs here: which facts taken for granted bear on an item, wherever it goes, and whether the law
on such a point is in doubt. Does not: wording (the vocabulary has it), or the answer itself.
Always true: a proviso rests on the item and on what is given of the case, never on the place, so
that all shipments of like items have the same; an answer that a license is required has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from ecluse.bounded import Bounded
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Paragraphs, classified
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.coded_cases import CodedCases
from ecluse.determine.coded_law import Reach
from ecluse.determine.items import differing
from ecluse.determine.license_exception import exception_of
from ecluse.determine.require import binds, reaches
from ecluse.determine.shipment import PLACES
from ecluse.determine.trace import Found
from ecluse.facts.item import Item
from ecluse.facts.known import unknown_word
from ecluse.facts.truth import Truth
from ecluse.law.in_force import InForce, Law
from ecluse.law.library import Library
from ecluse.law.provision import (
    Classification,
    Exclusion,
    Jurisdiction,
    LicenseException,
    Presumption,
    Requirement,
    Restriction,
)

SEATS = ("headquarters", "parent_headquarters")
# Places that are taken where the goods go: they bear although nobody knows yet where that is.
_TAKEN_THERE = (*SEATS, "end_use_place")
_MOST_ITEMS = 2048


@dataclass(frozen=True, slots=True, order=True)
class Proviso:
    """A fact that was taken for granted; `unconfirmed` where the law on that point is in doubt."""

    fact: str
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Provisos:
    """What bears on an item, wherever it goes.

    Args:
        required: Facts that, were they otherwise, could bring a license requirement.
        subject: Facts that, were they otherwise, could make the item subject to the regulations.
    """

    required: tuple[Proviso, ...]
    subject: tuple[Proviso, ...]


def provisos(facts: CaseFacts) -> Provisos:
    """What bears on the item of a case, wherever it goes; the seats stand here even if given."""
    nowhere = facts.with_facts({name: unknown_word(name) for name in PLACES})
    asking = facts.law.once(_Asking)
    said, worked_out = nowhere.stated.facts, facts.law.definitions
    # What the law works out is taken for granted by nobody.
    others = (
        name for name in facts.library.vocabulary.facts if name in said or name not in worked_out
    )
    left_out = [name for name in others if asking.bears(name) and nowhere[name].assumed]
    names = [*filter(asking.bears, SEATS), *left_out]
    coded = facts.law.once(Coder).whole
    bearing: _Bearing = _ByCodes(nowhere, names) if coded else _ByWalking(nowhere)
    required, subject = [], []
    for name in names:
        doubts = list(bearing.doubts(name, asking.required(name)))
        if doubts:
            required.append(Proviso(name, all(doubts)))
        if bearing.reaches(name, asking.grounds(name)):
            subject.append(Proviso(name))
    return Provisos(tuple(required), tuple(subject))


def provisos_kept(facts: CaseFacts) -> Provisos:
    """The same; worked out once for all shipments of an item of which the same is said, as far as
    that may bear: where they go does not, nor, under most laws, how many they are.
    """
    shipment, law, library = facts.shipment, facts.law, facts.library
    if not facts.as_asked or shipment.parties is not None:
        return provisos(facts)
    kept, bears = law.once(_KeptProvisos), law.once(_Asking).bears
    said = [
        (name, facts[name]) for name in sorted(differing(shipment, library) - PLACES) if bears(name)
    ]
    period = library.eccns.period(law.on)
    key = (id(shipment.item), id(library), shipment.strict, law.begun, period, *said)
    found = kept.get(key)
    if found is None:
        # The item and the library are held, so that neither number is given to another.
        found = kept[key] = (provisos(facts), shipment.item, library)
    return found[0]


class _KeptProvisos(Bounded[object, tuple[Provisos, Item, Library]]):
    """The provisos on items, under the law of one period."""

    def __init__(self, _: Law) -> None:
        super().__init__(_MOST_ITEMS)


Asked = Sequence[tuple[int, Requirement, InForce]]
Grounds = Sequence[tuple[int, Jurisdiction]]


class _Asking:
    """What of a law may come out otherwise where one fact does; each with its place in the law."""

    def __init__(self, law: Law) -> None:
        self.law = law
        # For each fact once; there are as many as the vocabulary has.
        self.bears = cache(self._bears)
        self.required, self.grounds = cache(self._required), cache(self._grounds)

    def _bears(self, name: str) -> bool:
        """Whether anything may come out otherwise where a fact does."""
        return bool(self.required(name) or self.grounds(name))

    def _required(self, name: str) -> Asked:
        """The requirements."""
        own = {says.provision for says, _ in self.law.bears(name, Requirement)}
        anew = describes(self.law, name)
        return [
            (place, says, entry)
            for place, (says, entry) in enumerate(self.law.of_kind(Requirement))
            if says.provision in own
            or (anew and "any" not in says.items)
            or (name == "exporter" and entry.measure.binds)
        ]

    def _grounds(self, name: str) -> Grounds:
        """The grounds of jurisdiction."""
        own = {says.provision for says, _ in self.law.bears(name, Jurisdiction)}
        return [
            (place, says)
            for place, (says, _) in enumerate(self.law.of_kind(Jurisdiction))
            if says.provision in own
        ]


def describes(law: Law, name: str) -> bool:
    """Whether a fact can change which paragraphs describe an item."""
    return bool(law.bears(name, *_DESCRIBING))


class _Bearing(Protocol):
    """Whether a fact bears on an item that goes nowhere."""

    def doubts(self, name: str, asked: Asked) -> Iterator[bool]:
        """For each requirement that does not apply, and may apply were the fact unknown: whether
        the law is in doubt.
        """

    def reaches(self, name: str, grounds: Grounds) -> bool:
        """Whether a ground of jurisdiction that does not reach the item may, were it unknown."""


class _ByWalking:
    """The reference: each condition is decided."""

    def __init__(self, nowhere: CaseFacts) -> None:
        self.nowhere = nowhere
        self.paragraphs = classified(nowhere).paragraphs

    def _otherwise(self, name: str) -> CaseFacts:
        return self.nowhere.with_facts({name: self.nowhere.library.vocabulary.unknown(name)})

    def doubts(self, name: str, asked: Asked) -> Iterator[bool]:
        """For each requirement that may apply, were the fact unknown: whether it is in doubt."""
        if not asked:
            return
        otherwise, described_anew = self._otherwise(name), self.paragraphs
        if describes(self.nowhere.law, name):
            described_anew = classified(otherwise).paragraphs
        for _, says, entry in asked:
            here = _applies(says, entry, self.nowhere, self.paragraphs)
            if name not in _TAKEN_THERE and here is not Truth.FALSE:
                continue
            if _applies(says, entry, otherwise, described_anew) is not Truth.FALSE:
                yield entry.doubt is not None

    def reaches(self, name: str, grounds: Grounds) -> bool:
        """Whether a ground of jurisdiction that does not reach the item may."""
        otherwise = self._otherwise(name) if grounds else self.nowhere
        for _, says in grounds:
            may, is_ = (reaches(says, each, self.paragraphs) for each in (otherwise, self.nowhere))
            if may is not Truth.FALSE and (name in SEATS or is_ is Truth.FALSE):
                return True
        return False


class _ByCodes:
    """The same by codes: the case as it is, and with each of some facts unknown, run at once."""

    def __init__(self, nowhere: CaseFacts, names: Sequence[str]) -> None:
        coder, unknown = nowhere.law.once(Coder), nowhere.library.vocabulary.unknown
        changes = [coder.changed(nowhere, {name: unknown(name)}) for name in names]
        self.cases = CodedCases(CodedCase.of(nowhere, coder), [(), *changes])
        self._case = {name: case for case, name in enumerate(names, 1)}
        self.here = self.cases.without_flags()

    def _may(self, reach: Reach) -> int:
        """The cases in which a provision may reach the item."""
        return self.cases.columns.may(reach.of(self.cases.steps, self.here))

    def doubts(self, name: str, asked: Asked) -> Iterator[bool]:
        """For each requirement that may apply, were the fact unknown: whether it is in doubt."""
        for place, _, entry in asked:
            may = self._may(self.cases.coded.demands[place].reach)
            if name not in _TAKEN_THERE and may & _AS_IT_IS:
                continue
            if may >> self._case[name] & 1:
                yield entry.doubt is not None

    def reaches(self, name: str, grounds: Grounds) -> bool:
        """Whether a ground of jurisdiction that does not reach the item may, were it unknown."""
        for place, _ in grounds:
            reach = self.cases.coded.reaches[place]
            if not self.cases.steps[reach.described] & _AS_IT_IS:
                continue
            if name not in SEATS and self._may(reach) & _AS_IT_IS:
                continue
            if self.here[reach.own] >> self._case[name] & 1:
                return True
        return False


_AS_IT_IS = 1  # the bit of the first case
_DESCRIBING = (Classification, Exclusion, Presumption)


def _applies(says: Requirement, entry: InForce, facts: CaseFacts, paragraphs: Paragraphs) -> Truth:
    truth = facts.decide(says.when).truth
    if truth is not Truth.FALSE:
        truth &= paragraphs.described(says.items).truth
    return truth if truth is Truth.FALSE else truth & binds(entry, facts)[0]


def of_exception(used: Found, facts: CaseFacts) -> tuple[Proviso, ...]:
    """What an exception presumes: the assumed facts that it, or what would bar it, asks for."""
    says, law = exception_of(used), facts.law
    names = dict.fromkeys((*SEATS, *facts.library.vocabulary.facts))
    return tuple(
        Proviso(name)
        for name in names
        if (name in SEATS or facts[name].assumed) and _asked(name, says, law)
    )


def _asked(name: str, says: LicenseException, law: Law) -> bool:
    own = any(each is says for each, _ in law.bears(name, LicenseException))
    return own or any(says.symbol in bar.bars for bar, _ in law.bears(name, Restriction))

"""What an answer presumes: the facts that were left out and that could make it stricter.

Belongs here: which facts taken for granted bear on an item, wherever it goes, and whether the law
on such a point is in doubt. Does not: wording (the vocabulary has it), or the answer itself.
Always true: a proviso rests on the item and on what is given of the case, never on the place, so
that all shipments of like items have the same; an answer that a license is required has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ecluse.determine.case import PLACES, CaseFacts
from ecluse.determine.classify import classified
from ecluse.determine.require import binds, described
from ecluse.determine.trace import Found
from ecluse.facts.known import unknown_word
from ecluse.facts.truth import Truth
from ecluse.law.provision import (
    Classification,
    Exclusion,
    Jurisdiction,
    LicenseException,
    Presumption,
    Requirement,
    Restriction,
)
from ecluse.law.register import InForce, Law

SEATS = ("headquarters", "parent_headquarters")


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
    _, _, paragraphs = classified(nowhere)
    names = [*SEATS, *(name for name in facts.library.vocabulary.facts if nowhere[name].assumed)]
    required = [each for name in names for each in _required(name, nowhere, paragraphs)]
    subject = [each for name in names for each in _subject(name, nowhere, paragraphs)]
    return Provisos(tuple(required), tuple(subject))


def _required(name: str, nowhere: CaseFacts, paragraphs: dict[str, Found]) -> Iterator[Proviso]:
    """The proviso of one fact, where a requirement that does not apply may apply without it."""
    law = nowhere.law
    anew = bool(law.bears(name, *_DESCRIBING))
    own = {says.provision for says, _ in law.bears(name, Requirement)}
    asking = [
        (says, entry)
        for says, entry in law.of_kind(Requirement)
        if says.provision in own
        or (anew and "any" not in says.items)
        or (name == "exporter" and entry.measure.binds)
    ]
    if not asking:
        return
    otherwise = nowhere.with_facts({name: nowhere.library.vocabulary.unknown(name)})
    described_anew = classified(otherwise)[2] if anew else paragraphs
    doubts = []
    for says, entry in asking:
        if name not in SEATS and _applies(says, entry, nowhere, paragraphs) is not Truth.FALSE:
            continue
        if _applies(says, entry, otherwise, described_anew) is not Truth.FALSE:
            doubts.append(entry.doubt is not None)
    if doubts:
        yield Proviso(name, all(doubts))


_DESCRIBING = (Classification, Exclusion, Presumption)


def _applies(
    says: Requirement, entry: InForce, facts: CaseFacts, paragraphs: dict[str, Found]
) -> Truth:
    truth = facts.decide(says.when).truth
    if truth is not Truth.FALSE:
        truth &= described(says.items, paragraphs)[0]
    return truth if truth is Truth.FALSE else truth & binds(entry, facts)[0]


def _subject(name: str, nowhere: CaseFacts, paragraphs: dict[str, Found]) -> Iterator[Proviso]:
    """The proviso of one fact, where a ground of jurisdiction that does not reach the item may."""
    otherwise = nowhere.with_facts({name: nowhere.library.vocabulary.unknown(name)})
    for says, _ in nowhere.law.bears(name, Jurisdiction):
        items = described(says.items, paragraphs)[0]
        may, is_ = (items & each.decide(says.when).truth for each in (otherwise, nowhere))
        if may is not Truth.FALSE and (name in SEATS or is_ is Truth.FALSE):
            yield Proviso(name)
            return


def of_exception(used: Found, facts: CaseFacts) -> tuple[Proviso, ...]:
    """What an exception presumes: the assumed facts that it, or what would bar it, asks for."""
    says, law = used.entry.says, facts.law
    assert isinstance(says, LicenseException)
    names = dict.fromkeys((*SEATS, *facts.library.vocabulary.facts))
    return tuple(
        Proviso(name)
        for name in names
        if (name in SEATS or facts[name].assumed) and _asked(name, says, law)
    )


def _asked(name: str, says: LicenseException, law: Law) -> bool:
    own = any(each is says for each, _ in law.bears(name, LicenseException))
    return own or any(says.symbol in bar.bars for bar, _ in law.bears(name, Restriction))

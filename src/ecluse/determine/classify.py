"""Step one: which paragraphs describe the item.

Belongs here: classification, the notes that take items out again, presumptions, and the IC inside a
board or system.
Does not: what follows for a shipment (require, license_exception, review).
Always true: a paragraph is TRUE only if it is so whatever the unknown figures are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.trace import Found, own, settling
from ecluse.facts.item import IC_KINDS, WITH_ICS, Item, ItemKind
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, every, some
from ecluse.law.provision import Classification, Exclusion, Presumption

Presumed = dict[str, list[Found]]
# What the IC inside may have otherwise.
ASKED_INSIDE = frozenset({"item_kind", "other_eccn", "datacenter"})


class Described(NamedTuple):
    """Whether one of several paragraphs describes the item, those that say so, and the facts that
    would settle it where it is unknown.
    """

    truth: Truth
    because: tuple[Found, ...] = ()
    settles: frozenset[str] = frozenset()


_ANY_ITEM = Described(Truth.TRUE)


class Paragraphs(dict[str, Found]):
    """Every paragraph in force by its name: whether it describes the item of a case."""

    def __init__(self, found: Iterable[tuple[str, Found]] = ()) -> None:
        super().__init__(found)
        self._described: dict[tuple[str, ...], Described] = {}

    def described(self, names: tuple[str, ...]) -> Described:
        """Whether one of the named paragraphs (or any item at all) describes the item."""
        described = self._described.get(names)
        if described is None:
            described = self._described[names] = self._describe(names)
        return described

    def _describe(self, names: tuple[str, ...]) -> Described:
        if "any" in names:
            return _ANY_ITEM
        found = [self[name] for name in names if name in self]
        truth = some(each.truth for each in found)
        if truth is Truth.FALSE:
            return Described(truth)
        because = tuple(each for each in found if each.truth is truth)
        return Described(truth, because, settling(truth, because))


class Classified(NamedTuple):
    """What step one comes to.

    Args:
        facts: The case, with the flags that stand presumed.
        presumed: The presumptions, by the paragraph that they presume.
        paragraphs: Every paragraph in force, by its name.
    """

    facts: CaseFacts
    presumed: Presumed
    paragraphs: Paragraphs


def classified(facts: CaseFacts) -> Classified:
    """Step one, done once for all places of one item."""
    law = facts.law
    flags = frozenset(flag for says, _ in law.of_kind(Presumption) for flag in says.flags)
    rests_on = law.conditions_in(Presumption, Exclusion, Classification)
    laid, presumed, paragraphs = facts.once(
        "paragraphs", rests_on, flags | ASKED_INSIDE, _classified
    )
    return Classified(facts.with_facts(laid) if laid else facts, presumed, paragraphs)


def _classified(facts: CaseFacts) -> tuple[dict[str, Known], Presumed, Paragraphs]:
    flags, presumed = presume(facts)
    return flags, presumed, classify(facts.with_facts(flags) if flags else facts, presumed)


def presume(facts: CaseFacts) -> tuple[dict[str, Known], Presumed]:
    """The flags that stand presumed, and the presumptions by the paragraph that they presume."""
    presumed: Presumed = {}
    flags: dict[str, Known] = {}
    for says, entry in facts.law.of_kind(Presumption):
        found = own(entry, says.when, facts)
        presumed.setdefault(says.presumes, []).append(found)
        for flag in says.flags:
            truth = facts[flag].truth | found.truth
            if found.truth is not Truth.FALSE:
                flags[flag] = Known(
                    value=truth,
                    confidence=Confidence.TEXT,
                    unsettled=found.settles | facts[flag].unsettled,
                    because=f"presumed by {says.provision}",
                )
    return flags, presumed


def classify(facts: CaseFacts, presumed: Presumed) -> Paragraphs:
    """For every paragraph in force: whether it describes the item."""
    inside = ic_facts(facts)
    inner = _paragraphs(facts.with_facts(inside), {}, {}) if inside is not None else {}
    return _paragraphs(facts, inner, presumed)


def ic_facts(facts: CaseFacts) -> dict[str, Known] | None:
    """What is otherwise of the IC inside an item, which is classified by itself; None where the
    item is the IC.
    """
    if facts.shipment.item.contains is None and is_an_ic(facts):
        return None
    return facts_inside(facts)


def is_an_ic(facts: CaseFacts) -> bool:
    """Whether an item is surely an IC, of no other entry: a board or a system holds one, named or
    not, and so may an item whose kind nobody knows.
    """
    kind = facts["item_kind"].value
    return kind in IC_KINDS and facts["other_eccn"].value == "none"


def facts_inside(facts: CaseFacts) -> dict[str, Known]:
    """What is otherwise of the IC of an item than of the item."""
    inside = {
        "item_kind": _KINDS[_kind_inside(facts.ic)],
        "other_eccn": _NO_OTHER,
    }
    if (
        facts.ic is not facts.shipment.item
        and facts.ic.datacenter is not None
        and "datacenter" not in facts.shipment.given
    ):
        inside["datacenter"] = facts.ic.datacenter
    return inside


_KINDS = {kind: Known(value=kind, confidence=Confidence.HIGH) for kind in get_args(ItemKind)}
_NO_OTHER = Known(value="none")


def _kind_inside(ic: Item) -> ItemKind:
    """The kind of the IC of an item, where the catalogue knows the card or the module alone."""
    return "chip" if ic.kind in WITH_ICS else ic.kind


def _paragraphs(facts: CaseFacts, inner: Mapping[str, Found], presumed: Presumed) -> Paragraphs:
    notes = [
        (says.excludes, own(entry, says.when, facts))
        for says, entry in facts.law.of_kind(Exclusion)
    ]
    found = {
        says.provision: _paragraph(
            own(entry, says.when, facts),
            [inner[name] for name in says.contains if name in inner] if says.contains else None,
            [note for excluded, note in notes if says.provision in excluded],
            presumed.get(says.provision, ()),
        )
        for says, entry in facts.law.of_kind(Classification)
    }
    for says, _ in facts.law.of_kind(Classification):
        if says.unless:
            others = [found[name] for name in says.unless if name in found]
            found[says.provision] = _elsewhere(found[says.provision], others)
    return Paragraphs(found.items())


def _paragraph(
    by_itself: Found, ics: list[Found] | None, notes: list[Found], presumptions: Sequence[Found]
) -> Found:
    """A paragraph: its own condition, one of the ICs inside (where it asks for any), no note that
    takes the item out; or a presumption.
    """
    truths = [by_itself.truth, *(~note.truth for note in notes)]
    if ics is not None:
        truths.append(some(ic.truth for ic in ics))
    truth = some([every(truths), *(each.truth for each in presumptions)])
    because = (*(ics or ()), *notes, *presumptions)
    return replace(
        by_itself, truth=truth, because=because, settles=settling(truth, (by_itself, *because))
    )


def _elsewhere(found: Found, others: list[Found]) -> Found:
    """A paragraph for what is "not elsewhere specified": in none of the others."""
    truth = found.truth & ~some(other.truth for other in others)
    settles = settling(truth, (found, *others))
    return replace(found, truth=truth, because=(*found.because, *others), settles=settles)

"""Step one: which paragraphs describe the item.

Belongs here: classification, the notes that take items out again, presumptions, and the IC inside a
board or system.
Always true: a paragraph is TRUE only if it is so whatever the unknown figures are.
"""

from __future__ import annotations

from dataclasses import replace

from ecluse.citation import Confidence
from ecluse.determine.shipment import CaseFacts
from ecluse.determine.trace import Found
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, every, some
from ecluse.facts.vocabulary import truth_of
from ecluse.law.provision import Classification, Exclusion, Presumption

Presumed = dict[str, list[Found]]
_ASKED = frozenset({"other_eccn", "datacenter"})


def classified(facts: CaseFacts) -> tuple[CaseFacts, Presumed, dict[str, Found]]:
    """The facts with presumed flags laid in, the presumptions, and every paragraph; done once for
    all places of one item.
    """
    law = facts.law
    flags = frozenset(flag for says, _ in law.of_kind(Presumption) for flag in says.flags)
    rests_on = law.conditions_in(Presumption, Exclusion, Classification)
    laid, presumed, paragraphs = facts.once("paragraphs", rests_on, flags | _ASKED, _classified)
    return (facts.with_facts(laid) if laid else facts), presumed, paragraphs


def _classified(facts: CaseFacts) -> tuple[dict[str, Known], Presumed, dict[str, Found]]:
    flags, presumed = presume(facts)
    return flags, presumed, classify(facts.with_facts(flags) if flags else facts, presumed)


def presume(facts: CaseFacts) -> tuple[dict[str, Known], Presumed]:
    """The flags that stand presumed, and the presumptions by the paragraph that they presume."""
    presumed: Presumed = {}
    flags: dict[str, Known] = {}
    for says, entry in facts.law.of_kind(Presumption):
        finding = facts.decide(says.when)
        presumed.setdefault(says.presumes, []).append(
            Found(entry=entry, truth=finding.truth, finding=finding, settles=finding.settles)
        )
        for flag in says.flags:
            truth = truth_of(facts[flag]) | finding.truth
            if finding.truth is not Truth.FALSE:
                flags[flag] = Known(
                    value=truth,
                    confidence=Confidence.TEXT,
                    unsettled=finding.settles | facts[flag].unsettled,
                    because=f"presumed by {says.provision}",
                )
    return flags, presumed


def classify(facts: CaseFacts, presumed: Presumed) -> dict[str, Found]:
    """For every paragraph in force: whether it describes the item."""
    if facts.shipment.item.contains is None and facts["other_eccn"].value == "none":
        return _paragraphs(facts, {}, presumed)
    ic = {
        "item_kind": Known(value=facts.ic.kind, confidence=Confidence.HIGH),
        "other_eccn": Known(value="none"),
    }
    if (
        facts.ic is not facts.shipment.item
        and facts.ic.datacenter is not None
        and "datacenter" not in facts.shipment.given
    ):
        ic["datacenter"] = facts.ic.datacenter
    inner = _paragraphs(facts.with_facts(ic), {}, {})
    return _paragraphs(facts, inner, presumed)


def _paragraphs(facts: CaseFacts, inner: dict[str, Found], presumed: Presumed) -> dict[str, Found]:
    notes = [
        (
            says,
            Found(
                entry=entry,
                truth=(finding := facts.decide(says.when)).truth,
                finding=finding,
                settles=finding.settles,
            ),
        )
        for says, entry in facts.law.of_kind(Exclusion)
    ]
    found: dict[str, Found] = {}
    for says, entry in facts.law.of_kind(Classification):
        finding = facts.decide(says.when)
        because: list[Found] = []
        truths = [finding.truth]
        settles = finding.settles
        if says.contains:
            ics = [inner[name] for name in says.contains if name in inner]
            because.extend(ics)
            truths.append(some(ic.truth for ic in ics))
            settles = settles.union(*(ic.settles for ic in ics))
        for note in (note for excluded, note in notes if says.provision in excluded.excludes):
            because.append(note)
            truths.append(~note.truth)
            settles |= note.settles
        truth = every(truths)
        for presumption in presumed.get(says.provision, ()):
            because.append(presumption)
            truth |= presumption.truth
            settles |= presumption.settles
        found[says.provision] = Found(
            entry=entry,
            truth=truth,
            finding=finding,
            because=tuple(because),
            settles=settles if truth is Truth.UNKNOWN else frozenset(),
        )
    for says, _ in facts.law.of_kind(Classification):
        if says.unless:
            mine = found[says.provision]
            others = [found[name] for name in says.unless if name in found]
            truth = mine.truth & ~some(other.truth for other in others)
            settles = (
                mine.settles.union(*(other.settles for other in others))
                if truth is Truth.UNKNOWN
                else frozenset[str]()
            )
            found[says.provision] = replace(
                mine, truth=truth, because=(*mine.because, *others), settles=settles
            )
    return found

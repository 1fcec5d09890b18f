"""A question as the words that ask it again: of an address, and of a command line.

Belongs here: which words stand for a shipment and its law. Does not: reading words (determine), or
addresses (links).
Always true: the words of an answer that presumes nothing unsaid ask the same question; a fact that
cannot be said in a word is left to the answer's own JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ecluse.answers.command import command_line
from ecluse.brief.terms import BriefTerms
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.facts.figure import Figure, plain
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.measure import Reading

_WORDS = {
    "hq": "headquarters",
    "parent_hq": "parent_headquarters",
    "exporter": "exporter",
    "origin": "origin",
    "end_use": "end_use",
}


def asked_of(found: Determination, scenario: str | None = None) -> dict[str, str]:
    """What is asked beside the item, the destination and the day, by the keys of an address."""
    return {**_of_the_law(found, scenario), **dict(_of_the_shipment(found.shipment))}


def _of_the_law(found: Determination, scenario: str | None) -> dict[str, str]:
    law, said = found.law, {}
    if law.known != date.max:
        said["known"] = law.known.isoformat()
    if law.reading is not Reading.ENFORCED:
        said["reading"] = law.reading.value
    if scenario is not None:
        said["scenario"] = scenario
    return said


def _of_the_shipment(shipment: Shipment) -> Iterator[tuple[str, str]]:
    for key, field in _WORDS.items():
        if (value := getattr(shipment, field)) is not None:
            yield key, str(value)
    if shipment.quantity is not None:
        yield "quantity", plain(shipment.quantity)
    if shipment.strict:
        yield "strict", "true"
    told = shipment.parties.tells if shipment.parties is not None else ()
    for name, known in shipment.given.items():
        if name not in told:
            yield f"given.{name}", _word(known)


def _word(known: Known) -> str:
    value = known.value
    if isinstance(value, Figure):
        return "unknown" if value.exact is None else plain(value.exact)
    if isinstance(value, Truth):
        return value.word
    return value if value is not None else "unknown"


def command(*words: str, **options: str | bool | None) -> str:
    """A command line that prints an answer as JSON."""
    return command_line(*words, options=[*options.items(), ("json", True)])


def shipment_command(
    name: str, found: Determination, terms: BriefTerms, asked: dict[str, str], **days: str
) -> str:
    """The command that asks of this shipment."""
    if "scenario" in asked:
        asked = {**asked, "scenario": terms.asked(asked["scenario"])}
    shipment, begins = found.shipment, "given."
    given = [f"{key[6:]}={value}" for key, value in asked.items() if key.startswith(begins)]
    others = [pair for pair in asked.items() if not pair[0].startswith((begins, "strict"))]
    options = [("to", shipment.destination), *days.items(), *others, ("json", True)]
    beside = [("given", given), ("strict", "strict" in asked)]
    return command_line(name, terms.asked(shipment.item.name), options=[*options, *beside])

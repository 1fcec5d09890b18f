"""A shipment with one more fact told.

Belongs here: reading one answer of an interview, and laying it into the question.
Does not: which fact is asked (next_fact), or what an answer does (possible).
Always true: an answer is read by the one door in, so that it means what it means in a flag; who
does not know says so, and the fact is then unknown, not left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from ecluse.determine.question import OWN_WORDS, read_fact
from ecluse.determine.shipment import Shipment
from ecluse.facts.known import Known
from ecluse.law.library import Library

# The facts that have a word of their own in a question, and a field in a shipment.
OWN_FIELDS = frozenset(OWN_WORDS) & {field.name for field in fields(Shipment)}
_NOT_KNOWN = frozenset(
    {
        *("i dont know", "i do not know", "dont know", "do not know", "not known", "no idea"),
        *("idk", "je ne sais pas", "je ne sais", "ne sais pas", "sais pas", "pas connu"),
    }
)


def told(shipment: Shipment, fact: str, text: str, library: Library) -> Shipment:
    """The same question with one fact more, as people write it.

    Raises:
        UnknownNameError: No fact is called that, or no country.
        InputError: The text does not fit the fact.
    """
    words = re.sub(r"[’']", "", " ".join(text.split())).casefold().rstrip(".!")
    return with_fact(
        shipment,
        fact,
        read_fact(fact, "unknown" if words in _NOT_KNOWN else text, library, fact),
    )


def with_fact(shipment: Shipment, fact: str, known: Known) -> Shipment:
    """The same question with one fact more; what is settled stands in a field of its own, as where
    words are read.
    """
    given = {name: value for name, value in shipment.given.items() if name != fact}
    if fact not in OWN_FIELDS:
        return replace(shipment, given=given | {fact: known})
    if not known.settled or known.because:
        own: Mapping[str, Any] = {fact: None}
        return replace(shipment, given=given | {fact: known}, **own)
    value = known.number if fact == "quantity" else str(known.value)
    own = {fact: value}
    return replace(shipment, given=given, **own)


def said(shipment: Shipment) -> frozenset[str]:
    """The facts that are said, be it that they are unknown: nobody is asked for them again."""
    own = {name for name in OWN_FIELDS if getattr(shipment, name) is not None}
    return frozenset(own | shipment.given.keys())

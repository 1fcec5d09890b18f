"""What a question says of its case, fact by fact, so that it can be asked again.

Belongs here: each fact that is said, and its text as `--given` takes it. Does not: what is taken
where nothing is said (remarks), or the law that is asked (wording).
Always true: a number stands with all its digits; what screening tells of the parties is not said of
the case, and stands with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.determine.shipment import Shipment
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.screening.party import Party

_FIELDS = (
    *("headquarters", "parent_headquarters", "exporter", "origin", "end_use", "quantity"),
)  # the destination has a place of its own wherever a question is told
_WORDS = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}
_OF_A_PARTY = ("name", "role", "country", "address", "identifier")


def said_facts(shipment: Shipment) -> dict[str, str]:
    """The facts that a question says beside its destination, by name."""
    return dict(_said(shipment))


def said_parties(shipment: Shipment) -> list[dict[str, str]]:
    """The parties that a question names, in its own words; what is not said of one is left out."""
    named = () if shipment.parties is None else shipment.parties.named
    return [dict(_of_party(party)) for party in named]


def _of_party(party: Party) -> Iterator[tuple[str, str]]:
    for name in _OF_A_PARTY:
        value = getattr(party, name)
        if value is not None:
            yield name, str(value)


def _said(shipment: Shipment) -> Iterator[tuple[str, str]]:
    for name in _FIELDS:
        value = getattr(shipment, name)
        if value is not None:
            yield name, str(value)
    parties = shipment.parties
    told = frozenset() if parties is None else parties.tells
    for name, known in shipment.given.items():
        if name not in told:
            yield name, _text(known)
    for name, known in {} if parties is None else parties.said.items():
        yield name, _text(known)


def _text(known: Known) -> str:
    value = known.value
    if isinstance(value, Figure):
        text = str(value) if value.exact is None else f"{value.exact:f}"
    elif isinstance(value, Truth):
        text = _WORDS[value]
    else:
        text = "unknown" if value is None else value
    return text if known.because is None else f"{text} ({known.because})"

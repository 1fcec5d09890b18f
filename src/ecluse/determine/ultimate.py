"""A shipment of which more is said than can be true together: whose end user or ultimate consignee
is said to be elsewhere than the goods go, or that leaves a country otherwise than it moves.

Belongs here: which other countries may be the ultimate destination, which other movement it may be,
and the answers of all these readings as one. Does not: answering one reading (decide), or wording.
Always true: what is said of another country never makes an answer freer; it takes an answer away
only where that country, as the destination, would get one that is less free; so does a movement.

The export is to the ultimate destination (15 CFR § 734.13(c)), in which the ultimate consignee
receives the item and the end user uses it (§§ 748.5(e) and (f), 772.1). A purchaser or an
intermediate consignee in another country is ordinary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ecluse.determine.movement import MOVEMENT, moves_otherwise
from ecluse.determine.party_seats import OPEN as UNREAD
from ecluse.determine.verdict import FREER, OPEN, Answer, Outcome, Verdict, policy_strictness
from ecluse.facts.known import Known

if TYPE_CHECKING:
    from ecluse.determine.determination import Determination
    from ecluse.determine.shipment import Shipment
    from ecluse.determine.trace import Found
    from ecluse.facts.country import CountryRegion
    from ecluse.law.library import Library
    from ecluse.screening.address_region import StatedRegion

DESTINATION = "destination"
PLACE_OF_USE = "end_use_place"
REGION = "region"


def readings(shipment: Shipment, library: Library) -> tuple[Shipment, ...]:
    """The shipment to each other country that may be its ultimate destination, its seats as they
    stand; and each of them moved as what is said of where it leaves would have it.

    A place of the end use that is said outright is one of them, whoever is named or not, and so is
    a region under an embargo of its own; a place that nobody knows is a destination unknown.
    """
    to = shipment.destination
    if to is None:
        return ()
    codes, on = library.countries, shipment.on
    here = codes.for_the_law(to, on)
    others = [code for code in used_in(shipment, library) if codes.for_the_law(code, on) != here]
    moved = [_moved(shipment, None if code == UNREAD else code) for code in others]
    said = shipment.given.get(REGION)
    for region in regions_used_in(shipment, library):
        if to != region.within or said is None or said.value != region.symbol:
            there = {**shipment.given, REGION: Known(value=region.symbol)}
            moved.append(replace(_moved(shipment, region.within), given=there))
    otherwise = [
        replace(each, given={**each.given, MOVEMENT: Known(value=word)})
        for each in (shipment, *moved)
        if (word := moves_otherwise(each.given, each.destination, library, on)) is not None
    ]
    return (*moved, *otherwise)


def regions_used_in(shipment: Shipment, library: Library) -> Sequence[CountryRegion]:
    """The regions under an embargo of their own in which it may be received or used."""
    parties = shipment.parties
    if parties is None or not parties.regions:
        return ()
    place = _place_of_use(shipment, library)
    outside = outside_all(shipment.given.get(REGION), library)
    return regions_of(parties.regions, parties.receiving_regions, place, library, outside=outside)


def regions_of(
    said: Sequence[StatedRegion],
    receiving: Sequence[StatedRegion],
    place: str | None,
    library: Library,
    *,
    outside: bool,
) -> tuple[CountryRegion, ...]:
    """The same, of what is said: a place of the end use in the region's country may be in it.

    Args:
        said: The regions of the end user and the ultimate consignee.
        receiving, place: As in `received_or_used`.
        outside: The goods are said to go to no region; that settles where a place lies of whose
            oblast a part is covered.
    """
    symbols, received = (
        {each.symbol for each in some if each.surely or not outside} for some in (said, receiving)
    )
    return tuple(
        region
        for region in library.countries.regions
        if region.symbol in symbols
        and (place in (None, UNREAD, region.within) or region.symbol in received)
    )


def outside_all(said: Known | None, library: Library) -> bool:
    """Whether the goods are said outright to go to no region under an embargo of its own."""
    left_out = library.vocabulary.facts[REGION].if_left_out
    return said is not None and left_out is not None and said.value == left_out.value


def used_in(shipment: Shipment, library: Library) -> Sequence[str]:
    """The countries in which the item may be received or used, as the shipment has it; `UNREAD`
    among them where nobody knows where it is used.
    """
    parties = shipment.parties
    place = _place_of_use(shipment, library)
    countries = () if parties is None else parties.countries
    receiving = () if parties is None else parties.receiving
    used = received_or_used(countries, receiving, place)
    return with_region(used, shipment.given.get(REGION), library)


def with_region(used: Sequence[str], said: Known | None, library: Library) -> tuple[str, ...]:
    """Some countries, with that of the region to which the goods are said to go."""
    word = None if said is None else said.value
    within = [each.within for each in library.countries.regions if each.symbol == word]
    return tuple(dict.fromkeys((*used, *within)))


def received_or_used(
    countries: Sequence[str], receiving: Sequence[str], place: str | None
) -> tuple[str, ...]:
    """The countries in which an item may be received or used: the place of its end use speaks for
    that of the end user (§ 748.5(f)), and for nobody who receives it (§ 748.5(e)).

    >>> received_or_used(("CN", "RU"), ("RU",), "SG"), received_or_used(("CN",), (), None)
    (('RU', 'SG'), ('CN',))

    Args:
        countries: Those of the end user and the ultimate consignee.
        receiving: Those of whoever is not the end user alone.
        place: Where the end use is said to be, as `place_of_use` has it.
    """
    if place is None:
        return tuple(countries)
    if place == UNREAD:
        return tuple(dict.fromkeys((*countries, place)))
    return tuple(dict.fromkeys((*receiving, place)))


def place_of_use(said: Known | None, library: Library, *, strict: bool) -> str | None:
    """The country in which an end use is said to be; None where it is, or is taken to be, where the
    goods go; `UNREAD` where that is unknown, or nobody says it and nothing is taken.
    """
    left_out = library.vocabulary.facts[PLACE_OF_USE].if_left_out
    if said is None and not strict:
        return None
    if said is None or not isinstance(said.value, str):
        return UNREAD
    return None if left_out is not None and said.value == left_out.value else said.value


def _place_of_use(shipment: Shipment, library: Library) -> str | None:
    """The same of a shipment."""
    said = shipment.given.get(PLACE_OF_USE)
    return place_of_use(said, library, strict=shipment.strict)


def _moved(shipment: Shipment, code: str | None) -> Shipment:
    """The shipment to another country, None being one that nobody can read; a seat that is presumed
    where the goods go stays there, so that lines of a book with one place are one case.
    """
    given, strict = shipment.given, shipment.strict
    seat, parent = shipment.headquarters, shipment.parent_headquarters
    if seat is None and not strict and "headquarters" not in given:
        seat = shipment.destination
    if parent is None and "parent_headquarters" not in given and shipment.takes_parent:
        parent = seat
    parties = shipment.parties
    return replace(
        shipment,
        destination=code,
        headquarters=seat,
        parent_headquarters=parent,
        parties=parties if parties is None else replace(parties, records=None),
    )


def as_one(first: Verdict, others: Iterable[Verdict]) -> Verdict:
    """The verdict of a shipment with several readings, of which the first is what is said.

    >>> as_one(Verdict(Outcome.NLR), [Verdict(Outcome.LICENSE)]).outcome.value
    'UNDETERMINED'
    >>> as_one(Verdict(Outcome.LICENSE), [Verdict(Outcome.NLR)]).outcome.value
    'LICENSE'
    """
    counted = [each for each in others if less_free(first, each)]
    if not counted or first.outcome is Outcome.UNDETERMINED:
        return first
    if first.outcome is not Outcome.LICENSE:
        return OPEN
    policies = [each.policy for each in (first, *counted) if each.outcome is Outcome.LICENSE]
    held = first.held and all(each.held for each in counted)
    return replace(first, policy=max(policies, key=policy_strictness), held=held)


def less_free(first: Verdict, other: Verdict) -> bool:
    """Whether another reading comes to something else that is not surely freer."""
    if first.outcome in FREER:
        same = (first.outcome, first.exception) == (other.outcome, other.exception)
        return not same and _rank(other) >= _rank(first)
    return other.outcome in (Outcome.UNDETERMINED, Outcome.LICENSE)


def _rank(verdict: Verdict) -> int:
    return verdict.strictness[0]


def needed(
    first: Verdict, needs: frozenset[str], others: Iterable[tuple[Verdict, frozenset[str], str]]
) -> frozenset[str]:
    """What would settle the verdict of several readings, where it is undetermined.

    Args:
        needs: What the first waits for.
        others: The others, with what each waits for and what is said otherwise (`said_otherwise`).
    """
    open_ = first.outcome is Outcome.UNDETERMINED
    for verdict, own, otherwise in others:
        if less_free(first, verdict):
            moves = not open_ or verdict.outcome is Outcome.LICENSE
            needs |= own if otherwise != PLACE_OF_USE else frozenset()
            needs |= {otherwise} if moves else frozenset()
    return needs


def said_otherwise(reading: Shipment, first: Shipment) -> str:
    """What a reading of a shipment has otherwise than the first: where it goes, or how; where the
    place of its end use is what nobody knows, that.
    """
    said = first.given.get(PLACE_OF_USE)
    open_ = first.strict if said is None else not isinstance(said.value, str)
    if open_ and reading.destination is None:
        return PLACE_OF_USE
    here = (first.destination, first.given.get(REGION))
    there = (reading.destination, reading.given.get(REGION))
    return MOVEMENT if here == there else DESTINATION


def whichever(first: Determination, others: Sequence[Determination]) -> Determination:
    """One determination of a shipment with several readings, of which the first is what is said."""
    counted = [each for each in others if less_free(first.verdict, each.verdict)]
    if not counted:
        return first
    if first.outcome is Outcome.LICENSE:
        return _licensed(first, counted)
    told = [
        (each.verdict, each.needs, said_otherwise(each.shipment, first.shipment))
        for each in counted
    ]
    needs = needed(first.verdict, first.needs, told)
    return replace(
        first,
        answer=OPEN.answer,
        requirements=(),
        possible=_once((*first.possible, *_bearing(counted))),
        used=None,
        needs=needs,
        answers=_all_answers(first, counted),
        contradicted=tuple(
            dict.fromkeys(
                (_place_of(each.shipment, first.shipment), each.answer) for each in counted
            )
        ),
    )


def _all_answers(first: Determination, counted: Sequence[Determination]) -> tuple[Answer, ...]:
    """What the readings come to, each answer once; at a place that nobody knows, a license too."""
    answers = {answer for each in (first, *counted) for answer in (each.answer, *each.answers)}
    if first.outcome in FREER and any(each.shipment.destination is None for each in counted):
        answers.add(Answer(outcome=Outcome.LICENSE))
    return tuple(sorted(answers - {OPEN.answer}, key=str))


def _place_of(shipment: Shipment, first: Shipment) -> str:
    """Where a reading of a shipment goes: a country's code, `UNREAD`, or the symbol of a region of
    one, where the first is in no such region of that country; `MOVEMENT` for one that goes where it
    does, and `PLACE_OF_USE` for one whose place nobody knows.
    """
    otherwise = said_otherwise(shipment, first)
    if otherwise != DESTINATION:
        return otherwise
    region = shipment.given.get(REGION)
    there = (first.destination, first.given.get(REGION))
    elsewhere = region is not None and (shipment.destination, region) != there
    return str(region.value if region is not None and elsewhere else shipment.destination or UNREAD)


def _bearing(found: Iterable[Determination]) -> Iterable[Found]:
    """The requirements that bear on some answers."""
    for each in found:
        yield from each.requirements
        yield from each.possible


def _once(requirements: Iterable[Found]) -> tuple[Found, ...]:
    """Each requirement once."""
    by_name: dict[str, Found] = {}
    for each in requirements:
        by_name.setdefault(each.provision, each)
    return tuple(by_name.values())


def _licensed(first: Determination, counted: Sequence[Determination]) -> Determination:
    """A license under every reading, reviewed as the strictest of them."""
    reviews = [each for found in counted for each in found.reviews]
    held = all(each.verdict.held for each in counted)
    return replace(
        first, reviews=(*first.reviews, *reviews), licenses=first.licenses if held else ()
    )

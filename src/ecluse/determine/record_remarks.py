"""What is said of the parties that are companies on record, in one language.

Belongs here: choosing what to say of seats, parents and owners. Does not: the words (company),
which fact stands (party_record).
Always true: whatever the record filled in is said with its source; each owner that is listed is
named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ecluse.determine.determination import Determination
from ecluse.determine.party_record import (
    PARENT,
    SEAT,
    PartyRecords,
    RecordedParty,
    buyers_in,
    contradictions,
    records_of,
    screener_of,
)
from ecluse.determine.party_seats import SEATED, by_whom, countries_said
from ecluse.determine.remarks import country_name
from ecluse.determine.shipment import Shipment
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.seats import restricted_seats
from ecluse.screening.affiliation import Affiliation
from ecluse.screening.company_facts import SeatFacts
from ecluse.screening.party import Party
from ecluse.visible import visible
from ecluse.words.say import say


def record_remarks(found: Determination, library: Library, lang: str) -> list[str]:
    """What the record filled in, with its sources."""
    records = _records(found)
    if records is None:
        return []
    lines = (
        line
        for each in _recorded(records, found)
        for line in _of_seat(each.found.seat, found.shipment, records.seats, library, lang)
    )
    return list(dict.fromkeys(lines))


def record_flags(found: Determination, library: Library, lang: str) -> list[str]:
    """Why to look twice: what contradicts, who is disputed, which owners are listed."""
    records = _records(found)
    if records is None:
        return []
    told = _recorded(records, found)
    flags = [
        say(
            "company.contradiction",
            lang,
            meaning=library.vocabulary.facts[fact].meaning.say(lang),
            said=country_name(str(records.seats[fact]), library, lang),
            found=country_name(str(getattr(each.found.seat, fact)), library, lang),
            company=each.found.seat.company,
        )
        for each, fact in contradictions(told, records.seats)
    ]
    for each in told:
        seat = each.found.seat
        flags += _of_parent(each, library, lang)
        flags += _of_owners(each.found.affiliation, seat.company, library, lang)
    flags += _of_countries(records, found, library, lang)
    return list(dict.fromkeys(flags))


def owner_lines(
    party: Party, library: Library, on: date, known: date | None, lang: str
) -> list[str]:
    """Which listed parties own a party on a day, whatever the rule of that day makes of it, and for
    which owners its ultimate parent is unknown.
    """
    restricted = restricted_seats(library, library.register.at(on))
    records = records_of([party], library, restricted, screener_of(library))
    return [
        line
        for each in records.of_day(on, known)
        for line in (
            *_of_owners(each.found.affiliation, each.found.seat.company, library, lang),
            *_of_owners_there(each.found.seat, library, lang),
        )
    ]


def _records(found: Determination) -> PartyRecords | None:
    parties = found.shipment.parties
    return None if parties is None else parties.records


def _recorded(records: PartyRecords, found: Determination) -> tuple[RecordedParty, ...]:
    known = None if found.law.known == date.max else found.law.known
    return records.of_day(found.law.on, known)


def _of_seat(
    seat: SeatFacts,
    shipment: Shipment,
    said: Mapping[str, str | None],
    library: Library,
    lang: str,
) -> Iterator[str]:
    """The seats of a company that stand for a shipment, and that it does not say itself."""
    recalled = say("company.recalled", lang)
    own = _filled(seat.headquarters, shipment.headquarters, said.get(SEAT))
    if own is not None:
        country, source = country_name(own, library, lang), seat.source or recalled
        yield say("company.seat", lang, company=seat.company, country=country, source=source)
    above = _filled(seat.parent_headquarters, shipment.parent_headquarters, said.get(PARENT))
    if above is not None and seat.parent:
        yield say(
            "company.parent",
            lang,
            company=seat.company,
            parent=seat.parent,
            country=country_name(above, library, lang),
            source=seat.parent_source or recalled,
        )


def _filled(found: str | None, stands: str | None, said: str | None) -> str | None:
    """A seat on record that stands where the question says none."""
    return found if said is None and found == stands else None


def _called_after(each: RecordedParty, library: Library, lang: str) -> str:
    seat = each.found.seat
    key = "called after" if seat.parent is None else "called after child"
    source = seat.source if seat.parent is None else seat.parent_source
    return say(
        f"company.{key}" if seat.house is not None else "company.called after open",
        lang,
        party=visible(each.party.name),
        company=seat.company,
        parent=seat.parent,
        country=country_name(seat.house or "", library, lang),
        source=source or say("company.recalled", lang),
    )


def _of_parent(each: RecordedParty, library: Library, lang: str) -> Iterator[str]:
    """Why nobody knows the ultimate parent of a party."""
    seat = each.found.seat
    yield from _of_owners_there(seat, library, lang)
    if seat.called_after:
        yield _called_after(each, library, lang)
    elif seat.parent_open and not seat.owners:
        yield say("company.disputed", lang, company=seat.company)


def _of_owners_there(seat: SeatFacts, library: Library, lang: str) -> Iterator[str]:
    if seat.owners:
        owners = ", ".join(
            f"{visible(name)}: {country_name(code, library, lang)}" for name, code in seat.owners
        )
        yield say("company.owners there", lang, company=visible(seat.company), owners=owners)


def _of_countries(
    records: PartyRecords, found: Determination, library: Library, lang: str
) -> Iterator[str]:
    """Parties that are said to be in a country that makes an answer stricter while the goods go
    elsewhere, and purchasers that are headquartered in one.
    """
    shipment = found.shipment
    if SEAT in shipment.given and records.seats[SEAT] is None and SEAT not in records.open_seats:
        for party in records.parties:
            said = countries_said(party) if party.role in SEATED else ()
            for code in (each for each in said if each in records.restricted):
                country = country_name(code, library, lang)
                how, list_ = by_whom(party, code)
                words = {"company": party.name, "list": list_, "country": country}
                yield say(f"company.elsewhere {how}", lang, **words)
    for each, code in buyers_in(_recorded(records, found), records.restricted):
        country = country_name(code, library, lang)
        yield say("company.buyer", lang, company=each.found.seat.company, country=country)


def _of_owners(
    affiliation: Affiliation, company: str, library: Library, lang: str
) -> Iterator[str]:
    owned = affiliation.ownership
    if not owned.red_flag:
        return
    known = {row.key: row.name for row in library.companies.companies}
    owners = ", ".join(visible(known.get(key, key)) for key in owned.listed_owners)
    if affiliation.terms is not None:
        lists = ", ".join(sorted(affiliation.terms.lists))
        owners = say("company.owners on lists", lang, owners=owners, lists=lists)
    key = "minority"
    if owned.domestic:
        key = "domestic"
    elif owned.reached is Truth.TRUE:
        key = "owned"
    elif owned.reached is Truth.UNKNOWN:
        key = "unread share"
    yield say(f"company.{key}", lang, company=company, owners=owners, percent=owned.percent)

"""What is said of the parties that are companies on record, in one language.

Belongs here: choosing what to say of seats, parents and owners. Does not: the words (company),
which fact stands (party_record).
Always true: whatever the record filled in is said with its source; each owner that is listed is
named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ecluse.determine.party_record import PARENT, SEAT, RecordedParty, contradictions
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.screening.company_facts import SeatFacts
from ecluse.screening.ownership import Ownership
from ecluse.words.say import say


def record_remarks(
    parties: Iterable[RecordedParty], said: Mapping[str, str | None], library: Library, lang: str
) -> list[str]:
    """What the record filled in, with its sources."""
    return [line for each in parties for line in _of_seat(each.found.seat, said, library, lang)]


def record_flags(
    parties: Iterable[RecordedParty], said: Mapping[str, str | None], library: Library, lang: str
) -> list[str]:
    """Why to look twice: what contradicts, who is disputed, which owners are listed."""
    told = tuple(parties)
    flags = [
        say(
            "company.contradiction",
            lang,
            meaning=library.vocabulary.facts[fact].meaning.say(lang),
            said=_country(str(said[fact]), library, lang),
            found=_country(str(_found(each.found.seat, fact)), library, lang),
            company=each.found.seat.company,
        )
        for each, fact in contradictions(told, said)
    ]
    for each in told:
        seat = each.found.seat
        if seat.parent_open:
            flags.append(say("company.disputed", lang, company=seat.company))
        flags += _of_owners(each.found.affiliation.ownership, seat.company, library, lang)
    return flags


def _found(seat: SeatFacts, fact: str) -> str | None:
    return seat.headquarters if fact == SEAT else seat.parent_headquarters


def _of_seat(
    seat: SeatFacts, said: Mapping[str, str | None], library: Library, lang: str
) -> Iterator[str]:
    recalled = say("company.recalled", lang)
    if seat.headquarters is not None and said.get(SEAT) is None:
        country = _country(seat.headquarters, library, lang)
        yield say(
            "company.seat",
            lang,
            company=seat.company,
            country=country,
            source=seat.source or recalled,
        )
    if seat.parent_headquarters is not None and seat.parent and said.get(PARENT) is None:
        yield say(
            "company.parent",
            lang,
            company=seat.company,
            parent=seat.parent,
            country=_country(seat.parent_headquarters, library, lang),
            source=seat.parent_source or recalled,
        )


def _of_owners(owned: Ownership, company: str, library: Library, lang: str) -> Iterator[str]:
    if not owned.red_flag:
        return
    known = {row.key: row.name for row in library.companies.companies}
    owners = ", ".join(known.get(key, key) for key in owned.listed_owners)
    key = "minority"
    if owned.domestic:
        key = "domestic"
    elif owned.reached is Truth.TRUE:
        key = "owned"
    elif owned.reached is Truth.UNKNOWN:
        key = "unread share"
    yield say(f"company.{key}", lang, company=company, owners=owners, percent=owned.percent)


def _country(code: str, library: Library, lang: str) -> str:
    country = library.countries.by_code.get(code)
    return f"{country.name(lang)} ({code})" if country else code

"""What stands beside a verdict: provisos, assumptions, duties, red flags, the disclaimer.

Belongs here: choosing what to say of one determination, in one language.
Does not: the words (words/answer, and the data's own), or how they are laid out.
Always true: nothing is said that the determination does not hold.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from ecluse.determine.determination import Determination
from ecluse.determine.license_exception import exception_of
from ecluse.determine.movement import MOVEMENT
from ecluse.determine.party_seats import (
    OPEN,
    SEATED,
    by_whom,
    may_lie_in,
    regions_said,
    speaks_against,
)
from ecluse.determine.proviso import Proviso
from ecluse.determine.taken import taken
from ecluse.determine.ultimate import PLACE_OF_USE, REGION, place_of_use, with_region
from ecluse.determine.verdict import Outcome
from ecluse.facts.vocabulary import FactType
from ecluse.grouped import grouped
from ecluse.law.library import Library
from ecluse.law.provision import Notice, Review
from ecluse.screening.party import Party
from ecluse.visible import visible
from ecluse.words.say import say, when

_MOST_FILES = 2


def disclaimer(library: Library, lang: str) -> str:
    """What the answer is not, what is judged and what is not, up to which day the law was read, and
    how the data differ from their seal.
    """
    text = say(
        "answer.disclaimer",
        lang,
        day=when(library.data_as_of, lang),
        judged=say("coverage.is judged", lang),
        not_judged=say("coverage.is not judged", lang),
    )
    if library.sealed:
        return text
    few = ", ".join(line.partition(": ")[0] for line in library.modified[:_MOST_FILES])
    more = len(library.modified) - _MOST_FILES
    files = few + (f" (+ {more})" if more > 0 else "")
    return f"{text} {say('answer.modified', lang, files=files)}"


def duties(found: Determination, lang: str) -> list[str]:
    """What must be done under the exception used, or where no license is required, or shown under
    the review policy.
    """
    if found.outcome is Outcome.NLR and not found.stays:
        return notices(found, "duty", lang)
    if found.used is not None:
        rules = [exception_of(each) for each in (found.used, *found.used_besides)]
        besides = [
            say("answer.used besides", lang, exception=rule.symbol, provision=rule.provision)
            for rule in rules[1:]
        ]
        own = (duty.say(lang) for rule in rules for duty in rule.duties)
        return [*besides, *dict.fromkeys(own)]
    policy = found.review.found if found.review is not None else None
    if policy is not None and isinstance(policy.entry.says, Review):
        return [duty.say(lang) for duty in policy.entry.says.shows]
    return []


def notices(found: Determination, kind: str, lang: str) -> list[str]:
    """The notices of one kind that apply: `red_flag`, `note` or `duty`."""
    rules = (notice.entry.says for notice in found.notices)
    return [rule.text.say(lang) for rule in rules if isinstance(rule, Notice) and rule.kind == kind]


def red_flags(
    found: Determination, library: Library, lang: str, against: tuple[str, ...] | None = None
) -> list[str]:
    """Why to look twice: red flags of the rules, figures given against the catalogue, words that
    were not understood, and a day after the record ends.

    Args:
        against: The facts given against the catalogue, where they are known already.
    """
    flags = notices(found, "red_flag", lang)
    contradicted = found.against_catalogue if against is None else against
    if contradicted:
        names = ", ".join(library.vocabulary.facts[name].meaning.say(lang) for name in contradicted)
        flags.append(say("answer.against", lang, names=names))
    given = found.shipment.given
    flags += [
        given[name].because or ""
        for name in library.vocabulary.facts
        if name in given and not given[name].settled and given[name].because
    ]
    flags += _contradicted(found, library, lang)
    flags += _disputed(found, library, lang)
    if found.shipment.parties is not None and found.shipment.parties.place_doubts.unread:
        flags.append(say("answer.place unread", lang))
    if found.beyond_record:
        flags.append(say("answer.horizon", lang, day=when(library.data_as_of, lang)))
    return flags


def _contradicted(found: Determination, library: Library, lang: str) -> list[str]:
    """Who is said to be in another country that may be the ultimate destination, or that the item
    is used there, and what it would come to there; in lines of a book, which name nobody, that
    somebody is. And what it would come to as it moves by where it is said to leave.
    """
    if not found.contradicted:
        return []
    by_place = grouped((place, str(answer)) for place, answer in found.contradicted)
    answers = {place: _either(some) for place, some in by_place.items()}
    unlike = {
        PLACE_OF_USE: "answer.used anywhere",
        OPEN: "answer.contradicted unread",
        MOVEMENT: "answer.contradicted movement",
    }
    how = [
        say(key, lang, answer=answers.pop(place))
        for place, key in unlike.items()
        if place in answers
    ]
    return [*_contradicted_by_places(found, answers, library, lang), *how]


def _contradicted_by_places(
    found: Determination, answers: Mapping[str, str], library: Library, lang: str
) -> list[str]:
    """The same of the countries and regions that can be read, each with its answer."""
    if not answers:
        return []
    parties = found.shipment.parties
    regions = () if parties is None else parties.regions
    possible = {region.symbol for region in regions if not region.surely}.intersection(answers)
    used = _used_in(found, answers, library, lang)
    told = _elsewhere(found, answers, possible, library, lang)
    own = _either(str(answer) for place, answer in found.contradicted if place in answers)
    part = [say("answer.region possible", lang)] if possible else []
    return [*used, *told, say(_key_of(answers, library), lang, answer=own), *part]


def _key_of(places: Iterable[str], library: Library) -> str:
    """Of the sentence that the destination decides, beside regions alone or another country."""
    regions = {region.symbol for region in library.countries.regions}
    return (
        "answer.contradicted in a region" if regions.issuperset(places) else "answer.contradicted"
    )


def _elsewhere(
    found: Determination,
    answers: Mapping[str, str],
    possible: Container[str],
    library: Library,
    lang: str,
) -> list[str]:
    """Who is, or may be, in one of some places."""
    parties = found.shipment.parties
    named = () if parties is None else parties.named
    there = [
        (party, place)
        for party in named
        if party.role in SEATED
        for place in _places_in(party, answers)
    ]
    told = [
        _said_there(party, place, answers[place], library, lang, surely=place not in possible)
        for party, place in there
    ]
    return list(dict.fromkeys(told))


def _either(answers: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(answers))


def _said_there(
    party: Party, place: str, answer: str, library: Library, lang: str, *, surely: bool
) -> str:
    """That a party is, or may be, in a place, and what the answer is there."""
    how, list_ = by_whom(party, place)
    return say(
        f"answer.contradicted {how}" if surely or list_ else "answer.may be in",
        lang,
        party=visible(party.name),
        list=list_,
        country=place_name(place, library, lang),
        answer=answer,
    )


def _used_in(
    found: Determination, answers: Mapping[str, str], library: Library, lang: str
) -> list[str]:
    """That the item is said to be used in one of some places, or that the goods go to a region of
    them in which nobody says that it is used; and what the answer is there.
    """
    given = found.shipment.given
    used = place_of_use(given.get(PLACE_OF_USE), library, strict=found.shipment.strict)
    region = given.get(REGION)
    said = (str(region.value) if region is not None else None, used)
    place = next((each for each in said if each is not None and each in answers), None)
    if place is None:
        return []
    there = used in (place, *with_region((), region, library))
    key = "answer.contradicted use" if there else "answer.contradicted region"
    country = place_name(place, library, lang)
    return [say(key, lang, country=country, answer=answers[place])]


def _places_in(party: Party, places: Container[str]) -> list[str]:
    """The places of some in which a party is said to be: a region, else a country; and those in
    which lists say that it is.
    """
    plain = replace(party, listed_in=())
    said = (*(region.symbol for region in regions_said(party)), *may_lie_in(plain))
    first = next((place for place in said if place in places), None)
    listed = [seat.country for seat in party.listed_in if seat.country in places]
    return listed if first is None else list(dict.fromkeys((first, *listed)))


def _disputed(found: Determination, library: Library, lang: str) -> list[str]:
    """Whose address lies elsewhere than its own words say; in lines of a book, which name nobody,
    that somebody's does.
    """
    parties = found.shipment.parties
    if parties is None:
        return []
    against = [
        (visible(one.name), place, str(one.country))
        for one in parties.named
        if one.role in SEATED and (place := speaks_against(one)) is not None
    ]
    if not parties.named:
        either = say("answer.end user or consignee", lang)
        against = [(either, *disputed) for disputed in parties.place_doubts.disputed]
    told = [
        say(
            "answer.place disputed",
            lang,
            party=party,
            place=place_name(place, library, lang),
            country=country_name(country, library, lang),
        )
        for party, place, country in against
    ]
    return list(dict.fromkeys(told))


def provided(found: Determination, library: Library, lang: str) -> list[str]:
    """What the answer presumes, as it stands in the headline."""
    return [proviso_text(proviso, library, lang) for proviso in found.provided]


def proviso_text(proviso: Proviso, library: Library, lang: str) -> str:
    """One proviso in words; a fact without words of its own by its meaning."""
    meaning = library.vocabulary.facts[proviso.fact]
    text = (meaning.proviso or meaning.meaning).say(lang)
    return say("answer.unconfirmed", lang, text=text) if proviso.unconfirmed else text


def assumptions(found: Determination, library: Library, lang: str) -> list[str]:
    """What was taken where the user left it out, and could change the answer."""
    return [_assumption(name, found, library, lang) for name in taken(found).every]


def _assumption(name: str, found: Determination, library: Library, lang: str) -> str:
    meaning = library.vocabulary.facts[name]
    if meaning.if_left_out is not None:
        return meaning.if_left_out.text.say(lang)
    value = found.facts[name].value
    if meaning.type is FactType.COUNTRY:
        value = country_name(str(value), library, lang)
    return say("answer.assumed", lang, meaning=meaning.meaning.say(lang), value=value)


def country_name(code: str, library: Library, lang: str) -> str:
    """A country's name with its code."""
    country = library.countries.by_code.get(code)
    return f"{country.name(lang)} ({code})" if country else code


def place_name(place: str, library: Library, lang: str) -> str:
    """The name of a country by its code, or of a region of one by its symbol."""
    region = next((each for each in library.countries.regions if each.symbol == place), None)
    return country_name(place, library, lang) if region is None else region.name(lang)

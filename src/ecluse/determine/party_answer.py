"""The parties of a determination as an answer, and in words.

Belongs here: what is said of each party beside a verdict: whom it meets, what was cleared, which
lists were looked at. Does not: what follows for the verdict (party_facts, the law).
Always true: entries of one concern are told once; a review names what would settle it; a party that
was cleared by one person says so; who named no party is told so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ecluse.answers.copied import copied
from ecluse.answers.plain import key
from ecluse.determine.determination import Determination
from ecluse.determine.parties import Listing, NamedParties
from ecluse.screening.clearance import Clearance
from ecluse.screening.entry_doubts import entry_doubts
from ecluse.screening.match import Band
from ecluse.screening.party import Party
from ecluse.screening.sdn_tags import SdnTags
from ecluse.screening.standing import band_of_party, gravity
from ecluse.visible import visible
from ecluse.words.say import many, say, when

_MOST_CITED = 3  # notices of an entry
_BETWEEN = re.compile(r"[.,;]+\s+(?=\d+\s+F\.?\s*R\b)")
_MOST_HITS = 12  # of a party: whoever mends these sees the next


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedAnswer:
    """Who cleared a party of an entry, and why.

    Args:
        alone: One person cleared it, whom nobody else followed.
    """

    by: str
    approved_by: str | None
    day: date
    because: str
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyHit:
    """An entry that a party meets on the day.

    Args:
        list_code: The list, as `ecluse screen` names it.
        entry: Its key; `digest` is of all that it says: a clearance names both.
        name: The name of the entry that met best.
        by: What met: name, address or identifier.
        worded: Whether the entry's wording of that day is on record; else only that it stood.
        cleared: What frees the party of it.
    """

    list_code: str = key("list")
    entry: str
    digest: str
    name: str
    score: float
    band: Band
    by: str
    citation: str | None
    listed: date | None
    footnotes: list[int]
    policy: str | None
    worded: bool
    cleared: ClearedAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAnswer:
    """A party of the shipment.

    Args:
        role: purchaser, intermediate, consignee or end_user; None where none is said.
        band: The gravest of what it meets and what is not cleared; None where it was not screened,
            and nothing that is said of it is a hit.
        entries: How many entries it meets; `hits` holds the best of them.
    """

    role: str | None
    name: str
    country: str | None
    band: Band | None
    entries: int
    hits: list[PartyHit]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLooked:
    """A list that was looked at, as it stood on a day."""

    list_code: str = key("list")
    as_of: date
    digest: str


def parties_of(found: Determination) -> list[PartyAnswer] | None:
    """The parties of a determination; None where none is named."""
    parties = found.shipment.parties
    if parties is None:
        return None
    listings = _by_party(parties, found.law.on)
    return [
        PartyAnswer(
            role=party.role.value if party.role else None,
            name=party.name,
            country=party.country,
            band=band_of_party((each.standing for each in met), named=_screened(party, parties)),
            entries=len(met),
            hits=[_hit(each, found.law.on) for each in met[:_MOST_HITS]],
        )
        for party, met in zip(parties.named, listings, strict=True)
    ]


def _screened(party: Party, parties: NamedParties) -> bool:
    return parties.not_compared is None and party not in parties.nobody


def lists_of(found: Determination) -> list[ListLooked] | None:
    """The lists that the parties were compared with; None where no party is named."""
    parties = found.shipment.parties
    if parties is None:
        return None
    return [
        ListLooked(list_code=each.list, as_of=each.as_of, digest=each.digest)
        for each in parties.lists
    ]


def _by_party(parties: NamedParties, on: date) -> list[list[Listing]]:
    """What each party meets, hits that nobody cleared first."""
    listings = list(parties.listings(on))
    met = []
    for party in parties.named:
        own = sorted(
            (each for each in listings if each.party == party),
            key=lambda each: gravity(each.standing, parties.tags),
        )
        once: dict[str, Listing] = {}  # of an entry in several wordings, the gravest
        for each in own:
            once.setdefault(each.entry.key, each)
        met.append(list(once.values()))
    return met


def _hit(listing: Listing, on: date) -> PartyHit:
    entry, match = listing.entry, listing.match
    worded = entry.worded(on)
    return PartyHit(
        list_code=entry.list,
        entry=entry.key,
        digest=entry.digest,
        name=match.name,
        score=match.score,
        band=match.band,
        by=match.by,
        citation=entry.citation,
        listed=entry.listed,
        footnotes=sorted(entry.footnotes) if worded else [],
        policy=entry.policy if worded else None,
        worded=worded,
        cleared=_cleared(listing.clearance),
    )


def _cleared(clearance: Clearance | None) -> ClearedAnswer | None:
    return None if clearance is None else copied(ClearedAnswer, clearance)


def screened_line(found: Determination, lang: str) -> str:
    """On which day the parties were screened against which lists; or that none is named."""
    parties, on = found.shipment.parties, found.law.on
    if parties is None:
        return say("parties.not named", lang)
    if parties.not_compared is not None:
        return say("parties.not screened", lang, parties.not_compared)
    between = say("screened.between", lang)
    if parties.nobody == parties.named:
        return between.join(_nobody(parties, lang))
    by_day: dict[date, list[str]] = {}
    for each in parties.lists:
        by_day.setdefault(each.as_of, []).append(each.list)
    lists = between.join(
        say("parties.of day", lang, lists=", ".join(names), day=when(day, lang))
        for day, names in sorted(by_day.items())
    )
    line = say("parties.screened", lang, day=when(on, lang), lists=lists)
    return between.join((line, *_not_seen(parties, on, lang)))


def _not_seen(parties: NamedParties, on: date, lang: str) -> Iterator[str]:
    """Whom screening does not see."""
    days = [each.as_of for each in parties.lists]
    if min(days, default=on) < on:
        yield say("parties.later", lang)
    if max(days, default=on) > on:
        yield say("parties.earlier", lang, day=when(on, lang), as_of=when(max(days), lang))
    if parties.nobody:
        yield from _nobody(parties, lang)
    if open_ := parties.open_roles:
        told = ", ".join(say(f"parties.{role.value}", lang) for role in open_)
        yield say("parties.open", lang, told)


def _nobody(parties: NamedParties, lang: str) -> Iterator[str]:
    """Whom no name tells: who is not screened, and whose words meet an entry all the same."""
    meets = [each.party for each in parties.matches]
    told: dict[str, list[str]] = {}
    for party in parties.nobody:
        named = f"{_role(party, lang)}{say('parties.as named', lang, visible(party.name))}"
        told.setdefault("compared" if party in meets else "nobody", []).append(named)
    for how, names in told.items():
        yield say(f"parties.{how}", lang, ", ".join(names))


def listed_lines(found: Determination, lang: str) -> list[str]:
    """Whom the parties are taken for, a line for each concern: "listed: NAME (EL, …), end user"."""
    parties = found.shipment.parties
    if parties is None:
        return []
    return [_listed(met, lang) for met in _told(parties, found.law.on) if _surely(met)]


def party_warnings(found: Determination, lang: str) -> list[str]:
    """What a person must look at: reviews, wordings that are not on record, clearances."""
    parties = found.shipment.parties
    if parties is None:
        return []
    lines: list[str] = []
    for met in _told(parties, found.law.on):
        first = met[0]
        if first.clearance is not None:
            lines += [_freed(each, lang) for each in met[:_MOST_HITS]]
        elif not _surely(met):
            lines.append(_may_be(met, found.law.on, lang))
            lines += _doubts(met[:1], found.law.on, parties.tags, lang)
        else:
            lines += _doubts(met, found.law.on, parties.tags, lang)
    return list(dict.fromkeys(lines))


def _told(parties: NamedParties, on: date) -> Iterator[list[Listing]]:
    """The entries that each party meets, those of one concern and list together."""
    for met in _by_party(parties, on):
        groups: dict[object, list[Listing]] = {}
        for each in met:
            kind = (each.match.band, each.entry.list, each.clearance is not None)
            groups.setdefault(kind, []).append(each)
        yield from groups.values()


def _surely(met: Sequence[Listing]) -> bool:
    return met[0].clearance is None and met[0].match.band is Band.HIT


def _entry_words(listing: Listing, lang: str) -> dict[str, str]:
    entry = listing.entry
    return {
        "name": visible(listing.match.name),
        "asked": visible(listing.party.name),
        "list": entry.list,
        "citation": _short(entry.citation) or say("parties.no citation", lang),
        "role": _role(listing.party, lang),
        "entry": entry.key,
    }


def _short(citation: str | None) -> str | None:
    """The first and the last of the notices that are cited; the answer's JSON has them all."""
    cited = _BETWEEN.split(citation or "")
    return citation if len(cited) <= _MOST_CITED else f"{cited[0]} … {cited[-1]}"


def _role(party: Party, lang: str) -> str:
    return say(f"parties.{party.role.value if party.role else 'party'}", lang)


def _listed(met: Sequence[Listing], lang: str) -> str:
    words = _entry_words(met[0], lang)
    same = words["name"].casefold() == words["asked"].casefold()
    as_named = "" if same else say("parties.as named", lang, words["asked"])
    return say("parties.listed", lang, **words, as_named=as_named, more=_more(met, lang))


def _may_be(met: Sequence[Listing], on: date, lang: str) -> str:
    line = say("parties.may be", lang, **_entry_words(met[0], lang), more=_more(met, lang))
    entry = met[0].entry
    if entry.listed is None or not entry.may_only(on):
        return line
    stood = say("screened.may stand", lang, day=when(entry.listed, lang))
    return f"{line}{say('screened.between', lang)}{stood}"


def _more(met: Sequence[Listing], lang: str) -> str:
    return many("parties.more", lang, len(met) - 1) if len(met) > 1 else ""


def _freed(listing: Listing, lang: str) -> str:
    clearance = listing.clearance
    assert clearance is not None
    second = (
        say("parties.alone", lang)
        if clearance.alone
        else say("parties.approved", lang, visible(str(clearance.approved_by)))
    )
    return say(
        "parties.cleared",
        lang,
        **_entry_words(listing, lang),
        because=visible(clearance.because),
        by=visible(clearance.by),
        second=second,
        day=when(clearance.day, lang),
    )


def _doubts(met: Sequence[Listing], on: date, tags: SdnTags, lang: str) -> list[str]:
    """What is not known of entries, and what their list leaves to others."""
    return [
        line
        for each in met[:_MOST_HITS]
        for line in entry_doubts(each.entry, each.match.name, on, tags, lang)
    ]

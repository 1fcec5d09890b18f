"""The answer of a screening: what a party meets on the lists of a day.

Belongs here: the dataclasses that `--json`, a page and a program get, and making them. Does not:
comparing (screen).
Always true: the answer names each list that was looked at, with its day and digest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from ecluse.answers.plain import key
from ecluse.screening.entry import SECTION_1260H, Entry
from ecluse.screening.entry_doubts import entry_doubts
from ecluse.screening.fold import fold_name
from ecluse.screening.match import Band, Match
from ecluse.screening.party import Party
from ecluse.screening.sdn_tags import SdnTags, read_sdn_tags

if TYPE_CHECKING:
    from ecluse.screening.screen import Screener


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningQuery:
    """What was asked.

    Args:
        on: The day; an entry counts where it stands on it.
        known: As published by this day; everything on record where None.
    """

    name: str
    country: str | None
    address: str | None
    identifier: str | None = key("id")
    on: date | None
    known: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningHit:
    """One entry that the party meets.

    Args:
        list_code: EL, MEU, MIEU, UVL, DPL, SDN, another code of the Consolidated Screening List, or
            1260H, which is a red flag and no requirement.
        name: The name of the entry that met best.
        matched: The word of the query, the word of the entry, and how alike they are (0 to 1).
        by: What met: name, address or identifier.
        entry: The key of the entry, the same in each version of its list.
        party: A number that entries of one party share.
        worded: Whether the entry's wording of that day is on record; else only that it stood.
        red_flag: The list asks for care and is no requirement.
        doubts: What a person must look at of the entry, in words.
    """

    score: float
    band: str
    list_code: str = key("list")
    name: str
    matched: tuple[tuple[str, str, float], ...]
    country: str | None
    listed: date | None
    footnotes: tuple[int, ...]
    requirement: str | None
    policy: str | None
    citation: str | None
    url: str | None
    by: str
    entry: str
    party: int
    worded: bool
    red_flag: bool
    doubts: tuple[str, ...]
    programs: tuple[str, ...]
    note: str | None

    @property
    def words_met(self) -> str:
        """The words that met, each with the listed one where it is not the same."""
        return "; ".join(
            asked if likeness == 1 else f"{asked} ~ {listed} {likeness:.2f}"
            for asked, listed, likeness in self.matched
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedList:
    """A list that was looked at, as it stood on a day."""

    list_code: str = key("list")
    as_of: date
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAnswer:
    """What a party meets on the lists, the best first.

    Args:
        band: The gravest band of its hits; none where nothing is near; a text that names nobody is
            a review at least.
        note: What keeps the name from being compared, in words, and which listed parties own it
            where a file of owners is given; None where there is nothing to say.
    """

    SCHEMA: ClassVar[str] = "ecluse.screening/1"

    query: ScreeningQuery
    band: str
    hits: tuple[ScreeningHit, ...]
    lists: tuple[ComparedList, ...]
    note: str | None
    disclaimer: str


def answer_of(
    screener: Screener, party: Party, on: date | None, known: date | None, lang: str
) -> ScreeningAnswer:
    """What a party meets on a day, as known on another, with all that the entries say.

    Raises:
        InputError: The name is longer than any name.
        NotScreened: What compares names cannot be imported.
    """
    from ecluse.screening.screen import comparable
    from ecluse.words.say import say

    found = screener.standing_matches(party, on, known)
    how = _ShownHits(on, read_sdn_tags(screener.folder), {}, lang)
    bands = {match.band for match, _ in found}
    band = next((band for band in (Band.HIT, Band.REVIEW) if band in bands), Band.NONE)
    return ScreeningAnswer(
        query=_query(party, on, known),
        band=band.value,
        hits=tuple(_hit(match, entry, how) for match, entry in found),
        lists=tuple(
            ComparedList(list_code=version.list, as_of=version.as_of, digest=version.digest)
            for version in screener.versions
        ),
        note=None if comparable(party.name) else say("screened.not comparable", lang),
        disclaimer=say("screened.disclaimer", lang),
    )


def _query(party: Party, on: date | None, known: date | None) -> ScreeningQuery:
    return ScreeningQuery(
        name=party.name,
        country=party.country,
        address=party.address,
        identifier=party.identifier,
        on=on,
        known=known,
    )


def unnamed(answer: ScreeningAnswer, lang: str) -> ScreeningAnswer:
    """The answer of a text that names nobody: not none, for nobody was compared, whatever an
    address or an identifier meets.
    """
    from ecluse.visible import visible
    from ecluse.words.say import say

    band = Band.REVIEW.value if answer.band == Band.NONE.value else answer.band
    note = say("screened.nobody", lang, name=visible(answer.query.name))
    return replace(answer, band=band, note=note)


class _ShownHits(NamedTuple):
    """How entries are shown: on a day, and with a number for each party so far."""

    on: date | None
    tags: SdnTags
    groups: dict[str, int]
    lang: str


def _hit(match: Match, entry: Entry, how: _ShownHits) -> ScreeningHit:
    return ScreeningHit(
        score=match.score,
        band=match.band.value,
        list_code=entry.list,
        name=match.name,
        matched=tuple((word.asked, word.listed, word.likeness) for word in match.words),
        country=entry.countries[0] if entry.countries else None,
        listed=entry.listed,
        footnotes=tuple(sorted(entry.footnotes)),
        requirement=entry.requirement,
        policy=entry.policy,
        citation=entry.citation,
        url=entry.url,
        by=match.by,
        entry=entry.key,
        party=_number(entry, how.groups),
        worded=how.on is None or entry.worded(how.on),
        red_flag=entry.list == SECTION_1260H,
        doubts=tuple(entry_doubts(entry, match.name, how.on, how.tags, how.lang)),
        programs=entry.programs,
        note=_note(entry, how.on, how.lang),
    )


def _number(entry: Entry, groups: dict[str, int]) -> int:
    """The number of the party of an entry, the next one where it has none yet."""
    group = entry.group or fold_name(entry.names[0])
    return groups.setdefault(group, len(groups) + 1)


def _note(entry: Entry, on: date | None, lang: str) -> str | None:
    """What is noted of an entry, and that only its print is on record where that counts."""
    from ecluse.screening.screen import OF_NO_LIST
    from ecluse.words.say import say, when

    if entry.key in OF_NO_LIST:
        return say(str(entry.note), lang)
    if on is None or entry.listed is None or not entry.may_only(on):
        return entry.note
    printed = say("screened.may stand", lang, day=when(entry.listed, lang))
    return printed if entry.note is None else f"{printed}. {entry.note}"

"""The answer of a screening: what a party meets on the lists of a day.

Belongs here: the dataclasses that `--json`, a page and a program get, and making them. Does not:
comparing (screen).
Always true: the answer names each list that was looked at, with its day and digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from ecluse.answers.plain import key
from ecluse.screening.entry import Entry
from ecluse.screening.entry_doubts import entry_doubts
from ecluse.screening.fold import fold_name
from ecluse.screening.match import Band
from ecluse.screening.party import Party
from ecluse.screening.sdn_tags import SdnTags, read_sdn_tags
from ecluse.screening.standing import StandingMatch, band_of_party, is_red_flag
from ecluse.visible import visible
from ecluse.words.figures import score
from ecluse.words.say import say, when

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
        red_flag: The EAR ask no license for the entry; other law may forbid the transaction.
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

    def words_met(self, lang: str = "en") -> str:
        """The words that met, each with the listed one where it is not the same."""
        return "; ".join(
            asked if likeness == 1 else f"{asked} ~ {listed} {score(likeness, lang)}"
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
    screener: Screener,
    party: Party,
    on: date | None,
    known: date | None,
    lang: str,
    *,
    named: bool = True,
) -> ScreeningAnswer:
    """What a party meets on a day, as known on another, with all that the entries say.

    Args:
        named: Whether the name is one; a text that names nobody is compared, and a review at least.

    Raises:
        InputError: The name is longer than any name.
        NotScreened: What compares names cannot be imported.
    """
    found = screener.standing_matches(party, on, known)
    how = _ShownHits(on, read_sdn_tags(screener.folder), {}, lang)
    shown = {one.entry.key: one for one in reversed(found)}  # of several wordings, the gravest
    band = band_of_party(found, named=named) or Band.REVIEW
    return ScreeningAnswer(
        query=query_of(party, on, known),
        band=band.value,
        hits=tuple(_hit(one, how) for one in found if shown[one.entry.key] is one),
        lists=tuple(
            ComparedList(list_code=version.list, as_of=version.as_of, digest=version.digest)
            for version in screener.versions
        ),
        note=_noted(party.name, lang, named=named),
        disclaimer=say("screened.disclaimer", lang),
    )


def _noted(name: str, lang: str, *, named: bool) -> str | None:
    """What keeps a name from being compared."""
    from ecluse.screening.screen import comparable

    if not named:
        return say("screened.nobody", lang, name=visible(name))
    return None if comparable(name) else say("screened.not comparable", lang)


def query_of(party: Party, on: date | None, known: date | None) -> ScreeningQuery:
    """What was asked, as an answer repeats it."""
    return ScreeningQuery(
        name=party.name,
        country=party.country,
        address=party.address,
        identifier=party.identifier,
        on=on,
        known=known,
    )


class _ShownHits(NamedTuple):
    """How entries are shown: on a day, and with a number for each party so far."""

    on: date | None
    tags: SdnTags
    groups: dict[str, int]
    lang: str


def _hit(found: StandingMatch, how: _ShownHits) -> ScreeningHit:
    match, entry = found.match, found.entry
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
        red_flag=is_red_flag(entry, how.tags),
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
    from ecluse.screening.of_no_list import OF_NO_LIST

    if entry.key in OF_NO_LIST:
        return say(str(entry.note), lang)
    if on is None or entry.listed is None or not entry.may_only(on):
        return entry.note
    printed = say("screened.may stand", lang, day=when(entry.listed, lang))
    return printed if entry.note is None else f"{printed}. {entry.note}"

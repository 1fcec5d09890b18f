"""An answer as it is shown: one value that the terminal and every page lay out, and say no more.

Belongs here: choosing what is told of a determination, in order and in words. Does not: colors,
columns or markup.
Always true: every word comes from a key or from the record; a line that a reader must act on stands
above the notes; the same determination is told alike through every door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ecluse.determine.contradiction import catalogue_item
from ecluse.determine.determination import Determination
from ecluse.determine.eccn_answer import eccns_of
from ecluse.determine.figures import item_facts
from ecluse.determine.nearest import nearest
from ecluse.determine.remarks import (
    assumptions,
    country_name,
    disclaimer,
    duties,
    notices,
    proviso_text,
    red_flags,
)
from ecluse.determine.taken import Taken, taken
from ecluse.determine.told_steps import ToldStep, steps_of
from ecluse.determine.verdict import FREER, Outcome
from ecluse.determine.wording import (
    answer,
    clauses,
    fact_line,
    figure,
    law_words,
    policy,
    stretch,
    supposed_words,
    value_text,
)
from ecluse.law.library import Library
from ecluse.visible import visible
from ecluse.words.say import many, say, when

_NEAREST = 2
PieceKind = Literal[
    "answer",
    "scenario",
    "no export",
    "declared",
    "provided",
    "policy",
    "possible",
    "presumed",
    "held",
    "weak",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPiece:
    """A part of the headline: the answer, or one of what qualifies it."""

    kind: PieceKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldList:
    """A list under an answer; `key` names what it is of."""

    key: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer as it is shown, in one language.

    Args:
        place: The destination by name and code.
        law: Which law was asked: another seat than the destination, the reading, as known when.
        headline: The answer, then what qualifies it.
        listed: Whom the parties are taken for.
        screened: Against which lists the parties were screened; None where none is named.
        warnings: What was given against the catalogue, and a day past the record.
        lists: What is to be done and known, without those that are empty.
    """

    item: str
    place: str
    on: date
    law: tuple[str, ...]
    outcome: Outcome
    headline: tuple[ToldPiece, ...]
    listed: tuple[str, ...]
    screened: str | None
    warnings: tuple[str, ...]
    steps: tuple[ToldStep, ...]
    lists: tuple[ToldList, ...]
    disclaimer: str

    def of(self, key: str) -> ToldList | None:
        """One of the lists; None where it is empty."""
        return next((each for each in self.lists if each.key == key), None)

    @property
    def qualified(self) -> str:
        """The answer with all that qualifies it, as one line of text."""
        return "".join(joined(piece) for piece in self.headline)

    @property
    def sentence(self) -> str:
        """The same to stand inside a text: no column is wanted there."""
        return self.qualified.replace(_JOINED["weak"], " ")


# What stands before a piece where the headline is one line, unless a dot parts it from the one
# before; the words of some bring their own.
_JOINED: dict[PieceKind, str] = {"answer": "", "provided": "", "possible": "", "weak": "   "}


def joined(piece: ToldPiece) -> str:
    """A piece of the headline, with what parts it from the one before."""
    return _JOINED.get(piece.kind, " · ") + piece.words


def told(found: Determination, library: Library, lang: str) -> Told:
    """A determination as it is shown."""
    parties = _of_parties(found, library, lang)
    return Told(
        item=visible(found.shipment.item.name),
        place=country_name(str(found.shipment.destination), library, lang),
        on=found.law.on,
        law=tuple(_law(found, library, lang)),
        outcome=found.outcome,
        headline=tuple(_headline(found, library, lang)),
        listed=parties.listed,
        screened=parties.screened,
        warnings=tuple(warnings(found, library, lang)),
        steps=steps_of(found, library, lang),
        lists=tuple(each for each in _lists(found, parties, library, lang) if each.lines),
        disclaimer=disclaimer(library, lang),
    )


class _OfParties(NamedTuple):
    """What is told of the parties: nothing where none is named."""

    listed: tuple[str, ...] = ()
    screened: str | None = None
    warnings: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def _of_parties(found: Determination, library: Library, lang: str) -> _OfParties:
    if found.shipment.parties is None:
        return _OfParties()
    # Most questions name no party, and a short command waits for each import.
    from ecluse.determine.party_answer import listed_lines, party_warnings, screened_line
    from ecluse.determine.record_remarks import record_flags, record_remarks

    return _OfParties(
        listed=tuple(listed_lines(found, lang)),
        screened=screened_line(found, lang),
        warnings=tuple(party_warnings(found, lang)),
        flags=tuple(record_flags(found, library, lang)),
        remarks=tuple(record_remarks(found, library, lang)),
    )


def _law(found: Determination, library: Library, lang: str) -> Iterator[str]:
    facts = found.facts
    seat = facts["headquarters"].value
    if seat != facts["destination"].value:
        meaning = library.vocabulary.facts["headquarters"].meaning.say(lang)
        named = isinstance(seat, str)
        value = country_name(str(seat), library, lang) if named else say("truth.unknown", lang)
        yield say("determination.fact is", lang, fact=meaning, value=value)
    law = found.law
    yield from law_words(lang, reading=law.reading, known=law.known, scenario=law.scenario)


def _headline(found: Determination, library: Library, lang: str) -> Iterator[ToldPiece]:
    """The answer, and whatever qualifies it."""
    yield ToldPiece(kind="answer", words=answer(found.answer, lang))
    if supposed := supposed_words(found.law, lang):
        yield ToldPiece(kind="scenario", words=supposed)
    if found.stays:
        yield ToldPiece(kind="no export", words=say("determination.no export", lang))
    granted = taken(found)
    if granted.declared is not None:
        words = say("determination.as declared", lang, granted.declared)
        yield ToldPiece(kind="declared", words=words)
    if presumes := _presumes(found, granted, library, lang):
        yield ToldPiece(kind="provided", words=presumes)
    if found.review is not None and found.review.policy:
        yield ToldPiece(kind="policy", words=policy(found.review.policy, lang))
    yield from _how_sure(found, lang)


def _how_sure(found: Determination, lang: str) -> Iterator[ToldPiece]:
    """What else the answer may come to, what it presumes of the item, and what it rests on."""
    if found.answers:
        possible = say("determination.or", lang).join(answer(each, lang) for each in found.answers)
        yield ToldPiece(kind="possible", words=say("determination.possible", lang, possible))
    if found.subject_presumed and found.outcome not in FREER:
        yield ToldPiece(kind="presumed", words=say("determination.subject presumed", lang))
    if found.licenses:
        held = ", ".join(license_.provision for license_ in found.licenses)
        yield ToldPiece(kind="held", words=say("determination.license held", lang, held))
    if found.weak:
        rests_on = say(f"confidence.{found.confidence.value}", lang)
        yield ToldPiece(kind="weak", words=f"({say('determination.weak', lang, rests_on)})")


def _presumes(found: Determination, granted: Taken, library: Library, lang: str) -> str:
    """The provisos that could change the answer alone; the others are counted, and stand below."""
    texts = {each.fact: proviso_text(each, library, lang) for each in found.provided}
    said = [text for fact, text in texts.items() if fact in granted.decisive]
    more = len(granted.beside)
    if not said:  # none of them decides alone
        said, more = [texts[fact] for fact in granted.beside], 0
    words = say("determination.provided", lang, clauses(said, lang)) if said else ""
    return words + (many("determination.more", lang, more) if more else "")


def warnings(found: Determination, library: Library, lang: str) -> Iterator[str]:
    """What was given against the catalogue, and a day past the record."""
    if found.against_catalogue:
        yield against_words(found, library, lang)
    if found.beyond_record:
        yield say("determination.beyond", lang, when(library.data_as_of, lang))


def against_words(found: Determination, library: Library, lang: str) -> str:
    """What was given against the catalogue, beside what the catalogue says."""
    stated = item_facts(catalogue_item(found.shipment.item, library), library)
    parts = [
        say(
            "determination.against",
            lang,
            fact=library.vocabulary.facts[name].meaning.say(lang),
            given=value_text(found.facts[name], lang),
            known=value_text(stated[name], lang),
        )
        for name in found.against_catalogue
    ]
    return say("determination.contradicts", lang, "; ".join(parts))


def _lists(
    found: Determination, parties: _OfParties, library: Library, lang: str
) -> list[ToldList]:
    needed = [_needed(name, found, library, lang) for name in sorted(found.needs)]
    settled = [fact_line(name, library, lang) for name in sorted(found.settled)]
    without_license = found.outcome in (Outcome.EXCEPTION, Outcome.NLR)
    lists = {
        "eccns": [each.text for each in eccns_of(found, lang)],
        "to do" if without_license else "shown": duties(found, lang),
        "needs": needed,
        "depends": _depends(found, lang),
        "settled": settled,
        "red flags": [*parties.warnings, *red_flags(found, library, lang), *parties.flags],
        "notes": [*notices(found, "note", lang), *parties.remarks],
        "nearest": _nearest(found, lang),
        "assumed": assumptions(found, library, lang),
    }
    return [
        ToldList(key=key, title=say(f"determination_list.{key}", lang), lines=tuple(lines))
        for key, lines in lists.items()
    ]


def _needed(name: str, found: Determination, library: Library, lang: str) -> str:
    known = found.facts.ic.figures.get(name)
    because = f" ({known.because})" if known is not None and known.because else ""
    return fact_line(name, library, lang) + because


def _depends(found: Determination, lang: str) -> list[str]:
    return [
        say(
            "determination.depends where",
            lang,
            fact=each.fact,
            cell=stretch(each.cell, lang),
            answer=answer(each.answer, lang),
        )
        for each in found.depends
    ]


def _nearest(found: Determination, lang: str) -> list[str]:
    return [
        say(
            "determination.nearest where",
            lang,
            fact=change.fact,
            value="" if change.value is None else figure(change.value, lang),
            cell=stretch(change.cell, lang),
            answer=answer(change.answer, lang),
        )
        for change in nearest(found, _NEAREST)
    ]

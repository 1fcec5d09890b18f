"""The files of data/questions: what people ask of a market, as worlds that are compared.

Belongs here: the keys of a question, and the places in its sentences. Does not: whether its names
exist (read_question), or any run (question_run).
Always true: a sentence tells a number only by way of a place such as {day.chips}; a world that is
not the record says what is supposed of it; a fact has a day, a source and a confidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ecluse.facts.file_record import file_record
from ecluse.facts.vocabulary import Wording
from ecluse.simulate.market_file import Destination, PracticeAct
from ecluse.simulate.prior_file import HowSure

_PLACE = re.compile(r"\{([^{}]*)\}")
SHARES = ("positive", "negative")  # of draws: parts of a place
DAYS = ("on", "until", "cutoff")  # places of their own
TOLD_IN = ("share", "USD", "days")  # what a prior that a world sets can be told in
UP, DOWN = "+", "-"  # after a place: the whole range lies above zero, or below


@file_record
class SupposedWorld:
    """One world of a question: the record, with edits.

    Args:
        scenario: Of the law; the law on record where left out.
        set: Priors that are set and not drawn: a number, or a percentile such as p50.
        takes: Parameters of the market that take another prior.
        without: Dated acts of the agency or of the destination that are left out, by name.
        adds: Acts of the agency that are supposed.
    """

    world: str
    scenario: str | None = None
    destination: Destination = "acts"
    set: Mapping[str, str] = field(default_factory=dict)
    takes: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    adds: tuple[PracticeAct, ...] = ()


@file_record
class ToldRow:
    """One line of the answer: a world, or how it differs from another.

    Args:
        versus: The world that it is measured against; a level of its own where left out.
        source: Of the destination's compute; measures of sources need one, and no other takes one.
    """

    row: str
    says: Wording
    world: str
    versus: str | None = None
    source: Literal["legal", "domestic", "smuggled", "rented"] | None = None
    measures: tuple[str, ...]


@file_record
class DatedFact:
    """A fact that stands beside the answer and is no part of a run.

    Args:
        value: Null where it is an event.
        on: The day on which it was said or done; the first of its month where no day is known.
        month: No day is known, only the month.
        checkable: Whether a reader can check it, now or later; `why` says how, or why not.
    """

    fact: str
    says: Wording
    value: float | None = None
    unit: str | None = None
    on: date
    month: bool = False
    source: str
    url: str | None = None
    confidence: HowSure
    checkable: bool
    why: Wording


@file_record
class SourceNamed:
    """Where what a sentence says was read; without an address where the record has none."""

    name: str
    url: str | None = None


@file_record
class QuestionBullet:
    """One sentence of the brief, with places for numbers."""

    label: Wording
    says: Wording
    source: SourceNamed


@file_record
class MainRow:
    """The row and the measure that the answer is about."""

    row: str
    measure: str


@file_record
class QuestionFile:
    """The keys of a file under data/questions.

    Args:
        on: The day that it is about.
        until: The last day of the run; the market's where left out.
        products: Which count; all where left out.
        titles: With a verb, and the day as {on}; the first that is short enough is told.
        bullets: Two to four; whether supply binds and what would change the answer follow while
            there is room.
    """

    question: str
    asks: Wording
    market: str
    on: date
    until: date | None = None
    products: tuple[str, ...] = ()
    worlds: tuple[SupposedWorld, ...]
    rows: tuple[ToldRow, ...]
    main: MainRow
    titles: tuple[Wording, ...]
    bullets: tuple[QuestionBullet, ...]
    facts: tuple[DatedFact, ...] = ()
    note: Wording | None = None

    def __post_init__(self) -> None:
        if not 2 <= len(self.bullets) <= 4:
            raise ValueError("two to four bullets")
        if not (self.worlds and self.rows and self.titles):
            raise ValueError("at least one world, one row and one title")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPlace:
    """A place in a sentence.

    Args:
        of: A row, a fact, a world, or `on` and `until`.
        what: Of a row: a measure; of a world: a prior that it sets; of a fact: `on`, or nothing.
        part: `positive` or `negative` for the share of draws above or below zero, `bare` for the
            range without its unit;
            else the range.
        sign: The whole range must lie above zero (+) or below (-); it is told without a sign.
    """

    of: str
    what: str = ""
    part: str = ""
    sign: str = ""


def told_in(unit: str) -> str | None:
    """What a prior of a unit is told in; None where a sentence has no words for it.

    >>> [told_in(unit) for unit in ("share of price", "USD", "days", "share a year")]
    ['share', 'USD', 'days', None]
    """
    kind = "share" if unit.startswith("share of ") or unit == "probability" else unit
    return kind if kind in TOLD_IN else None


def parts_of(text: str) -> list[str | NumberPlace]:
    """A sentence as words and places.

    >>> parts_of("It lets {day.chips+} chips through.")[1]
    NumberPlace(of='day', what='chips', part='', sign='+')
    """
    found: list[str | NumberPlace] = []
    for place, part in enumerate(_PLACE.split(text)):
        if place % 2 == 0:
            found += [part] if part else []
            continue
        sign = part[-1:] if part[-1:] in (UP, DOWN) else ""
        of, what, last = (*part.removesuffix(sign).split("."), "", "")[:3]
        found.append(NumberPlace(of=of, what=what, part=last, sign=sign))
    return found

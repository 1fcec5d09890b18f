"""The parts of a market's brief that differ from sentence to sentence: places, priors, facts.

Belongs here: filling the sentences of a question from its answer, and naming a prior.
Does not: which sentences there are (market), how a range is told (ranges).
Always true: a number gets into a sentence by way of the answer alone; a prior is named by what it
is of, and by its own name only where it is of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ecluse.brief.answer import Span, ToldNumber
from ecluse.brief.ranges import RangeEnds, ends_of, range_says
from ecluse.brief.sentence import AnswerData, Says, name, sentence, value_at, words
from ecluse.brief.terms import BriefTerms
from ecluse.simulate.in_words import buyer_words
from ecluse.simulate.question_file import DAYS, SHARES, NumberPlace, parts_of, told_in
from ecluse.simulate.read_market import Market
from ecluse.simulate.read_question import MarketQuestion
from ecluse.words.say import day, has_words, number, say

# Of a chip or a model: H20, Llama-3.1-70B.
_NAME = re.compile(r"\b([A-Z][A-Za-z]*\d+[A-Za-z0-9]*|[A-Z][A-Za-z]+(?:-[A-Za-z0-9.]+)*-\d+B)\b")
_HOLD = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTold:
    """A question about a market with its answer as plain data."""

    question: MarketQuestion
    answer: AnswerData
    terms: BriefTerms

    @property
    def lang(self) -> str:
        """The language of the brief."""
        return self.terms.lang

    def row(self, row: str, measure: str) -> int:
        """The place of a row in the answer."""
        rows = self.answer.data["rows"]
        named = [(each["row"], each["measure"]) for each in rows]
        return named.index((row, measure))

    def place(self, part: str, key: str, called: str) -> int | None:
        """The place of an entry in a list of the answer; None where it has none of that name."""
        names = [each[key] for each in self.answer.data[part]]
        return names.index(called) if called in names else None


def filled(told: MarketTold, text: str) -> Says:
    """A sentence of the question with its numbers, told from the answer.

    Raises:
        ModelError: A range does not lie on the side of zero on which the sentence puts it.
    """
    found: list[Span] = []
    for part in parts_of(text):
        if isinstance(part, NumberPlace):
            found += number_of(told, part)
        else:
            found += _with_names(part)
    return tuple(found)


def _with_names(text: str) -> Iterator[Span]:
    """Words of the house; names of chips and models are names, whose digits count nothing."""
    for place, part in enumerate(_NAME.split(text)):
        if part:
            yield name(part) if place % 2 else words(part)


def number_of(told: MarketTold, place: NumberPlace) -> Says:
    """What stands at one place of a sentence."""
    answer = told.answer
    if not place.what and place.of in DAYS:
        return (answer.tell(place.of),)
    if (fact := told.place("facts", "fact", place.of)) is not None:
        return _of_fact(told, fact, place)
    if (world := told.place("worlds", "world", place.of)) is not None and (
        place.what in answer.data["worlds"][world]["set"]
    ):
        return _of_setting(told, world, place.what)
    row = str(told.row(place.of, place.what))
    if place.part in SHARES:
        return (share(answer, "rows", row, f"share_{place.part}"),)
    ends = ends_of(answer, ("rows", row), sign=place.sign)
    return range_says(answer, ends, bare=place.part == "bare")


def _of_setting(told: MarketTold, world: int, prior: str) -> Says:
    """What a world sets a prior to, by the prior's unit."""
    answer, lang, at = told.answer, told.lang, ("worlds", str(world), "set", prior)
    market = told.question.market
    unit = told_in({**market.priors, **(market.supply.priors if market.supply else {})}[prior].unit)
    if unit == "share":
        return (share(answer, *at),)
    value = float(value_at(answer.data, at))
    span = answer.tell(*at, decimals=0 if value.is_integer() else None)
    one = " one" if unit == "days" and value == 1 else ""
    return sentence(f"market_brief.{unit}{one}", lang, range=span)


def _of_fact(told: MarketTold, fact: int, place: NumberPlace) -> Says:
    answer, at = told.answer, ("facts", str(fact))
    if place.what == "on":
        return (answer.tell(*at, "on"),)
    path = (*at, "value")
    value, unit = float(value_at(answer.data, path)), str(value_at(answer.data, (*at, "unit")))
    ends = RangeEnds(paths=(path, path), values=(value, value), unit=unit)
    return range_says(answer, ends, bare=place.part == "bare")


def share(answer: AnswerData, *at: str | int) -> Span:
    """A share in percent; one that is not quite none or all is not told as none or all."""
    path = tuple(map(str, at))
    value = value_at(answer.data, path)
    percent = round(100 * value)
    if percent in (0, 100) and value not in (0, 1):
        percent = round(100 * value, 1)
    unit = ToldNumber(value=value, unit="share", answer=answer.name, at=path)
    return Span(text=f"{number(percent, answer.lang)}{_HOLD}%", number=unit)


# ---- what a prior is called ----------------------------------------------------------------------


def prior_name(prior: str, market: Market, products: Sequence[str], lang: str) -> str:
    """What a prior is, in words: the output of the H20."""
    file = market.file
    for product in sorted(file.products, key=lambda each: each.product not in products):
        if (told := _taken_as(prior, product.takes, lang)) is not None:
            return say("market_brief.of product", lang, parameter=told, product=product.product)
    told = _taken_as(prior, file.takes, lang)
    return _of_others(prior, market, lang) if told is None else told


def _taken_as(prior: str, takes: Mapping[str, str], lang: str) -> str | None:
    """As which parameter a prior is taken, in words; None where it is not."""
    called = next((parameter for parameter, row in takes.items() if row == prior), None)
    return None if called is None else _parameter(called, lang)


def _parameter(parameter: str, lang: str) -> str:
    """What a parameter is called; its own name where it has no words yet."""
    key = f"market_parameter.{parameter}"
    return say(key, lang) if has_words(key) else parameter.replace("_", " ")


def _of_others(prior: str, market: Market, lang: str) -> str:
    """A prior of a group of buyers, of a kind of act, or of a kind of signal."""
    for buyer in market.file.buyers:
        for parameter, row in buyer.takes.items():
            if row == prior:
                told = _parameter(parameter, lang)
                if parameter != "share":
                    return told
                whose = buyer_words(buyer.buyer, lang)
                return say("market_brief.of buyer", lang, parameter=told, buyer=whose)
    if (beside := _of_supply(prior, market, lang)) is not None:
        return beside
    for key, kinds in (("band", market.gates.bands), ("ratio", market.news.ratios)):
        for kind, row in kinds.items():
            if row == prior:
                return say(f"market_parameter.{key}", lang, kind=_parameter(kind, lang))
    return say("market_parameter.other", lang, prior=prior.replace("_", " "))


def _of_supply(prior: str, market: Market, lang: str) -> str | None:
    """A prior of the destination's other sources; None where it is none."""
    if market.supply is None:
        return None
    file = market.supply.file
    for chip in file.chips:
        if (told := _taken_as(prior, chip.takes, lang)) is not None:
            return say("market_brief.of product", lang, parameter=told, product=chip.chip)
    return _taken_as(prior, file.takes, lang)


def named(text: str) -> Says:
    """Words that may hold the name of a chip."""
    return tuple(_with_names(text))


def fact_day(on: str, lang: str, *, month: bool) -> str:
    """The day of a fact; its month where no day is known."""
    told = day(date.fromisoformat(on), lang)
    return told.replace(" 1,", "").removeprefix("1er ") if month else told

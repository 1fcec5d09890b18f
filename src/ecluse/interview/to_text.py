"""Choices and verdicts in words.

Belongs here: how a question, one choice, and what it leaves possible read in either language. Does
not: the words themselves (words/interview), or how they are set out (cli, web).
Always true: what is said of a choice holds of every answer in it.
"""

from __future__ import annotations

from ecluse.determine.remarks import country_name
from ecluse.determine.verdict import Verdict
from ecluse.determine.wording import stretch, unit
from ecluse.facts.vocabulary import FactMeaning, FactType
from ecluse.interview.choices import Choice
from ecluse.interview.possible import Possible
from ecluse.law.eccn_part import DECLARED
from ecluse.law.library import Library
from ecluse.words.say import has_words, say

_SHOWN = 5
_ASKS = {
    FactType.NUMBER: "what",
    FactType.FLAG: "whether",
    FactType.SYMBOL: "which",
    FactType.COUNTRY: "where",
    FactType.TEXT: "named",
}
_NO_UNIT = "1"
_OTHERS = {"exporter": "anyone else", "declared_eccn": "not on file"}


def question_words(meaning: FactMeaning, lang: str) -> str:
    """The question for a fact, as a sentence."""
    form = "who" if meaning.fact == "exporter" else _ASKS[meaning.type]
    return say(f"interview.{form}", lang, meaning.meaning.say(lang))


def form_words(meaning: FactMeaning, lang: str) -> str:
    """What an answer looks like: a number in its unit, a country, a word."""
    if meaning.type is FactType.NUMBER:
        if meaning.unit == _NO_UNIT:
            return say("interview.number", lang)
        key = f"unit.{meaning.unit}"
        return say("interview.in unit", lang, say(key, lang) if has_words(key) else meaning.unit)
    if meaning.fact == DECLARED:
        return say("interview.eccn", lang)
    names = {FactType.TEXT: "name"}
    return say(f"interview.{names.get(meaning.type, meaning.type.value)}", lang)


def choice_words(choice: Choice, meaning: FactMeaning, library: Library, lang: str) -> str:
    """One choice: a stretch with its unit, a word, countries or companies by name."""
    if choice.every:
        return say("interview.any answer", lang)
    if choice.cell is None:
        return _names(choice, meaning, library, lang)
    if isinstance(choice.cell.value, str):
        return choice.cell.value
    of_it = unit(meaning.unit, lang) if meaning.type is FactType.NUMBER else ""
    return stretch(choice.cell, lang) + of_it


def _names(choice: Choice, meaning: FactMeaning, library: Library, lang: str) -> str:
    country = meaning.type is FactType.COUNTRY
    if choice.rest:
        others = "any other country" if country else _OTHERS.get(meaning.fact, "any other")
        return say(f"interview.{others}", lang)
    names = [country_name(code, library, lang) if country else code for code in choice.names]
    few = ", ".join(names[:_SHOWN])
    return few if len(names) <= _SHOWN else say("interview.more", lang, few, len(names) - _SHOWN)


def verdict_words(verdict: Verdict, lang: str) -> str:
    """A verdict: its outcome, and how an application would be reviewed."""
    text = say(f"outcome.{verdict.outcome.value}", lang, verdict.exception)
    if verdict.policy is not None:
        text = f"{text} · {say(f'policy.{verdict.policy}', lang)}"
    return say("interview.held", lang, text) if verdict.held else text


def possible_words(possible: Possible, lang: str) -> str:
    """All that may come out."""
    text = say("interview.or", lang).join(verdict_words(each, lang) for each in possible.verdicts)
    return text if possible.complete else say("interview.or others", lang, text)

"""Values of the engine in words: answers, policies, stretches of a figure.

Belongs here: which key stands for a value. Does not: the words themselves (words), or how they are
set out.
Always true: every word comes from a key; the same value reads the same in every command and on
every page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ecluse.determine.remarks import country_name
from ecluse.determine.verdict import HELD, Answer, Verdict
from ecluse.facts.figure import UNKNOWN_FIGURE, Figure, plain
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import membership_of
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.visible import visible
from ecluse.words.say import has_words, number, say, when

_NO_UNIT = (None, "1", "TPP")


def answer(answer: Answer, lang: str) -> str:
    """An answer in words."""
    return say(f"outcome.{answer.outcome.value}", lang, answer.exception)


def verdict(verdict: Verdict, lang: str) -> str:
    """All of a verdict on one line; French has words for its codes."""
    if lang == "en":
        return str(verdict)
    head = say(f"outcome.{verdict.outcome.value}", lang, verdict.exception)
    if verdict.held:
        head = say("interview.held", lang, head)
    return ", ".join(part for part in (head, policy(verdict.policy, lang)) if part)


def policy(policy: str | None, lang: str) -> str:
    """A review policy in words; empty where there is none."""
    return say(f"policy.{policy}", lang) if policy else ""


def called(provision: str, lang: str) -> str:
    """A provision as a language calls it: by its paragraph, or by the words that stand for one."""
    key = f"provision_name.{provision}"
    if has_words(key):
        return say(key, lang)
    supplement = _SUPPLEMENT.fullmatch(provision)
    return say("provisions.supplement", lang, *supplement.groups()) if supplement else provision


def named_provision(provision: str, library: Library, lang: str) -> str:
    """A provision's paragraph, with its short name where it has one."""
    name = library.name(provision, lang)
    paragraph = called(provision, lang)
    if name is None:
        return paragraph
    if lang != "en" and provision[0].isdigit():  # what follows is English; the name says it
        paragraph = _IN_ENGLISH.sub("", provision)
    return say("provisions.named", lang, paragraph, name)


def shown_provision(provision: str, library: Library, lang: str) -> str:
    """A provision in a list of them: by its identifier, which French tells in French."""
    return provision if lang == "en" else named_provision(provision, library, lang)


_SUPPLEMENT = re.compile(r"Supp\. (\S+) to part (\d+)(.*)")
_IN_ENGLISH = re.compile(r",? [a-z].*")


def clauses(parts: Sequence[str], lang: str) -> str:
    """Several clauses as one: "a, b and that c"."""
    if len(parts) == 1:
        return parts[0]
    before = say("determination.clauses", lang).join(parts[:-1])
    return f"{before}{say('determination.and that', lang)}{parts[-1]}"


def figure(value: Decimal, lang: str) -> str:
    """A figure as the record has it, at most six significant decimals."""
    return plain(value) if lang == "en" else number(Decimal(plain(value)), lang)


def span(value: Figure, lang: str, limit: Decimal | None = None) -> str:
    """All that is known of a figure: its value, its bounds, or that it is unknown.

    Args:
        limit: Shown with as many digits as tell it from this.
    """
    if lang == "en":
        return value.beside(limit)
    if value.exact is not None:
        return number(Decimal(plain(value.exact, limit)), lang)
    if value == UNKNOWN_FIGURE:
        return truth(Truth.UNKNOWN, lang)
    low = number(Decimal(plain(value.low, limit, ROUND_FLOOR)), lang)
    if value.high is None:
        return say("low.out", lang, low) if value.above else say("low.in", lang, low)
    high = number(Decimal(plain(value.high, limit, ROUND_CEILING)), lang)
    return say("cell.to", lang, low, high)


def unit(unit: str | None, lang: str) -> str:
    """A unit after its number; empty for what has none."""
    return "" if unit in _NO_UNIT else f" {say(f'unit.{unit}', lang)}"


def truth(value: Truth, lang: str) -> str:
    """Yes, no, or unknown."""
    return say(f"truth.{value.value}", lang)


def stretch(
    cell: Cell,
    lang: str,
    low: Callable[[Decimal, str], str] = figure,
    high: Callable[[Decimal, str], str] = figure,
) -> str:
    """A stretch of a figure, or the one word or truth of a cell.

    Args:
        low: How the lower bound is written.
        high: How the upper bound is written.
    """
    if isinstance(cell.value, Truth):
        return truth(cell.value, lang)
    if cell.value is not None:
        return cell.value.replace("_", " ")
    if cell.high is not None and cell.high == cell.low:
        return low(cell.low, lang)
    parts = []
    if cell.low != 0:
        parts.append(say("low.in" if cell.low_in else "low.out", lang, low(cell.low, lang)))
    if cell.high is not None:
        parts.append(say("high.in" if cell.high_in else "high.out", lang, high(cell.high, lang)))
    return say("cell.and", lang).join(parts) or say("cell.any", lang)


def value_text(known: Known, lang: str) -> str:
    """What is known of a fact, in words."""
    value = known.value
    if isinstance(value, Figure):
        return span(value, lang)
    if isinstance(value, Truth):
        return truth(value, lang)
    return truth(Truth.UNKNOWN, lang) if value is None else str(value)


def margin_text(margin: Decimal | None, lang: str) -> str:
    """How far a figure lies over a limit, or short of it."""
    if margin is None or margin == 0:
        return say("determination.at limit", lang)
    key = "over by" if margin > 0 else "short by"
    return say(f"determination.{key}", lang, figure(abs(margin), lang))


def fact_words(name: str, library: Library, lang: str) -> str:
    """A fact, or the question whether a country is in a group, in words."""
    pair = membership_of(name)
    if pair is not None and pair[1] in library.vocabulary.groups:
        place = country_name(pair[0], library, lang)
        return f"{place}, {library.vocabulary.groups[pair[1]].name.say(lang)}"
    meaning = library.vocabulary.facts.get(name)
    return meaning.meaning.say(lang) if meaning else name


def fact_line(name: str, library: Library, lang: str) -> str:
    """A fact by the name that `--given` takes, and in words."""
    text = fact_words(name, library, lang)
    return name if text == name else say("determination.fact named", lang, name=name, meaning=text)


def law_words(
    lang: str, *, reading: Reading, known: date | None, scenario: str | None
) -> tuple[str, ...]:
    """Which law an answer is of: the scenario that supposes it, how it is read, and what had been
    published of it; `known` is None, or the last of days, where everything counts.
    """
    supposed = () if scenario is None else (_supposed("scenario", scenario, lang),)
    some = known is not None and known != date.max
    published = (say("determination.known", lang, when(known, lang)),) if known and some else ()
    return (*supposed, say(f"reading.{reading.value}", lang), *published)


def other_law(lang: str, *, reading: Reading, known: date | None, scenario: str | None) -> str:
    """The same as one text; nothing for the law on record as it is enforced, all of it known."""
    if scenario is None and known in (None, date.max) and reading is Reading.ENFORCED:
        return ""
    return ", ".join(law_words(lang, reading=reading, known=known, scenario=scenario))


def other_than_record(law: Law, lang: str) -> str:
    """Which law this is, where an answer does not say so unless it is another than the record's."""
    return other_law(lang, reading=law.reading, known=law.known, scenario=law.scenario)


def supposed_words(law: Law, lang: str) -> str:
    """That an answer is supposed, and by what; nothing where its law is the one on record."""
    return "" if law.scenario is None else _supposed("supposed", law.scenario, lang)


def _supposed(key: str, scenario: str, lang: str) -> str:
    return say(f"determination.{key}", lang, visible(scenario, 60))


def written_answer(text: str, lang: str) -> str:
    """An answer as a table for programs writes it, in words; English keeps its codes.

    >>> written_answer("LICENSE, presumption of denial", "fr")
    'Licence requise, présomption de refus'
    >>> written_answer("UNDETERMINED, needs die_area_mm2, tpp", "fr")
    'Indéterminé, il faut die_area_mm2, tpp'
    """
    if lang == "en":
        return text
    answer, _, needs = text.partition(", needs ")
    head, *policies = answer.removesuffix(f", {HELD}").split(", ")
    outcome, _, exception = head.partition(" ")
    words = say(f"outcome.{outcome}", lang, exception)
    if answer.endswith((HELD, " held")):
        words = say("interview.held", lang, words)
    parts = [words, *(_written_policy(each, lang) for each in policies)]
    return ", ".join([*parts, say("best_design.needs", lang, needs)] if needs else parts)


def _written_policy(text: str, lang: str) -> str:
    name, shown, _ = text.removeprefix("policy ").partition(" if all is shown")
    words = policy("policy of denial" if name == "of denial" else name, lang)
    return say("best_design.if shown", lang, words) if shown else words

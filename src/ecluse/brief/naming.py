"""Names as a sentence has them: items, places, provisions, measures, facts, answers.

Belongs here: the shorter forms of a long name, and the article that French puts before a country.
Does not: sentences (check and the like).
Always true: a form of a name is a part of it, or a word of the house for it; what stays English in
a French sentence says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ecluse.brief.answer import BriefSource, Span
from ecluse.brief.sentence import PlainData, name, words
from ecluse.facts.csv_rows import csv_rows
from ecluse.law.library import Library
from ecluse.law.measure import Measure
from ecluse.words.say import has_words, say

_ARTICLES = "countries/articles.csv"
_SHORT_NAMES = "measures/short_names.csv"
_SHORT, _SHORTEST = 22, 12
_TOLD_ON = re.compile(r" of (\d{4}-\d\d-\d\d|[A-Z][a-z]+ \d{4})\b")
_CLAUSE = re.compile(r"[,;(]|[ \u00a0\u202f]?:(?=\s)| \u2013 ")
_LONGEST_TITLE, _LEAST_TITLE = 110, 3  # signs; words of a part of one
_MOST_CUT = 7  # words of a title that is cut


@lru_cache(maxsize=4)
def _articles(folder: Path) -> dict[str, str]:
    rows = csv_rows(folder / _ARTICLES, f"data/{_ARTICLES}", ("country", "fr"))
    return {row["country"]: row["fr"] for row in rows}


@lru_cache(maxsize=4)
def _short_names(folder: Path) -> dict[tuple[str, str], str]:
    """What measures are called that no journal names: their source is somebody's filing."""
    if not (folder / _SHORT_NAMES).is_file():  # data from before there were any
        return {}
    columns = ("measure", "en", "fr")
    rows = csv_rows(folder / _SHORT_NAMES, f"data/{_SHORT_NAMES}", columns)
    return {(row["measure"], lang): row[lang] for row in rows for lang in columns[1:]}


@dataclass(frozen=True, slots=True)
class Names:
    """What the data that answer call things, in one language."""

    library: Library
    lang: str

    def places(self, code: str) -> Iterator[Span]:
        """A country, with its article where the language puts one; then its code alone."""
        country = self.library.countries.by_code.get(code)
        if country is not None and self.lang == "fr":
            article = _articles(self.library.folder).get(code, "")
            gap = "" if article in ("", "l’") else " "
            yield Span(text=f"{article}{gap}{country.fr}", name=True)
        elif country is not None:
            yield Span(text=country.en, name=True)
        yield Span(text=code, name=True)

    def bare_place(self, code: str) -> Span:
        """A country by its name alone."""
        country = self.library.countries.by_code.get(code)
        return Span(text=code if country is None else country.name(self.lang), name=True)

    def provision(self, identifier: str) -> Span:
        """A provision by its own identifier, or by its short name where that is what it is
        called.
        """
        if self.lang != "en" and has_words(f"provision_name.{identifier}"):
            return name(say(f"provision_name.{identifier}", self.lang))
        short = self.library.name(identifier, self.lang)
        foreign = "en" if self.lang == "fr" and re.search(r"[a-z]{3}", identifier) else None
        if short is not None and foreign is not None and len(short) <= len(identifier) + 12:
            return name(short)
        return name(identifier, lang=foreign)

    def measures(self, measure: Measure) -> Iterator[Span]:
        """A measure by its title, the title's first part, its short name or its citation, and the
        title's first words.
        """
        title = measure.title.say(self.lang)
        ends = reversed([*_CLAUSE.finditer(title)])
        for head in (title, *(title[: end.start()].strip() for end in ends)):
            told = head == title or len(head.split()) >= _LEAST_TITLE
            if told and len(head) <= _LONGEST_TITLE and _closed(head):
                yield name(head, most=_LONGEST_TITLE)
        short = _short_names(self.library.folder).get((measure.measure, self.lang))
        if short is not None:
            yield name(short, most=_LONGEST_TITLE)
        elif cites(measure):
            yield name(measure.cited.source, lang=None if self.lang == "en" else "en")
        words_of_it = title.split(" ")
        cut = " ".join(words_of_it[:_MOST_CUT])
        yield name(f"{cut}…" if len(words_of_it) > _MOST_CUT else cut, most=_LONGEST_TITLE)

    def fact(self, identifier: str) -> Span:
        """A fact in few words."""
        if has_words(f"brief_fact.{identifier}"):
            return words(say(f"brief_fact.{identifier}", self.lang))
        meaning = self.library.vocabulary.facts.get(identifier)
        text = meaning.meaning.say(self.lang) if meaning else identifier
        return name(_CLAUSE.split(text)[0], most=40)


def items(item: str, vendor: str | None = None, aliases: Sequence[str] = ()) -> Iterator[Span]:
    """An item by its name, without its vendor, by an alias that its name begins with, cut short."""
    yield name(item)
    bare = item.removeprefix(vendor or "").strip()
    if bare and bare != item:
        yield name(bare)
    base = bare or item
    head = re.split(r" \(|, ", base)[0]
    if head != base:
        yield name(head)
    for alias in sorted(aliases, key=len, reverse=True):
        if base.startswith(f"{alias} ") or base.endswith(f" {alias}"):
            yield name(alias)
    yield name(head, most=_SHORT)
    yield name(head, most=_SHORTEST)


def cites(measure: Measure) -> bool:
    """Whether a measure's source names it, as "90 FR 4544" does, and "press" does not, nor what
    others told of it on a day ("NVIDIA 8-K of 2025-04-15").
    """
    source = measure.cited.source
    return bool(re.search(r"\d", source)) and not _TOLD_ON.search(source)


def _closed(text: str) -> bool:
    """Whether every quotation mark and bracket that is opened is closed again."""
    pairs = (("«", "»"), ("“", "”"), ("(", ")"))
    return all(text.count(first) == text.count(last) for first, last in pairs)


def outcome(answer: PlainData, lang: str, *, policy: bool = False) -> Span:
    """An outcome as a noun, such as "license required" or "License Exception NAC".

    Args:
        policy: Say how an application is reviewed, too.
    """
    symbol = answer.get("exception") or ""
    text = say(f"brief_answer.{answer['outcome']}", lang, exception=symbol)
    if policy and answer.get("review_policy"):
        text = f"{text}, {say('policy.' + answer['review_policy'], lang)}"
    return Span(text=text, name=bool(symbol))


def both(group: PlainData, lang: str) -> tuple[Span, Span]:
    """The answers before and after a change; with their policies where they differ by these."""
    before, after = group["from"], group["to"]
    alike = (before["outcome"], before["exception"]) == (after["outcome"], after["exception"])
    return outcome(before, lang, policy=alike), outcome(after, lang, policy=alike)


def source_of(cited_name: str | None, url: str | None) -> BriefSource:
    """A source by the short form of its name; only a web address is kept."""
    web = url if url is not None and url.startswith(("https://", "http://")) else None
    return BriefSource(name=name(cited_name or web or "", most=90).text, url=web)

"""A question about a market with everything that it names, held together.

Belongs here: opening a question and checking that its names exist. Does not: its keys
(question_file), or a run (question_run).
Always true: each world, row, measure, scenario, prior and act that a question names is there, and
so is each place of its sentences in both languages; all mistakes are told together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ecluse.errors import EcluseError, near, raise_all
from ecluse.facts.reader import Document, Named, check, names_in
from ecluse.law.library import Library
from ecluse.law.scenario import shipped
from ecluse.simulate.measure import MEASURES, SUPPLY
from ecluse.simulate.parameters import OF_MARKET
from ecluse.simulate.question_file import (
    DAYS,
    SHARES,
    NumberPlace,
    QuestionFile,
    parts_of,
    told_in,
)
from ecluse.simulate.read_market import (
    Market,
    checked_name,
    market_names,
    named_document,
    open_market,
)

QUESTIONS = "questions"
_SETTING = re.compile(r"(p?)(\d+(?:\.\d+)?)")
_ALL = 100  # percent
Place = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketQuestion:
    """A question and the market that it asks about."""

    file: QuestionFile
    market: Market
    digest: str
    document: Document = field(compare=False)


def question_names(folder: Path) -> tuple[str, ...]:
    """The questions that a data folder holds."""
    return names_in(folder / QUESTIONS)


def shipped_name(name: str, library: Library) -> str:
    """The name of a shipped question; no word of a request opens a file.

    Raises:
        UnknownNameError: No question is called that.
    """
    return checked_name(name, QUESTIONS, library.folder, "question")


def shipped_question(name: str, library: Library) -> MarketQuestion:
    """A question of the data folder by name.

    Raises:
        UnknownNameError: No question is called that.
    """
    return open_question(shipped_name(name, library), library)


def open_question(
    named: str | Path, library: Library, market: Market | None = None
) -> MarketQuestion:
    """A question of the data folder by name, or a file of the user's.

    Args:
        market: The market of that name, where it is open already.

    Raises:
        UnknownNameError: No question is called that.
        DataError, InputError, SeveralErrors: The file is wrong, or names what is not there.
    """
    path, document = named_document(named, QUESTIONS, library.folder)
    file: QuestionFile = check(document, QuestionFile)
    if file.market not in market_names(library.folder):
        mend = near(file.market, market_names(library.folder)) or "name one that is"
        raise document.error(f"no market is called '{file.market}'", ("market",), mend)
    opened = market
    if opened is None or opened.file.market != file.market:
        opened = open_market(file.market, library)
    digest = hashlib.sha256(path.read_bytes() + opened.digest.encode()).hexdigest()
    found = MarketQuestion(file=file, market=opened, digest=digest, document=document)
    raise_all([*_flaws(found, library)])
    return found


# ---- what does not fit ---------------------------------------------------------------------------


def _flaws(found: MarketQuestion, library: Library) -> Iterator[EcluseError]:
    yield from _wrong_days(found)
    yield from _wrong_settings(found)
    yield from _wrong_sources(found)
    yield from _same_names(found)
    yield from found.document.unknown_names(_named(found, library))
    yield from _wrong_places(found)


def _wrong_days(found: MarketQuestion) -> Iterator[EcluseError]:
    file, market = found.file, found.market.file
    for key, day in (("on", file.on), ("until", file.until or market.until)):
        if not market.start <= day <= market.until:
            mend = "give a day within it"
            what = f"{day} lies outside the market, {market.start} to {market.until}"
            yield found.document.error(what, (key,), mend)


def _wrong_settings(found: MarketQuestion) -> Iterator[EcluseError]:
    """A prior is set to what is no number and no percentile."""
    for at, world in enumerate(found.file.worlds):
        for prior, text in world.set.items():
            told = _SETTING.fullmatch(text)
            if told is None or (told[1] and float(told[2]) > _ALL):
                mend = "write it as 0.25 or p50, not below 0"
                place = ("worlds", at, "set", prior)
                yield found.document.error(f"{prior} cannot be '{text}'", place, mend)


def _wrong_sources(found: MarketQuestion) -> Iterator[EcluseError]:
    """A measure of sources without a source, or a source of a measure that has none."""
    for at, row in enumerate(found.file.rows):
        kinds = {MEASURES[name].kind == SUPPLY for name in row.measures if name in MEASURES}
        if kinds - {row.source is not None}:
            mend = "give `source` to rows of share and the like, and to no other"
            place = ("rows", at, "measures")
            yield found.document.error(f"'{row.row}' mixes sources and other measures", place, mend)


def _same_names(found: MarketQuestion) -> Iterator[EcluseError]:
    """Rows, worlds and facts of one name: a sentence could not say which it tells."""
    seen = {*DAYS}
    for key in ("world", "row", "fact"):
        for at, each in enumerate(getattr(found.file, f"{key}s")):
            name = getattr(each, key)
            if name in seen:
                mend = "give rows, worlds and facts names of their own"
                what = f"'{name}' names two things"
                yield found.document.error(what, (f"{key}s", at, key), mend)
            seen.add(name)


def _wrong_places(found: MarketQuestion) -> Iterator[EcluseError]:
    """Places of sentences that tell what is not there, or what has no words."""
    units = {name: row.unit for name, row in found.market.every_prior.items()}
    worlds = {each.world: each.set for each in found.file.worlds}
    for place, text in _sentences(found.file):
        for part in parts_of(text):
            if not isinstance(part, NumberPlace):
                continue
            if what := _wrong_place(part, found.file):
                mend = "write {ROW.MEASURE}, {WORLD.PRIOR}, {FACT}, {FACT.on} or {on}"
                yield found.document.error(what, place, mend)
            elif part.what in worlds.get(part.of, ()) and not told_in(
                units.get(part.what, "share")
            ):
                what = f"'{part.what}' is in {units[part.what]}, which no sentence tells"
                yield found.document.error(
                    what, place, "tell a share, USD or days, or write it out"
                )


def _named(found: MarketQuestion, library: Library) -> Iterator[Named]:
    """Each name of a question: where it stands, what there is of its kind, and the kind."""
    file, market = found.file, found.market
    for at, product in enumerate(file.products):
        yield ("products", at), product, market.products, "product"
    worlds = [each.world for each in file.worlds]
    for at, row in enumerate(file.rows):
        yield ("rows", at, "world"), row.world, worlds, "world"
        yield ("rows", at, "versus"), row.versus or row.world, worlds, "world"
        for measure in row.measures:
            yield ("rows", at, "measures"), measure, [*MEASURES], "measure"
    rows = {row.row: row.measures for row in file.rows}
    yield ("main", "row"), file.main.row, [*rows], "row"
    told = rows.get(file.main.row, ())
    yield ("main", "measure"), file.main.measure, told or [file.main.measure], "measure"
    yield from _of_worlds(found, library)


def _of_worlds(found: MarketQuestion, library: Library) -> Iterator[Named]:
    market, scenarios = found.market, shipped(library.folder)
    acts = [act.act for act in market.practice.acts]
    acts += [act.act for act in market.gates.acts]
    for at, world in enumerate(found.file.worlds):
        place = ("worlds", at)
        if world.scenario is not None:
            yield (*place, "scenario"), world.scenario, scenarios, "scenario"
        for prior in (*world.set, *world.takes.values()):
            yield place, prior, [*market.every_prior], "prior"
        for parameter in world.takes:
            yield (*place, "takes"), parameter, [*OF_MARKET], "parameter"
        for act in world.without:
            yield (*place, "without"), act, acts, "act"
        for supposed in world.adds:
            for product in supposed.products:
                yield (*place, "adds"), product, market.products, "product"


def _sentences(file: QuestionFile) -> Iterator[tuple[Place, str]]:
    for lang in ("en", "fr"):
        for at, title in enumerate(file.titles):
            yield ("titles", at, lang), getattr(title, lang)
        for at, bullet in enumerate(file.bullets):
            yield ("bullets", at, "says", lang), getattr(bullet.says, lang)


def _wrong_place(place: NumberPlace, file: QuestionFile) -> str | None:
    """What is wrong with a place of a sentence; None where nothing is."""
    told = f"'{{{'.'.join(filter(None, (place.of, place.what, place.part)))}}}'"
    rows = {row.row: row.measures for row in file.rows}
    worlds = {world.world: world.set for world in file.worlds}
    facts = {fact.fact: ("", "on") for fact in file.facts}
    of: dict[str, Any] = {**worlds, **rows, **facts} | dict.fromkeys(DAYS, ("",))
    if place.of not in of:
        return f"{told} is of no row, world or fact"
    if place.what not in of[place.of] or place.part not in ("", "bare", *SHARES):
        return f"{told} tells what '{place.of}' does not have"
    return None


def question_mistakes(
    library: Library, markets: Sequence[str]
) -> dict[str, tuple[EcluseError, ...]]:
    """Everything that is wrong with each question of a data folder.

    Args:
        markets: The markets that open; a question about another is left to the market's mistakes.
    """
    found: dict[str, tuple[EcluseError, ...]] = {}
    opened = {name: open_market(name, library) for name in markets}
    closed = {*market_names(library.folder)} - {*opened}
    for name in question_names(library.folder):
        try:
            named = _market_named(name, library)
            if named not in closed:
                open_question(name, library, opened.get(named))
        except EcluseError as error:
            found[name] = error.mistakes
    return found


def _market_named(name: str, library: Library) -> str:
    """The market that a question's file names; empty where it names none."""
    tree = named_document(name, QUESTIONS, library.folder)[1].tree
    return str(tree.get("market", "")) if isinstance(tree, dict) else ""

"""Makes the briefs of the questions about markets, and the page of all their answers.

    python docs/make_market_briefs.py [--check]

Always true: nothing on these pages is typed; one that differs from what the model says today fails
`--check`, which the slow tests run.
"""

from __future__ import annotations

import sys
from pathlib import Path

from make_briefs import brief_page, put

from ecluse.answers.plain import plain
from ecluse.brief import Brief, BriefTerms, market_brief
from ecluse.brief.market_parts import prior_name
from ecluse.brief.ranges import range_text, short_text, size_of
from ecluse.law.library import Library, load
from ecluse.simulate.question_answer import QuestionAnswer
from ecluse.simulate.read_question import MarketQuestion, open_question, question_names
from ecluse.simulate.to_question_answer import answered
from ecluse.words.say import say

HERE = Path(__file__).parent
ANSWERS = HERE / "market-answers.md"
_INTRO = """<!-- Made by docs/make_market_briefs.py; nothing on it is typed. -->
# Answers about markets

What people asked of a rule, a pause, a notice, a license, a fee and a cap, run by [the model of a
market over time](simulation.md) when this page was made. A range is that of nine draws in ten; an
effect is a range of paired differences, the same draws on both sides. Every world but the record is
a supposition: none is history, and no row is a forecast. Each brief says whether supply binds, what
the answer moves with, and what is certain and what is not. `ecluse simulate question NAME` runs a
question anew, `ecluse brief market NAME` tells it in a minute, and the files are `data/questions`.
"""


def pages(books: Library) -> dict[Path, str]:
    """The briefs of all questions, in both languages, and the page of their answers."""
    made, rows, parts = dict[Path, str](), list[str](), list[str]()
    for name in question_names(books.folder):
        question = open_question(name, books)
        answers = answered(question, books)
        for lang, answer in answers.items():
            made |= _brief(name, answer, question, books, lang)
        rows += _rows(answers["en"], question)
        parts += _table(answers["en"])
    heads = ("question", "row", "in nine draws of ten", "moves most with", "source", "brief")
    table = "\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *rows])
    made[ANSWERS] = "\n".join([_INTRO, table, "", *parts]).rstrip() + "\n"
    return made


def _brief(
    name: str, answer: QuestionAnswer, question: MarketQuestion, books: Library, lang: str
) -> dict[Path, str]:
    terms = BriefTerms(library=books, lang="fr" if lang == "fr" else "en")
    brief: Brief = market_brief(answer, question, terms)
    called = f"market-{name}"
    folder = HERE / "briefs"
    return {
        folder / f"{called}.{lang}.md": brief_page(called, brief),
        folder / f"{called}.{lang}.svg": brief.picture.svg + "\n",
    }


def _rows(answer: QuestionAnswer, question: MarketQuestion) -> list[str]:
    """One question in the table of all: the rows of its main measure."""
    main = next(row for row in answer.rows if f"{row.row}.{row.measure}" == answer.main)
    alike = [row for row in answer.rows if row.measure == main.measure]
    name, source = answer.question, question.file.bullets[0].source
    briefs = f"[English](briefs/market-{name}.en.md), [français](briefs/market-{name}.fr.md)"
    read = f"[{source.name}](<{source.url}>)" if source.url else source.name
    ends = [_moves(answer, question), read, briefs]
    lines = []
    for row in alike:
        told = f"{row.says}: {say(f'simulate.{row.measure}', 'en')}"
        asks, *rest = [answer.asks, *ends] if row is alike[0] else ["", "", "", ""]
        cells = [asks, told, range_text(plain(row), "en"), *rest]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _moves(answer: QuestionAnswer, question: MarketQuestion) -> str:
    """What the answer moves with most, and on what that rests."""
    if not answer.drivers:
        return "nothing that is drawn"
    first = answer.drivers[0]
    told = prior_name(first.prior, question.market, answer.products, "en")
    return f"{told} ({say(f'market_brief.{first.confidence}', 'en')})"


def _table(answer: QuestionAnswer) -> list[str]:
    """All rows of one question."""
    untested = "" if answer.researched else " This market is a structural test, unresearched."
    about = f"`{answer.question}`, market `{answer.market}`, {', '.join(answer.products)}"
    lines = [
        f"## {answer.asks}",
        "",
        f"{about}, {answer.since} to {answer.until}.{untested}",
        "",
        "| what | measure | median | in nine draws of ten |",
        "| --- | --- | --- | --- |",
    ]
    for row in answer.rows:
        data = plain(row)
        middle = short_text(row.p50, size_of(data), row.unit, "en")
        measure = say(f"simulate.{row.measure}", "en")
        lines.append(f"| {row.says} | {measure} | {middle} | {range_text(data, 'en')} |")
    for fact in answer.facts:
        day = fact.on.isoformat()[:7] if fact.month else fact.on.isoformat()
        named = f"[{fact.source}](<{fact.url}>)" if fact.url else fact.source
        sure = "checkable" if fact.checkable else "not checkable"
        lines += ["", f"- {day}: {fact.says}. {sure.capitalize()}: {fact.why} ({named})."]
    return [*lines, ""]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which differ."""
    return put(pages(load()), arguments, "model")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

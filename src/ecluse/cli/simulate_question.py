"""`ecluse simulate question`: an answer that people asked for, as ranges.

Belongs here: its options, and its tables. Does not: running anything (simulate), or telling it in a
minute (brief).
Always true: numpy is imported only when a question is run; without a name, the questions are
listed and nothing is run.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.table import Column, Table
from rich.text import Text

from ecluse.answers.plain import plain
from ecluse.cli import completion
from ecluse.cli.columns import bare
from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions
from ecluse.cli.progress import ProgressBar
from ecluse.cli.ranges import Draws, Seed
from ecluse.cli.screen import console
from ecluse.cli.session import library
from ecluse.law.library import Library
from ecluse.visible import visible
from ecluse.words.figures import fixed
from ecluse.words.say import say

if TYPE_CHECKING:
    from ecluse.simulate.question_answer import QuestionAnswer
    from ecluse.simulate.read_question import MarketQuestion


def simulate_question(
    question: Annotated[str | None, Parameter(completer=completion.questions)] = None,
    /,
    *,
    draws: Draws = 1000,
    seed: Seed = 1,
    table: TableOptions = TableOptions(),
) -> None:
    """An answer that people asked for: what a day let through, a real pause, a fee, a cap.

    Args:
        question: The name of a question, or a YAML file of one; the questions are listed where it
            is left out.
        draws: How many draws of what is not known; 2 to 1,000,000.
        seed: Of the draws.
    """
    data = library()
    if question is None:
        _list(data, table)
        return
    from ecluse.simulate.question_run import run_question
    from ecluse.simulate.read_question import open_question
    from ecluse.simulate.to_question_answer import question_answer

    opened = open_question(question, data)
    with ProgressBar(table.lang) as bar:
        found = run_question(
            opened, data, draws=draws, seed=seed, progress=partial(bar.tell, "worlds")
        )
    answer = question_answer(found, table.lang)
    if not print_data(answer, table, "rows"):
        _print(answer, _named(answer, opened, table.lang), table.lang)


def _list(data: Library, table: TableOptions) -> None:
    """The questions by name, with what each asks."""
    from ecluse.simulate.read_question import open_question, question_names

    files = [open_question(name, data).file for name in question_names(data.folder)]
    rows = [{"question": each.question, "asks": each.asks.say(table.lang)} for each in files]
    if table.form != "text":
        print_data(rows, table)
        return
    out = bare(Column(style="bold"), Column(), header="")
    for row in rows:
        out.add_row(*map(Text, row.values()))
    console().print(out)


def _named(answer: QuestionAnswer, question: MarketQuestion, lang: str) -> Mapping[str, str]:
    """What French calls each prior that is told; English has the names of the file."""
    from ecluse.brief.market_parts import prior_name

    if lang == "en":
        return {}
    told = (driver.prior for driver in answer.drivers)
    products = answer.products
    return {each: prior_name(each, question.market, products, lang) for each in told}


def _print(answer: QuestionAnswer, named: Mapping[str, str], lang: str) -> None:
    """The rows, what is supposed, what the answer moves with, and what to look at twice."""
    out = console()
    out.write_line(answer.asks, "bold")
    out.print(_rows(answer, lang))
    for fact in answer.facts:
        key = "checkable" if fact.checkable else "not checkable"
        told = say(f"market_brief.{key}", lang)
        out.write_line(f"  {fact.on}  {visible(fact.says)} ({told})")
    out.write_line(say("market_brief.drivers", lang), "bold")
    for driver in answer.drivers:
        sure = say(f"market_brief.{driver.confidence}", lang)
        moved = fixed(driver.correlation, 2, lang)
        sign = "+" if driver.correlation >= 0 else ""
        out.write_line(f"  {sign}{moved}  {named.get(driver.prior, driver.prior)} ({sure})")
    out.write_line(say("simulate.note", lang), "bold")
    out.write_points(answer.warnings)
    out.write_line(answer.disclaimer, "dim")


def _rows(answer: QuestionAnswer, lang: str) -> Table:
    """One line for each row and measure, with its median and its range."""
    from ecluse.brief.ranges import range_text, short_text, size_of

    names = (say(key, lang) for key in ("market_brief.row", "simulate.measure"))
    numbers = (say(f"simulate.{key}", lang) for key in ("middle", "range"))
    table = bare(*map(Column, names), *(Column(name, justify="right") for name in numbers))
    before = ""
    for row in answer.rows:
        data = plain(row)
        middle = short_text(row.p50, size_of(data), row.unit, lang)
        says, before = "" if row.says == before else visible(row.says), row.says
        measure = say(f"simulate.{row.measure}", lang)
        table.add_row(says, measure, middle, range_text(data, lang))
    return table

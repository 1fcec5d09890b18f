"""A market's answer with all that was asked beside its ranges.

Belongs here: joining a run with a company's own book and with the tracing of a number.
Does not: either of them (own_orders, why), or printing.
Always true: what cannot be asked together is refused before any work; a book's ranges and id are
those of the run with the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.simulate.ask import Question, Simulation, simulate
from ecluse.simulate.measure import of_sources
from ecluse.simulate.own_answer import own_answer
from ecluse.simulate.own_book import OwnBook, read_own_book
from ecluse.simulate.own_orders import own_gates, run_own
from ecluse.simulate.own_tree import OwnBookAnswer
from ecluse.simulate.read_market import Market
from ecluse.simulate.result import SimulationAnswer
from ecluse.simulate.run import Progress, quiet
from ecluse.simulate.to_answer import answer
from ecluse.simulate.why import why_asked, why_of
from ecluse.simulate.why_tree import WhyTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is asked beside the ranges.

    Args:
        why: A number to trace, as MEASURE@PERIOD or MEASURE@PERIOD/PRODUCT.
        orders: A company's own book.
        columns: Meaning → column of it, for columns that are not called as they usually are.
    """

    why: str | None = None
    orders: str | Path | None = None
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """A run with what was asked beside its ranges.

    Args:
        found: The run; with a book, that with the book as the demand.
    """

    found: Simulation
    why: WhyTree | None
    orders: OwnBookAnswer | None

    def answer(self, library: Library, lang: str = "en") -> SimulationAnswer:
        """The answer, in one language."""
        said = answer(self.found, library, lang)
        return replace(said, why=self.why, orders=self.orders)


def answer_with(
    market: Market,
    library: Library,
    question: Question,
    beside: Beside,
    *,
    progress: Progress = quiet,
) -> SimulationAnswer:
    """Answer a question about a market, and what was asked beside it; as `work_out`."""
    return work_out(market, library, question, beside, progress=progress).answer(library, "en")


def work_out(
    market: Market,
    library: Library,
    question: Question,
    beside: Beside,
    *,
    progress: Progress = quiet,
) -> WorkedOut:
    """Run a market, and work out what was asked beside its ranges.

    Raises:
        InputError, SeveralErrors: A number is not traced, a book cannot be read, or two things
            cannot be asked together.
        UnknownNameError: There is no such measure, period or product.
        ModelError: The books of the run do not close.
    """
    _check(question, beside)
    traced = None if beside.why is None else why_asked(beside.why, market, question)
    book = None
    if beside.orders is not None:
        book = read_own_book(beside.orders, market, library, beside.columns)
    found = simulate(market, library, question, progress=progress)
    orders: OwnBookAnswer | None = None
    if book is not None:
        found, orders = _with_book(found, book, library, progress)
    why = None if traced is None else why_of(found, traced, library, progress=progress)
    return WorkedOut(found=found, why=why, orders=orders)


def _check(question: Question, beside: Beside) -> None:
    """Refuse what cannot be asked together."""
    if beside.orders is None:
        return
    if beside.why is not None:
        what = "a number is traced in the market's own demand, not in a book's"
        raise InputError(what, "why", "leave out orders, or ask for it alone")
    if question.by_buyer or of_sources(question.show):
        what = "a book's run tells neither groups of buyers nor a destination's other sources"
        raise InputError(what, "show", "leave these out, or ask for them alone")
    if question.versus is not None:
        what = "a book is run under one law at a time"
        raise InputError(what, "versus", "leave it out, and ask once under each law")


def _with_book(
    found: Simulation, book: OwnBook, library: Library, progress: Progress
) -> tuple[Simulation, OwnBookAnswer]:
    """The run with a book as the demand, and its lines."""
    own = run_own(found, book, own_gates(book, found, library), progress=progress)
    return own.found, own_answer(own)

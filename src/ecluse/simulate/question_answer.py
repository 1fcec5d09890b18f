"""What a question about a market answers: its rows as ranges, and what they rest on.

Belongs here: the answer's classes. Does not: working anything out (question_run).
Always true: a row that differs two worlds is the range of paired differences; a world that is not
the record says what is supposed of it; what drives the answer is named with how sure it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ecluse.answers.plain import key
from ecluse.simulate.measure import Conversion
from ecluse.simulate.result import GateRow, PriorUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldTold:
    """One world: the record, or what is supposed beside it.

    Args:
        supposed: It is not the record.
    """

    world: str
    supposed: bool
    scenario: str | None
    destination: str
    set: Mapping[str, float]
    takes: Mapping[str, str]
    without: tuple[str, ...]
    adds: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """The range of one measure in one row, over the whole run.

    Args:
        versus: The world that it is measured against; null for a level of its own.
        source: Of the destination's compute; left out for the market's own measures.
        share_positive: The share of draws in which it is above zero.
        share_negative: The share in which it is below.
    """

    row: str
    says: str
    world: str
    versus: str | None
    source: str | None = key(optional=True)
    measure: str
    unit: str
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    mean: float
    share_positive: float
    share_negative: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyTold:
    """Whether supply binds, in the first world.

    Args:
        on: The first day of the step that holds the day that is asked about.
        binds: The share of draws in which more is ordered and not delivered than is in stock.
        shut: On that day no product may ship: a license is required of each, and none was granted.
        stock_p5: Finished stock of the products that count.
    """

    on: date
    binds: float
    shut: bool
    stock_p5: float
    stock_p95: float
    backlog_p5: float
    backlog_p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorDriver:
    """A prior that the answer moves with.

    Args:
        correlation: Of ranks, between the prior and the main row over the draws.
    """

    prior: str
    correlation: float
    confidence: str
    hindsight: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTold:
    """A dated fact that stands beside the answer.

    Args:
        month: Of the day, only the month is known.
        checkable: Whether a reader can check it; `why` says how, or why not.
    """

    fact: str
    says: str
    value: float | None
    unit: str | None
    on: date
    month: bool
    source: str
    url: str | None
    confidence: str
    checkable: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer:
    """An answer that people asked for, as ranges over draws.

    Args:
        counterfactual: Some world in it is supposed.
        researched: False for a structural test, whose numbers nobody looked for.
        products: Those that count.
        main: The row and the measure that it is about, joined by a point.
        gates: What the law says in the first world, of the products that count.
        drivers: The priors that the main row moves with most, the strongest first.
        facts: Facts beside it.
        books: The worst difference in the books of the runs, relative to what moved.
    """

    SCHEMA: ClassVar[str] = "ecluse.market-question/1"

    question: str
    asks: str
    market: str
    on: date
    since: date = key("from")
    until: date
    cutoff: date
    researched: bool
    counterfactual: bool
    products: list[str]
    seed: int
    draws: int
    data_hash: str
    id: str
    main: str
    rows: list[AnswerRow]
    worlds: list[WorldTold]
    gates: list[GateRow]
    supply: SupplyTold
    drivers: list[PriorDriver]
    facts: list[FactTold]
    rests_on: list[PriorUsed]
    conversions: list[Conversion]
    books: float
    warnings: list[str]
    disclaimer: str

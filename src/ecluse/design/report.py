"""The answer to `ecluse design`, as it is printed for programs.

Belongs here: the keys of the answer. Does not: searching, or how a terminal shows it.
Always true: the keys are flat, and the same question gives the same keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ecluse.answers.copied import copied
from ecluse.design.answer import DesignAnswer
from ecluse.design.catalogue_chip import CatalogueChip
from ecluse.design.objective import Task
from ecluse.design.paper_design import Design
from ecluse.design.shadow_price import ShadowPrice
from ecluse.design.walk import WalkResult
from ecluse.determine.shipment import Shipment


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One answer of the law that allows no shipment, and how many designs get it."""

    answer: str
    provisions: tuple[str, ...]
    designs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignReport:
    """The best chip that a law lets through, what binds it, and catalogue chips beside it.

    Args:
        on: The day of the law.
        to: The destination's code.
        model: The language model's name.
        layout: How the model is spread over the chips.
        precision: The number formats' name.
        best: The best design.
        seconds: How long the search took.
        scenario: The scenario under which the law was asked.
        batch: Sequences in flight in each data-parallel group.
        input: Prompt tokens of a request.
        output: Output tokens of a request.
        objective: What was searched by.
        unit: The unit of that figure.
        wanted: The outcome that allows a design.
        answer_of_the_law: For the best design.
        asks: What has to be shown for that answer.
        without_law: The best design were there no law.
        bound: What no design of the space exceeds.
        closed: Whether the bound was brought as near as was asked.
        counts: How many points were looked at, dropped out for each reason, or are allowed.
        refusals: Answers of the law for the designs that can be built and may not ship.
        prices: What each limit costs, the dearest first.
        front_prefill_decode: Designs that no other beats in both phases.
        front_cost_value: Designs that no other beats in cost and the figure searched by.
        products: Catalogue chips beside the designs.
        cells_asked: In how many cells of the law the engine was asked.
        designs_per_s: Points and boxes looked at a second.
    """

    SCHEMA: ClassVar[str] = "ecluse.design/1"
    on: str
    to: str | None
    scenario: str | None
    model: str
    layout: str
    precision: str
    batch: int
    input: int
    output: int
    objective: str
    unit: str
    wanted: str
    best: Design
    answer_of_the_law: str | None
    asks: tuple[str, ...]
    without_law: Design | None
    bound: float
    closed: bool
    counts: Mapping[str, int]
    refusals: tuple[Refusal, ...]
    prices: tuple[ShadowPrice, ...]
    front_prefill_decode: tuple[Design, ...]
    front_cost_value: tuple[Design, ...]
    products: tuple[CatalogueChip, ...]
    cells_asked: int
    seconds: float
    designs_per_s: float


def _refusals(walked: WalkResult) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(answer=str(verdict), provisions=verdict.provisions, designs=designs)
        for verdict, designs in walked.refusals.most_common()
    )


def report(
    answer: DesignAnswer, task: Task, shipment: Shipment, scenario: str | None = None
) -> DesignReport:
    """The answer to one question.

    Args:
        shipment: The shipment that the designs were asked about.
        scenario: The name of the scenario that was applied to the law.
    """
    verdict, walked = answer.verdict, answer.walked
    return copied(
        DesignReport,
        answer,
        on=shipment.on.isoformat(),
        to=shipment.destination,
        scenario=scenario,
        model=task.llm.llm,
        layout=str(task.layout),
        precision=task.precision.name,
        batch=task.batch,
        input=task.input_tokens,
        output=task.output_tokens,
        answer_of_the_law=None if verdict is None else str(verdict),
        asks=verdict.asks if verdict else (),
        bound=answer.refined.bound,
        closed=answer.refined.closed,
        counts=walked.counts,
        refusals=_refusals(walked),
        front_prefill_decode=walked.trade,
        front_cost_value=walked.value_for_money,
    )

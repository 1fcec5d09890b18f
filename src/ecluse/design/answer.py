"""The answer to `ecluse design`: the best chip that a law lets through, what binds it, and what
stands beside it.

Belongs here: putting a question to the search, shadow prices, catalogue chips beside the designs,
why a space is empty.
Does not: searching (walk.py, refine.py), printing.
Always true: a limit is named as binding only where moving it alone makes a better design; every
catalogue chip is asked of the evaluator as itself, with its own figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from ecluse.design.legal import Legal, Moved, Verdict
from ecluse.design.objective import UNITS, Task
from ecluse.design.refine import Refined, refine
from ecluse.design.space import Space
from ecluse.design.walk import Design, WalkResult, walk
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.errors import EcluseError, ModelError
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import of
from ecluse.inference.chip import Chip, stack
from ecluse.inference.from_item import chip_from_item
from ecluse.inference.memory import capacity_bytes
from ecluse.inference.phase import decode_time, prefill_time
from ecluse.law.library import Library
from ecluse.law.register import Law

# a limit that the best design keeps away from by more than this share is not tried for binding
NEAR = 0.02
STEP = Fraction(101, 100)
PRICE_BOXES = 700_000  # boxes for one moved limit: prices are found, not proved
BINDS = 1e-3  # a gain smaller than this share is not a gain: searches for prices stop at half of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowPrice:
    """What one limit costs: the figure searched by, with the limit one hundredth looser, per unit
    of it, and with the limit gone.

    `provisions` are empty for a limit of nature or of the space (die size, power).
    """

    limit_of: str
    limit: float
    provisions: tuple[str, ...]
    gain: float
    gain_per_unit: float
    gain_if_gone: float | None
    best_if_gone: Design | None

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {
            **plain,
            "provisions": list(self.provisions),
            "best_if_gone": self.best_if_gone.to_dict() if self.best_if_gone else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChip:
    """A catalogue chip beside the designs, by the same model and load; `answer` is the evaluator's."""

    item: str
    answer: str
    allowed: bool
    decode: float | None
    prefill: float | None
    value: float | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignAnswer:
    """The answer; `bound` is what no design of the space exceeds, where `closed`."""

    objective: str
    unit: str
    wanted: str
    best: Design
    verdict: Verdict | None
    without_law: Design | None
    refined: Refined
    found: WalkResult
    prices: tuple[ShadowPrice, ...]
    products: tuple[CatalogueChip, ...]
    cells_asked: int
    seconds: float

    @property
    def designs_per_s(self) -> float:
        """Points and boxes looked at a second, the whole answer counted."""
        return (self.found.counts["looked_at"] + self.refined.boxes) / self.seconds

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "objective": self.objective,
            "unit": self.unit,
            "wanted": self.wanted,
            "best": self.best.to_dict(),
            "answer_of_the_law": None if self.verdict is None else str(self.verdict),
            "asks": list(self.verdict.asks) if self.verdict else [],
            "without_law": self.without_law.to_dict() if self.without_law else None,
            "bound": self.refined.bound,
            "closed": self.refined.closed,
            "counts": dict(self.found.counts),
            "refusals": [
                {"answer": str(each), "provisions": list(each.provisions), "designs": count}
                for each, count in self.found.refusals.most_common()
            ],
            "prices": [each.to_dict() for each in self.prices],
            "front_prefill_decode": [each.to_dict() for each in self.found.trade],
            "front_cost_value": [each.to_dict() for each in self.found.value_for_money],
            "products": [
                {name: getattr(each, name) for name in CatalogueChip.__dataclass_fields__}
                for each in self.products
            ],
            "cells_asked": self.cells_asked,
            "seconds": self.seconds,
            "designs_per_s": self.designs_per_s,
        }


OWN_FIGURES = frozenset(
    # facts that each design settles for itself; a figure given for all of them would be overruled
    # in silence
    {
        "tpp",
        "bits_times_tops",
        "performance_density",
        "tera_ops_per_s",
        "tops",
        "process_nm",
        "operand_bits",
        "die_area_mm2",
        "ic_count",
        "chip_link_gb_per_s",
        "host_link_gb_per_s",
        "io_bandwidth_gb_per_s",
        "dram_bandwidth_gb_per_s",
        "dram_capacity_gb",
        "dram_plus_io_gb_per_s",
    }
)


def case_of(
    library: Library,
    law: Law,
    *,
    to: str,
    exporter: str = "NVIDIA",
    exported_from: str = "US",
    datacenter: bool = True,
    nm: int = 5,
    given: Mapping[str, Known] | None = None,
) -> CaseFacts:
    """The shipment of a paper design, all but its figures: a chip of a US designer, made for
    datacenters, shipped by `exporter`.

    Args:
        exporter: Letters bind those whom they were sent to; NVIDIA had them all.

    Raises:
        ModelError: `given` holds a figure that each design has of its own.
    """
    own = [name for name in given or () if name in OWN_FIGURES or name.endswith("_tera_ops_per_s")]
    if own:
        raise ModelError(
            f"--given {own[0]}: every design has its own",
            "command line",
            "leave it out, or bound the space instead",
        )
    item = Item(
        name="a design",
        vendor=exporter,
        designer_headquarters="US",
        kind="chip",
        datacenter=Known(value=of(datacenter)),
    )
    known = {"exported_from": Known(value=exported_from), **(given or {})}
    return CaseFacts(
        Shipment(item=item, destination=to, on=law.on, exporter=exporter, given=known), law, library
    )


def best_designs(
    space: Space,
    task: Task,
    case: CaseFacts | None,
    *,
    objective: str = "serve",
    wanted: str = "nlr",
    tolerance: float = 0.005,
    prices: bool = True,
    products: bool = True,
    progress: Callable[[int, int], None] | None = None,
    workers: int = 2,
) -> DesignAnswer:
    """Search a space for the best design that a law lets through.

    Raises:
        ModelError: The space holds no such design; says which limit or clause leaves it empty.
    """
    start = time.perf_counter()
    legal = None if case is None else Legal(case)
    found = walk(
        space, task, legal, objective=objective, wanted=wanted, progress=progress, workers=workers
    )
    refined = refine(
        space, task, legal, found.best, objective=objective, wanted=wanted, tolerance=tolerance
    )
    if refined.best is None:
        raise _empty(space, task, found, wanted)
    best = refined.best
    free = (
        refine(space, task, None, best, objective=objective, tolerance=tolerance).best
        if legal is not None
        else None
    )
    priced = _prices(space, task, legal, best, objective, wanted, tolerance) if prices else ()
    beside = _products(task, case, objective, wanted) if products and case is not None else ()
    return DesignAnswer(
        objective=objective,
        unit=UNITS[objective],
        wanted=wanted,
        best=best,
        verdict=None if legal is None else legal.of_design(best.figures),
        without_law=free,
        refined=refined,
        found=found,
        prices=priced,
        products=beside,
        cells_asked=0 if legal is None else legal.asked,
        seconds=time.perf_counter() - start,
    )


def _empty(space: Space, task: Task, found: WalkResult, wanted: str) -> ModelError:
    counts = found.counts
    most = max(space.stacks) * max(space.capacities)
    if most < task.need_gb:
        return ModelError(
            f"no design holds {task.llm.llm}: {task.need_gb:.0f} GB a chip are needed and {most} GB is the most",
            f"{task.layout}, {task.precision.name}, batch {task.batch}",
            "spread it over more chips (--tp), lower --batch, or allow more or larger stacks",
        )
    if not counts["buildable"]:
        names = ("too large for the dies", "too much power", "too dear")
        worst = max(names, key=lambda name: counts[name])
        return ModelError(
            f"no design can be built: {worst} ({counts[worst]:,} of {counts['looked_at']:,})",
            "design space",
            "allow more area, power or cost, or less TPP",
        )
    clauses = "; ".join(
        f"{', '.join((*verdict.paragraphs, *verdict.provisions))}: {verdict}"
        for verdict, _ in found.refusals.most_common(2)
    )
    return ModelError(
        f"no design of the space may ship as '{wanted}': of {counts['buildable']:,} that can be built, the law refuses all ({clauses})",
        "design space",
        "ask for another --outcome, a larger space with lower figures, another date or scenario",
    )


# ---- what binds ----------------------------------------------------------------------------------


def _prices(
    space: Space,
    task: Task,
    legal: Legal | None,
    best: Design,
    objective: str,
    wanted: str,
    tolerance: float,
) -> tuple[ShadowPrice, ...]:
    found = []
    fine = min(tolerance, 5e-4)

    def value(room: Space, law: Legal | None) -> Design:
        better = refine(
            room,
            task,
            law,
            best,
            objective=objective,
            wanted=wanted,
            tolerance=fine,
            most=PRICE_BOXES,
        ).best
        assert better is not None
        return better

    # The base is closed as finely as what it is compared with, or the rest of the gap would be read
    # as a gain.
    best = value(space, legal)
    for name, limit, following in _near(legal, best):
        assert legal is not None
        to = min(limit * STEP, following) if following is not None else limit * STEP
        gain = (
            value(space, legal.with_moved(Moved(fact=name, limit=limit, to=to))).value - best.value
        )
        if gain <= BINDS * best.value:
            continue
        gone = value(
            space,
            legal.with_moved(
                Moved(
                    fact=name, limit=limit, to=following if following is not None else limit * 10**6
                )
            ),
        )
        found.append(
            ShadowPrice(
                limit_of=name,
                limit=float(limit),
                provisions=legal.provisions_with(name, limit),
                gain=gain,
                gain_per_unit=gain / float(to - limit),
                gain_if_gone=gone.value - best.value,
                best_if_gone=gone,
            )
        )
    b = space.body
    for name, reached, most, room in (
        (
            "area of a die, mm2",
            best.area_mm2 / best.dies,
            b.field_mm2,
            replace(space, most_die_mm2=b.field_mm2 * 1.01),
        ),
        ("power, W", best.power_w, space.most_w, replace(space, most_w=space.most_w * 1.01)),
    ):
        if reached < (1 - NEAR) * most:
            continue
        gain = value(room, legal).value - best.value
        if gain > BINDS * best.value:
            found.append(
                ShadowPrice(
                    limit_of=name,
                    limit=float(most),
                    provisions=(),
                    gain=gain,
                    gain_per_unit=gain / (most / 100),
                    gain_if_gone=None,
                    best_if_gone=None,
                )
            )
    return tuple(sorted(found, key=lambda each: -each.gain))


def _near(legal: Legal | None, best: Design) -> list[tuple[str, Fraction, Fraction | None]]:
    """The limits that the best design keeps just short of, each with the next limit of its figure."""
    found: list[tuple[str, Fraction, Fraction | None]] = []
    if legal is None:
        return found
    for name, limits in legal.limits.items():
        ratio = legal.column(name, best.figures)
        assert ratio is not None
        value = Fraction(int(ratio.over), int(ratio.under))
        for place, limit in enumerate(limits):
            if limit * Fraction(1 - NEAR).limit_denominator() <= value <= limit:
                found.append((name, limit, limits[place + 1] if place + 1 < len(limits) else None))
    return found


# ---- what is sold --------------------------------------------------------------------------------


def _products(
    task: Task, case: CaseFacts, objective: str, wanted: str
) -> tuple[CatalogueChip, ...]:
    found = []
    for item in case.library.catalogue.items.values():
        # Nobody exports a Chinese designer's chip under these rules: it is no alternative that a
        # law lets through.
        if (
            item.kind != "chip"
            or item.designer_headquarters == "CN"
            or not _out_by(item, case.law.on)
        ):
            continue
        found.append(product(item, task, case, objective, wanted))
    return tuple(
        sorted(found, key=lambda each: (each.value is None, -(each.value or 0.0), each.item))
    )


def _out_by(item: Item, day: date) -> bool:
    return item.launched is None or item.launched[:7] <= day.isoformat()[: len(item.launched[:7])]


def product(item: Item, task: Task, case: CaseFacts, objective: str, wanted: str) -> CatalogueChip:
    """One catalogue chip: what the law says of it, and what it does for the task."""
    ship = case.shipment
    asked = Shipment(item=item, destination=ship.destination, on=ship.on, given=ship.given)
    found = determine(asked, case.law, case.library)
    shown = Legal(CaseFacts(asked, case.law, case.library)).verdict_of(found)
    answer = (
        str(shown)
        if found.outcome is not Outcome.UNDETERMINED
        else f"UNDETERMINED, needs {', '.join(sorted(found.needs))}"
    )
    allowed = shown.allows(wanted)
    try:
        chip = chip_from_item(item, case.library.catalogue)
        decode, prefill, value = measure(chip, task, objective)
        return CatalogueChip(
            item=item.name,
            answer=answer,
            allowed=allowed,
            decode=decode,
            prefill=prefill,
            value=value,
            reason=None,
        )
    except EcluseError as error:
        return CatalogueChip(
            item=item.name,
            answer=answer,
            allowed=allowed,
            decode=None,
            prefill=None,
            value=None,
            reason=str(error),
        )


def measure(chip: Chip, task: Task, objective: str) -> tuple[float, float, float | None]:
    """Decode and prefill rates of one chip and the figure searched by (None for cost, which a
    catalogue chip has none of).

    Raises:
        ModelError: A figure is missing, or the load does not fit.
    """
    chips = stack([chip])
    if chip.dram_capacity_gb is not None and capacity_bytes(chip) < task.need_bytes:
        raise ModelError(
            f"{chip.name} holds {chip.dram_capacity_gb:.0f} GB and {task.need_gb:.0f} GB are needed",
            "chip",
            "use more chips or a smaller batch",
        )
    middle, share = task.input_tokens + task.output_tokens / 2, task.layout.tp * task.layout.pp

    def decoding(batch: int) -> float:
        return float(
            decode_time(
                chips, task.llm, task.layout, task.precision, batch=batch, context_tokens=middle
            ).total_s[0]
        )

    def prompting(tokens: int) -> float:
        return float(
            prefill_time(
                chips,
                task.llm,
                task.layout,
                task.precision,
                tokens=tokens,
                input_tokens=task.input_tokens,
            ).total_s[0]
        )

    step, prompt = decoding(task.batch), prompting(task.forward_tokens)
    decode, prefill = task.batch / share / step, task.forward_tokens / share / prompt
    if objective == "latency":
        return (
            decode,
            prefill,
            1.0 / (prompting(task.input_tokens) + task.output_tokens * decoding(1)),
        )
    serve = 1.0 / (1.0 / decode + task.input_tokens / task.output_tokens / prefill)
    return decode, prefill, {"decode": decode, "prefill": prefill, "serve": serve}.get(objective)

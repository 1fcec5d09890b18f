"""The best chip that a law lets through, the limits that bind it, and catalogue chips beside it.

Belongs here: asking the search a question, and saying why a space is empty.
Does not: searching (walk.py, refine.py), what a limit costs (shadow_price.py), catalogue chips
(catalogue_chip.py), how the answer is printed (report.py).
Always true: the best design found is no worse than any point of the space, and no design of the
space exceeds the bound.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ecluse.answers.copied import copied
from ecluse.design.catalogue_chip import CatalogueChip, catalogue_chips, home
from ecluse.design.cell_verdict import CellVerdict, check_wanted
from ecluse.design.design_search import DesignSearch
from ecluse.design.legal import Legal
from ecluse.design.objective import Task, unit_of
from ecluse.design.paper_design import Design
from ecluse.design.refine import Refined, refine
from ecluse.design.shadow_price import ShadowPrice, shadow_prices
from ecluse.design.space import Space
from ecluse.design.walk import Progress, WalkResult, walk
from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import Shipment
from ecluse.errors import ModelError
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import of
from ecluse.inference.data_files import DATA
from ecluse.law.library import Library
from ecluse.law.register import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignAnswer:
    """What a search found.

    Args:
        verdict: The law's answer for the best design; None where no law was asked.
        without_law: The best design were there no law.
        refined: The bound that no design of the space exceeds.
        cells_asked: In how many cells of the law the engine was asked.
        seconds: How long the search took.
    """

    objective: str
    unit: str
    wanted: str
    best: Design
    verdict: CellVerdict | None
    without_law: Design | None
    refined: Refined
    walked: WalkResult
    prices: tuple[ShadowPrice, ...]
    products: tuple[CatalogueChip, ...]
    cells_asked: int
    seconds: float

    @property
    def designs_per_s(self) -> float:
        """Points and boxes looked at a second, the whole answer counted."""
        return (self.walked.counts["looked_at"] + self.refined.boxes) / self.seconds


# Facts that each design has of its own; a value given for all designs would be ignored in silence.
OWN_FIGURES = frozenset(
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
    exported_from: str | None = None,
    datacenter: bool = True,
    given: Mapping[str, Known] | None = None,
) -> CaseFacts:
    """The shipment of a paper design, without the design's figures.

    Args:
        exported_from: The country where the shipment starts; the home of designs where left out.
        exporter: Letters bind those whom they were sent to; NVIDIA had them all.
        datacenter: Whether the chip is designed or marketed for datacenters.
        given: Other facts of the shipment.

    Raises:
        ModelError: `given` holds a figure that each design has of its own.
    """
    own = [name for name in given or () if name in OWN_FIGURES or name.endswith("_tera_ops_per_s")]
    if own:
        raise ModelError(
            f"{own[0]} cannot be given: every design has its own",
            "given",
            "leave it out, or bound the space instead",
        )
    item = Item(
        name="a design",
        vendor=exporter,
        designer_headquarters=home(library),
        kind="chip",
        datacenter=Known(value=of(datacenter)),
    )
    start = Known(value=exported_from or home(library))
    known = {"exported_from": start, **(given or {})}
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
    progress: Progress | None = None,
    workers: int = 2,
    folder: Path = DATA,
) -> DesignAnswer:
    """Search a space for the best design that a law lets through.

    Args:
        case: The shipment of the designs, as `case_of` makes it; None where no law is asked.
        objective: What to search by; one of `OBJECTIVES`.
        wanted: The outcome that allows a design: nlr, exception, case-by-case or any.
        tolerance: How close the bound is to come, as a share.
        prices: Whether to work out what each limit costs.
        products: Whether to set catalogue chips beside the best design.
        progress: Called with how many pieces are done and how many there are.
        workers: Threads.
        folder: The data folder whose fabrics and sustained rates count for catalogue chips.

    Raises:
        InputError: There is no such outcome.
        ModelError: The space holds no such design; says which limit or clause leaves it empty.
    """
    check_wanted(wanted)
    start = time.perf_counter()
    legal = None if case is None else Legal(case)
    search = DesignSearch(space=space, task=task, legal=legal, objective=objective, wanted=wanted)
    walked = walk(search, progress=progress, workers=workers)
    refined, chosen, without_law = _best(search, walked, tolerance)
    return copied(
        DesignAnswer,
        search,
        unit=unit_of(objective),
        best=chosen,
        verdict=None if legal is None else legal.of_design(chosen.figures),
        without_law=without_law,
        refined=refined,
        walked=walked,
        prices=shadow_prices(search, chosen, tolerance) if prices else (),
        products=catalogue_chips(search, case if products else None, folder),
        cells_asked=0 if legal is None else legal.asked,
        seconds=time.perf_counter() - start,
    )


def _best(
    search: DesignSearch, walked: WalkResult, tolerance: float
) -> tuple[Refined, Design, Design | None]:
    """The bound found from the best point of the walk, the best design, and the best design were
    there no law (None where none is asked). Each search ends within the tolerance of its bound, so
    the last may be the best, where it is lawful.
    """
    refined = refine(search, walked.best, tolerance=tolerance)
    chosen = refined.best
    if chosen is None:
        raise _empty(search, walked)
    if search.legal is None:
        return refined, chosen, None
    free = refine(replace(search, legal=None), chosen, tolerance=tolerance).best
    if free is None or free.value <= chosen.value:
        return refined, chosen, free
    lawful = search.legal.of_design(free.figures).allows(search.wanted)
    return refined, free if lawful else chosen, free


def _empty(search: DesignSearch, walked: WalkResult) -> ModelError:
    space, task, counts = search.space, search.task, walked.counts
    most = max(space.stacks) * max(space.capacities)
    if most < task.need_gb:
        need = f"{task.need_gb:.0f} GB a chip are needed and {most} GB is the most"
        return ModelError(
            f"no design holds {task.llm.llm}: {need}",
            f"{task.layout}, {task.precision.name}, batch {task.batch}",
            "spread it over more chips (tp), lower the batch, or allow more or larger stacks",
        )
    if not counts["buildable"]:
        names = ("too large for the dies", "too much power", "too dear")
        worst = max(names, key=lambda name: counts[name])
        return ModelError(
            f"no design can be built: {worst} ({counts[worst]:,} of {counts['looked_at']:,})",
            "space",
            "allow more area, power or cost, or less TPP",
        )
    clauses = "; ".join(
        f"{', '.join((*verdict.paragraphs, *verdict.provisions))}: {verdict}"
        for verdict, _ in walked.refusals.most_common(2)
    )
    refused = f"of {counts['buildable']:,} that can be built, the law refuses all ({clauses})"
    return ModelError(
        f"no design of the space may ship as '{search.wanted}': {refused}",
        "outcome",
        "ask for another outcome, a larger space with lower figures, another date or scenario",
    )

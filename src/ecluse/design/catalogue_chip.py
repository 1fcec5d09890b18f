"""Catalogue chips beside the designs: what the law says of each, and what it does.

Belongs here: which chips are offered on a day, and one chip's answer and rates. Does not: designs
(answer.py).
Always true: the engine answers for each chip itself, with the chip's own figures; a chip that was
not yet launched was not available, whatever the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecluse.design.cell_verdict import CellVerdict, IfShown
from ecluse.design.design_search import DesignSearch
from ecluse.design.objective import Task
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.errors import EcluseError, ModelError
from ecluse.facts.catalogue import Catalogue
from ecluse.facts.item import Item
from ecluse.facts.truth import Truth
from ecluse.inference.chip import Chip, stack
from ecluse.inference.from_item import chip_from_item
from ecluse.inference.memory import capacity_bytes
from ecluse.inference.phase import ModelRun
from ecluse.law.library import Library
from ecluse.law.register import Law

# Country Group D:5, arms embargo: nobody exports a chip designed there under these rules, so it is
# no alternative that a law lets through.
OUT_OF_REACH = "D5"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChip:
    """A catalogue chip beside the designs, by the same model and load.

    Args:
        answer: The engine's answer, in words.
        allowed: Whether the answer is free enough for the outcome wanted.
        decode: Output tokens per second and chip; null where a figure is missing.
        prefill: Prompt tokens per second and chip.
        value: The figure searched by; null where the chip has none.
        reason: Why it has no rates.
    """

    item: str
    answer: str
    allowed: bool
    decode: float | None
    prefill: float | None
    value: float | None
    reason: str | None


def offered(items: Catalogue, law: Law) -> Iterator[Item]:
    """The chips of a catalogue that are exported under a law's rules."""
    for item in items.items.values():
        home = item.designer_headquarters
        held = home is not None and law.member(home, OUT_OF_REACH) is Truth.TRUE
        if item.kind == "chip" and not held:
            yield item


def home(library: Library) -> str:
    """The country where the vocabulary takes a chip to be designed.

    Shipments start there unless a question says otherwise.
    """
    return library.vocabulary.home


def out_by(item: Item, day: date) -> bool:
    """Whether an item was launched by a day; one without a launch date was."""
    return item.launched is None or item.launched[:7] <= day.isoformat()[: len(item.launched[:7])]


def catalogue_chips(
    search: DesignSearch, case: CaseFacts | None, folder: Path
) -> tuple[CatalogueChip, ...]:
    """The chips that were out on the day of the case, the best first; none without a case."""
    if case is None:
        return ()
    chips = [
        catalogue_chip(item, search, case, folder)
        for item in offered(case.library.catalogue, case.law)
        if out_by(item, case.law.on)
    ]
    return tuple(
        sorted(chips, key=lambda chip: (chip.value is None, -(chip.value or 0.0), chip.item))
    )


def catalogue_chip(
    item: Item, search: DesignSearch, case: CaseFacts, folder: Path
) -> CatalogueChip:
    """One catalogue chip: the answer of the law, and its rates for the task."""
    ship = case.shipment
    shipment = Shipment(item=item, destination=ship.destination, on=ship.on, given=ship.given)
    determination, verdict = judged(shipment, case.law, case.library)
    answer = str(verdict)
    if determination.outcome is Outcome.UNDETERMINED:
        answer = f"UNDETERMINED, needs {', '.join(sorted(determination.needs))}"
    decode, prefill, value, reason = None, None, None, None
    try:
        chip = chip_from_item(item, case.library.catalogue, folder=folder)
        decode, prefill, value = measure(chip, search.task, search.objective)
    except EcluseError as error:
        reason = str(error)
    return CatalogueChip(
        item=item.name,
        answer=answer,
        allowed=verdict.allows(search.wanted),
        decode=decode,
        prefill=prefill,
        value=value,
        reason=reason,
    )


def judged(shipment: Shipment, law: Law, library: Library) -> tuple[Determination, CellVerdict]:
    """The engine's answer, and the verdict that says which outcomes it allows."""
    determination = determine(shipment, law, library)
    return determination, IfShown().verdict(determination)


def measure(chip: Chip, task: Task, objective: str) -> tuple[float, float, float | None]:
    """Decode and prefill rates of one chip, and the figure searched by.

    The figure is None for cost, for a catalogue chip has no cost to make.

    Raises:
        ModelError: A figure is missing, or the load does not fit.
    """
    if chip.dram_capacity_gb is not None and capacity_bytes(chip) < task.need_bytes:
        capacity, need = f"{chip.dram_capacity_gb:.0f} GB", f"{task.need_gb:.0f} GB"
        raise ModelError(
            f"{chip.name} holds {capacity} and {need} are needed",
            "chip",
            "use more chips or a smaller batch",
        )
    run = ModelRun(
        chips=stack([chip]),
        llm=task.llm,
        layout=task.layout,
        precision=task.precision,
        calibration=task.calibration,
    )

    def step_s(batch: int) -> float:
        return run.decode(batch, task.input_tokens + task.output_tokens / 2).seconds

    def prompt_s(tokens: int) -> float:
        return run.prefill(tokens, task.input_tokens).seconds

    share = task.layout.tp * task.layout.pp
    decode = task.batch / share / step_s(task.batch)
    prefill = task.forward_tokens / share / prompt_s(task.forward_tokens)
    if objective == "latency":
        answering = task.output_tokens * step_s(1)
        return decode, prefill, 1.0 / (prompt_s(task.input_tokens) + answering)
    serve = 1.0 / (1.0 / decode + task.input_tokens / task.output_tokens / prefill)
    return decode, prefill, {"decode": decode, "prefill": prefill, "serve": serve}.get(objective)

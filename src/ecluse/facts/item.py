"""Chips, boards, systems and memory stacks, with their published figures.

Belongs here: what a data sheet, a filing or a measurement says of an item.
Does not: reading it from a file (item_file); limits, verdicts, prices, anything the law says.
Always true: every figure carries the place where it was read; a figure nobody gives is absent,
never 0; where sources disagree the figure covers all their values and bounds; only a board or a
system contains ICs.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from ecluse.citation import Citation, Confidence
from ecluse.facts.figure import Figure
from ecluse.facts.file_record import file_record
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth

RATE = "_tera_ops_per_s"
OTHER_FIGURES = (
    "logic_die_count",
    "sram_bandwidth_gb_per_s",
    "tdp_w",
    "power_w",
    "accelerator_memory_gb",
    "nic_gbit_per_s",
    "published_tpp",
    "published_performance_density",
)
ItemKind = Literal["chip", "board", "system", "memory_stack"]
WITH_ICS = ("board", "system")
IC_KINDS = tuple(kind for kind in get_args(ItemKind) if kind not in WITH_ICS)


@file_record
class Contained:
    """The IC inside a board or system, and how many."""

    item: str
    count: int

    def __post_init__(self) -> None:
        if not self.item.strip():
            raise ValueError("the IC's name")
        if self.count < 1:
            raise ValueError("at least one IC")


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledEccn:
    """The ECCN under which the maker files an item, or under which the user's own file does.

    Args:
        number: As the list writes it.
        as_of: The day of the list.
        ccats: The number of BIS's own classification, where the list gives one.
    """

    number: str
    as_of: date | None = None
    ccats: str | None = None
    confidence: Confidence = Confidence.HIGH
    cited: tuple[Citation, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One product, or a design that has no name yet.

    Args:
        figures: By name (`die_area_mm2`, `fp8_tera_ops_per_s` …); absent where nobody gives it.
        contains: For a board or system: the IC inside. Figures that the law asks of the IC are the
            IC's.
        eccn: The ECCN that its maker publishes.
    """

    name: str
    vendor: str | None = None
    designer_headquarters: str | None = None
    kind: ItemKind = "chip"
    family: str | None = None
    aliases: tuple[str, ...] = ()
    launched: str | None = None
    architecture: str | None = None
    memory_type: str | None = None
    datacenter: Known | None = None
    figures: dict[str, Known] = field(default_factory=dict)
    contains: Contained | None = None
    eccn: FiledEccn | None = None
    sources: dict[str, str] = field(default_factory=dict)
    notes: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise ValueError("an item with a name")
        if self.kind not in get_args(ItemKind):
            raise ValueError(
                f"an item of kind {' or '.join(get_args(ItemKind))}, not {self.kind!r}"
            )
        if self.contains is not None and self.kind not in WITH_ICS:
            raise ValueError(f"only a {' or '.join(WITH_ICS)} contains ICs, no {self.kind}")
        for name, known in self.figures.items():
            if not isinstance(known, Known) or not isinstance(known.value, Figure):
                what = f"the figure '{name}' as a Known Figure, not {known!r}"
                raise ValueError(what)  # noqa: TRY004  read_item answers all of them alike
        if self.datacenter is not None and not isinstance(self.datacenter.value, Truth):
            raise ValueError(f"'datacenter' as a Known Truth, not {self.datacenter.value!r}")

    @property
    def kind_by_filing(self) -> ItemKind:
        """Its kind; a chip that its maker files among computers and assemblies (Category 4 of the
        list) is a card or a module.
        """
        filed = self.eccn.number if self.eccn is not None else ""
        return "board" if self.kind == "chip" and filed.startswith("4") else self.kind

    @property
    def as_asked(self) -> tuple[Hashable, ...]:
        """All that a rule may ask of it, which is everything but its names and notes: two items of
        which this is equal are one to any law.
        """
        figures = frozenset(self.figures.items())
        seat, inside = self.designer_headquarters, self.contains
        kind = (self.kind, self.family, self.memory_type, self.architecture, self.launched)
        return (self.vendor, seat, *kind, self.datacenter, figures, inside, self.eccn)

    @property
    def rates(self) -> dict[str, Known]:
        """Dense throughput by number format, in tera-operations per second."""
        return {
            name.removesuffix(RATE): known
            for name, known in self.figures.items()
            if name.endswith(RATE)
        }


def __getattr__(name: str) -> Any:
    """`read_items` stood here until the last release."""
    if name == "read_items":
        from ecluse.facts.item_file import read_items

        return read_items
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")

"""An item of the catalogue as an answer: its figures, where they were read, its classification.

Belongs here: the keys. Does not: the figures (facts), or any destination.
Always true: a figure nobody gives is null; each source is named with the figure that it is of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ecluse.answers.copied import copied
from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classify
from ecluse.determine.figures import (
    FigureRange,
    datacenter_of,
    figures_of,
    item_facts,
    nowhere,
    ranges_of,
)
from ecluse.determine.finding_answer import addresses
from ecluse.facts.item import Item, ItemKind
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.register import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainedAnswer:
    """The IC inside a board or system, and how many."""

    item: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipAnswer:
    """A chip, board, system or memory stack.

    Args:
        launched: The day or month, as far as it is known.
        designer_headquarters: ISO 3166 alpha-2.
        datacenter: Designed or marketed for datacenters; null where unknown.
        figures: By name; null where unknown or where sources disagree.
        figures_disputed: The bounds of the figures that are known in part.
        sources: By figure: where it was read.
        confidence: By figure: how firmly it is known.
        on: The day of the classification.
        classification: The paragraphs that describe the item.
    """

    SCHEMA: ClassVar[str] = "ecluse.chip/1"

    item: str
    vendor: str | None
    kind: ItemKind
    family: str | None
    aliases: list[str]
    launched: str | None
    designer_headquarters: str | None
    datacenter: bool | None
    contains: ContainedAnswer | None
    figures: dict[str, float | None]
    figures_disputed: dict[str, FigureRange]
    sources: dict[str, list[str]]
    confidence: dict[str, Confidence]
    notes: str | None
    on: date
    classification: list[str]


def chip_of(item: Item, library: Library, law: Law) -> ChipAnswer:
    """One item, classified under the law of one day."""
    inside = item.contains
    facts = item_facts(item, library)
    figures = {**facts.ic.figures, **item.figures}
    return copied(
        ChipAnswer,
        item,
        item=item.name,
        aliases=list(item.aliases),
        datacenter=datacenter_of(item, library, facts),
        contains=ContainedAnswer(item=inside.item, count=inside.count) if inside else None,
        figures=figures_of(item, library, facts),
        figures_disputed=ranges_of(item, library, facts),
        sources={name: addresses(known.cited) for name, known in figures.items()},
        confidence={name: known.confidence for name, known in figures.items()},
        on=law.on,
        classification=classification_of(item, library, law),
    )


def classification_of(item: Item, library: Library, law: Law) -> list[str]:
    """The paragraphs that describe an item, wherever it goes."""
    paragraphs = classify(CaseFacts(nowhere(item, law.on), law, library), {})
    return [name for name, found in paragraphs.items() if found.truth is Truth.TRUE]

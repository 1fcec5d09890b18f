"""An item that only a book describes, with the figures that its columns give.

Belongs here: which facts of a line are figures of its item. Does not: reading cells (further), or
the shipment (case).
Always true: a figure stands in the item or beside it, never in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ecluse.facts.figure import Figure
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType, Vocabulary


def own_item(
    item: Item, given: Mapping[str, Known], vocabulary: Vocabulary
) -> tuple[Item, dict[str, Known]]:
    """An item that only a book describes, with the figures that the book gives of it; and all else
    that is given.

    They are the item's own figures, as in an item file: where the law works one of them out from
    the others, the two are compared.
    """
    figures = {
        fact: known
        for fact, known in given.items()
        if is_figure(fact, vocabulary) and isinstance(known.value, Figure)
    }
    rest = {fact: known for fact, known in given.items() if fact not in figures}
    return replace(item, figures=figures), rest


def is_figure(fact: str, vocabulary: Vocabulary) -> bool:
    """Whether a fact is a figure that an item has of its own; it is no count of what is inside."""
    meaning = vocabulary.facts[fact]
    return meaning.of == "item" and meaning.type is FactType.NUMBER and fact != "ic_count"

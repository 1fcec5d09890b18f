"""What differs between the items of two releases.

Belongs here: items added and removed, and the figures that differ. Does not: what follows from them
for any answer.
Always true: an item has other figures only if something differs that a rule may ask for; an item
with other sources, notes or spellings alone is listed apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.answers.plain import key
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.library import Library

_WORDS = ("kind", "family", "vendor", "designer_headquarters")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure of one item, as each release gives it; null where it does not."""

    item: str
    figure: str
    before: str | None = key("from")
    after: str | None = key("to")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsDiff:
    """What differs between the items of two releases.

    Args:
        items_reworded: The items with other sources, notes or spellings alone.
    """

    items_added: tuple[str, ...] = ()
    items_removed: tuple[str, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    items_reworded: tuple[str, ...] = ()

    @property
    def items_changed(self) -> tuple[str, ...]:
        """The items with other figures."""
        return tuple(dict.fromkeys(change.item for change in self.figures))


def facts_diff(before: Library, after: Library) -> FactsDiff:
    """Compare the items of two releases."""
    old, new = before.catalogue.items, after.catalogue.items
    if old is new:
        return FactsDiff()
    differing = [name for name in new if name in old and old[name] != new[name]]
    figures = [change for name in differing for change in _figures(old[name], new[name])]
    changed = {change.item for change in figures}
    return FactsDiff(
        items_added=tuple(name for name in new if name not in old),
        items_removed=tuple(name for name in old if name not in new),
        figures=tuple(figures),
        items_reworded=tuple(name for name in differing if name not in changed),
    )


def _figures(then: Item, now: Item) -> list[FigureChange]:
    old, new = _texts(then), _texts(now)
    return [
        FigureChange(item=now.name, figure=name, before=old.get(name), after=new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def _texts(item: Item) -> dict[str, str]:
    """Everything of an item that a rule may ask for, as text."""
    texts = {name: _text(known) for name, known in item.figures.items()}
    texts |= {name: str(value) for name in _WORDS if (value := getattr(item, name)) is not None}
    if item.datacenter is not None:
        texts["datacenter"] = _text(item.datacenter)
    if item.contains is not None:
        texts["contains"] = f"{item.contains.count} × {item.contains.item}"
    return texts


def _text(known: Known) -> str:
    return known.value.word if isinstance(known.value, Truth) else str(known.value)

"""The items of a catalogue as an earlier start kept them: each is built when it is asked for.

Belongs here: packing items for the cache, and opening one. Does not: where the cache stands, or
what may be built from it (cache).
Always true: an item is built once; the names are those of the files, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ecluse.facts.item import Item
from ecluse.outputs.cache import opened, packed


@dataclass(eq=False)
class KeptItems(Mapping[str, Item]):
    """Items by name, each as bytes until it is asked for."""

    packed: dict[str, bytes]
    _items: dict[str, Item] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> Item:
        if name not in self._items:
            self._items[name] = opened(self.packed[name])
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)

    def __getstate__(self) -> dict[str, object]:
        """The bytes alone."""
        return {"packed": self.packed, "_items": {}}


def kept(items: Mapping[str, Item]) -> KeptItems:
    """The same items, packed."""
    return KeptItems({name: packed(item) for name, item in items.items()})

"""Finding an item by name or alias, and saying what is near when nothing is.

Belongs here: the catalogue and its spellings. Does not: reading files (item), judging items.
Always true: a spelling names one item or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ecluse.errors import MOST_COMPARED, DataError, UnknownNameError
from ecluse.facts.country import folded
from ecluse.facts.item import Item

_NOISE_WORDS = (
    "gpu|accelerator|tensor +core|graphics +card|card|module|pcs|ea|new|oem"
    "|nvidia|amd|intel|instinct|tesla"
)
_BEGINNING = 3
_NOISE = re.compile(rf"\b({_NOISE_WORDS})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Catalogue:
    """All items, found by name, alias, or either with or without the vendor."""

    items: dict[str, Item]
    _by_spelling: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spellings: dict[str, str] = {}
        for name, item in self.items.items():
            for spelling in _spellings(item):
                other = spellings.setdefault(spelling, name)
                if other != name:
                    raise DataError(
                        f"'{spelling}' names both {other} and {name}",
                        "data/items",
                        "give it to one of the two",
                    )
        object.__setattr__(self, "_by_spelling", spellings)

    def find(self, text: str) -> Item | None:
        """The item that `text` names, or None. Vendor names and words such as GPU may be added or
        left out.
        """
        for spelling in (folded(text), folded(_NOISE.sub(" ", text))):
            if spelling and spelling in self._by_spelling:
                return self.items[self._by_spelling[spelling]]
        return None

    def get(self, text: str, where: str) -> Item:
        """The item that `text` names.

        Raises:
            UnknownNameError: None does; near names are offered.
        """
        item = self.find(text)
        if item is None:
            close = self.near(text)
            shown = f"near names are {', '.join(repr(name) for name in close)}; " if close else ""
            raise UnknownNameError(
                f"no item is called '{text}'", where, f"{shown}`ecluse chips` lists all", close
            )
        return item

    def near(self, text: str, most: int = 4) -> list[str]:
        """Items whose spellings are near `text`."""
        if len(text) > MOST_COMPARED:
            return []
        from difflib import get_close_matches

        plain = folded(text)
        # What shares no two letters in a row is not near.
        candidates = {
            spelling for pair in _pairs(plain) for spelling in self._by_pair.get(pair, ())
        }
        close = get_close_matches(plain, sorted(candidates), n=most * 4, cutoff=0.5)
        return list(dict.fromkeys(self._by_spelling[spelling] for spelling in close))[:most]

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for spelling in self._by_spelling:
            for pair in _pairs(spelling):
                found.setdefault(pair, []).append(spelling)
        return found

    def spellings(self) -> dict[str, str]:
        """Folded spelling → item name, for look-ups in bulk."""
        return dict(self._by_spelling)

    def may_name(self, text: str, spellings: str) -> str:
        """A test in SQL that lets through whatever text `find` may find, and little else.

        Args:
            text: The expression of the text.
            spellings: A table whose column `t` holds `spellings`.
        """
        usual = "[ ._/()+,-]"  # a name with any other sign is let through
        other = "[^a-zA-Z0-9 ._/()+,-]"
        # First one look at each text for what it begins with; the slower look is then at few.
        begins = "|".join(
            sorted({f"{usual}*".join(spelling[:_BEGINNING]) for spelling in self._by_spelling})
        )
        near = f"regexp_matches(lower({text}), '^{usual}*(?:{begins})|{other}|{_NOISE_WORDS}')"
        plain = f"regexp_replace(lower({text}), '{usual}', '', 'g')"
        spelt = f"{plain} IN (SELECT t FROM {spellings})"
        odd = f"regexp_matches({text}, '{other}')"
        noisy = f"regexp_matches(lower({text}), '{_NOISE_WORDS}')"
        return f"({near} AND ({spelt} OR {odd} OR {noisy}))"

    def ic(self, item: Item) -> Item:
        """The IC whose figures the law asks for: the one inside a board or system, else the item
        itself.
        """
        return self.get(item.contains.item, item.name) if item.contains else item


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}


def _spellings(item: Item) -> Iterable[str]:
    vendor = folded(item.vendor or "")
    for spelling in (item.name, *item.aliases):
        whole = folded(spelling)
        yield whole
        if vendor and whole.startswith(vendor) and len(whole) > len(vendor):
            yield whole[len(vendor) :]
        elif vendor:
            yield vendor + whole


def catalogue_of(items: Iterable[Item]) -> Catalogue:
    """A catalogue of items.

    Raises:
        DataError: Two items share a name or a spelling, or one contains what is not there.
    """
    by_name: dict[str, Item] = {}
    for item in items:
        if item.name in by_name:
            raise DataError(f"two items are called '{item.name}'", "data/items", "rename one")
        by_name[item.name] = item
    for item in by_name.values():
        if item.contains and item.contains.item not in by_name:
            raise DataError(
                f"'{item.name}' contains '{item.contains.item}', which is no item",
                "data/items",
                "add the item",
            )
    return Catalogue(by_name)

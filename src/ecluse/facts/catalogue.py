"""Finding an item by name or alias, and saying what is near when nothing is.

Belongs here: the catalogue and its spellings, and the order in which the ways to an item are tried.
Does not: reading files (item), the makers' tables (parts), words beside a name (further_words),
judging items.
Always true: a spelling names one item or none; a name that settles no item names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ecluse.errors import MOST_COMPARED, DataError, UnknownNameError, near
from ecluse.facts.country import folded
from ecluse.facts.eccn import eccn_of
from ecluse.facts.further_words import BESIDE, PlainName, plain_names
from ecluse.facts.item import Contained, Item
from ecluse.facts.parts import NO_PARTS, Parts
from ecluse.grouped import grouped

_NOISE_WORDS = (
    "gpu|accelerator|tensor +core|graphics +card|card|module|pcs|ea|new|oem"
    "|nvidia|amd|intel|instinct|tesla"
)
_BEGINNING = 3
_MOST_TOKENS = 16
_MOST_RANKED = 120
_NEAR, _VERY_NEAR = 0.5, 0.75
_NOISE = re.compile(rf"\b({_NOISE_WORDS})\b", re.IGNORECASE)

# What tells one model from others: "h100", "910b", "4090"; and the name of a family, as "hopper".
_MODEL = re.compile(r"[a-z]{1,5}\d{1,5}[a-z]{0,3}|\d{3}[a-z]{1,3}|\d{4,5}[a-z]{0,2}|[a-z]{5,}")
_NO_MODEL = re.compile(rf"\d+gb?|{_NOISE_WORDS}|station|system|server|center|board|class")
_LETTERS_LAST = re.compile(r"(?<=\d\d)[a-z]+$")
# A few digits, or the word for a kind of thing: what is left of "8-GPU" or of "chip" names nothing.
_SAYS_LITTLE = re.compile(r"\d{0,4}|chip\d?|board|card|system|server")
# Designers of ICs of their own: a name of another's is no name of the item.
_DESIGNERS = ("nvidia", "amd", "intel")
_BEGINS_ALIKE = 8  # characters of a folded number
_AS_READ = str.maketrans("oil", "011")


def _models_in(text: str) -> frozenset[str]:
    """The models and families in a text, also with O, I and L read as digits."""
    plain = text.casefold()
    read = " ".join(word for word in plain.split() if any(sign.isdigit() for sign in word))
    words = [*_MODEL.findall(plain), *_MODEL.findall(read.translate(_AS_READ))]
    words += [_LETTERS_LAST.sub("", word) for word in words]
    return frozenset(word for word in words if not _NO_MODEL.fullmatch(word))


@dataclass(frozen=True)
class Catalogue:
    """All items, found by name, alias, or either with or without the vendor.

    Args:
        parts: The makers' lists and the systems beside the items.
    """

    items: Mapping[str, Item]
    parts: Parts = field(default=NO_PARTS, repr=False, compare=False)
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
        left out; then the makers' numbers are looked through, and words beside the name taken off.
        """
        return self._spelt(text) or self._of_parts(text) or self._beside_words(text)

    def of_vendor(self, vendor: str | None, where: str) -> list[Item]:
        """The items of a vendor; all of them where none is named.

        Raises:
            UnknownNameError: The catalogue has nothing of that vendor.
        """
        items = list(self.items.values())
        if vendor is None:
            return items
        found = [item for item in items if (item.vendor or "").casefold() == vendor.casefold()]
        if not found:
            vendors = sorted({item.vendor for item in items if item.vendor})
            mend = near(vendor, vendors) or f"the vendors are {', '.join(vendors)}"
            raise UnknownNameError(f"no vendor is called '{vendor}'", where, mend)
        return found

    def _spelt(self, text: str) -> Item | None:
        bare = folded(_NOISE.sub(" ", text))
        for spelling in (folded(text), bare):
            if _SAYS_LITTLE.fullmatch(spelling):
                continue
            if spelling in self._by_spelling:
                item = self.items[self._by_spelling[spelling]]
                return item if _of_that_maker(item, text) else None
        return None

    def _of_parts(self, text: str) -> Item | None:
        return self.parts.find(text, lambda name: self.items[self._by_spelling[folded(name)]])

    def _beside_words(self, text: str) -> Item | None:
        for plain in plain_names(text, self.parts.words):
            item = self._spelt(plain.name) or self._of_parts(plain.name)
            if item is not None and plain.fits(self.ic(item)):
                return self.parts.kept(_several(item, plain))
        return None

    def get(self, text: str, where: str) -> Item:
        """The item that `text` names.

        Raises:
            UnknownNameError: None does; near names are offered.
        """
        item = self.find(text)
        if item is None and (may_be := self.parts.may_be(text)):
            raise UnknownNameError(
                f"'{text}' does not settle which chip is inside",
                where,
                f"name one: {', '.join(repr(name) for name in may_be)}",
                may_be,
            )
        if item is None:
            if eccn_of(text):
                mend = "name the item, and declare the ECCN beside it"
                raise UnknownNameError(f"no item is called '{text}'", where, mend)
            close = self.near(text)
            shown = f"near names are {', '.join(repr(name) for name in close)}; " if close else ""
            raise UnknownNameError(
                f"no item is called '{text}'", where, f"{shown}`ecluse chips` lists all", close
            )
        return item

    def near(self, text: str, most: int = 4) -> list[str]:
        """Items whose spellings are near `text`: those that it may be, that stand in it, or that
        are spelt nearly so.
        """
        if len(text) > MOST_COMPARED:
            return []
        may_be = self.parts.may_be(text)
        if may_be:
            return may_be
        return list(dict.fromkeys([*self._within(text), *self._nearly(text, most)]))[:most]

    def knows_nothing_like(self, text: str) -> bool:
        """Whether a text that names no item may be none of several, holds no model or family of
        one, and begins like no maker's number.
        """
        plain = folded(text)
        if not plain or self.parts.may_be(text):
            return False
        if self._within(text) or _models_in(text) & self._models:
            return False
        return plain[:_BEGINS_ALIKE] not in self._beginnings

    @cached_property
    def _models(self) -> frozenset[str]:
        return frozenset[str]().union(
            *(
                _models_in(" ".join(filter(None, (spelling, item.family, item.architecture))))
                for item in self.items.values()
                for spelling in (item.name, *item.aliases)
            )
        )

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(number[:_BEGINS_ALIKE] for number in self.parts.numbers())

    def _within(self, text: str) -> list[str]:
        """The items that words of `text`, one after the other, name; the longest first."""
        tokens = re.findall(r"[^\s,;()/]+", text)[:_MOST_TOKENS]
        found: list[str] = []
        for length in range(len(tokens) - 1, 0, -1):
            for first in range(len(tokens) - length + 1):
                spelling = folded(" ".join(tokens[first : first + length]))
                name = self._by_spelling.get(spelling) if len(spelling) >= _BEGINNING else None
                if name is not None:
                    found.append(name)
            if found:
                break
        return found

    def _nearly(self, text: str, most: int) -> list[str]:
        """Items whose spellings are nearly `text`; where it holds no digit, as few names do, very
        nearly.
        """
        from collections import Counter
        from difflib import get_close_matches

        plain = folded(text)
        # What shares no two letters in a row is not near; of the others those that share most are
        # looked at.
        sharing = Counter(
            spelling for pair in _pairs(plain) for spelling in self._by_pair.get(pair, ())
        )
        ranked = sorted(sharing, key=lambda each: (sharing[each] / (len(each) + 8), each))
        candidates = ranked[-_MOST_RANKED:]
        cutoff = _NEAR if any(sign.isdigit() for sign in plain) else _VERY_NEAR
        close = get_close_matches(plain, sorted(candidates), n=most * 4, cutoff=cutoff)
        return list(dict.fromkeys(self._by_spelling[spelling] for spelling in close))[:most]

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        spellings = self._by_spelling
        return grouped((pair, each) for each in spellings for pair in _pairs(each))

    def spellings(self) -> dict[str, str]:
        """Folded spelling → item name, for look-ups in bulk."""
        return dict(self._by_spelling)

    def names(self) -> frozenset[str]:
        """Every folded spelling and number that may name an item, for look-ups in bulk."""
        return frozenset(self._by_spelling) | frozenset(self.parts.numbers())

    def with_parts(self, parts: Parts) -> Catalogue:
        """The same items beside other tables."""
        return self._with(parts=parts)

    def with_items(self, items: Mapping[str, Item]) -> Catalogue:
        """The same items, held otherwise."""
        return self._with(items=items)

    def _with(self, **parts: object) -> Catalogue:
        other = object.__new__(Catalogue)  # the spellings are the same, and were looked over
        other.__dict__.update(self.__dict__, **parts)
        return other

    def __getstate__(self) -> dict[str, object]:
        """What an earlier start keeps: the items, and not the tables that stand in a folder."""
        return {name: self.__dict__[name] for name in ("items", "_by_spelling")}

    def may_name(self, text: str, spellings: str) -> str:
        """A test in SQL that lets through whatever text `find` may find, and little else.

        Args:
            text: The expression of the text.
            spellings: A table whose column `t` holds `names`.
        """
        usual = "[ ._/()+,-]"  # a name with any other sign is let through
        other = "[^a-zA-Z0-9 ._/()+,-]"
        # First one look at each text for what it begins with; the slower look is then at few.
        begins = "|".join(
            sorted({f"{usual}*".join(spelling[:_BEGINNING]) for spelling in self.names()})
        )
        beside = "|".join([_NOISE_WORDS, BESIDE, *map(re.escape, sorted(self.parts.words))])
        near = f"regexp_matches(lower({text}), '^{usual}*(?:{begins})|{other}|{beside}')"
        plain = f"regexp_replace(lower({text}), '{usual}', '', 'g')"
        spelt = f"{plain} IN (SELECT t FROM {spellings})"
        odd = f"regexp_matches({text}, '{other}')"
        noisy = f"regexp_matches(lower({text}), '{beside}')"
        return f"({near} AND ({spelt} OR {odd} OR {noisy}))"

    def ic(self, item: Item) -> Item:
        """The IC whose figures the law asks for: the one inside a board or system, else the item
        itself.
        """
        return self.get(item.contains.item, item.name) if item.contains else item


def _of_that_maker(item: Item, text: str) -> bool:
    """Whether a text that names a designer of ICs names the item's own."""
    named = [maker for maker in _DESIGNERS if re.search(rf"\b{maker}\b", text, re.IGNORECASE)]
    vendor = (item.vendor or "").casefold()
    return not named or vendor not in _DESIGNERS or vendor in named


def _several(item: Item, plain: PlainName) -> Item:
    """So many of an item, as one assembly where the text counts more than one."""
    if plain.count in (None, 1):
        return item
    inside = item.contains or Contained(item=item.name, count=1)
    return replace(
        item,
        name=f"{plain.count} x {item.name}",
        aliases=(),
        kind=item.kind if item.contains else "board",
        figures={},
        contains=Contained(item=inside.item, count=inside.count * plain.count),
    )


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

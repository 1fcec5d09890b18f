"""An item's name with words beside it: who assembled the card, its memory, its form, how many.

Belongs here: taking such words off a text, and whether what they say fits the item that is left.
Does not: the words themselves (data/parts/words.csv), or the spellings of items (catalogue).
Always true: a word that is not on file stays, so that a text which says more than is understood
names nothing; memory and form that the item does not have name another item, and not this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ecluse.facts.item import Item

_LONGEST, _MOST_TOKENS = 120, 16
_COUNT = re.compile(r"^\s*(\d{1,4})\s*[x×*]\s*(?=\S)", re.IGNORECASE)
_TOKEN = re.compile(r"[^\s,;()/]+")
_MEMORY = re.compile(r"(\d{1,4})g(?:i?b)?", re.IGNORECASE)
_SIZE_APART = re.compile(r"\b(\d{1,4})\s+(?=gi?b\b)", re.IGNORECASE)
# What besides a word on file may be taken off, as a pattern of SQL.
BESIDE = r"^\s*\d{1,4}\s*[x*]|\b\d{1,4}\s*g(i?b)?\b"
# The kinds of words, in the order in which they are taken off: what tells two items apart is last.
_KINDS = (
    frozenset({"maker", "state", "form"}),
    frozenset({"memory"}),
    frozenset({"size"}),
    {"pcie"},
)
_OF_MEMORY = ("dram_capacity_gb", "accelerator_memory_gb")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainName:
    """A text without the words beside the name.

    Args:
        count: How many, where the text begins with it ("8x").
        memory_gb: The memory that it says; `memory_type` likewise.
        pcie: It says that the item is a PCIe card.
    """

    name: str
    count: int | None = None
    memory_gb: Decimal | None = None
    memory_type: str | None = None
    pcie: bool = False

    def fits(self, item: Item) -> bool:
        """Whether the item is what the words beside its name say."""
        return (
            (self.memory_gb is None or self.memory_gb in _memory_of(item))
            and (self.memory_type is None or self.memory_type == _plain(item.memory_type))
            and (not self.pcie or _is_card(item))
        )


def plain_names(text: str, words: Mapping[str, str]) -> Iterator[PlainName]:
    """The text without a count, then without every word that is on file, nearest to it first.

    >>> [name.name for name in plain_names("4 x Dell L40S 48GB", {"dell": "maker"})]
    ['Dell L40S 48GB', 'L40S 48GB', 'L40S 48GB', 'L40S', 'L40S']
    """
    if len(text) > _LONGEST:
        return
    counted = _COUNT.match(text)
    count = int(counted[1]) if counted else None
    rest = text[counted.end() :] if counted else text
    if count is not None and count > 0:
        yield PlainName(name=rest, count=count)
    tokens = _TOKEN.findall(_SIZE_APART.sub(r"\1", rest))
    if len(tokens) <= _MOST_TOKENS:
        yield from _without_words(tokens, words, count)


def _without_words(
    tokens: list[str], words: Mapping[str, str], count: int | None
) -> Iterator[PlainName]:
    """The tokens without the words of ever more kinds, what they say kept apart."""
    said = [(token, _says(token, words)) for token in tokens]
    if count == 0 or any(len(set(_of(kind, said))) > 1 for kind in ("size", "memory")):
        return
    for number in range(1, len(_KINDS) + 1):
        dropped = frozenset[str]().union(*_KINDS[:number])
        kept = [token for token, says in said if says not in dropped]
        if kept and len(kept) < len(tokens):
            yield PlainName(
                name=" ".join(kept),
                count=count,
                memory_gb=next(map(_size, _of("size", said)), None),
                memory_type=next(iter(_of("memory", said)), None),
                pcie=bool(_of("pcie", said)),
            )


def _says(token: str, words: Mapping[str, str]) -> str | None:
    return "size" if _MEMORY.fullmatch(token) else words.get(token.casefold())


def _of(kind: str, said: list[tuple[str, str | None]]) -> list[str]:
    return [token.casefold() for token, says in said if says == kind]


def _size(token: str) -> Decimal:
    return Decimal(token.rstrip("gib"))


def _memory_of(item: Item) -> tuple[Decimal | None, ...]:
    return tuple(known.number for name in _OF_MEMORY if (known := item.figures.get(name)))


def _plain(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _is_card(item: Item) -> bool:
    """Whether the item is a PCIe card: its name says so, or it has no link of its own."""
    if any("pcie" in name.casefold() for name in (item.name, *item.aliases)):
        return True
    link = item.figures.get("chip_link_gb_per_s")
    return link is not None and link.number == 0

"""Which row of a newer list is which row of an older one.

Belongs here: pairing rows of one list by number, key, name, citation. Does not: what becomes of a
row (merge), which parties are touched (delta).
Always true: a row is paired with at most one older row; where nothing pairs it, it is new; the
order of the rows of a file does not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ecluse.facts.country import folded
from ecluse.screening.compound import parts_of
from ecluse.screening.published import citations
from ecluse.screening.read_table import Cells, key_of, many

_NEAR_PAGES = 15  # a rule of many entries is cited by its first page or by the entry's own
_HALF = 0.5
_WORD = re.compile(r"[^\W_]{3,}")
_USUAL = frozenset(
    {"ltd", "the", "and", "company", "limited", "technology", "entity", "affiliated"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What became of two lists: the rows that are one, those that came, those that went.

    Args:
        both: Older and newer.
        spelled_again: Newer rows that spell a paired older row once more.
    """

    both: list[tuple[Cells, Cells]]
    added: list[Cells]
    removed: list[Cells]
    spelled_again: list[tuple[Cells, Cells]]


class _Near:
    """Whether two rows may be one entry."""

    def __init__(self, under: Mapping[str, str]) -> None:
        self._under = under

    def countries(self, one: Cells, other: Cells) -> bool:
        """They may be of one country: Hong Kong stands under China in the regulation."""
        numbers = one.get("number"), other.get("number")
        apart = None not in numbers and numbers[0] != numbers[1]
        first, second = (
            {self._under.get(code, code) for code in many(row, "countries")} for row in (one, other)
        )
        return not apart and (not first or not second or bool(first & second))

    def entry(self, one: Cells, other: Cells) -> bool:
        """They are of one country, and of one rule where both name it."""
        told = "citation" in one and "citation" in other
        return self.countries(one, other) and (not told or _near_page(one, other))

    def words(self, one: Cells, other: Cells) -> bool:
        """They are of one country and one rule, and share at least half of their words."""
        first, second = (
            set(_WORD.findall(row["name"].casefold())) - _USUAL for row in (one, other)
        )
        if not first or not second or not self.countries(one, other) or not _near_page(one, other):
            return False
        return len(first & second) >= _HALF * max(len(first), len(second))


class _Rows:
    """Older rows, by what finds them."""

    def __init__(self, code: str, rows: Sequence[Cells]) -> None:
        self.code = code
        self.by: dict[str, list[int]] = defaultdict(list)
        self.rows = rows
        self.left = set(range(len(rows)))
        for place, row in enumerate(rows):
            for sign in self._all_signs(row):
                self.by[sign].append(place)

    def _all_signs(self, row: Cells) -> Iterator[str]:
        yield from exact_signs(self.code, row)
        yield from name_signs(row)
        yield from (f"alias {folded(alias)}" for alias in many(row, "aliases"))
        yield from page_signs(row)

    def paired(
        self, row: Cells, signs: Iterator[str], fits: Callable[[Cells, Cells], bool]
    ) -> int | None:
        """The first older row that is left, that a sign finds and that fits."""
        for sign in signs:
            found = [
                place
                for place in self.by.get(sign, ())
                if place in self.left and fits(self.rows[place], row)
            ]
            if found:
                return min(found, key=lambda place: (not _same_text(self.rows[place], row), place))
        return None


def exact_signs(code: str, row: Cells) -> Iterator[str]:
    """A number, or the key."""
    yield f"key {key_of(code, row)}"


def name_signs(row: Cells) -> Iterator[str]:
    """The names that the first name of a row holds."""
    yield from (f"name {folded(name)}" for name in parts_of(row["name"])[0])


def page_signs(row: Cells) -> Iterator[str]:
    """The volumes of the citations."""
    yield from (f"volume {volume}" for volume, _, _ in citations(row.get("citation", "")))


def paired_rows(
    code: str, older: Sequence[Cells], newer: Sequence[Cells], under: Mapping[str, str]
) -> Pairing:
    """Pair the rows of two versions of a list.

    Args:
        under: Countries that one list writes under another (`Spellings.under`).
    """
    near = _Near(under)
    both, old, new = _by_signs(code, older, newer, near)
    spelled, added = _again(code, both, new, near)
    # One list has a row for each country of an entry, another one row for all.
    twins, removed = _again(code, both, old, near)
    return Pairing(
        both=[*both, *((row, other) for row, (_, other) in twins)],
        added=added,
        removed=removed,
        spelled_again=[(other, row) for row, (other, _) in spelled],
    )


def _by_signs(
    code: str, older: Sequence[Cells], newer: Sequence[Cells], near: _Near
) -> tuple[list[tuple[Cells, Cells]], list[Cells], list[Cells]]:
    """The rows that are one by what finds them, the surest sign first, and the older and newer rows
    that are left.
    """
    rows = _Rows(code, older)
    both: list[tuple[Cells, Cells]] = []
    left = list(newer)
    for signs, fits in (
        (lambda row: exact_signs(code, row), _anything),
        (name_signs, near.countries),
        (_any_name, near.countries),
        (page_signs, near.words),
    ):
        still = []
        for row in left:
            place = rows.paired(row, signs(row), fits)
            if place is None:
                still.append(row)
                continue
            rows.left.discard(place)
            both.append((older[place], row))
        left = still
    return both, [older[place] for place in sorted(rows.left)], left


def _again(
    code: str, both: Sequence[tuple[Cells, Cells]], left: Sequence[Cells], near: _Near
) -> tuple[list[tuple[Cells, tuple[Cells, Cells]]], list[Cells]]:
    """Of the rows of a list that are left, those that are an entry that was paired once more, each
    with that pair; and the others.
    """
    rows = _Rows(code, [older for older, _ in both])
    again, others = [], []
    for row in left:
        place = None if "number" in row else rows.paired(row, name_signs(row), near.entry)
        if place is None:
            others.append(row)
        else:
            again.append((row, both[place]))
    return again, others


def _any_name(row: Cells) -> Iterator[str]:
    """The names of a row where an older row has them as other names, and the other way round."""
    names = (*parts_of(row["name"])[0], *many(row, "aliases"))
    yield from (f"alias {folded(name)}" for name in parts_of(row["name"])[0])
    yield from (f"name {folded(name)}" for name in names[1:])


def _anything(_older: Cells, _newer: Cells) -> bool:
    return True


def _same_text(one: Cells, other: Cells) -> bool:
    return one.get("citation") == other.get("citation")


def _near_page(one: Cells, other: Cells) -> bool:
    return any(
        volume == second and abs(page - other_page) <= _NEAR_PAGES
        for volume, page, _ in citations(one.get("citation", ""))
        for second, other_page, _ in citations(other.get("citation", ""))
    )

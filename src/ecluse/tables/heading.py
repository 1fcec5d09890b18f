"""Which row of a table is its heading.

Belongs here: titles above a heading, a heading in two rows, the user's word. Does not: which names
of columns are needed, or what they mean (that is given), or where the rows come from.
Always true: a row is passed over only where a later one names every column that is needed, or the
user says so; what was passed over is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ecluse.errors import InputError

MOST_ROWS = 60  # among the first so many rows the heading is looked for
_NUMBER = re.compile(r"[\d\s.,:/+-]+")
Span = tuple[int, int]  # the first and the last column of a cell that covers several


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a heading must name.

    Args:
        meaning: What a column of a name means; None where nothing is known of it.
        needed: The meanings of which every heading names each.
    """

    meaning: Callable[[str], str | None] = lambda _: None
    needed: frozenset[str] = frozenset()

    def met(self, names: Sequence[str]) -> bool:
        """Whether names of columns are a heading."""
        return bool(self.needed) and self.needed <= {self.meaning(name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that was found.

    Args:
        names: The columns' names as they stand.
        first, last: The numbers of its rows, counted from 1; one where it has but one.
        passed: How many rows above it hold anything.
        met: Whether it names every column that is needed.
    """

    names: tuple[str, ...]
    first: int
    last: int
    passed: int = 0
    met: bool = True

    def over(self, width: int) -> Heading:
        """The same over so many columns at least; those that are added have no name."""
        return replace(self, names=(*self.names, *[""] * (width - len(self.names))))

    def notes(self) -> Iterator[str]:
        """What a user should know of it."""
        if self.last > self.first:
            yield f"the heading stands in rows {self.first} and {self.last}"
        elif self.passed:
            yield f"the heading is row {self.last}"
        if self.passed:
            rows = "row" if self.passed == 1 else f"{self.passed} rows"
            yield f"the {rows} above it {'is no line' if self.passed == 1 else 'are no lines'}"


def find_heading(
    rows: Sequence[tuple[int, Sequence[str]]],
    needs: Needs,
    where: str,
    *,
    asked: int | None = None,
    spans: Mapping[int, Sequence[Span]] | None = None,
) -> Heading | None:
    """The heading among a table's first rows, which come with their numbers: the first that names
    what is needed, else the first that holds anything; None where no row does.

    Args:
        asked: The number of the row that the user says it is.
        spans: By a row's number its cells that cover several columns; where left out, a cell covers
            the empty ones that follow it.

    Raises:
        InputError: The row that the user names is not there, or is empty.
    """
    filled = _filled(rows, asked, where)
    for place, (number, row) in enumerate(filled):
        below = filled[place + 1] if place + 1 < len(filled) else (0, ())
        if below[0] == number + 1 and asked in (None, number, below[0]):
            covering = (spans or {}).get(number) or _runs(row)
            names = _two_rows(row, below[1], covering, needs)
            if names is not None:
                return Heading(names=names, first=number, last=below[0], passed=place)
        if asked == number or (asked is None and needs.met(row)):
            return _one_row(number, row, place, met=needs.met(row))
    return _one_row(*filled[0], 0, met=False) if filled else None


def _one_row(number: int, row: Sequence[str], passed: int, *, met: bool) -> Heading:
    return Heading(names=tuple(row), first=number, last=number, passed=passed, met=met)


def _filled(
    rows: Sequence[tuple[int, Sequence[str]]], asked: int | None, where: str
) -> list[tuple[int, Sequence[str]]]:
    """The rows that hold anything.

    Raises:
        InputError: The row that the user names is none of them.
    """
    filled = [(number, row) for number, row in rows if any(map(str.strip, row))]
    if asked is not None and asked not in {number for number, _ in filled}:
        why = "empty" if rows and asked <= rows[-1][0] else "not among the first rows"
        raise InputError(
            f"row {asked} holds no heading: it is {why}",
            where,
            f"give as heading the number of the row that names the columns, from 1 to {MOST_ROWS}",
        )
    return filled


def _runs(row: Sequence[str]) -> list[Span]:
    """Cells that cover the empty ones after them, as a merged cell does that was saved as text."""
    starts = [place for place, cell in enumerate(row) if cell.strip()]
    ends = [*(start - 1 for start in starts[1:]), len(row) - 1]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _two_rows(
    groups: Sequence[str], below: Sequence[str], spans: Sequence[Span], needs: Needs
) -> tuple[str, ...] | None:
    """The names of the columns, where a row of groups ("Ship To", over two columns) stands over a
    row of names ("Name", "Country"); None where these are no such rows.
    """
    width = max(len(groups), len(below))
    over, under = _padded(groups, width), _padded(below, width)
    if not any(all(under[first : min(last, width - 1) + 1]) for first, last in spans):
        return None
    if any(map(_NUMBER.fullmatch, filter(None, under))):
        return None
    for first, last in spans:
        over[first : last + 1] = [over[first]] * (min(last, width - 1) + 1 - first)
    names = tuple(map(partial(_joined, needs), over, under))
    meanings = {needs.meaning(name) for name, text in zip(names, under, strict=True) if text}
    return names if meanings & needs.needed and needs.met(names) else None


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [cell.strip() for cell in cells] + [""] * (width - len(cells))


def _joined(needs: Needs, group: str, name: str) -> str:
    """A column's name under its group's; alone where the group's name means the same."""
    if not group or not name:
        return group or name
    both = f"{group} {name}"
    same = needs.meaning(both) is None and needs.meaning(group) == needs.meaning(name) is not None
    return name if same else both

"""Columns of a book that answer to one meaning equally well.

Belongs here: which they are, and why a book in which they differ is refused. Does not: finding
columns (columns), or comparing their cells (texts).
Always true: of two columns that say one thing none is passed over where they differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecluse.errors import InputError
from ecluse.tables.names import numbered_after

_MOST_SHOWN = 20
AMOUNTS = ("quantity", "unit_value", "price_unit", "value")
# Who exports and whose company it is are one fact each, by whatever name a column goes.
ONE_FACT = ("exporter", "parent_headquarters")
WORDS = {
    "part": "the part number",
    "destination": "the country of ultimate destination",
    "date": "the ship date",
    "parent_headquarters": "the ultimate parent's country",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Columns that answer to one meaning equally well; the first is taken if all say the same.

    Args:
        less_exact: Those behind the first have a less exact name: what the first says stands beside
            what makes nothing else of the meaning, be it written otherwise.
    """

    meaning: str
    columns: tuple[str, ...]
    positions: tuple[int, ...]
    less_exact: bool = False

    def refusal(self, where: str, row: int, texts: Sequence[str | None]) -> InputError:
        """The error where they differ in a row."""
        first = self.columns[0]
        places = " and ".join(str(place) for place in self.positions)
        said = " and ".join(f"'{text or ''}'" for text in texts)
        if all(same_name(first, column) for column in self.columns[1:]):
            count = len(self.columns)
            what = f"{count} columns are called '{first}' ({places}), and say {said} in row {row}"
        else:
            names = " and ".join(f"'{column}'" for column in self.columns)
            fact = word_of(self.meaning)
            what = f"{names} (columns {places}) may each be {fact}, and say {said} in row {row}"
        options = " or ".join(f"'{self.meaning}={column}'" for column in self.columns)
        return InputError(what, where, f"give columns: {options}")


def word_of(meaning: str) -> str:
    """What a meaning is called in a sentence."""
    return WORDS.get(meaning, f"the {meaning.replace('_', ' ')}")


def same_name(first: str, heading: str) -> bool:
    """Whether a heading is another of a first one's name, which the reader has numbered."""
    base = numbered_after(heading)
    return base is not None and base.casefold() == first.casefold()


def rivals_of(
    meaning: str, line: Sequence[str], headings: Sequence[str], *, less_exact: bool = False
) -> list[Rivals]:
    """The columns of one line of names, unless they are amounts, which decide little."""
    if len(line) < 2 or meaning in (*AMOUNTS, "currency"):
        return []
    columns = (line[0], *sorted(line[1:], key=list(headings).index))
    places = tuple(list(headings).index(column) + 1 for column in columns)
    return [Rivals(meaning=meaning, columns=columns, positions=places, less_exact=less_exact)]


def listed(headings: Sequence[str], last: str = "") -> str:
    """Columns in a sentence, the first of many."""
    quoted = [f"'{heading}'" for heading in headings[:_MOST_SHOWN]]
    if len(headings) > _MOST_SHOWN:
        return f"{', '.join(quoted)} and {len(headings) - _MOST_SHOWN} more"
    if last and len(quoted) > 1:
        return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"
    return ", ".join(quoted)

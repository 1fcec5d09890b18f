"""The answer of a screening: what a party meets on the lists of a day.

Belongs here: the dataclasses that `--json`, a page and a program get. Does not: comparing (screen).
Always true: the answer names each list that was looked at, with its day and digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ecluse.answers.plain import key


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningQuery:
    """What was asked.

    Args:
        on: The day; an entry counts where it stands on it.
        known: As published by this day; everything on record where None.
    """

    name: str
    country: str | None
    address: str | None
    identifier: str | None = key("id")
    on: date | None
    known: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningHit:
    """One entry that the party meets.

    Args:
        list_code: EL, MEU, MIEU, UVL, DPL, SDN, another code of the Consolidated Screening List, or
            1260H, which is a red flag and no requirement.
        name: The name of the entry that met best.
        matched: The word of the query, the word of the entry, and how alike they are (0 to 1).
        by: What met: name, address or identifier.
        entry: The key of the entry, the same in each version of its list.
        party: A number that entries of one party share.
        worded: Whether the entry's wording of that day is on record; else only that it stood.
        red_flag: The list asks for care and is no requirement.
    """

    score: float
    band: str
    list_code: str = key("list")
    name: str
    matched: tuple[tuple[str, str, float], ...]
    country: str | None
    listed: date | None
    footnotes: tuple[int, ...]
    requirement: str | None
    policy: str | None
    citation: str | None
    url: str | None
    by: str
    entry: str
    party: int
    worded: bool
    red_flag: bool
    programs: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedList:
    """A list that was looked at, as it stood on a day."""

    list_code: str = key("list")
    as_of: date
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAnswer:
    """What a party meets on the lists, the best first.

    Args:
        band: The gravest band of its hits; none where nothing is near.
        note: What keeps the name from being compared, in words; None where it was compared.
    """

    SCHEMA: ClassVar[str] = "ecluse.screening/1"

    query: ScreeningQuery
    band: str
    hits: tuple[ScreeningHit, ...]
    lists: tuple[ScreenedList, ...]
    note: str | None
    disclaimer: str

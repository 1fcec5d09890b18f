"""The answer of a remedy as a page, a program and `--json` get it, in one language.

Belongs here: the answer's fields and what each means. Does not: filling them (to_answer).
Always true: a bound is an exact decimal, written out as text; a bound says whether it belongs to
the range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ecluse.answers.plain import key
from ecluse.determine.verdict import Outcome
from ecluse.remedy.license_path import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFigure:
    """One figure of the item, and the range in which it has to lie.

    Args:
        fact: The figure's name in the vocabulary.
        now: Where it stands; null where that is not exactly known.
        now_within: Between which values it stands, where it is not exactly known.
        low: The lower bound; null where there is none.
        low_included: Whether the lower bound belongs to the range.
        high: The upper bound; null where there is none.
        high_included: Whether the upper bound belongs to the range.
    """

    fact: str
    now: str | None
    now_within: tuple[str | None, str | None] | None = key(optional=True)
    low: str | None
    low_included: bool
    high: str | None
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFlag:
    """One flag of the item, such as being for datacenters, and what it has to be.

    Args:
        now: What it is; null where nobody says.
        value: What it has to be.
    """

    fact: str
    now: bool | None
    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedFigure:
    """A limit on a figure that is worked out from two figures which both change.

    Args:
        fact: The figure that is worked out.
        so: The changing figure for which the corners give a range.
        corners: At each end of the other figure's range: that figure's name with its value, whether
            the value is `reached`, and the range of `so` there.
    """

    fact: str
    low: str | None
    low_included: bool
    high: str | None
    high_included: bool
    so: str
    corners: tuple[Mapping[str, str | bool | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """Changes of the item that together reach an outcome.

    Args:
        new_design: A letter names the item, so only another product can use this change.
        size: How far the figures move, as a sum of logarithms.
    """

    outcome: Outcome
    exception: str | None
    new_design: bool
    changes: tuple[MovedFigure | MovedFlag, ...]
    ties: tuple[TiedFigure, ...]
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideRequirement:
    """A requirement that no change of the item's figures lifts.

    Args:
        applies: Whether it applies already; if not, the facts under `asks` decide.
    """

    provision: str
    reason: str | None
    applies: bool
    asks: tuple[str, ...]
    measure: str
    citation: str
    url: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedPart:
    """A measure, or what a measure does to one provision.

    Args:
        ends: Whether it ends that provision.
    """

    measure: str
    provision: str | None = key(optional=True)
    ends: bool | None = key(optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedSet:
    """A smallest set of parts of the law, and the outcome without it."""

    without: tuple[DroppedPart, ...]
    outcome: Outcome
    exception: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLimit:
    """A limit of the law, and the range in which it would have to lie."""

    provision: str
    measure: str
    test: str
    low: str | None
    low_included: bool
    high: str | None
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedList:
    """A list of the law, and the name that would have to join or leave it."""

    provision: str
    measure: str
    test: str
    joins: str | None = key(optional=True)
    leaves: str | None = key(optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedSet:
    """A smallest set of amendments, and the outcome under it."""

    amended: tuple[MovedLimit | ChangedList, ...]
    outcome: Outcome
    exception: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawChanges:
    """The changes of the law that would change the answer.

    Args:
        largest_set_searched: How large the sets of measures were that were searched.
        largest_set_of_provisions_searched: How large the sets of provisions were.
    """

    measures: tuple[DroppedSet, ...]
    provisions: tuple[DroppedSet, ...]
    amendments: tuple[AmendedSet, ...]
    largest_set_searched: int
    largest_set_of_provisions_searched: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingTest:
    """One test that is not met.

    Args:
        wanted: The truth that it would need.
        known: Whether its truth is known.
        way: How it could be met: `show`, `say`, `item` or `closed`.
        text: In words.
    """

    test: str
    wanted: bool
    known: bool
    way: Way
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearProvision:
    """An exception or a milder review policy, and what it lacks.

    Args:
        way: The hardest of the ways in which its tests could be met.
        describes_the_item: Whether the item is in one of its paragraphs.
        leaves_standing: The requirements that it would not overcome.
    """

    provision: str
    symbol: str | None
    policy: str | None
    way: Way
    describes_the_item: bool
    lacks: tuple[LackingTest, ...]
    overcomes: tuple[str, ...]
    leaves_standing: tuple[str, ...]
    duties: tuple[str, ...]
    citation: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPath:
    """How an application under one requirement would be reviewed.

    Args:
        shows: What an application has to show.
        milder: The milder policies, and what each lacks.
    """

    requirement: str
    policy: str | None
    provision: str | None
    citation: str | None
    shows: tuple[str, ...]
    text: str | None
    milder: tuple[NearProvision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LicensePath:
    """What a license exception or a license would take.

    Args:
        asks: The facts that decide between the review policies.
    """

    exceptions: tuple[NearProvision, ...]
    review: tuple[ReviewPath, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyAnswer:
    """An answer, and what would change it: the item's design, the law, or a license.

    Args:
        known: What had been published by this day was taken into account.
        scenario: The scenario that supposes the law; null where the law is the one on record.
        provided: What the answer presumes.
        beyond_record: Whether the day lies after the last day up to which the law was read.
        requirements: The requirements that stand.
        needs: The facts that would settle the answer.
        item_changes: The smallest changes of the item, those of fewest figures first.
        named_by: The requirements that name the item itself, so that no figure frees it.
        beside: The requirements that no design lifts.
    """

    SCHEMA: ClassVar[str] = "ecluse.remedy/1"

    item: str
    on: str
    known: str
    reading: str
    scenario: str | None
    destination: str | None
    headquarters: str | None
    outcome: Outcome
    exception: str | None
    review_policy: str | None
    provided: tuple[str, ...]
    beyond_record: bool
    given_against_catalogue: tuple[str, ...]
    requirements: tuple[str, ...]
    needs: tuple[str, ...]
    item_changes: tuple[ItemChange, ...]
    named_by: tuple[str, ...]
    beside: tuple[BesideRequirement, ...]
    law_changes: LawChanges
    license_path: LicensePath
    data_as_of: str
    data_version: str
    data_modified: bool

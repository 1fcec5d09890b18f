"""What one paragraph says, by kind.

Belongs here: the kinds of provision and the invariants of each. Does not: when it is in force
(register), or whether it applies to a shipment (determine).
Always true: a provision knows its paragraph's own identifier; its conditions are parsed trees over
known facts; what it names it names at least once; a group is a whole list, or joins and leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from ecluse.facts.file_record import STRICT, file_record
from ecluse.facts.truth import Truth, of
from ecluse.facts.vocabulary import Wording
from ecluse.law.condition.tree import (
    FASTER_FORMAT,
    Condition,
    Formula,
    LargestOverFormats,
    facts_of,
)
from ecluse.law.eccn_part import ECCN_FACTS, EccnPart

_ISO_ALPHA_2 = re.compile("[A-Z]{2}")

Policy = Literal[
    "presumption of approval",
    "case-by-case",
    "presumption of denial",
    "policy of denial",
    "as the list entry says",
    "not published",
]
STRICTNESS: tuple[str, ...] = (
    "presumption of approval",
    "case-by-case",
    "not published",
    "as the list entry says",
    "presumption of denial",
    "policy of denial",
)


def _named(says: object, *fields: str) -> None:
    """Refuse a provision that names nothing where it must name something: no case could meet it."""
    for field in fields:
        if not getattr(says, field):
            raise ValueError(f"a provision with one name or more under '{field}'")


@file_record
class Step:
    """A limit from a day on."""

    since: date
    limit: Decimal


@file_record
class Savings:
    """Goods already on their way are left out, up to a day (that day itself is no longer saved)."""

    when: Condition
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """What provisions of every kind say: the paragraph's own identifier, and what it reads."""

    provision: str
    text: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(_Paragraph):
    """A fact that is worked out from others: a figure (`formula`, or `steps` over time), a flag
    (`when`), or what the table of ECCNs says of the item's (`eccn`).
    """

    kind: Literal["definition"]
    defines: str
    formula: Formula | None = None
    or_else: str | None = None
    when: Condition | None = None
    steps: tuple[Step, ...] = ()
    eccn: EccnPart | None = None
    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        lacking = (self.formula is None, self.when is None, not self.steps, self.eccn is None)
        if lacking.count(False) != 1:
            raise ValueError("a definition with exactly one of formula, when, steps and eccn")

    @property
    def made_of(self) -> tuple[Condition | Formula, ...]:
        """The formula or the condition by which it is worked out; none for other definitions."""
        return tuple(part for part in (self.formula, self.when) if part is not None)

    @property
    def inputs(self) -> frozenset[str]:
        """The facts from which it is worked out, or by which a part of the table is found."""
        found = ECCN_FACTS if self.eccn is not None else ()
        format_ = FASTER_FORMAT if isinstance(self.formula, LargestOverFormats) else None
        others = filter(None, (self.or_else, format_, *found))
        return frozenset(others).union(*map(facts_of, self.made_of))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(_Paragraph):
    """Membership of a country group: all its `members`, or who `joins` and who `leaves`.

    `column` names a column of the Commerce Country Chart, whose marks are then the members; where
    the chart is not at hand, nothing is known of the group.
    """

    kind: Literal["group"]
    group: str
    members: frozenset[str] | None = None
    joins: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    column: str | None = None
    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        changed = self.joins or self.leaves or self.doubtful
        if self.members is None and self.column is None and not changed:
            raise ValueError("a group with members, or with joins, leaves or doubtful")
        if self.members is not None and (self.joins or self.leaves):
            raise ValueError("a group with all its members, or with joins and leaves, never both")
        if both := self.joins & self.leaves:
            raise ValueError(
                f"a country that joins or leaves, not both ({', '.join(sorted(both))})"
            )
        if wrong := sorted(code for code in self.codes if not _ISO_ALPHA_2.fullmatch(code)):
            raise ValueError(f"countries in the two capitals of ISO 3166, not {', '.join(wrong)}")

    @property
    def codes(self) -> frozenset[str]:
        """Every country that it names."""
        return (self.members or frozenset()) | self.joins | self.leaves | self.doubtful

    def over(self, before: Provision | None) -> Group:
        """The group after this change, laid over the group as it stood.

        Where no list stood there stays who joined and who left: of all others nothing is known.
        """
        whole = self.members is not None or self.column is not None
        if whole or not isinstance(before, Group) or before.group != self.group:
            return self
        listed = before.members is not None
        joined = ((before.members if listed else before.joins) or frozenset()) | self.joins
        return replace(
            self,
            members=joined - self.leaves if listed else None,
            joins=frozenset() if listed else joined - self.leaves,
            leaves=frozenset() if listed else (before.leaves - self.joins) | self.leaves,
            doubtful=(before.doubtful | self.doubtful) - self.joins - self.leaves,
            text=self.text or before.text,
        )

    def has(self, country: str) -> Truth:
        """Whether a country is in it; unknown where that is in doubt, or no list is on record."""
        if country in self.doubtful:
            return Truth.UNKNOWN
        if self.members is not None:
            return of(country in self.members)
        if country in self.joins or country in self.leaves:
            return of(country in self.joins)
        return Truth.UNKNOWN


@file_record
class Classification(_Paragraph):
    """An item is described in a paragraph: by its own figures (`when`), and, for a computer, by the
    IC that it `contains`; `unless` names the paragraphs that come first ("not elsewhere
    specified")."""

    kind: Literal["classification"]
    when: Condition
    contains: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@file_record
class Exclusion(_Paragraph):
    """A note that takes items out of paragraphs again."""

    kind: Literal["exclusion"]
    excludes: tuple[str, ...]
    when: Condition

    def __post_init__(self) -> None:
        _named(self, "excludes")


@file_record
class Presumption(_Paragraph):
    """An item is presumed to be described in a paragraph, and to have `facts`, unless overcome
    (said in `when`).
    """

    kind: Literal["presumption"]
    presumes: str
    when: Condition
    flags: tuple[str, ...] = ()


@file_record
class Jurisdiction(_Paragraph):
    """Items that are subject to the regulations; an item is, where one such provision says so.

    A rule is not asked where `unless` surely holds: the user has answered it. A ground that stands
    "where stated" is FALSE where nobody states its facts: other grounds ask for what lies behind
    them. One that stands "where open" is a presumption: it counts only where all others leave it
    open whether the item is subject. One that is "presumed" counts always, and is said to be one.
    """

    kind: Literal["jurisdiction"]
    when: Condition
    items: tuple[str, ...] = ("any",)
    unless: Condition | None = None
    stands: Literal["always", "presumed", "where stated", "where open"] = "always"

    def __post_init__(self) -> None:
        _named(self, "items")


@file_record
class NoExport(_Paragraph):
    """What is no export, reexport or transfer, so that nothing requires a license for it."""

    kind: Literal["no_export"]
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(_Paragraph):
    """A license is needed: for items (paragraphs, or `any`), where `when` holds, for a reason."""

    kind: Literal["requirement"]
    items: tuple[str, ...]
    when: Condition
    reason: str
    saves: Savings | None = None
    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        _named(self, "items")


@file_record
class LicenseException(_Paragraph):
    """An authorization without a license: it overcomes named requirements, with its duties."""

    kind: Literal["exception"]
    symbol: str
    items: tuple[str, ...]
    overcomes: tuple[str, ...]
    when: Condition
    duties: tuple[Wording, ...] = ()

    def __post_init__(self) -> None:
        _named(self, "items", "overcomes")


@file_record
class Restriction(_Paragraph):
    """Where `when` holds, the license exceptions named by their symbols may not be used."""

    kind: Literal["restriction"]
    bars: tuple[str, ...]
    when: Condition

    def __post_init__(self) -> None:
        _named(self, "bars")


@file_record
class Review(_Paragraph):
    """How an application under named requirements will be reviewed; the first whose `when` holds is
    the policy.
    """

    kind: Literal["review"]
    of: tuple[str, ...]
    policy: Policy
    when: Condition
    items: tuple[str, ...] = ("any",)
    shows: tuple[Wording, ...] = ()

    def __post_init__(self) -> None:
        _named(self, "of", "items")


@file_record
class Allocation(_Paragraph):
    """A running total that an exception or a review policy counts: `fact` is the total before the
    shipment, `counts` what the shipment adds to it, `per` whom and what period it is counted
    for."""

    kind: Literal["allocation"]
    fact: str
    counts: str
    per: tuple[
        Literal[
            "consignee", "headquarters", "destination", "item", "exporter", "year", "quarter", "all"
        ],
        ...,
    ]
    where: Condition | None = None
    under: str | None = None

    def __post_init__(self) -> None:
        _named(self, "per")


@file_record
class Notice(_Paragraph):
    """What to say where `when` holds: a red flag, a note, or a duty where no license is needed."""

    kind: Literal["red_flag", "note", "duty"]
    when: Condition
    text: Wording


@file_record
class License(_Paragraph):
    """A license granted (in a scenario): shipments that it covers may go under it."""

    kind: Literal["license"]
    when: Condition


Provision = (
    Definition
    | Group
    | Classification
    | Exclusion
    | Presumption
    | Jurisdiction
    | NoExport
    | Requirement
    | LicenseException
    | Restriction
    | Review
    | Allocation
    | Notice
    | License
)
KINDS: dict[str, type[Provision]] = {
    "definition": Definition,
    "group": Group,
    "classification": Classification,
    "exclusion": Exclusion,
    "presumption": Presumption,
    "jurisdiction": Jurisdiction,
    "no_export": NoExport,
    "requirement": Requirement,
    "exception": LicenseException,
    "restriction": Restriction,
    "review": Review,
    "allocation": Allocation,
    "red_flag": Notice,
    "note": Notice,
    "duty": Notice,
    "license": License,
}


def conditions_of(says: Provision | None) -> Iterator[Condition]:
    """Every condition that a provision holds; none where there is no provision."""
    for name in ("when", "where", "unless"):
        condition = getattr(says, name, None)
        if isinstance(condition, Condition):
            yield condition
    if isinstance(says, Requirement) and says.saves is not None:
        yield says.saves.when

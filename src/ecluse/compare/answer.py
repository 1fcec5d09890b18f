"""The answers of a comparison as a page, a program and `--json` get them.

Belongs here: the fields of a comparison of two laws, of an order book, and of a scenario's check.
Does not: finding anything (diff, book, scenario_check).
Always true: the texts of one answer are in one language; each part of a verdict has its own field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from ecluse.answers.copied import copied
from ecluse.answers.plain import key
from ecluse.compare.facts import FigureChange
from ecluse.determine.verdict import Verdict
from ecluse.law.scenario_effect import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionChange:
    """One provision that differs between the two laws.

    Args:
        act: Whether the second law adds, replaces or removes it.
        kind: The kind of provision, such as a requirement.
        measure: The measure that last wrote or removed it.
    """

    act: Literal["added", "replaced", "removed"]
    provision: str
    kind: str
    measure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """Items and countries for which the answer went from one verdict to another.

    Args:
        answers: How many answers these are.
        measures: What changed them; empty where no single change and no pair explains it.
    """

    before: Verdict = key("from")
    after: Verdict = key("to")
    items: tuple[str, ...]
    destinations: tuple[str, ...]
    answers: int
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """All that differs between two laws, or between two releases of the facts.

    Args:
        before: The first side.
        after: The second side.
        answers: The answers that change, those of most items and countries first.
        items_changed: The items with other figures.
        items_reworded: The items with other sources, notes or spellings alone.
        other_facts: The parts of the data that differ and are neither measures nor items.
        notes: What the author of a scenario may not have meant.
        digest: Of the file that holds this, with zeros in this place; there in a file alone.
    """

    SCHEMA: ClassVar[str] = "ecluse.diff/1"

    before: str
    after: str
    compared: int = key("answers_compared")
    changed: int = key("answers_changed")
    provisions: tuple[ProvisionChange, ...]
    answers: tuple[AnswerChange, ...]
    items_added: tuple[str, ...]
    items_removed: tuple[str, ...]
    items_changed: tuple[str, ...]
    items_reworded: tuple[str, ...]
    figures: tuple[FigureChange, ...]
    other_facts: tuple[str, ...]
    notes: tuple[str, ...]
    digest: str | None = key(optional=True, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTotals:
    """A sum over lines.

    Args:
        value: By currency, rounded to cents; "" where the book names none.
        without_quantity: Lines whose quantity cannot be read.
        without_tpp: Lines whose TPP is not exactly known.
    """

    lines: int = 0
    units: Decimal = Decimal(0)
    value: Mapping[str, float] = field(default_factory=dict)
    tpp: Decimal = Decimal(0)
    without_quantity: int = key("lines_without_quantity", default=0)
    without_tpp: int = key("lines_without_tpp", default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGroup:
    """The lines that went from one answer to another for the same reason.

    Args:
        before: The answer on the first side.
        after: The answer on the second side.
        by: What changed them, or why no cause is named.
        value: By currency, rounded to cents; "" where the book names none.
    """

    before: str = key("from")
    after: str = key("to")
    by: tuple[str, ...] = key("measures")
    lines: int
    units: Decimal
    value: Mapping[str, float]
    tpp: Decimal
    without_quantity: int = key("lines_without_quantity")
    without_tpp: int = key("lines_without_tpp")

    @property
    def amounts(self) -> LineTotals:
        """What the lines come to."""
        return copied(LineTotals, self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """One line whose answer changed.

    Args:
        line: Its place in the book; the first line is 1.
        item: The item that was recognized; null where none was.
        destination: The destination as the book has it.
        day: The day as the book has it.
    """

    line: int
    item: str | None
    destination: str | None
    day: str | None = key("date")
    before: str = key("from")
    after: str = key("to")
    by: tuple[str, ...] = key("measures")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDiff:
    """What changed in an order book.

    Args:
        before: The first side.
        after: The second side.
        lines: How many lines the book has.
        total: What all changed lines come to.
        groups: The changed lines by both answers and by what changed them.
        kinds: How many distinct kinds of change there are: item, places, other facts, and the whole
            answer before and after.
        asked: For how many kinds the cause was worked out; these are the most frequent ones.
        out: Where every changed line was written.
        notes: What the author of a scenario may not have meant.
        changes: The first changed lines one by one, where the question asks for them.
    """

    SCHEMA: ClassVar[str] = "ecluse.diff-orders/1"

    before: str
    after: str
    lines: int
    total: LineTotals = key("changed")
    groups: tuple[LineGroup, ...]
    kinds: int
    asked: int = key("kinds_asked")
    out: str | None
    notes: tuple[str, ...] = ()
    changes: tuple[LineChange, ...] | None = key("changed_lines", optional=True, default=None)

    @property
    def changed(self) -> int:
        """How many lines changed."""
        return self.total.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of a scenario.

    Args:
        does: drops, delays, pauses, adds or grants.
        to: The measure, or the license.
        how: In words.
    """

    does: str
    to: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Days on which the scenario's law differs in one way.

    Args:
        since: The first day.
        until: The last day; null where it goes on.
        provisions: The provisions that differ.
        asks: The facts that the differing provisions ask for, beside item and country. The
            answers are counted with these facts left out.
        answers: How many answers of the catalogue change; null where they were not counted.
        compared: How many answers were compared.
    """

    since: date
    until: date | None
    provisions: tuple[ProvisionChange, ...]
    asks: tuple[str, ...] = ()
    answers: int | None = key("answers_changed", default=None)
    compared: int | None = key("answers_compared", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCheck:
    """What a scenario does.

    Args:
        says: What it supposes, by language.
        notes: What its author may not have meant.
        touched: The days on which the law differs.
    """

    SCHEMA: ClassVar[str] = "ecluse.scenario/1"

    scenario: str
    says: Mapping[str, str]
    edits: tuple[Edit, ...]
    notes: tuple[Note, ...]
    touched: tuple[Touched, ...]

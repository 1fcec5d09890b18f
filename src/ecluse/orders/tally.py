"""What a book comes to: the answer that `ecluse orders --json` prints.

Belongs here: the report and its rows, as values.
Does not: summing them (counts, sums), wording or drawing them (report, report_html).
Always true: every total counts every line once, except by measure, by need and by flag, where a
line counts for each that it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_args

from ecluse.answers.plain import key, plain
from ecluse.errors import InputError

Failure = Literal["undetermined", "license"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllLines:
    """The whole book.

    Args:
        units: The sum of the quantities.
        value: The sum of the values, by currency.
    """

    name: str
    lines: int
    units: float
    value: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLines:
    """The lines that have one answer."""

    outcome: str
    exception: str | None
    review_policy: str | None
    lines: int
    units: float
    value: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLines:
    """The lines whose answer names one measure: by outcome, with the measure's title."""

    measure: str
    lines: int
    units: float
    value: Mapping[str, float]
    outcomes: Mapping[str, int]
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationLines:
    """The lines that go to one country."""

    code: str
    country: str
    lines: int
    units: float
    value: Mapping[str, float]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLines:
    """The lines of one item of the catalogue, or of none."""

    item: str
    lines: int
    units: float
    value: Mapping[str, float]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLines:
    """The undetermined lines that one fact would help to settle."""

    need: str
    lines: int
    units: float
    value: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagLines:
    """The lines with one red flag."""

    flag: str
    lines: int
    units: float
    value: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLines:
    """The lines that went from one answer to another."""

    before: str
    now: str
    lines: int
    units: float
    value: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionLines:
    """Lines to look at first, and why, in words."""

    what: str
    lines: int
    units: float
    value: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLines:
    """The lines of which one party is the worst: it meets an entry, or was not screened.

    Args:
        band: `hit`, `review`, `cleared`, or `not screened`.
    """

    party: str
    role: str
    band: str
    list: str | None
    entry: str | None
    score: float | None
    lines: int
    units: float
    value: Mapping[str, float]
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedList:
    """A list that parties were compared with, of which day, and the digest of its rows."""

    list: str
    as_of: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookScreening:
    """How the parties of a book were screened; `on` is the day of the run."""

    on: str | None
    lists: tuple[ScreenedList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadCell:
    """A row (`column` None) or a cell that could not be read."""

    row: int
    column: str | None
    text: str | None
    reason: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadCount:
    """How many cells of a column, or whole rows (`column` None), could not be read."""

    column: str | None
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnresolvedPart:
    """A part name that no item has, the first rows in which it stands, and names near it."""

    part: str
    lines: int
    rows: tuple[int, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredEccn:
    """A declared ECCN that the computed classification contradicts."""

    item: str
    declared: str
    reason: str
    lines: int
    first_row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTotal:
    """A total that an allocation limits: per whom it is kept, how many totals there are, how many
    lines were counted and how many would have crossed the limit.
    """

    provision: str
    fact: str
    per: str
    counted: int
    lines: int
    crossed: int
    first_crossed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnUse:
    """What a column was taken for.

    Args:
        given: Whether the user said so.
        decimal_sign: The sign that parts decimals, where the column's numbers rest on it.
    """

    means: str
    column: str
    given: bool
    decimal_sign: str | None = key(optional=True, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookReport:
    """What came of a book.

    Args:
        scenario: The scenario that supposes the law; null where the law is the one on record.
        outcomes: By answer: outcome, exception, review policy.
        measures: Measures by which lines need a license, go under an exception or are undecided
            ("which measures bite").
        quarantined: Rows and cells that could not be read: row, column, text, reason, near.
        unreadable: How many of those there are, by column (None for whole rows); part names apart.
        unresolved: Part names that no item has, with near names.
        eccn: Declared ECCNs that the computed classification contradicts.
        changed: With a since-day: lines whose answer changed, from what to what.
        allocations: Running totals that were kept: per whom, what was counted, what crossed.
        screening: How the parties were screened; None where none were.
        parties: The parties that meet an entry or could not be screened, the worst first.
        cases: Distinct cases among the lines.
        decided: How many of the cases the evaluator was asked.
    """

    SCHEMA: ClassVar[str] = "ecluse.orders/1"

    source: str
    out: str | None
    engine: str
    reading: str
    known: str | None
    scenario: str | None
    since: str | None
    data_version: str
    data_modified: bool
    data_as_of: str
    lines_in: int
    lines_out: int
    total: AllLines
    outcomes: tuple[OutcomeLines, ...]
    measures: tuple[MeasureLines, ...]
    destinations: tuple[DestinationLines, ...]
    items: tuple[ItemLines, ...]
    needs: tuple[NeedLines, ...]
    red_flags: tuple[FlagLines, ...]
    attention: tuple[AttentionLines, ...]
    quarantined: Sequence[UnreadCell]
    unreadable: Sequence[UnreadCount]
    unresolved: Sequence[UnresolvedPart]
    eccn: tuple[DeclaredEccn, ...]
    changed: tuple[ChangedLines, ...]
    allocations: tuple[RunningTotal, ...]
    columns: tuple[ColumnUse, ...]
    notes: tuple[str, ...]
    cases: int
    decided: int
    seconds: float
    disclaimer: str
    screening: BookScreening | None = None
    parties: tuple[PartyLines, ...] = ()

    def lines_of(self, *outcomes: str) -> int:
        """How many lines have one of these outcomes."""
        return sum(row.lines for row in self.outcomes if row.outcome in outcomes)

    def failure(self, fail_on: Failure) -> Failure | None:
        """What a caller who does not accept `fail_on` is told; None where the book holds nothing
        of it.

        An undetermined line may need a license, so `license` finds these lines as well.

        Raises:
            InputError: `fail_on` is neither word: nothing would ever fail.
        """
        if fail_on not in get_args(Failure):
            mend = f"say one of {', '.join(get_args(Failure))}"
            raise InputError(f"'{fail_on}' is nothing that fails", "fail_on", mend)
        if fail_on == "license" and self.lines_of("LICENSE"):
            return "license"
        return "undetermined" if self.lines_of("UNDETERMINED") else None

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        data: dict[str, Any] = plain(self)
        return data

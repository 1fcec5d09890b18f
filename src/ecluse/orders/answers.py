"""The distinct answers of a book, numbered.

Belongs here: numbering them, and what stands beside one: whether it is another than before, whether
it says what a verdict does. Does not: finding an answer (lookup), or its columns (record).
Always true: equal records have one number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Verdict
from ecluse.orders.record import Record, fault_record


@dataclass(slots=True)
class Answers:
    """The distinct answers, numbered; equal records have one number."""

    records: list[Record] = field(default_factory=list)
    before: list[str | None] = field(default_factory=list)
    _numbers: dict[tuple[Record, str | None], int] = field(default_factory=dict)
    lang: str = "en"

    def number(self, record: Record, before: str | None = None) -> int:
        """The number of a record (and of what was answered before, where that is asked)."""
        key = (record, before)
        if key not in self._numbers:
            self._numbers[key] = len(self.records)
            self.records.append(record)
            self.before.append(before)
        return self._numbers[key]

    def fault(self, fault: int) -> int:
        """The number of the answer for a line that cannot be answered."""
        return self.number(fault_record(fault, self.lang))


class PartAnswers(NamedTuple):
    """The answers to some cases: the place of each one's record, whether quantities change it, and
    how many determinations were made.
    """

    answers: list[int]
    records: list[tuple[Record, str | None]]
    line_by_line: list[bool]
    decided: int


def says(record: Record, verdict: Verdict) -> bool:
    """Whether a record says what a verdict does."""
    said = record.outcome, record.exception, record.review_policy
    return said == (verdict.outcome.value, verdict.exception, verdict.policy)


def was(earlier: Determination, now: Determination) -> str | None:
    """What was answered earlier, where that is not what is answered now."""
    then = (earlier.answer, _policy(earlier))
    if then == (now.answer, _policy(now)):
        return None
    return ", ".join(str(part) for part in then if part)


def _policy(found: Determination) -> str | None:
    return found.review.policy if found.review else None

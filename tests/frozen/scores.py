"""The two numbers by which answers are judged: wrong NLR, and the share UNDETERMINED.

Belongs here: counting over the cases of tests/cases, the example book and the plain questions. Does
not: what is right (the cases say it).
Always true: a wrong NLR is counted only where somebody wrote down the right answer.

    python tests/frozen/scores.py
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import build
from ecluse.orders.book import run_orders
from frozen.answers import answered, data, questions_on_file
from frozen.draw import PLAIN

ROOT = Path(__file__).parent.parent.parent
FREE = ("NLR", "NOT_SUBJECT")


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one set of questions; `wrong` is None where nobody wrote down what is right."""

    name: str
    questions: int
    undetermined: int
    wrong: int | None = None

    def __str__(self) -> str:
        wrong = "-" if self.wrong is None else f"{self.wrong:,}"
        share = self.undetermined / self.questions
        return (
            f"{self.name:24}{self.questions:>10,}{wrong:>12}{self.undetermined:>10,}{share:>8.1%}"
        )


def of_cases() -> Score:
    """The cases of tests/cases, whose right answers are written down."""
    wrong, undetermined, cases = 0, 0, build.read_cases()
    for _, case in cases:
        found = build.decide_case(case).outcome.value
        undetermined += found == "UNDETERMINED"
        wanted = case["expect"]["outcome"]
        wanted = wanted if isinstance(wanted, list) else [wanted]
        wrong += found in FREE and not set(FREE) & set(wanted)
    return Score("tests/cases", len(cases), undetermined, wrong)


def of_book() -> Score:
    """The example book."""
    report = run_orders(ROOT / "examples" / "order-book.csv", library=data())
    outcomes: Counter[str] = Counter()
    for row in report.outcomes:
        outcomes[row.outcome] += row.lines
    return Score("examples/order-book.csv", report.lines_in, outcomes["UNDETERMINED"])


def of_plain() -> Score:
    """The plain questions among the frozen ones."""
    rows = answered(list(enumerate(questions_on_file()))[:PLAIN])
    return Score("plain questions", len(rows), sum(r["outcome"] == "UNDETERMINED" for r in rows))


if __name__ == "__main__":
    print(f"{'':24}{'questions':>10}{'wrong NLR':>12}{'UNDETERMINED':>18}")
    for score in (of_cases(), of_book(), of_plain()):
        print(score)

"""Whether the quantity of a line, or a running total, would change its answer.

Belongs here: asking a case with nothing known of what is counted, and in every cell of it.
Does not: the totals themselves (cumulative).
Always true: where an answer is said not to wait for what is counted, it is the same whatever that
is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classified
from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Outcome
from ecluse.equivalence.cells import combinations
from ecluse.equivalence.law_classes import LawClasses
from ecluse.facts.figure import UNKNOWN_FIGURE
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import cut
from ecluse.law.provision import LicenseException, Review
from ecluse.orders.record import Record

_SETTLED = (Outcome.NLR, Outcome.NOT_SUBJECT)
Ask = Callable[[CaseFacts], Determination]


def whatever_is_counted(
    classes: LawClasses,
    case: CaseFacts,
    open_: CaseFacts,
    ask: Ask,
    record: Callable[[Determination], Record],
) -> tuple[Determination, bool]:
    """The answer of a case, and whether knowing what is counted would change it.

    Args:
        open_: The case with all that is counted left open; the case itself where it counts nothing.
    """
    counted = sorted(classes.axes.counted - case.shipment.given.keys())
    if not _waits(open_, counted, classes):
        return ask(case), False
    vague = ask(open_)
    known = vague if open_ is case else ask(case)
    asked = [name for name in counted if _in_question(name, vague, classes)]
    if not asked:
        return known, False
    expected = record(vague)
    cells = [cut(name, UNKNOWN_FIGURE, classes.law.limits.get(name, ())) for name in asked]
    return known, any(
        record(ask(open_.with_facts(values))) != expected for values in combinations(cells)
    )


def _waits(case: CaseFacts, counted: Iterable[str], classes: LawClasses) -> bool:
    """Whether a condition waits for something that is counted."""
    laid, _, _ = classified(case)
    return any(
        laid.truth(condition) is Truth.UNKNOWN
        for name in counted
        for _, condition in classes.waiting_for(name)
    )


def _in_question(name: str, found: Determination, classes: LawClasses) -> bool:
    """Whether some provision that can bear on the answer waits for a counted fact."""
    for says, condition in classes.waiting_for(name):
        truth = found.paragraphs.described(
            getattr(says, "items", ("any",))
        ).truth & found.facts.truth(condition)
        if truth is Truth.UNKNOWN and (
            found.outcome not in _SETTLED or not isinstance(says, (LicenseException, Review))
        ):
            return True
    return False

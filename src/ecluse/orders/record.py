"""One answer as the columns that a book gets.

Belongs here: which column says what, and the one sentence of reason. Does not: finding the answer.
Always true: a record depends on the determination alone, never on the line, so that like lines
share it.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from ecluse.determine.decide import Determination, Outcome
from ecluse.determine.to_json import red_flags
from ecluse.determine.trace import Found
from ecluse.law.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The determination's columns, but for the item and the data version, in the order in which
    they are written.
    """

    outcome: str
    exception: str | None = None
    review_policy: str | None = None
    provision: str | None = None
    measure: str | None = None
    citation: str | None = None
    classification: str | None = None
    needs: str | None = None
    red_flags: str | None = None
    confidence: str | None = None
    reason: str = ""


COLUMNS = tuple(field.name for field in fields(Record))
OUTPUT = tuple(f"ecluse_{name}" for name in (*COLUMNS[:-1], "item", "reason", "data_version"))
BEFORE = "ecluse_answer_before"
HELD = "A license held covers it."
_FAULTS = (
    ("row", "the row could not be read"),
    ("part", "the part is not in the catalogue and the book gives no figures of it"),
    ("destination", "the destination is missing or is no country on record"),
    ("date", "the ship date is missing, is no date, can be read as two, or lies before the record"),
)


def values(record: Record) -> tuple[str | None, ...]:
    """A record as a row."""
    return astuple(record)


def record_of(found: Determination, library: Library) -> Record:
    """What a determination says, as columns."""
    review = found.review
    deciding: tuple[Found, ...] = (
        found.possible if found.outcome is Outcome.UNDETERMINED else found.requirements
    )
    if found.used is not None and found.outcome is Outcome.EXCEPTION:
        deciding = (found.used, *deciding)
    needs = sorted(found.needs) if found.outcome is Outcome.UNDETERMINED else []
    return Record(
        outcome=found.outcome.value,
        exception=found.answer.exception,
        review_policy=review.policy if review else None,
        provision=_joined(each.provision for each in deciding),
        measure=_joined(each.entry.measure.measure for each in deciding),
        citation=_joined(str(each.entry.cited) for each in deciding),
        classification=_joined(found.classification),
        needs=_joined(needs),
        red_flags=" | ".join(dict.fromkeys(red_flags(found, library, "en"))) or None,
        confidence=found.confidence.value,
        reason=_reason(found, deciding, needs),
    )


def fault_record(fault: int) -> Record:
    """The answer for a line that cannot be answered: `fault` is a sum of powers of two, one for
    each of `_FAULTS`.
    """
    found = [pair for place, pair in enumerate(_FAULTS) if fault & (1 << place)]
    if fault & 1:
        found = found[:1]
    reason = "; ".join(words for _, words in found)
    return Record(
        outcome=Outcome.UNDETERMINED.value,
        needs="; ".join(name for name, _ in found),
        reason=f"Not answered: {reason}.",
    )


def _joined(parts: object) -> str | None:
    return "; ".join(dict.fromkeys(parts)) or None  # type: ignore[call-overload]


def _reason(found: Determination, deciding: tuple[Found, ...], needs: list[str]) -> str:
    names = _joined(each.provision for each in deciding)
    described = (
        f"described in {', '.join(found.classification)}"
        if found.classification
        else "described in no paragraph on record"
    )
    match found.outcome:
        case Outcome.NOT_SUBJECT:
            return "Not subject to the regulations: no ground of jurisdiction on record reaches it."
        case Outcome.NLR:
            return (
                f"No license required: {described}, and no requirement in force reaches it there."
            )
        case Outcome.EXCEPTION:
            overcome = ", ".join(dict.fromkeys(each.provision for each in found.requirements))
            return f"License Exception {found.answer.exception} ({found.used.provision if found.used else ''}) overcomes {overcome}; its duties must be met."
        case Outcome.LICENSE:
            review = found.review
            policy = (
                f"applications meet a {review.policy}"
                if review and review.policy and review.policy.endswith(("denial", "approval"))
                else (
                    f"review policy: {review.policy}"
                    if review and review.policy
                    else "no review policy is on record"
                )
            )
            held = f" {HELD}" if found.licenses else ""
            return f"A license is required under {names}: {described}; {policy}.{held}"
    about = f" ({names} may apply)" if names else ""
    return f"Not settled{about}: it needs {', '.join(needs) or 'facts that are not on record'}."

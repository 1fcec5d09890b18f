"""One answer as the columns that a book gets.

Belongs here: which column says what, and the one sentence of reason. Does not: finding the answer.
Always true: a record depends on the determination alone, never on the line, so that like lines
share it.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, replace

from ecluse.determine.decide import Determination
from ecluse.determine.determination import presumed
from ecluse.determine.proviso import SEATS as PLACED
from ecluse.determine.proviso import Provisos, provisos
from ecluse.determine.to_json import proviso_text, red_flags
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Outcome
from ecluse.law.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The determination's columns, but for the item and the data version, in the order in which
    they are written.

    `provided` is what the answer presumes, `seat` and `parent_seat` what it presumes of seats that
    a line leaves out; `read_up_to` the last day on record, for a line that is dated after it.
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
    provided: str | None = None
    read_up_to: str | None = None
    seat: str | None = None
    parent_seat: str | None = None
    reason: str = ""


COLUMNS = tuple(field.name for field in fields(Record))
# What a line presumes of the headquarters and of the parent's is its own: whether it leaves them out.
SEATS = ("seat", "parent_seat")
SHOWN = tuple(name for name in COLUMNS if name not in SEATS)
OUTPUT = tuple(f"ecluse_{name}" for name in (*SHOWN[:-1], "item", "reason", "data_version"))
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


def shown(record: Record, left_out: int) -> tuple[str | None, ...]:
    """A record as a line shows it. Of a line's seats `left_out` says which it leaves out: 1 for the
    headquarters, 2 for the parent's, 3 for both.
    """
    seats = [record.seat if left_out & 1 else None, record.parent_seat if left_out & 2 else None]
    provided = "; ".join(each for each in (*seats, record.provided) if each is not None) or None
    whole = replace(record, provided=provided)
    return tuple(getattr(whole, name) for name in SHOWN)


def record_of(
    found: Determination,
    library: Library,
    bearing: Provisos | None = None,
    against: tuple[str, ...] | None = None,
) -> Record:
    """What a determination says, as columns.

    Args:
        bearing: The provisos on the item, where they were worked out for all its lines.
        against: The facts given against the catalogue, likewise.
    """
    review = found.review
    flags = red_flags(found, library, "en", against)
    presumes = presumed(found, provisos(found.facts) if bearing is None else bearing)
    texts = {each.fact: proviso_text(each, library, "en") for each in presumes}
    seat, parent_seat = (
        None if found.shipment.strict else texts.pop(name, None) for name in PLACED
    )
    assumed = [text for name, text in texts.items() if found.facts[name].assumed]
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
        red_flags=" | ".join(dict.fromkeys(flags)) or None,
        confidence=found.confidence.value,
        provided=_joined(assumed),
        read_up_to=library.data_as_of.isoformat() if found.beyond_record else None,
        seat=seat,
        parent_seat=parent_seat,
        reason=_reason(found, deciding, needs) + _besides(found, library, against),
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


def _besides(found: Determination, library: Library, against: tuple[str, ...] | None) -> str:
    """What a reader of the reason alone must not miss."""
    said = ""
    if found.against_catalogue if against is None else against:
        said += " It rests on what is given against the catalogue."
    if found.beyond_record:
        said += f" The law was read up to {library.data_as_of.isoformat()}."
    return said


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

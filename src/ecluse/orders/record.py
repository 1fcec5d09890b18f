"""One answer as the columns that a book gets.

Belongs here: which column says what, and the one sentence of reason. Does not: finding the answer.
Always true: a record depends on the determination alone, never on the line, so that like lines
share it; what programs read stands in a column of its own, never in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import cache

from ecluse.determine.determination import Determination
from ecluse.determine.proviso import SEATS as PLACED
from ecluse.determine.remarks import proviso_text, red_flags
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import called
from ecluse.law.library import Library
from ecluse.words.say import has_words, say, when


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The determination's columns, but for the item and the data version, in the order in which
    they are written.

    Args:
        provided: What the answer presumes.
        read_up_to: The last day on record, for a line that is dated after it.
        seat: What the answer presumes of a headquarters that a line leaves out.
        parent_seat: The same of the parent's headquarters.
        held: "held" where a license held covers the line.
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
    held: str | None = None
    reason: str = ""

    @property
    def answer_text(self) -> str:
        """Outcome, exception and review policy in one text, as `ecluse_answer_before` has them."""
        answer = " ".join(part for part in (self.outcome, self.exception) if part)
        return ", ".join(part for part in (answer, self.review_policy) if part)


COLUMNS = tuple(field.name for field in fields(Record))
# What a line presumes of the headquarters and of the parent's is its own: whether it leaves them
# out.
SEATS = ("seat", "parent_seat")
HELD = "held"
SHOWN = tuple(name for name in COLUMNS if name not in (*SEATS, HELD))
OUTPUT = tuple(f"ecluse_{name}" for name in (*SHOWN[:-1], "item", "reason", "data_version"))
BEFORE = "ecluse_answer_before"
HELD_COLUMN = f"ecluse_{HELD}"  # written only for rooms that compare answers
LAW_COLUMN = "ecluse_law"  # written only where it is another than the one on record
_FAULTS = ("row", "part", "destination", "date")


def values(record: Record) -> tuple[str | None, ...]:
    """A record as a row."""
    return astuple(record)


def shown(record: Record, left_out: int) -> tuple[str | None, ...]:
    """A record as a line shows it.

    Args:
        left_out: The seats that the line leaves out: 1 for the headquarters, 2 for the parent's, 3
            for both.
    """
    seats = [record.seat if left_out & 1 else None, record.parent_seat if left_out & 2 else None]
    provided = "; ".join(part for part in (*seats, record.provided) if part is not None) or None
    whole = replace(record, provided=provided)
    return tuple(getattr(whole, name) for name in SHOWN)


def record_of(
    found: Determination,
    library: Library,
    against: tuple[str, ...] | None = None,
    lang: str = "en",
) -> Record:
    """What a determination says, as columns.

    Args:
        against: The facts given against the catalogue, where they were found for all its lines.
        lang: The language of the columns that hold sentences: reason, provided, red flags.
    """
    deciding = _deciding(found)
    needs = sorted(found.needs) if found.outcome is Outcome.UNDETERMINED else []
    seat, parent_seat, assumed = _presumed(found, library, lang)
    sentences = [_reason(found, deciding, needs, lang), *_besides(found, library, against, lang)]
    verdict = found.verdict
    return Record(
        outcome=verdict.outcome.value,
        exception=verdict.exception,
        review_policy=found.review.policy if found.review else None,
        **_grounds(deciding),
        classification=_joined(found.classification),
        needs=_joined(needs),
        red_flags=_joined(red_flags(found, library, lang, against), " | "),
        confidence=found.confidence.value,
        provided=_joined(assumed),
        read_up_to=library.data_as_of.isoformat() if found.beyond_record else None,
        seat=seat,
        parent_seat=parent_seat,
        held=HELD if verdict.held else None,
        reason=" ".join(sentences),
    )


@cache
def fault_record(fault: int, lang: str = "en") -> Record:
    """The answer for a line that cannot be answered: `fault` is a sum of powers of two, one for
    each of `_FAULTS`.
    """
    names = [name for place, name in enumerate(_FAULTS) if fault & (1 << place)]
    if fault & 1:
        names = names[:1]
    faults = "; ".join(say(f"orders.fault.{name}", lang) for name in names)
    return Record(
        outcome=Outcome.UNDETERMINED.value,
        needs="; ".join(names),
        reason=say("orders.reason.fault", lang, faults=faults),
    )


def total_record(lang: str = "en") -> Record:
    """What stands beside a row of totals: no answer, and why."""
    return Record(outcome="", reason=say("orders.reason.total", lang))


def _deciding(found: Determination) -> tuple[Found, ...]:
    """The provisions on which the answer rests."""
    if found.outcome is Outcome.UNDETERMINED:
        return found.possible
    if found.used is not None and found.outcome is Outcome.EXCEPTION:
        return (found.used, *found.requirements)
    return found.requirements


def _grounds(deciding: tuple[Found, ...]) -> dict[str, str | None]:
    """The columns that name the provisions on which the answer rests."""
    return {
        "provision": _joined(finding.provision for finding in deciding),
        "measure": _joined(finding.entry.measure.measure for finding in deciding),
        "citation": _joined(str(finding.entry.cited) for finding in deciding),
    }


def _presumed(
    found: Determination, library: Library, lang: str
) -> tuple[str | None, str | None, list[str]]:
    """What the answer presumes of the headquarters, of the parent's, and of other facts."""
    texts = {proviso.fact: proviso_text(proviso, library, lang) for proviso in found.provisos}
    seat, parent_seat = (
        None if found.shipment.strict else texts.pop(name, None) for name in PLACED
    )
    return seat, parent_seat, [text for name, text in texts.items() if found.facts[name].assumed]


def _besides(
    found: Determination, library: Library, against: tuple[str, ...] | None, lang: str
) -> list[str]:
    """What a reader of the reason alone must not miss."""
    sentences = []
    if found.against_catalogue if against is None else against:
        sentences.append(say("orders.reason.against catalogue", lang))
    if found.beyond_record:
        day = when(library.data_as_of, lang)
        sentences.append(say("orders.reason.beyond record", lang, day=day))
    return sentences


def _joined(parts: Iterable[str | None], sign: str = "; ") -> str | None:
    return sign.join(dict.fromkeys(part for part in parts if part is not None)) or None


def _reason(found: Determination, deciding: tuple[Found, ...], needs: list[str], lang: str) -> str:
    names = _named(deciding, say("orders.reason.between", lang), lang)
    described = _described(found.classification, lang)
    match found.outcome:
        case Outcome.NOT_SUBJECT:
            return say("orders.reason.not subject", lang)
        case Outcome.NLR if found.stays:
            return say("orders.reason.no export", lang)
        case Outcome.NLR:
            return say("orders.reason.nlr", lang, described=described)
        case Outcome.EXCEPTION:
            return say(
                "orders.reason.exception",
                lang,
                exception=found.answer.exception,
                provision=called(found.used.provision, lang) if found.used else "",
                overcome=_named(found.requirements, ", ", lang) or "",
            )
        case Outcome.LICENSE:
            return _license_reason(found, names, described, lang)
    needed = ", ".join(needs) or say("orders.reason.facts not on record", lang)
    if names:
        return say("orders.reason.undetermined, provisions", lang, provisions=names, needs=needed)
    return say("orders.reason.undetermined", lang, needs=needed)


def _named(among: Iterable[Found], sign: str, lang: str) -> str | None:
    """Some provisions as a language calls them."""
    return _joined((called(finding.provision, lang) for finding in among), sign)


def _described(paragraphs: Sequence[str], lang: str) -> str:
    """By which paragraphs the item is described."""
    if not paragraphs:
        return say("orders.reason.not described", lang)
    key = "described" if len(paragraphs) > 1 else "described in one"
    return say(f"orders.reason.{key}", lang, paragraphs=", ".join(paragraphs))


def _license_reason(found: Determination, names: str | None, described: str, lang: str) -> str:
    policy = _policy(found, lang)
    required = say(
        "orders.reason.license", lang, provisions=names, described=described, policy=policy
    )
    return f"{required} {say('orders.reason.held', lang)}" if found.licenses else required


def _policy(found: Determination, lang: str) -> str:
    policy = found.review.policy if found.review else None
    if not policy:
        return say("orders.reason.no policy", lang)
    key = "policy meets" if policy.endswith(("denial", "approval")) else "policy"
    named = say(f"policy.{policy}", lang) if has_words(f"policy.{policy}") else policy
    return say(f"orders.reason.{key}", lang, policy=policy if lang == "en" else named)

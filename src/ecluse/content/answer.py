"""What a bill of materials comes to, as an answer.

Belongs here: its keys. Does not: new facts (findings has them all).
Always true: a share that is not known is a range; a truth that is not known is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from ecluse.answers.plain import key
from ecluse.content.bill import Bill
from ecluse.content.findings import TECHNOLOGY, Content
from ecluse.content.share import Judged
from ecluse.determine.answer import Subject, subject_of
from ecluse.determine.determination import Determination
from ecluse.determine.finding_answer import FindingAnswer, FindingAnswers
from ecluse.determine.remarks import assumptions, disclaimer
from ecluse.facts.figure import Figure
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.law.measure import Reading

_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAnswer:
    """One part of a bill.

    Args:
        us_origin: Null where nobody knows.
        controlled: It is controlled US content: of US origin, and a license would be required to
            send it there from the United States; null where that is not known.
        because: The provisions under which it would be.
        value: Of all its units; null where nobody knows.
    """

    part: str
    origin: str | None
    eccn: str | None
    us_origin: bool | None
    controlled: bool | None
    because: list[str]
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentAnswer:
    """Is an item made abroad subject to the regulations, by its bill of materials?

    Args:
        made_in: Where it is made; null where nobody says.
        value: What it is worth; the sum of its parts where the bill does not say.
        share_low_percent: Controlled US content, at least; `share_high_percent` at most.
        limit_percent: The share up to which it is de minimis at the destination.
        above_limit: Null where the share may lie on either side.
        us_technology: It is made with US technology, software or plant.
        subject: Whether the item is subject: yes, no, unknown, or presumed.
        grounds: Every ground of §§ 734.3, 734.4 and 734.9, and whether it holds.
        decides: The parts on which it turns whether the share is above the limit.
        needs: The facts that would settle it.
        facts: What the bill states of the item, as `ecluse check --given` takes it.
        assumptions: What was taken where nobody says.
    """

    SCHEMA: ClassVar[str] = "ecluse.content/1"

    item: str
    on: date
    reading: Reading
    destination: str | None
    made_in: str | None
    value: float | None
    share_low_percent: float
    share_high_percent: float
    limit_percent: float | None
    above_limit: bool | None
    us_technology: bool | None
    subject: Subject
    grounds: list[FindingAnswer] = key(as_it_is=True)
    parts: list[PartAnswer]
    decides: list[str]
    needs: list[str]
    facts: dict[str, str]
    assumptions: list[str]
    data_as_of: date
    data_version: str
    disclaimer: str


def answer_of(content: Content, library: Library, *, lang: str = "en") -> ContentAnswer:
    """The answer that a bill comes to, in one language."""
    found, bill = content.found, content.bill
    return ContentAnswer(
        item=bill.name,
        on=found.law.on,
        reading=found.law.reading,
        destination=found.shipment.destination,
        made_in=bill.made_in,
        value=_value(bill),
        share_low_percent=_percent(content.share.low),
        share_high_percent=_percent(content.share.high),
        limit_percent=_number(content.limit),
        above_limit=content.above.known,
        us_technology=content.facts[TECHNOLOGY].truth.known,
        subject=subject_of(found),
        grounds=_grounds(content, library, lang),
        parts=[_part(row) for row in content.rows],
        decides=list(content.decides),
        needs=_needs(found),
        facts={name: _said(known) for name, known in content.facts.items()},
        assumptions=assumptions(found, library, lang),
        data_as_of=library.data_as_of,
        data_version=library.version,
        disclaimer=disclaimer(library, lang),
    )


def _grounds(content: Content, library: Library, lang: str) -> list[FindingAnswer]:
    """What each ground of jurisdiction came to."""
    answers = FindingAnswers(content.found.law, library, lang)
    return [answers.of(ground) for ground in content.found.jurisdiction]


def _value(bill: Bill) -> float | None:
    """What the item is worth: what the bill says, else the sum of its parts if all are known."""
    values = [each.value for each in bill.parts if each.value is not None]
    whole = sum(values, Decimal(0)) if len(values) == len(bill.parts) else None
    return _number(whole if bill.value is None else bill.value)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _needs(found: Determination) -> list[str]:
    if found.subject is not Truth.UNKNOWN:
        return []
    return sorted(frozenset[str]().union(*(each.settles for each in found.jurisdiction)))


def _percent(value: Decimal) -> float:
    return round(float(value), _DECIMALS)


def _part(row: Judged) -> PartAnswer:
    part = row.part
    return PartAnswer(
        part=part.part,
        origin=part.origin,
        eccn=part.eccn,
        us_origin=row.american.known,
        controlled=row.controlled.known,
        because=list(row.because),
        value=_number(part.value),
    )


def _said(known: Known) -> str:
    value = known.value
    if isinstance(value, Figure):
        return "unknown" if value.exact is None else str(value.exact)
    return known.truth.word

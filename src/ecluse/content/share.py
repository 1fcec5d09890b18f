"""The share of controlled US content of an item, as a range where something is unknown (§ 734.4).

Belongs here: which parts are controlled for the destination, what share they make up, and of which
a "no" to US technology is not enough.
Does not: the limit, or any other rule (findings).
Always true: a part is controlled if a shipment of it from the United States would need a license,
whatever exception there is (supplement no. 2 to part 734); what is unknown widens the range and
never narrows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ecluse.content.bill import Bill, Part
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth, of, some
from ecluse.law.condition.tree import facts_of
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Jurisdiction

_PERCENT = Decimal(100)
_NEEDS_LICENSE = {
    Outcome.LICENSE: Truth.TRUE,
    Outcome.EXCEPTION: Truth.TRUE,
    Outcome.NLR: Truth.FALSE,
    Outcome.NOT_SUBJECT: Truth.FALSE,
    Outcome.UNDETERMINED: Truth.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A part, judged for one destination.

    Args:
        american: Whether it is of US origin.
        controlled: Whether it is controlled US content.
        because: The provisions under which a license would be required; columns of the country
            chart where these alone say so.
        us_technology: Whether it is made with US technology: as said, and unknown where a "no" is
            said of what the law presumes to be.
    """

    part: Part
    american: Truth
    controlled: Truth
    because: tuple[str, ...]
    us_technology: Truth


@dataclass(frozen=True, slots=True)
class Share:
    """Controlled content in percent of the item's value: at least `low`, at most `high`."""

    low: Decimal
    high: Decimal


def home(library: Library) -> str:
    """The country whose content counts: that of the law."""
    return library.vocabulary.home


def judged(bill: Bill, destination: str, law: Law, library: Library) -> tuple[Judged, ...]:
    """Every part of a bill, judged for one destination; the same entry is asked about once."""
    met: dict[object, _Needed] = {}
    freed: dict[object, Truth] = {}
    rows = []
    for part in bill.parts:
        american = Truth.UNKNOWN if part.origin is None else of(part.origin == home(library))
        truth, because = _NOTHING
        key = (part.eccn, None if part.item is None else part.item.name)
        technology = part.us_technology
        if technology is Truth.FALSE:
            if key not in freed:
                freed[key] = _not_presumed(part, destination, law, library)
            technology = freed[key]
        if american is not Truth.FALSE:
            if key not in met:
                met[key] = _needs_license(part, destination, law, library)
            truth, because = met[key]
        rows.append(
            Judged(
                part=part,
                american=american,
                controlled=american & truth,
                because=because,
                us_technology=technology,
            )
        )
    return tuple(rows)


# A part that has nothing of the United States in it, nor of their technology, as far as is said.
_NO_CONTENT = {
    "us_content_percent": Known(value=exactly(Decimal(0))),
    "us_technology_product": Known(value=Truth.FALSE),
    "us_3a001_content": Known(value=Truth.FALSE),
    "us_military_content": Known(value=Truth.FALSE),
}
_Needed = tuple[Truth, tuple[str, ...]]  # whether a license is required, and by which provisions
_NOTHING: _Needed = (Truth.FALSE, ())


def _needs_license(part: Part, destination: str, law: Law, library: Library) -> _Needed:
    """Whether a license would be required to send such a part there from home."""
    if part.item is None and part.eccn is None:
        return Truth.UNKNOWN, ()
    marked = _chart(part, destination, law, library)
    shipment = replace(_sent(part, destination, law), origin=home(library))
    found = determine(shipment, law, library, depends=False)
    names = dict.fromkeys((*[each.provision for each in found.requirements], *marked))
    return some((_NEEDS_LICENSE[found.outcome], of(bool(marked)))), tuple(names)


def _sent(part: Part, destination: str, law: Law) -> Shipment:
    """A shipment of such a part alone, of which nothing is said but its entry."""
    return Shipment(
        item=part.item or Item(name=part.part),
        destination=destination,
        on=law.on,
        given={} if part.eccn is None else {"declared_eccn": Known(value=part.eccn)},
    )


def _not_presumed(part: Part, destination: str, law: Law, library: Library) -> Truth:
    """What a "no" to US technology comes to for a part: unknown where a rule presumes by what the
    part is, whatever is said of its content and its technology, that it is subject.
    """
    if part.item is None and part.eccn is None:
        return Truth.FALSE
    shipment = _sent(part, destination, law)
    shipment = replace(shipment, given={**shipment.given, **_NO_CONTENT})
    found = determine(shipment, law, library, depends=False)
    rules = (each for each in found.jurisdiction if _of_the_part_alone(each, library))
    return Truth.UNKNOWN & some(each.truth for each in rules)


def _of_the_part_alone(ground: Found, library: Library) -> bool:
    """Whether a ground stands by what an item is and whoever makes it, wherever it goes."""
    meanings, says = library.vocabulary.facts, ground.entry.says
    open_ = isinstance(says, Jurisdiction) and says.stands == "where open"
    asked = facts_of(ground.when)
    return not open_ and all(meanings[name].of in ("item", "exporter") for name in asked)


def _chart(part: Part, destination: str, law: Law, library: Library) -> tuple[str, ...]:
    """The columns of the country chart that are marked for the entry of a part."""
    row = None if part.eccn is None else library.eccns.of(part.eccn, law.on)
    if row is None:
        return ()
    code = library.countries.for_the_law(destination, law.on)
    columns = (each for each in sorted(row.reasons) if each in law.groups)
    return tuple(each for each in columns if law.member(code, each) is Truth.TRUE)


def share_of(rows: Iterable[Judged], value: Decimal | None) -> Share:
    """The share of controlled content.

    Args:
        value: What the item is worth; the sum of its parts where None.
    """
    rows = tuple(rows)
    sure = _sum(rows, Truth.TRUE)
    maybe = _sum(rows, Truth.UNKNOWN)
    parts = sure + maybe + _sum(rows, Truth.FALSE)
    without = [each for each in rows if each.part.value is None]
    may_count = any(each.controlled is not Truth.FALSE for each in without)
    if value is not None:
        rest = value - parts if may_count else Decimal(0)
        return Share(_percent(sure, value), _percent(sure + maybe + rest, value))
    if not without:
        return Share(_percent(sure, parts), _percent(sure + maybe, parts))
    dilutes = any(each.controlled is not Truth.TRUE for each in without)
    low = Decimal(0) if dilutes else _percent(sure, parts)
    return Share(low, _PERCENT if may_count else _percent(sure + maybe, parts))


def _sum(rows: Iterable[Judged], truth: Truth) -> Decimal:
    values = (each.part.value for each in rows if each.controlled is truth)
    return sum((value for value in values if value is not None), Decimal(0))


def _percent(of_it: Decimal, whole: Decimal) -> Decimal:
    """A share in percent; all of it where the whole is worth nothing."""
    if whole == 0:
        return _PERCENT if of_it else Decimal(0)
    return min(of_it * _PERCENT / whole, _PERCENT)

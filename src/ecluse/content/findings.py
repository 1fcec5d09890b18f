"""What the rules make of a bill of materials: the facts that it comes to, and whether the item is
subject.

Belongs here: the facts that a bill states of its item, the limit that counts, and which parts
decide. Does not: any rule (the law has them), or the keys of the answer (answer).
Always true: the same facts given to `ecluse check` come to the same; a part is said to decide only
if the answer would be another without it, or once it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from ecluse.content.bill import Bill
from ecluse.content.entry_facts import facts_of_entries
from ecluse.content.share import Judged, Share, judged, share_of
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.errors import InputError
from ecluse.facts.country import folded
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_flag
from ecluse.facts.truth import Truth, some
from ecluse.law.in_force import Law
from ecluse.law.library import Library
from ecluse.law.provision import Jurisdiction

SHARE, TECHNOLOGY, DIRECT = "us_content_percent", "us_technology_product", "foreign_direct_product"
_MORE = Decimal("0.01")
_WHERE_MADE = "where it is made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a bill comes to for one destination and day.

    Args:
        limit: The limit of the share that counts there, in percent; None where there is none.
        facts: What it states of the item, as `ecluse check` takes it.
        decides: The parts on which the answer about the limit turns.
        found: The item's case: its grounds say whether it is subject.
    """

    bill: Bill
    rows: tuple[Judged, ...]
    share: Share
    limit: Decimal | None
    facts: Mapping[str, Known]
    decides: tuple[str, ...]
    found: Determination

    @property
    def above(self) -> Truth:
        """Whether the share is above the limit."""
        return _above(self.share, self.limit)


def content_of(bill: Bill, shipment: Shipment, law: Law, library: Library) -> Content:
    """What a bill comes to.

    Args:
        shipment: Where the item goes and what else is said of it; what the bill states is laid in.

    """
    rows = judged(bill, str(shipment.destination), law, library)
    share = share_of(rows, bill.value)
    facts = _facts(bill, rows, share, library)
    case = with_facts(shipment, bill, facts)
    if bill.item is None:  # nothing says what it is, so no paragraph is left out for its kind
        case = replace(
            case, given={**case.given, "item_kind": library.vocabulary.unknown("item_kind")}
        )
    found = determine(case, law, library, depends=False)
    limit = _limit(found.facts, law, facts.keys() - {SHARE, TECHNOLOGY})
    return Content(
        bill=bill,
        rows=rows,
        share=share,
        limit=limit,
        facts=facts,
        decides=tuple(_decides(bill, rows, share, limit)),
        found=found,
    )


def item_of(bill: Bill) -> Item:
    """The item of a bill: that of the catalogue, or one of which its name alone is known."""
    return bill.item or Item(name=bill.name, designer_headquarters=bill.designed_in)


def with_facts(shipment: Shipment, bill: Bill, facts: Mapping[str, Known]) -> Shipment:
    """The shipment with what a bill states; what the user says himself outranks it.

    Where nobody says what country the item leaves, it is taken to leave the one where it is made.
    """
    said = dict(facts)
    if bill.eccn is not None:
        said["declared_eccn"] = Known(value=bill.eccn)
    if bill.made_in is not None:
        said["exported_from"] = Known(value=bill.made_in, assumed=True, because=_WHERE_MADE)
    origin = shipment.origin
    if origin is None and "origin" not in shipment.given:
        origin = bill.made_in
    return replace(shipment, origin=origin, given={**said, **shipment.given})


def stating(shipment: Shipment, bill: Bill, law: Law, library: Library) -> Shipment:
    """The shipment with all that a bill comes to at its destination, as `ecluse check` asks it.

    Raises:
        InputError: The bill is of another item.
    """
    _same_item(shipment.item, bill, library)
    rows = judged(bill, str(shipment.destination), law, library)
    return with_facts(shipment, bill, _facts(bill, rows, share_of(rows, bill.value), library))


def _same_item(item: Item, bill: Bill, library: Library) -> None:
    of_bill = bill.item or library.catalogue.find(bill.name)
    named = folded(bill.name) in {folded(name) for name in (item.name, *item.aliases)}
    if not named and (of_bill is None or of_bill.name != item.name):
        what = f"the bill is of '{bill.name}', and the question of '{item.name}'"
        raise InputError(what, "content", "ask about the item that the bill is of")


def _facts(
    bill: Bill, rows: tuple[Judged, ...], share: Share, library: Library
) -> dict[str, Known]:
    """What a bill states of its item."""
    flags = dict(facts_of_entries(rows, library))
    # An item is taken to be made with US technology if it or any of its parts is.
    flags[TECHNOLOGY] = some((bill.us_technology, *[row.us_technology for row in rows]))
    settled = share.low == share.high
    figure = exactly(share.low) if settled else Figure(share.low, share.high)
    open_ = frozenset[str]() if settled else frozenset({SHARE})
    return {
        SHARE: Known(value=figure, unsettled=open_),
        **{
            name: unknown_flag(name) if truth is Truth.UNKNOWN else Known(value=truth)
            for name, truth in flags.items()
        },
    }


def _limit(case: CaseFacts, law: Law, flags: Iterable[str]) -> Decimal | None:
    """The least limit of the share above which a rule reaches the item there, whatever is in it.

    Args:
        flags: The facts that say what is in it.
    """
    plain = {name: Known(value=Truth.FALSE) for name in flags}
    for limit in law.limits.get(SHARE, ()):
        over = case.with_facts({**plain, SHARE: Known(value=exactly(limit + _MORE))})
        if any(
            over.decide(says.when).truth is Truth.TRUE for says, _ in law.bears(SHARE, Jurisdiction)
        ):
            return limit
    return None


def _above(share: Share, limit: Decimal | None) -> Truth:
    if limit is None:
        return Truth.FALSE
    if share.low > limit:
        return Truth.TRUE
    return Truth.FALSE if share.high <= limit else Truth.UNKNOWN


def _decides(
    bill: Bill, rows: tuple[Judged, ...], share: Share, limit: Decimal | None
) -> Iterator[str]:
    """The parts on which the side of the limit turns, those of most weight first."""
    above = _above(share, limit)
    if above is Truth.FALSE:
        return
    counted = [each for each in rows if each.controlled is not Truth.FALSE]
    for row in sorted(counted, key=lambda each: each.part.value or Decimal(0), reverse=True):
        if above is Truth.UNKNOWN:
            open_ = row.controlled is Truth.UNKNOWN or row.part.value is None
        else:
            others = [
                replace(each, controlled=Truth.FALSE) if each is row else each for each in rows
            ]
            open_ = _above(share_of(others, bill.value), limit) is not Truth.TRUE
        if open_:
            yield row.part.part

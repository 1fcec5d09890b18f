"""What is said outright of a shipment, fact by fact.

Belongs here: what the item's data, the places, the exporter and the user state.
Does not: what the law works out of that, or what the vocabulary takes where nobody says (case).
Always true: what the user gives outranks the catalogue; a seat or an exporter that is taken from
another fact is marked as assumed; strictly, nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ecluse.citation import Confidence
from ecluse.determine.following import following
from ecluse.determine.shipment import Shipment
from ecluse.determine.vendor_seat import DESIGNER
from ecluse.facts.country import Countries
from ecluse.facts.eccn import NONE, eccn_of
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_figure, unknown_flag, unknown_word
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactMeaning, FactType
from ecluse.law.condition.evaluate import PerFormat
from ecluse.law.condition.tree import FASTER_FORMAT, membership_of
from ecluse.law.eccn_part import DECLARED, OF_MAKER
from ecluse.law.library import Library

LVS_LIMIT = "lvs_limit_usd"
ROLE = "exporter_role"
TPP = "tpp"
KIND, SYSTEM, DATACENTER = "item_kind", "system", "datacenter"
EXPORTING = ("exporter", ROLE, "exporter_headquarters")
PRODUCER = "ic_producer"
SCREENING = "screening"  # what a fact is of that follows from a list, or from a name on it
_ATTESTED = ("item", "certification", SCREENING)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of one shipment.

    Args:
        facts: What is stated, by fact.
        checked: Facts that are stated and that the law may work out too; where the two differ,
            neither is taken alone.
        members: Whether a country is in a group, by the name of what the law leaves open of that.
    """

    facts: Mapping[str, Known]
    checked: frozenset[str]
    members: Mapping[str, Known] = field(default_factory=dict)

    def with_facts(self, changed: Mapping[str, Known]) -> Stated:
        """The same with some facts, or memberships, stated otherwise; what is stated so the law
        does not check.
        """
        members = {name: known for name, known in changed.items() if membership_of(name)}
        facts = {name: known for name, known in changed.items() if name not in members}
        return Stated(
            {**self.facts, **facts}, self.checked - facts.keys(), {**self.members, **members}
        )

    def resting_on(self, names: Iterable[str]) -> frozenset[str]:
        """The facts that are otherwise where what is named is: a country's membership bears on each
        fact that is that country.
        """
        pairs = {name: membership_of(name) for name in names}
        countries = {pair[0] for pair in pairs.values() if pair is not None}
        placed = (name for name, known in self.facts.items() if known.value in countries)
        others = (name for name, pair in pairs.items() if pair is None)
        return frozenset((*others, *(placed if countries else ())))


def stated(shipment: Shipment, library: Library, nowhere: Stated | None = None) -> Stated:
    """All that is said outright: by the user, by the item, by the shipment.

    Args:
        nowhere: What is stated of the item alone, as strictly, if that is known already.
    """
    ic = library.catalogue.ic(shipment.item) if shipment.item.contains else shipment.item
    if nowhere is None:
        facts = _of_item(shipment.item, ic, library)
        facts.update(_of_exporter(shipment, ic, library))
    elif shipment.exporter is None and "exporter" not in shipment.given:
        facts = dict(nowhere.facts)
    else:
        facts = {name: known for name, known in nowhere.facts.items() if name not in EXPORTING}
        facts.update(_of_exporter(shipment, ic, library))
    facts.update(_of_places(shipment, library.countries))
    if shipment.quantity is not None:
        facts["quantity"] = Known(value=exactly(shipment.quantity))
    if shipment.end_use is not None:
        facts["end_use"] = Known(value=shipment.end_use)
    if _said_to_hold_it(shipment, ic):
        facts.pop(DATACENTER, None)
    facts.update(_of_user(shipment, library))
    facts.update(following(shipment, facts, library))
    return Stated(facts, _checked(shipment, ic, library))


def _checked(shipment: Shipment, ic: Item, library: Library) -> frozenset[str]:
    """The facts that are stated and that the law may work out too."""
    # A figure that is given outranks the catalogue's, and what somebody certifies what follows from
    # a list. That a party is on a list outranks what follows from the word that is said of lists;
    # that it is on none does only where the two were put together (`NamedParties.facts`).
    meanings = library.vocabulary.facts
    said = {
        name
        for name, known in shipment.given.items()
        if meanings[name].of not in _ATTESTED
        or follows_for_items(name, meanings[name])
        or (meanings[name].of == SCREENING and known.value is Truth.FALSE and not shipment.parties)
    }
    return frozenset(said.union(name for name in ic.figures if name not in shipment.given))


def follows_for_items(name: str, meaning: FactMeaning) -> bool:
    """Whether a fact is of the item and no figure of its own, as that of the table of ECCNs."""
    own = meaning.type is FactType.NUMBER and name != LVS_LIMIT
    return meaning.of == "item" and not own


def _words(**words: str | None) -> Iterator[tuple[str, Known]]:
    """The words that are said; what nobody says is left to the vocabulary."""
    for name, word in words.items():
        if word is not None:
            yield name, Known(value=word, confidence=Confidence.HIGH)


def _of_item(item: Item, ic: Item, library: Library) -> dict[str, Known]:
    known = library.vocabulary.facts
    facts = {name: figure for name, figure in ic.figures.items() if name in known}
    facts.update(
        _words(
            item_kind=item.kind_by_filing,
            item_family=ic.family or item.family or "none",
            vendor=ic.vendor or item.vendor,
            designer_headquarters=ic.designer_headquarters or item.designer_headquarters,
        )
    )
    count = item.contains.count if item.contains else 1
    facts["ic_count"] = Known(value=exactly(count), confidence=Confidence.HIGH)
    facts.update(_of_filing(item))
    if tells_fastest(ic, library):
        facts[FASTER_FORMAT] = Known(value=Truth.FALSE, confidence=Confidence.HIGH)
    facts.update(_of_producer(ic, library))
    datacenter = _for_datacenters(item, ic)
    if datacenter is not None:
        facts[DATACENTER] = datacenter
    return facts


def _said_to_hold_it(shipment: Shipment, ic: Item) -> bool:
    """Whether an item of the catalogue is said to be a system, or may be one: a system that holds
    what is not for datacenters may be for them.
    """
    said, datacenter = shipment.given.get(KIND), ic.datacenter
    if said is None or datacenter is None or datacenter.value is Truth.TRUE:
        return False
    return said.value in (None, SYSTEM) and shipment.item.kind_by_filing != SYSTEM


def _for_datacenters(item: Item, ic: Item) -> Known | None:
    """Whether an item is for datacenters; not settled where its own file says that it is not, and
    the IC in it is.
    """
    said, inside = item.datacenter, _of_inside(item, ic)
    if said is None or inside is None or ic is item:
        return said or inside
    if said.value is not Truth.FALSE or inside.value is not Truth.TRUE:
        return said
    because = "stated as no, and the IC in it is for datacenters"
    return replace(unknown_flag(DATACENTER), because=because)


def _of_inside(item: Item, ic: Item) -> Known | None:
    """What the IC says of an item of which nobody says whether it is for datacenters: what holds an
    IC for datacenters is for them too, and what holds another may be.
    """
    said = ic.datacenter
    alone = ic is item or said is None or said.value is Truth.TRUE
    return said if alone else None


def _of_producer(ic: Item, library: Library) -> Iterator[tuple[str, Known]]:
    """Who produces an IC of the catalogue whose designer sits where one is taken to sit who is not
    named: such ICs are made elsewhere than General Prohibition 10 asks for.
    """
    home = library.vocabulary.facts[DESIGNER].if_left_out
    of_catalogue = library.catalogue.items.get(ic.name) is ic
    if of_catalogue and home is not None and ic.designer_headquarters == home.value:
        yield PRODUCER, Known(value="elsewhere", confidence=Confidence.HIGH)


def _of_filing(item: Item) -> Iterator[tuple[str, Known]]:
    """The ECCN that the maker publishes, which leaves no other to be presumed."""
    filed = item.eccn
    if filed is None:
        yield OF_MAKER, Known(value=NONE, confidence=Confidence.HIGH)
        return
    yield OF_MAKER, Known(value=filed.number, confidence=filed.confidence, cited=filed.cited)
    yield DECLARED, Known(value=NONE, confidence=filed.confidence, cited=filed.cited)
    if filed.ccats is not None:
        yield "enc_basis", Known(value="ccats", confidence=filed.confidence, cited=filed.cited)


def rates_of(ic: Item, library: Library) -> PerFormat:
    """For each number format that an IC computes in: its rate and its operand length."""
    formats = library.vocabulary.formats
    rows = []
    for name, rate in ic.rates.items():
        bits = formats[name].operand_bits
        open_ = () if len(bits) == 1 else (f"the operand length of {name}",)
        known = Known(
            value=Figure(min(bits), max(bits)),
            confidence=Confidence.LOW if open_ else Confidence.TEXT,
            unsettled=frozenset(open_),
            because=formats[name].note,
        )
        rows.append({"tera_ops_per_s": rate, "operand_bits": known})
    return tuple(rows)


def tells_fastest(ic: Item, library: Library) -> bool:
    """Whether what is given of an IC tells how fast it can be: not where that is rates in slow
    formats alone.
    """
    formats = library.vocabulary.formats
    given = [formats[name] for name in ic.rates]
    return not given or TPP in ic.figures or not all(each.slow for each in given)


def open_format(faster: Known) -> PerFormat:
    """The row of a format that may count for more than those of which a rate is given; none where
    no other does.
    """
    if faster.truth is Truth.FALSE:
        return ()
    rate = unknown_figure("tera_ops_per_s")
    if not faster.settled:
        rate = replace(rate, unsettled=faster.unsettled)
    return ({"tera_ops_per_s": rate, "operand_bits": Known(value=exactly(1))},)


def seats(shipment: Shipment, countries: Countries) -> dict[str, str]:
    """As which country each place of a shipment, and its origin, counts; those that are known."""
    taken = None if shipment.strict else shipment.destination
    headquarters = shipment.headquarters or taken
    codes = (
        ("destination", shipment.destination),
        ("headquarters", headquarters),
        (
            "parent_headquarters",
            shipment.parent_headquarters or (headquarters if shipment.takes_parent else None),
        ),
        ("origin", shipment.origin),
    )
    on = shipment.on
    return {name: countries.for_the_law(code, on) for name, code in codes if code is not None}


def _of_places(shipment: Shipment, countries: Countries) -> Iterator[tuple[str, Known]]:
    assumed = {
        "headquarters": None if shipment.headquarters else "the destination",
        "parent_headquarters": None if shipment.parent_headquarters else "the headquarters",
    }
    for name, code in seats(shipment, countries).items():
        yield name, _place(code, assumed.get(name))


@lru_cache(maxsize=1024)
def _place(code: str, because: str | None) -> Known:
    return Known(value=code, assumed=because is not None, because=because)


def _of_exporter(shipment: Shipment, ic: Item, library: Library) -> Iterator[tuple[str, Known]]:
    designed_by = ic.vendor or shipment.item.vendor
    vendor = None if shipment.strict else designed_by
    given = shipment.given.get("exporter")
    name = shipment.exporter or vendor
    if name is not None:
        because = None if shipment.exporter else "the vendor"
        yield "exporter", Known(value=name, assumed=because is not None, because=because)
    if given is not None and given.value is None:
        # Who exports is open, so what it does is too: it may be a foundry.
        yield "exporter_role", unknown_word("exporter_role")
    named = shipment.exporter or (str(given.value) if given is not None and given.value else "")
    if given is None and shipment.exporter is None and vendor is not None:
        named = str(library.exporters.read(vendor).value or "")
    yield from _words(
        exporter_role=library.exporters.role(named, designed_by),
        exporter_headquarters=library.exporters.headquarters.get(named.casefold()),
    )


def _of_user(shipment: Shipment, library: Library) -> Iterator[tuple[str, Known]]:
    for name, known in shipment.given.items():
        if name == OTHER_ENTRY:  # it is worked out from the ECCN
            if DECLARED not in shipment.given:
                yield DECLARED, _as_declared(known)
        elif shipment.strict and known.assumed:
            yield name, library.vocabulary.unknown(name)
        elif name == ROLE:
            yield name, _not_against_record(name, known, shipment, library)
        elif library.vocabulary.facts[name].type is FactType.COUNTRY and known.value:
            code = library.countries.for_the_law(str(known.value), shipment.on)
            yield name, Known(value=code)
        else:
            yield name, known


def _not_against_record(name: str, known: Known, shipment: Shipment, library: Library) -> Known:
    """What is said of the exporter; unknown where another word is on record of whom it names."""
    given = shipment.given.get("exporter")
    named = shipment.exporter or (given.value if given is not None else None)
    ic = library.catalogue.ic(shipment.item) if shipment.item.contains else shipment.item
    on_record = library.exporters.role(str(named), ic.vendor or shipment.item.vendor)
    if on_record is None or known.value in (None, on_record):
        return known
    because = f"stated as {known.value}, and on record as {on_record}"
    return replace(library.vocabulary.unknown(name), because=because)


OTHER_ENTRY = "other_eccn"


def _as_declared(known: Known) -> Known:
    """An entry that is given by its symbol, as the ECCN that is declared."""
    if not isinstance(known.value, str):
        return replace(known, unsettled=frozenset({DECLARED}))
    return replace(known, value=eccn_of(known.value) or NONE)


def both(said: Known, worked_out: Known, settles: str) -> Known:
    """A fact that is stated and worked out from others that are stated too: as stated where the two
    may agree, else all that either says, until `settles` is known.
    """
    if isinstance(said.value, Figure):
        figure, other = said.value, worked_out.figure
        if _within(figure, other) or (not said.settled and _within(other, figure)):
            return said
        tops = [each for each in (figure.high, other.high) if each is not None]
        high = max(tops) if len(tops) > 1 else None
        value: Figure | Truth = Figure(min(figure.low, other.low), high)
    elif not said.settled or not worked_out.settled or said.value == worked_out.value:
        return said
    else:
        value = Truth.UNKNOWN
    because = (
        f"stated as {_plain(said)}, and worked out as {_plain(worked_out)} from what else is stated"
    )
    doubt = frozenset({settles})
    return Known(value=value, confidence=said.confidence, unsettled=doubt, because=because)


def _within(figure: Figure, other: Figure) -> bool:
    """Whether all that a figure may be, another may be too."""
    if other.low > figure.low:
        return False
    return other.high is None or (figure.high is not None and figure.high <= other.high)


def _plain(known: Known) -> str:
    return known.value.value if isinstance(known.value, Truth) else str(known.value)

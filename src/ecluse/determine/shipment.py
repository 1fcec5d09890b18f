"""The question: an item, a destination, a day, and whatever else is known of the case.

Belongs here: the shipment, and laying out all that is known of it, fact by fact, for a law.
Does not: what the law makes of it.
Always true: every fact of the vocabulary has an entry; what the user gives outranks the catalogue,
which outranks what is taken where a fact is left out; a figure that the law defines is worked out
by the law's own formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from ecluse.citation import Confidence
from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.figure import Figure, exactly, measurable
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_figure, unknown_word
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import FactType, read_number
from ecluse.law.condition.evaluate import Finding, PerFormat, compute, evaluate
from ecluse.law.condition.tree import Condition, facts_of, groups_of
from ecluse.law.library import Library
from ecluse.law.provision import Definition, conditions_of
from ecluse.law.register import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What is asked, checked in form; `determine.question` makes one of words.

    Countries are ISO 3166 alpha-2 codes. Whether a country, a fact or a symbol is on file is checked
    where the shipment meets the data (`CaseFacts`).

    Args:
        destination: None where it is not known.
        headquarters: Of the consignee or end user; the destination where left out.
        parent_headquarters: Of its ultimate parent; the headquarters where left out.
        exporter: The item's vendor where left out.
        end_use: A symbol of the vocabulary.
        quantity: Units, above zero.
        given: Further facts of the vocabulary, by name; a fact that is known to be unknown stands
            here too. None of them may stand in a field of its own as well.
        strict: Take nothing for granted: every fact that is left out is unknown.

    Raises:
        InputError: A field does not have its form.
    """

    item: Item
    destination: str | None
    on: date
    headquarters: str | None = None
    parent_headquarters: str | None = None
    exporter: str | None = None
    origin: str | None = None
    end_use: str | None = None
    quantity: Decimal | None = None
    given: Mapping[str, Known] = field(default_factory=dict)
    strict: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.item, Item):
            raise InputError("a shipment needs an item", "item", "give an Item of the catalogue")
        if self.exporter is not None and not self.exporter.strip():
            raise InputError("an exporter needs a name", "exporter", "name it, or leave it out")
        if type(self.on) is not date:
            raise InputError(f"{self.on!r} is not a day", "on", "give a datetime.date")
        for name in _COUNTRIES:
            code = getattr(self, name)
            if code is not None and not _CODE.fullmatch(code):
                mend = "give an ISO 3166 alpha-2 code, such as CN; `ecluse.ask` reads names"
                raise InputError(f"{code!r} is no country's code", name, mend)
        if self.quantity is not None and (
            not isinstance(self.quantity, Decimal)
            or not measurable(self.quantity)
            or self.quantity <= 0
        ):
            mend = "give a Decimal above zero"
            raise InputError(f"{self.quantity!r} is no number of units", "quantity", mend)
        for name, known in self.given.items():
            if not isinstance(known, Known):
                raise InputError(f"{known!r} is no Known", f"given {name}", "give a Known")
            if getattr(self, name, None) is not None and name in _FIELDS:
                raise InputError(f"'{name}' is said twice", f"given {name}", "say it once")


_COUNTRIES = ("destination", "headquarters", "parent_headquarters", "origin")
_FIELDS = frozenset((*_COUNTRIES, "exporter", "end_use", "quantity"))
_CODE = re.compile("[A-Z]{2}")
PLACES = frozenset({"destination", "headquarters", "parent_headquarters"})
W = TypeVar("W")
# A case in which some conditions (by identity) and some facts are alike.
_Source = tuple["CaseFacts", frozenset[int], frozenset[str]]


class CaseFacts(Mapping[str, Known]):
    """All that is known of one shipment under one law, worked out as it is asked for."""

    def __init__(self, shipment: Shipment, law: Law, library: Library) -> None:
        _check(shipment, library)
        library.check_answers(law)
        self.shipment = shipment
        self.law = law
        self.library = library
        self.ic = library.catalogue.ic(shipment.item) if shipment.item.contains else shipment.item
        self._definitions = {says.defines: says for says, _ in law.of_kind(Definition)}
        meanings = library.vocabulary.facts
        # What somebody certifies outranks what follows from a list.
        attested = ("item", "certification")
        said = {name for name in shipment.given if meanings[name].of not in attested}
        own = {name for name in self.ic.figures if name not in shipment.given}
        self._start(self._stated(), (), frozenset(said | own))

    def _start(
        self,
        direct: Mapping[str, Known],
        sources: tuple[_Source, ...],
        held_to_the_law: frozenset[str],
    ) -> None:
        self._direct = direct
        # What is stated and the law works out too: neither alone is taken where they differ.
        self._held_to_the_law = held_to_the_law
        self._sources = sources
        self._found: dict[str, Known] = {}
        self._decided: dict[int, Finding] = {}
        self._working: set[str] = set()
        self._once: dict[str, object] = {}

    def decide(self, node: Condition) -> Finding:
        """A condition of the law in force, or a part of one, decided on these facts; decided once."""
        key = id(node)
        finding = self._decided.get(key)
        if finding is None:
            for case, nodes, _ in self._sources:
                if key in nodes:
                    finding = case.decide(node)
                    break
            else:
                finding = evaluate(node, self, self.law.member, self.decide)
            self._decided[key] = finding
        return finding

    def once(
        self,
        what: str,
        rests_on: frozenset[int],
        facts: frozenset[str],
        work: Callable[[CaseFacts], W],
    ) -> W:
        """What `work` makes of a case, done once for all cases in which the conditions and the
        facts that it rests on are alike.
        """
        if what not in self._once:
            for case, nodes, same in self._sources:
                if rests_on <= nodes and facts <= same:
                    self._once[what] = case.once(what, rests_on, facts, work)
                    break
            else:
                self._once[what] = work(self)
        return cast(W, self._once[what])

    def __getitem__(self, name: str) -> Known:
        known = self._found.get(name)
        if known is None:
            for case, _, same in self._sources:
                if name in same:
                    known = case[name]
                    break
            else:
                known = self._look(name)
            self._found[name] = known
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self.library.vocabulary.facts)

    def __len__(self) -> int:
        return len(self.library.vocabulary.facts)

    @property
    def per_format(self) -> PerFormat:
        """For each number format that the IC computes in: its rate and its operand length."""
        formats = self.library.vocabulary.formats
        rows = []
        for name, rate in self.ic.rates.items():
            bits = formats[name].operand_bits
            known = Known(
                value=Figure(min(bits), max(bits)),
                confidence=Confidence.TEXT if len(bits) == 1 else Confidence.LOW,
                unsettled=frozenset()
                if len(bits) == 1
                else frozenset({f"the operand length of {name}"}),
                because=formats[name].note,
            )
            rows.append({"tera_ops_per_s": rate, "operand_bits": known})
        return tuple(rows)

    def with_facts(self, changed: Mapping[str, Known]) -> CaseFacts:
        """The same case with some facts given otherwise; what does not rest on them is as it was
        found.
        """
        names = frozenset(changed)
        rest = frozenset(self.library.vocabulary.facts) - self.law.touched_by(names)
        return self._copy(
            self.shipment,
            {**self._direct, **changed},
            ((self, self.law.untouched(names), rest),),
            self._held_to_the_law - names,
        )

    def moved(self, shipment: Shipment, place: CaseFacts) -> CaseFacts:
        """The same case where `shipment` goes, laid out at `place`, of which the facts of PLACES
        are taken.

        What rests on neither is as it was found here, and what rests on the place alone as it was
        found there.
        """
        given = frozenset(self.shipment.given)
        moving = PLACES - given
        alone, nodes = self.law.resting_on(moving, given)
        rest = frozenset(self.library.vocabulary.facts) - self.law.touched_by(moving)
        direct = {**self._direct, **{name: place[name] for name in moving}}
        return self._copy(
            shipment,
            direct,
            ((self, self.law.untouched(moving), rest), (place, nodes, alone)),
            self._held_to_the_law,
        )

    def _copy(
        self,
        shipment: Shipment,
        direct: Mapping[str, Known],
        sources: tuple[_Source, ...],
        held_to_the_law: frozenset[str],
    ) -> CaseFacts:
        copy = object.__new__(CaseFacts)
        copy.shipment, copy.law, copy.library, copy.ic = shipment, self.law, self.library, self.ic
        copy._definitions = self._definitions
        copy._start(direct, sources, held_to_the_law)
        return copy

    def under(self, law: Law) -> CaseFacts:
        """The same case under another law of the same day; what both laws work out alike is as it
        was found.
        """
        copy = object.__new__(CaseFacts)
        copy.shipment, copy.law, copy.library, copy.ic = self.shipment, law, self.library, self.ic
        copy._definitions = {says.defines: says for says, _ in law.of_kind(Definition)}
        copy._start(
            self._direct, (), self._held_to_the_law
        )  # single findings are taken over; what rests on many provisions is worked out anew
        ours, theirs, groups, others = (
            self._definitions,
            copy._definitions,
            self.law.groups,
            law.groups,
        )
        other = {name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name)}
        moved = {name for name in {*groups, *others} if groups.get(name) != others.get(name)}
        if moved:
            # Whatever flag the law works out may rest on a group's members.
            other |= {says.defines for says in theirs.values() if says.when is not None}
        touched = self.law.touched_by(frozenset(other)) | law.touched_by(frozenset(other))
        copy._found = {name: known for name, known in self._found.items() if name not in touched}
        nodes = [node for entry in law.provisions.values() for node in conditions_of(entry.says)]
        copy._decided = {
            id(node): self._decided[id(node)]
            for node in nodes
            if id(node) in self._decided
            and not law.asked[id(node)] & touched
            and not moved & set(groups_of(node))
        }
        return copy

    def _look(self, name: str) -> Known:
        direct, definition = self._direct.get(name), self._definitions.get(name)
        if direct is not None and (
            definition is None or name not in self._held_to_the_law or name in self._working
        ):
            return direct
        if definition is None or name in self._working:
            vocabulary = self.library.vocabulary
            return vocabulary.unknown(name) if self.shipment.strict else vocabulary.left_out(name)
        self._working.add(name)
        try:
            worked_out = self._define(definition)
        finally:
            self._working.discard(name)
        return worked_out if direct is None else _both(name, direct, worked_out)

    def _define(self, definition: Definition) -> Known:
        if definition.when is not None:
            finding = self.decide(definition.when)
            return Known(
                value=finding.truth,
                confidence=finding.confidence or Confidence.TEXT,
                unsettled=finding.settles,
                because=_because(definition, self),
            )
        if definition.steps:
            step = definition.steps[0]
            return (
                Known(value=exactly(step.limit), confidence=Confidence.TEXT)
                if step.since <= self.law.on
                else unknown_figure(definition.defines)
            )
        assert definition.formula is not None
        known = compute(definition.formula, self, self.per_format)
        other = definition.or_else
        if (
            known.figure.exact is None
            and not self.per_format
            and other is not None
            and other in self._direct
        ):
            return self._direct[other]
        return known

    def _stated(self) -> dict[str, Known]:
        """What is said outright: by the user, by the item, by the shipment."""
        item, ic, ship = self.shipment.item, self.ic, self.shipment
        countries, on = self.library.countries, ship.on
        firm = Confidence.HIGH

        def word(value: str | None, name: str, confidence: Confidence = firm) -> Known:
            return (
                Known(value=value, confidence=confidence)
                if value is not None
                else unknown_word(name)
            )

        def country(code: str | None, name: str) -> Known:
            return word(countries.for_the_law(code, on) if code else None, name, Confidence.GIVEN)

        found: dict[str, Known] = {
            **{
                name: known
                for name, known in ic.figures.items()
                if name in self.library.vocabulary.facts
            },
            "item_kind": word(item.kind, "item_kind"),
            "item_family": word(ic.family or item.family or "none", "item_family"),
            "vendor": word(ic.vendor or item.vendor, "vendor"),
            "designer_headquarters": word(
                ic.designer_headquarters or item.designer_headquarters, "designer_headquarters"
            ),
            "ic_count": Known(
                value=exactly(item.contains.count if item.contains else 1), confidence=firm
            ),
            "destination": country(ship.destination, "destination"),
        }
        datacenter = item.datacenter or ic.datacenter
        if datacenter is not None:
            found["datacenter"] = datacenter
        taken = None if ship.strict else ship.destination
        headquarters = country(ship.headquarters or taken, "headquarters")
        found["headquarters"] = _assumed(headquarters, ship.headquarters is None, "the destination")
        # A parent that nobody names sits where the company does, and nobody knows where that is.
        known_seat = "headquarters" not in ship.given and not ship.strict
        seat = (ship.headquarters or ship.destination) if known_seat else None
        parent = country(ship.parent_headquarters or seat, "parent_headquarters")
        found["parent_headquarters"] = _assumed(
            parent, ship.parent_headquarters is None, "the headquarters"
        )
        vendor = None if ship.strict else ic.vendor or item.vendor
        exporter = word(ship.exporter or vendor, "exporter", Confidence.GIVEN)
        found["exporter"] = _assumed(
            exporter, ship.exporter is None and exporter.value is not None, "the vendor"
        )
        found["origin"] = country(ship.origin, "origin")
        if ship.quantity is not None:
            found["quantity"] = Known(value=exactly(ship.quantity))
        if ship.end_use is not None:
            found["end_use"] = Known(value=ship.end_use)
        said = ship.given.get("exporter")
        if said is not None and said.value is None:
            # Who exports is open, so what it does is too: it may be a foundry.
            found["exporter_role"] = unknown_word("exporter_role")
        named = ship.exporter or (str(said.value) if said is not None and said.value else "")
        if said is None and ship.exporter is None and vendor is not None:
            named = str(self.library.exporters.read(vendor).value or "")
        known_exporter = named.casefold()
        if known_exporter in self.library.exporters.roles:
            found["exporter_role"] = Known(
                value=self.library.exporters.roles[known_exporter], confidence=Confidence.HIGH
            )
        if known_exporter in self.library.exporters.headquarters:
            found["exporter_headquarters"] = Known(
                value=self.library.exporters.headquarters[known_exporter],
                confidence=Confidence.HIGH,
            )
        # What nobody says is left to the vocabulary: unknown, or what it takes instead.
        found = {
            name: known
            for name, known in found.items()
            if known.value is not None or name == "exporter_role"
        }
        for name, known in ship.given.items():
            meaning = self.library.vocabulary.facts[name]
            if ship.strict and known.assumed:
                found[name] = self.library.vocabulary.unknown(name)
            elif meaning.type is FactType.COUNTRY and known.value:
                found[name] = country(str(known.value), name)
            else:
                found[name] = known
        return found


def _both(name: str, stated: Known, worked_out: Known) -> Known:
    """A fact that is stated and worked out from others that are stated too: as stated where the two
    may agree, else all that either says.
    """
    if isinstance(stated.value, Figure):
        figure, other = stated.value, worked_out.figure
        if _within(figure, other) or (not stated.settled and _within(other, figure)):
            return stated
        tops = [figure.high, other.high]
        high = None if None in tops else max(each for each in tops if each is not None)
        value: Figure | Truth = Figure(min(figure.low, other.low), high)
    elif not stated.settled or not worked_out.settled or stated.value == worked_out.value:
        return stated
    else:
        value = Truth.UNKNOWN
    said = f"stated as {_plain(stated)}, and worked out as {_plain(worked_out)} from what else is stated"
    return Known(
        value=value, confidence=stated.confidence, unsettled=frozenset({name}), because=said
    )


def _within(figure: Figure, other: Figure) -> bool:
    """Whether all that a figure may be, another may be too."""
    if other.low > figure.low:
        return False
    return other.high is None or (figure.high is not None and figure.high <= other.high)


def _plain(known: Known) -> str:
    return known.value.value if isinstance(known.value, Truth) else str(known.value)


def _check(shipment: Shipment, library: Library) -> None:
    """Hold a shipment to the data.

    Raises:
        UnknownNameError: A country, a fact or a symbol is not on file.
        InputError: A fact's value is not of its type.
    """
    by_code, facts = library.countries.by_code, library.vocabulary.facts
    seat = shipment.item.designer_headquarters
    if seat is not None and seat not in by_code:
        what = f"no country has the code '{seat}'"
        raise UnknownNameError(what, "designer_headquarters of the item", _A_CODE)
    for name in _COUNTRIES:
        code = getattr(shipment, name)
        if code is not None and code not in by_code:
            raise UnknownNameError(f"no country has the code '{code}'", name, _A_CODE)
    if shipment.end_use is not None and shipment.end_use not in facts["end_use"].symbols:
        mend = f"give one of {', '.join(facts['end_use'].symbols)}"
        raise UnknownNameError(f"no end use is called '{shipment.end_use}'", "end_use", mend)
    for name, known in shipment.given.items():
        meaning, where = library.vocabulary.fact(name, f"given {name}"), f"given {name}"
        value = known.value
        if value is not None and not isinstance(value, _TYPES[meaning.type]):
            raise InputError(f"'{name}' cannot be {value!r}", where, f"give a {meaning.type.value}")
        if meaning.type is FactType.COUNTRY and value is not None and value not in by_code:
            raise UnknownNameError(f"no country has the code '{value}'", where, _A_CODE)
        if meaning.type is FactType.SYMBOL and value is not None and value not in meaning.symbols:
            mend = f"give one of {', '.join(meaning.symbols)}"
            raise InputError(f"'{name}' cannot be '{value}'", where, mend)


_A_CODE = "give an ISO 3166 alpha-2 code"
_TYPES: Mapping[FactType, type] = {
    FactType.NUMBER: Figure,
    FactType.FLAG: Truth,
    FactType.SYMBOL: str,
    FactType.TEXT: str,
    FactType.COUNTRY: str,
}


def _assumed(known: Known, assumed: bool, because: str) -> Known:
    return Known(
        value=known.value,
        confidence=known.confidence,
        unsettled=known.unsettled,
        assumed=assumed,
        because=because if assumed else None,
    )


def _because(definition: Definition, facts: CaseFacts) -> str | None:
    if definition.when is None:
        return None
    asked = [facts[name] for name in dict.fromkeys(facts_of(definition.when))]
    words = [str(known.value) for known in asked if isinstance(known.value, str)]
    return ", ".join(dict.fromkeys(words)) or None


def check_day(day: date, library: Library, where: str) -> date:
    """The day, if the record reaches back to it.

    Raises:
        InputError: It lies before the first day that the record can answer for.
    """
    first = library.register.answers_from
    if day < first:
        raise InputError(
            f"{day.isoformat()} lies before the record",
            where,
            f"the record begins on {first.isoformat()}",
        )
    return day


def quantity_of(text: str, where: str) -> Decimal:
    """A number of units.

    Raises:
        InputError: It is no number, or not above zero.
    """
    number = read_number(text, "quantity", "units", where)
    if number == 0:
        raise InputError("'quantity' cannot be 0", where, "give a number of units above zero")
    return number

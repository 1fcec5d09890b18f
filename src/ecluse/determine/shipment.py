"""The question: an item, a destination, a day, and whatever else is known of the case.

Belongs here: the shipment, and laying out all that is known of it, fact by fact, for a law.
Does not: what the law makes of it.
Always true: every fact of the vocabulary has an entry; what the user gives outranks the catalogue,
which outranks what is taken where a fact is left out; a figure that the law defines is worked out
by the law's own formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast

from ecluse.citation import Confidence
from ecluse.errors import InputError
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known, unknown_figure, unknown_word
from ecluse.facts.vocabulary import read_number
from ecluse.law.condition.evaluate import Finding, PerFormat, compute, evaluate
from ecluse.law.condition.tree import Condition, facts_of, groups_of
from ecluse.law.library import Library
from ecluse.law.provision import Definition, conditions_of
from ecluse.law.register import Law


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What is asked. Countries are ISO alpha-2 codes.

    Args:
        headquarters: Of the consignee or end user; the destination where left out.
        parent_headquarters: Of its ultimate parent; the headquarters where left out.
        exporter: The item's vendor where left out.
        given: Further facts of the vocabulary, by name.
    """

    item: Item
    destination: str
    on: date
    headquarters: str | None = None
    parent_headquarters: str | None = None
    exporter: str | None = None
    origin: str | None = None
    end_use: str | None = None
    quantity: Decimal | None = None
    given: Mapping[str, Known] = field(default_factory=dict)


PLACES = frozenset({"destination", "headquarters", "parent_headquarters"})
W = TypeVar("W")
# A case in which some conditions (by identity) and some facts are alike.
_Source = tuple["CaseFacts", frozenset[int], frozenset[str]]


class CaseFacts(Mapping[str, Known]):
    """All that is known of one shipment under one law, worked out as it is asked for."""

    def __init__(self, shipment: Shipment, law: Law, library: Library) -> None:
        library.check_answers(law)
        self.shipment = shipment
        self.law = law
        self.library = library
        self.ic = library.catalogue.ic(shipment.item) if shipment.item.contains else shipment.item
        self._definitions = {says.defines: says for says, _ in law.of_kind(Definition)}
        self._start(self._stated(), ())

    def _start(self, direct: Mapping[str, Known], sources: tuple[_Source, ...]) -> None:
        self._direct = direct
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
            self.shipment, {**self._direct, **changed}, ((self, self.law.untouched(names), rest),)
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
            shipment, direct, ((self, self.law.untouched(moving), rest), (place, nodes, alone))
        )

    def _copy(
        self, shipment: Shipment, direct: Mapping[str, Known], sources: tuple[_Source, ...]
    ) -> CaseFacts:
        copy = object.__new__(CaseFacts)
        copy.shipment, copy.law, copy.library, copy.ic = shipment, self.law, self.library, self.ic
        copy._definitions = self._definitions
        copy._start(direct, sources)
        return copy

    def under(self, law: Law) -> CaseFacts:
        """The same case under another law of the same day; what both laws work out alike is as it
        was found.
        """
        copy = object.__new__(CaseFacts)
        copy.shipment, copy.law, copy.library, copy.ic = self.shipment, law, self.library, self.ic
        copy._definitions = {says.defines: says for says, _ in law.of_kind(Definition)}
        copy._start(
            self._direct, ()
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
        if name in self._direct:
            return self._direct[name]
        definition = self._definitions.get(name)
        if definition is None or name in self._working:
            return self.library.vocabulary.left_out(name)
        self._working.add(name)
        try:
            return self._define(definition)
        finally:
            self._working.discard(name)

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
        headquarters = country(ship.headquarters or ship.destination, "headquarters")
        found["headquarters"] = _assumed(headquarters, ship.headquarters is None, "the destination")
        parent = country(
            ship.parent_headquarters or ship.headquarters or ship.destination, "parent_headquarters"
        )
        found["parent_headquarters"] = _assumed(
            parent, ship.parent_headquarters is None, "the headquarters"
        )
        exporter = word(ship.exporter or ic.vendor or item.vendor, "exporter", Confidence.GIVEN)
        found["exporter"] = _assumed(
            exporter, ship.exporter is None and exporter.value is not None, "the vendor"
        )
        found["origin"] = country(ship.origin, "origin")
        if ship.quantity is not None:
            found["quantity"] = Known(value=exactly(ship.quantity))
        if ship.end_use is not None:
            found["end_use"] = Known(value=ship.end_use)
        known_exporter = (ship.exporter or "").casefold()
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
        found = {name: known for name, known in found.items() if known.value is not None}
        for name, known in ship.given.items():
            found[name] = (
                country(str(known.value), name)
                if self.library.vocabulary.facts[name].type.value == "country" and known.value
                else known
            )
        return found


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


def end_use_of(text: str, library: Library) -> str:
    """The end use that a user's words name: a symbol as it stands, or by the words in data/parties,
    or `other`.

    Words such as "army" or "supercomputer" are taken at their gravest: a mention is enough.
    """
    symbols = library.vocabulary.facts["end_use"].symbols
    plain = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if plain in symbols:
        return plain
    lowered = text.casefold()
    for word, use in library.end_use_words.items():
        if word in lowered:
            return use
    return "other"


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

"""Which items, and which places, a law cannot tell apart.

Belongs here: the class of an item and of a place under a law, which is what comes of every test
that asks of it alone, and what of the law can matter for an item at all. Does not: deciding a case
(hoist asks the evaluator).
Always true: two items (or two places) of one class get the same determination beside the same other
facts. Where an unknown figure is followed through its range, where it stands to every limit is part
of the class; where a figure is worked out from an item and something else together (the TPP of a
shipment), the law is said to count, and the line is looked at by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import classified
from ecluse.determine.follow import cells_of
from ecluse.determine.require import described
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import Found, leaves
from ecluse.facts.figure import Figure
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.tree import Condition
from ecluse.law.provision import (
    Allocation,
    Classification,
    Definition,
    Exclusion,
    Group,
    LicenseException,
    Presumption,
    Provision,
    Requirement,
    Review,
    conditions_of,
)
from ecluse.orders.axes import ITEM, PLACE, ROLES, SEAT, TO, Axes, Test, words_of
from ecluse.orders.resolve import NOWHERE

ANY = Item(name="(any)")
_MOST_CELLS = 300
_HOME = "US"  # any country: what is put to a case that stands there asks of the item alone

Own = Mapping[str, Known]
Codes = tuple[str, str, str]


def on_file(code: str) -> str | None:
    """A country's code as a shipment takes it: None for a country that nobody can make out."""
    return None if code == NOWHERE else code


@dataclass(frozen=True, slots=True)
class Matters:
    """What of a law can matter for an item: which provisions, their content as a number, and the
    tests of items and of places that stand in them.
    """

    number: int
    names: frozenset[str]
    law: int
    items: tuple[int, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Probes:
    """What is asked of an item, together, since it rests on the same of the book's own columns."""

    columns: tuple[str, ...]
    tests: tuple[int, ...]
    facts: tuple[str, ...]


class _Laid:
    """A case, and that of the IC inside its item, laid out when first asked for."""

    def __init__(self, lay_out: Callable[[], CaseFacts]) -> None:
        self._lay_out = lay_out

    @cached_property
    def outer(self) -> CaseFacts:
        """The case."""
        return self._lay_out()

    @cached_property
    def inner(self) -> CaseFacts:
        """That of the IC inside a board or system, which is classified too, as `determine.classify`
        does it.
        """
        facts = self.outer
        inside = {
            "item_kind": Known(value=facts.ic.kind, confidence=Confidence.HIGH),
            "other_eccn": Known(value="none"),
        }
        if (
            facts.ic is not facts.shipment.item
            and facts.ic.datacenter is not None
            and "datacenter" not in facts.shipment.given
        ):
            inside["datacenter"] = facts.ic.datacenter
        return facts.with_facts(inside)


class Classes:
    """The classes under one law, each worked out once."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.law, self.library, self.findings = axes.law, axes.library, axes.findings
        self.item_tests = axes.tests(frozenset({ITEM}))
        self.place_tests = axes.tests(PLACE)
        self._place_roles = [
            tuple(role for role in ROLES if role in axes.touched(test.condition))
            for test in self.place_tests
        ]
        self._first: dict[
            int, str
            # for each class of countries in a role, as which country the first of them is treated
        ] = {}
        self._role_tests = {role: axes.tests(frozenset({role})) for role in ROLES}
        self._columns: dict[tuple[int, frozenset[str]], tuple[str, ...]] = {}
        self._probes: dict[frozenset[str], tuple[_Probes, ...]] = {}
        self._named = frozenset(
            name.casefold()
            for entry in self.law.provisions.values()
            for name in entry.measure.binds
        ) | words_of(axes.conditions(), "exporter")
        self._named |= frozenset(axes.library.exporters.roles)
        self._told: dict[Hashable, tuple[Hashable, ...]] = {}
        self._told_numbers: dict[Hashable, int] = {}
        self._beside: dict[int, tuple[str | None, bool]] = {}
        self._items: dict[Hashable, int] = {}
        self._item_results: dict[int, tuple[dict[int, Hashable], Hashable]] = {}
        self._roles: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[int, ...], int] = {}
        self._by_codes: dict[Codes, int] = {}
        self._place_results: dict[int, tuple[int, ...]] = {}
        self._projected: dict[tuple[tuple[int, ...], int], int] = {}
        self._matters: dict[tuple[int, tuple[int, ...]], Matters] = {}
        self._conditions: dict[tuple[int, frozenset[str]], tuple[int, tuple[str, ...]]] = {}
        self._provisions: dict[str, int] = {}
        self._asking: dict[str, list[tuple[Provision, Condition]]] = {}

    # ---- items -----------------------------------------------------------------------------------

    def _grouped(self, given: frozenset[str]) -> tuple[_Probes, ...]:
        """Tests and facts of items by the columns that they rest on, where the book gives what is
        in `given`.
        """
        if given not in self._probes:
            tests: dict[tuple[str, ...], list[int]] = {}
            facts: dict[tuple[str, ...], list[str]] = {}
            for index, test in enumerate(self.item_tests):
                tests.setdefault(self._columns_of(test, given), []).append(index)
            asked = {name for name in self.axes.asked if self.axes.of(name) == {ITEM}}
            for name in sorted(asked | self.axes.presumed):
                facts.setdefault(tuple(sorted(self.axes.reached((name,), given))), []).append(name)
            self._probes[given] = tuple(
                _Probes(key, tuple(tests.get(key, ())), tuple(facts.get(key, ())))
                for key in sorted({*tests, *facts})
            )
        return self._probes[given]

    def item(self, number: int, codes: Mapping[str, int], lay_out: Callable[[], CaseFacts]) -> int:
        """The class of an item with figures of the book's own.

        Args:
            number: Stands for the item.
            codes: Stand for its own figures, one for each column that may give one.
            lay_out: Gives its case, wherever it goes; asked for only where the class is not known.
        """
        laid = _Laid(lay_out)
        given = frozenset([column for column, code in codes.items() if code])
        groups = self._grouped(given)
        keys = [
            (given, place, number, *[codes[column] for column in probes.columns])
            for place, probes in enumerate(groups)
        ]
        told: list[int] = []
        for key, probes in zip(keys, groups, strict=True):
            found = self._told_numbers.get(key)
            if found is None:
                self._told[key] = self._probed(probes, number, codes, given, laid)
                found = self._told_numbers[key] = self.findings.number(self._told[key])
            told.append(found)
        if number not in self._beside:
            # An item without an IC inside is classified by itself alone, whatever tests of an IC
            # inside would say of it.
            self._beside[number] = (
                self._vendor(laid.outer),
                laid.outer.shipment.item.contains is None,
            )
        whole = (given, *told, self._beside[number])
        if whole not in self._items:
            number_of_all = self._items[whole] = self.findings.number(("item", id(self), whole))
            results: dict[int, Hashable] = {}
            rest: list[Hashable] = []
            for key, probes in zip(keys, groups, strict=True):
                answers = self._told[key]
                results.update(zip(probes.tests, answers, strict=False))
                rest.extend(answers[len(probes.tests) :])
            self._item_results[number_of_all] = (results, (frozenset(rest), self._beside[number]))
        return self._items[whole]

    def _probed(
        self,
        probes: _Probes,
        number: int,
        codes: Mapping[str, int],
        given: frozenset[str],
        laid: _Laid,
    ) -> tuple[Hashable, ...]:
        found: list[Hashable] = [
            self._put(self.item_tests[index], number, codes, given, laid) for index in probes.tests
        ]
        for name in probes.facts:
            known = laid.outer[name]
            if name in self.axes.presumed:
                found.append((name, known.value, known.unsettled, known.confidence))
            if not known.settled and self.axes.of(name) == {ITEM}:
                found.append(
                    (
                        name,
                        self._standing(name, known),
                        known.unsettled,
                        known.confidence,
                        self.law.limits.get(name),
                    )
                )
        return tuple(found)

    def _put(
        self, test: Test, number: int, codes: Mapping[str, int], given: frozenset[str], laid: _Laid
    ) -> int:
        """What comes of a test of an item: by the columns that it can rest on, or, where these are
        several, by what comes of its parts.
        """
        columns = self._columns_of(test, given)
        key = (test.rests_on, test.inner, given, number, *[codes[column] for column in columns])
        results = self.findings.results
        found = results.get(key)
        if found is None:
            joint: Hashable = None
            if test.parts and len(columns) > 1:
                parts = tuple([self._put(part, number, codes, given, laid) for part in test.parts])
                joint = ("joint", test.rests_on, test.inner, parts)
                found = results.get(joint)
            if found is None:
                table = self._in_each_cell(test, laid.inner if test.inner else laid.outer)
                found = self.findings.number(table if table is not None else ("alone", key))
                if joint is not None and table is not None:
                    results[joint] = found
            results[key] = found
        return found

    def _columns_of(self, test: Test, given: frozenset[str]) -> tuple[str, ...]:
        key = (id(test), given)
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = tuple(sorted(self.axes.reached(test.asks, given)))
        return found

    def _in_each_cell(self, test: Test, facts: CaseFacts) -> Hashable:
        """What comes of a test wherever its open facts may lie: a function of their cells, as a
        table; None where these are too many.
        """
        open_ = {
            name: cells_of(name, facts)
            for name in sorted(self._varied(test))
            if not facts[name].settled
        }
        if prod(len(cells) for cells in open_.values()) > _MOST_CELLS:
            return None
        results = [_told(facts.decide(test.condition))]
        for choice in product(*open_.values()) if open_ else ():
            results.append(
                _told(
                    facts.with_facts({cell.fact: cell.known for cell in choice}).decide(
                        test.condition
                    )
                )
            )
        return (
            tuple(results),
            tuple((name, self.law.limits.get(name), len(cells)) for name, cells in open_.items()),
        )

    def _varied(self, test: Test) -> frozenset[str]:
        """The facts of items, as conditions ask for them, whose cells a test may be put to."""
        return frozenset(
            name for name in test.asks & self.axes.asked if self.axes.of(name) == {ITEM}
        )

    def _standing(self, name: str, known: Known) -> Hashable:
        """Where a figure stands to every limit that the law compares it with."""
        if not isinstance(known.value, Figure):
            return known.value
        limits, figure = self.law.limits.get(name, ()), known.value
        return (
            (
                bisect_left(limits, figure.low),
                bisect_right(limits, figure.low),
                figure.above,
                figure.exact is not None,
            ),
            None
            if figure.high is None
            else (bisect_left(limits, figure.high), bisect_right(limits, figure.high)),
        )

    def _vendor(self, facts: CaseFacts) -> str | None:
        """The vendor, where it may be taken for the exporter and a measure binds it or a rule names
        it.
        """
        vendor = facts.ic.vendor or facts.shipment.item.vendor
        if vendor is None:
            return None
        named = str(self.library.exporters.read(vendor).value or "").casefold()
        return named if named in self._named else "another"

    # ---- places ----------------------------------------------------------------------------------

    def place(self, codes: Codes, unknown: Own) -> int:
        """The class of a destination with its headquarters and parent; `unknown` are those that
        nobody can make out.
        """
        found = self._by_codes.get(codes)
        if found is None:
            key = tuple(
                self.role(role, code, unknown.get(role))
                for role, code in zip(ROLES, codes, strict=True)
            )
            found = self._places.get(key)
            if found is None:
                laid = _Laid(lambda: self._facts(self.shipment_to(codes, unknown)))
                first = dict(zip(ROLES, [self._first[number] for number in key], strict=True))
                results = tuple(
                    [
                        self._result(test, laid, _where(roles, first))
                        for test, roles in zip(self.place_tests, self._place_roles, strict=True)
                    ]
                )
                found = self._places[key] = self.findings.number(("place", results))
                self._place_results[found] = results
            self._by_codes[codes] = found
        return found

    def shipment_to(self, codes: Codes, unknown: Own) -> Shipment:
        """A shipment of anything to a place."""
        return Shipment(
            item=ANY,
            destination=on_file(codes[0]),
            on=self.law.on,
            headquarters=on_file(codes[1]),
            parent_headquarters=on_file(codes[2]),
            given=unknown,
        )

    def role(self, role: str, code: str, unknown: Known | None) -> int:
        """The class of a country as destination, headquarters or parent."""
        if (role, code) not in self._roles:
            # As which country it is treated depends on the day; the tests are kept over days.
            treated = (
                "None"
                if unknown is not None
                else self.library.countries.for_the_law(code, self.law.on)
            )
            to, seat, parent = (code if each == role else _HOME for each in (TO, SEAT, ROLES[2]))
            own = {role: unknown} if unknown is not None else {}
            laid = _Laid(lambda: self._facts(self.shipment_to((to, seat, parent), own)))
            results = tuple(
                [
                    (test.rests_on, self._result(test, laid, _where((role,), {role: treated})))
                    for test in self._role_tests[role]
                ]
            )
            number = self._roles[role, code] = self.findings.number(
                (role, unknown is not None, results)
            )
            self._first.setdefault(number, treated)
        return self._roles[role, code]

    # ---- what matters ----------------------------------------------------------------------------

    def matters(
        self,
        counted: CaseFacts,
        item: int,
        number: int,
        codes: Mapping[str, int],
        further: tuple[int, ...],
    ) -> Matters:
        """What of the law can matter for an item beside its further facts, wherever it goes.

        A provision that is FALSE wherever the item goes cannot, unless the confidence of the answer
        may rest on it.

        Args:
            counted: The case with its places, and whatever is counted, unknown.
            item: The item's class; `number` and `codes` stand for it and its own figures, as for
                `item`, and `further` for its further facts.
        """
        if (item, further) not in self._matters:
            facts, _, paragraphs = classified(counted)
            firm = max(
                (
                    found.finding.confidence.rank
                    for found in paragraphs.values()
                    if found.truth is Truth.FALSE
                    and found.finding is not None
                    and found.finding.confidence is not None
                ),
                default=-1,
            )
            given = frozenset([column for column, code in codes.items() if code])
            presumed = tuple(
                [
                    (name, (known := facts[name]).value, known.unsettled, known.confidence)
                    for name in sorted(self.axes.presumed)
                ]
            )
            beside = (
                given,
                number,
                further,
                self.findings.number(("beside conditions", self.axes.counted, presumed)),
            )

            seen = self.findings.nowhere

            def nowhere(condition: Condition) -> tuple[Truth, int]:
                rests_on, columns = self._behind(condition, given)
                key = (rests_on, beside, *[codes[column] for column in columns])
                if key not in seen:
                    finding = facts.decide(condition)
                    seen[key] = (
                        finding.truth,
                        max(
                            [each.rank for part in leaves(finding) for each in part.rests_on],
                            default=-1,
                        ),
                    )
                return seen[key]

            open_ = {
                name
                for name, entry in self.law.provisions.items()
                if self._can_matter(entry.says, nowhere, paragraphs, firm)
            }
            names = frozenset(
                name for name in open_ if _for_something(self.law.provisions[name].says, open_)
            )
            items, places = (
                tuple(index for index, test in enumerate(tests) if test.holders & names)
                for tests in (self.item_tests, self.place_tests)
            )
            law = self._content(names)
            self._matters[item, further] = Matters(
                self.findings.number(("matters", id(self), law, items, places)),
                names,
                law,
                items,
                places,
            )
        return self._matters[item, further]

    def _behind(self, condition: Condition, given: frozenset[str]) -> tuple[int, tuple[str, ...]]:
        """The number of all on which a condition rests besides the case, and the columns on which
        it rests, of those in `given`.
        """
        key = (id(condition), given)
        if key not in self._conditions:
            self._conditions[key] = (
                self.axes.rests_on(condition),
                tuple(sorted(self.axes.reached(self.axes.asks(condition), given))),
            )
        return self._conditions[key]

    def item_as_far(self, item: int, matters: Matters) -> Hashable:
        """An item's class as far as what matters can tell."""
        results, rest = self._item_results[item]
        return frozenset(
            (self.item_tests[index].rests_on, self.item_tests[index].inner, results[index])
            for index in matters.items
        ), rest

    def place_as_far(self, place: int, matters: Matters) -> int:
        """A place's class as far as what matters can tell."""
        key = (matters.places, place)
        found = self._projected.get(key)
        if found is None:
            results = self._place_results[place]
            told = frozenset(
                (self.place_tests[index].rests_on, results[index]) for index in matters.places
            )
            found = self._projected[key] = self.findings.number(("place as far", told))
        return found

    def _can_matter(
        self,
        says: Provision,
        nowhere: Callable[[Condition], tuple[Truth, int]],
        paragraphs: dict[str, Found],
        firm: int,
    ) -> bool:
        if isinstance(says, (Group, Allocation)):
            # memberships are in the results of the tests; running totals are kept line by line
            return False
        if isinstance(says, Definition):
            return bool(
                self.axes.of(says.defines) - PLACE
            )  # a flag of places alone is a test of its own wherever it is asked for
        if isinstance(says, (Classification, Exclusion, Presumption)):
            return True
        truth = described(getattr(says, "items", ("any",)), paragraphs)[0]
        found = {id(condition): nowhere(condition) for condition in conditions_of(says)}
        when = getattr(says, "when", None)
        if when is not None:
            truth &= found[id(when)][0]
        if truth is not Truth.FALSE:
            return True
        return isinstance(says, Requirement) and max(
            [weakest for _, weakest in found.values()], default=-1
        ) > max(firm, Confidence.GIVEN.rank)

    def _content(self, names: frozenset[str]) -> int:
        """A number for what the named provisions say, in order, by which measures: the same under
        laws that share them.
        """
        kept = tuple(self._provision(name) for name in self.law.provisions if name in names)
        return self.findings.number(("law", kept, self.law.on > self.library.data_as_of))

    def _provision(self, name: str) -> int:
        if name not in self._provisions:
            entry = self.law.provisions[name]
            self._provisions[name] = self.findings.number(
                ("provision", name, entry.says, entry.measure.measure, entry.cited, entry.doubt)
            )
        return self._provisions[name]

    def asking(self, name: str) -> list[tuple[Provision, Condition]]:
        """The provisions that ask for a counted fact, each with its condition; what counts the fact
        does not ask for it.
        """
        if name not in self._asking:
            self._asking[name] = [
                (entry.says, condition)
                for entry in self.law.provisions.values()
                if not isinstance(entry.says, Allocation)
                for condition in conditions_of(entry.says)
                if name in self.law.asked[id(condition)]
            ]
        return self._asking[name]

    # ---- one test --------------------------------------------------------------------------------

    def _facts(self, shipment: Shipment) -> CaseFacts:
        return CaseFacts(shipment, self.law, self.library)

    def _result(self, test: Test, laid: _Laid, subject: Hashable) -> int:
        key = (test.rests_on, test.inner, subject)
        found = self.findings.results.get(key)
        if found is None:
            found = self.findings.results[key] = self.findings.number(
                _told(laid.outer.decide(test.condition))
            )
        return found


def _where(roles: tuple[str, ...], treated: Mapping[str, str]) -> Hashable:
    """What a test of places rests on beside the law: as which countries those of its roles are
    treated.
    """
    return tuple([(role, treated[role]) for role in roles])


def _for_something(says: Provision, names: set[str]) -> bool:
    """An exception or a review policy matters only beside a requirement that does."""
    if isinstance(says, LicenseException):
        return not names.isdisjoint(says.overcomes)
    return not names.isdisjoint(says.of) if isinstance(says, Review) else True


def _told(finding: Finding) -> Hashable:
    """What an answer can take from a finding: its truth, what would settle it, and how firm the
    ground is.
    """
    return (
        finding.truth,
        finding.settles,
        max((each.rank for each in finding.rests_on), default=None),
    )

"""Which places a law cannot tell apart, whatever goes there.

Belongs here: the class of a country as destination, headquarters or parent, and of the three
together; which countries no law tells apart. Does not: items (item_class), or deciding a case
(determine).
Always true: two places of one class get the same determination beside the same other facts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import Shipment
from ecluse.equivalence.axes import PLACE, ROLES, Axes, AxisTest, words_of
from ecluse.equivalence.item_class import LazyCase
from ecluse.equivalence.results import result_of
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.law.in_force import Law
from ecluse.law.library import Library

ANY = Item(name="(any)")

Unknown = Mapping[str, Known]
Codes = tuple[str | None, str | None, str | None]  # None where nobody can make it out


class PlaceClasses:
    """The classes of places under one law, each found once."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.tests = axes.tests(PLACE)
        self._roles_of = [
            tuple(role for role in ROLES if role in axes.touched(test.condition))
            for test in self.tests
        ]
        self._role_tests = {role: axes.tests(frozenset({role})) for role in ROLES}
        self._roles: dict[tuple[str, str | None], int] = {}
        # For each class of countries in a role, as which country the first of them is treated.
        self._treated: dict[int, str] = {}
        self._classes: dict[tuple[int, ...], int] = {}
        self._by_codes: dict[Codes, int] = {}

    def number(self, codes: Codes, unknown: Unknown) -> int:
        """The class of a destination with its headquarters and parent.

        Args:
            unknown: Those of them that nobody can make out.
        """
        found = self._by_codes.get(codes)
        if found is None:
            roles = tuple(
                self.role(role, code, unknown.get(role))
                for role, code in zip(ROLES, codes, strict=True)
            )
            if roles not in self._classes:
                self._classes[roles] = self._class(roles, codes, unknown)
            found = self._by_codes[codes] = self._classes[roles]
        return found

    def _class(self, roles: tuple[int, ...], codes: Codes, unknown: Unknown) -> int:
        lazy = LazyCase(lambda: self._case(self._shipment_to(codes, unknown)))
        treated = dict(zip(ROLES, [self._treated[number] for number in roles], strict=True))
        results = tuple(
            [
                self._result(test, lazy, tuple([(role, treated[role]) for role in rests_on]))
                for test, rests_on in zip(self.tests, self._roles_of, strict=True)
            ]
        )
        return self.axes.results.number(("place", results))

    def role(self, role: str, code: str | None, unknown: Known | None) -> int:
        """The class of a country as destination, headquarters or parent."""
        if (role, code) not in self._roles:
            # As which country it is treated depends on the day; the tests are kept over days.
            treated = (
                "None"
                if unknown is not None or code is None
                else self.axes.library.countries.for_the_law(code, self.axes.law.on)
            )
            # A condition that rests on one place alone comes out alike wherever the others are.
            to, seat, parent = [code if each == role else None for each in ROLES]
            own = {role: unknown} if unknown is not None else {}
            lazy = LazyCase(lambda: self._case(self._shipment_to((to, seat, parent), own)))
            results = tuple(
                [
                    (test.rests_on, self._result(test, lazy, ((role, treated),)))
                    for test in self._role_tests[role]
                ]
            )
            number = self.axes.results.number((role, unknown is not None, results))
            self._roles[role, code] = number
            self._treated.setdefault(number, treated)
        return self._roles[role, code]

    def _shipment_to(self, codes: Codes, unknown: Unknown) -> Shipment:
        """A shipment of anything to a place."""
        to, seat, parent = codes
        return Shipment(
            item=ANY,
            destination=to,
            on=self.axes.law.on,
            headquarters=seat,
            parent_headquarters=parent,
            given=unknown,
        )

    def _case(self, shipment: Shipment) -> CaseFacts:
        return CaseFacts(shipment, self.axes.law, self.axes.library)

    def _result(self, test: AxisTest, lazy: LazyCase, treated: Hashable) -> int:
        """What comes of a test, by as which countries the places that it rests on are treated."""
        results = self.axes.results
        key = (test.rests_on, test.inner, treated)
        found = results.of_tests.get(key)
        if found is None:
            found = results.of_tests[key] = results.number(
                result_of(lazy.outer.decide(test.condition))
            )
        return found


class _NamedCountries:
    """What sets a country apart under some laws: its own name, and the groups that it is in."""

    def __init__(self, laws: Iterable[Law], library: Library) -> None:
        self._laws = tuple(laws)
        self._library = library

    @cached_property
    def unlisted(self) -> bool:
        """Whether a law asks for a group of which no list is on record."""
        return any(law.unlisted for law in self._laws)

    @cached_property
    def words(self) -> frozenset[str]:
        """The countries that a condition names, or that may be in a group."""
        conditions = [node for law in self._laws for node in law.conditions]
        facts = self._library.vocabulary.facts.items()
        countries = [name for name, meaning in facts if meaning.type is FactType.COUNTRY]
        doubtful = (group.doubtful for law in self._laws for group in law.groups.values())
        return frozenset(code.casefold() for codes in doubtful for code in codes).union(
            *(words_of(conditions, name) for name in countries)
        )

    @cached_property
    def lists(self) -> list[frozenset[str]]:
        """The members of every group."""
        members = (group.members for law in self._laws for group in law.groups.values())
        return list({frozenset(each or ()) for each in members})

    def alone(self, code: str) -> bool:
        """Whether a country is a class of its own, whatever groups it is in."""
        country = self._library.countries.by_code.get(code)
        if country is None or country.treated_as is not None or self.unlisted:
            return True
        return code.casefold() in self.words


def countries_alike(codes: Sequence[str], laws: Iterable[Law], library: Library) -> list[int]:
    """For each country the place of the first that no law can tell from it: in the same groups, and
    named by no condition.

    Whatever is no country's code, is treated as another country from some day, or of which it is in
    doubt whether it is in a group (the answer then names it), is a class of its own.
    """
    named = _NamedCountries(laws, library)
    first: dict[Hashable, int] = {}
    return [
        first.setdefault(
            code if named.alone(code) else tuple([code in members for members in named.lists]),
            place,
        )
        for place, code in enumerate(codes)
    ]

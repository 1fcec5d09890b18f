"""From the key of a line to the case that it stands for.

Belongs here: unpacking a key; and, for a book whose cases are too many to list, numbering the
classes of its items and of its places and giving each class a case to stand for it. Does not:
telling what is alike (equivalence) or deciding (lookup).
Always true: every key that occurs has a case, or a fault that says why it has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import TYPE_CHECKING

from ecluse.equivalence.partition import Partition
from ecluse.orders.case import LineCase
from ecluse.orders.join import Coding
from ecluse.orders.lookup import Decider
from ecluse.orders.packing import UNREAD, digits, packed, unpacked
from ecluse.tables.engine import Engine
from ecluse.tables.engine_duckdb import load_table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Codes = tuple[int, ...]
Coded = tuple[int, Codes]  # a fault (0 for none), and codes
_Standing = tuple[int, Codes | None]
# Why a line has no case, as `record.fault_record` takes it: the sum of these.
ROW, PART, DESTINATION, DATE = 1, 2, 4, 8


def case_of(codes: Sequence[int], coding: Coding) -> LineCase:
    """The case of a line's codes, in the order of `Coding.of_case`."""
    of_subject = len(coding.of_subject)
    return _case(codes[:of_subject], coding.countries(codes[of_subject:]), coding)


def _case(subject: Sequence[int], countries: Sequence[int], coding: Coding) -> LineCase:
    """The case of the codes of an item to some countries."""
    law, item, further = subject[0] - 1, _number(subject[1], coding), tuple(subject[2:])
    destination, headquarters, parent = countries
    if coding.recorded is None:
        return LineCase(law, item, destination, headquarters, parent, further)
    told = coding.recorded.seats[further[-1]]
    return LineCase(
        law,
        item,
        destination,
        *coding.recorded.of(further[-1], destination, headquarters, parent),
        further,
        coding.recorded.said_in(further[-1]),
        coding.recorded.received_in(further[-1]),
        told.place_doubts,
        told.regions,
        told.receiving_regions,
    )


def _number(item: int, coding: Coding) -> int:
    """The number of an item's code; -1 for what the catalogue does not hold."""
    return -1 if item == coding.unlisted else item - 1


def _fault_of_subject(codes: Sequence[int], coding: Coding) -> int:
    law, item, *further = codes
    facts = list(zip(further, coding.further, strict=True))
    own = any(code and fact.figure for code, fact in facts)
    declared = item == coding.unlisted and any(code in fact.answers for code, fact in facts)
    nameless = item in (0, coding.unlisted)
    return (DATE if law == 0 else 0) + (PART if nameless and not own and not declared else 0)


@dataclass(slots=True)
class Keys:
    """The keys of a book. With classes: what stands for each class of items and of places, and its
    fault.
    """

    coding: Coding
    subjects: list[Coded] = field(default_factory=list)
    places: list[Coded] = field(default_factory=list)
    _found: tuple[dict[int, Coded], dict[int, Coded]] = field(default_factory=lambda: ({}, {}))
    _each_place: int = field(init=False)  # has so many keys

    def __post_init__(self) -> None:
        self._each_place = self.coding.subjects or prod(self.coding.of_subject)

    def case(self, key: int) -> tuple[int, LineCase | None]:
        """The fault of a key (0 for none) and its case (None for a fault)."""
        if key == UNREAD:
            return ROW, None
        place, subject = divmod(key, self._each_place)
        items, places = self._found  # each is unpacked once
        fault, codes = items.get(subject) or items.setdefault(subject, self._subject(subject))
        other, countries = places.get(place) or places.setdefault(place, self._place(place))
        if ROW in (fault, other):
            return ROW, None
        fault += other
        return fault, None if fault else _case(codes, countries, self.coding)

    def _subject(self, subject: int) -> Coded:
        """The fault of an item, and its codes."""
        if self.coding.subjects:
            return self.subjects[subject]
        codes = unpacked(subject, self.coding.of_subject) or ()
        return _fault_of_subject(codes, self.coding), codes

    def _place(self, place: int) -> Coded:
        """The fault of a place, and its countries."""
        if self.coding.subjects:
            fault, (_, *codes) = self.places[place]
        else:
            codes = list(unpacked(place, self.coding.of_place[1:]) or ())
            fault = DESTINATION if codes[0] == 0 else 0
        return fault, self.coding.countries(codes)


def by_class(
    connection: DuckDBPyConnection, engine: Engine, decider: Decider, coding: Coding
) -> Keys:
    """Number the classes of the items and of the places that occur, and give the numbers to the
    engine as `classes_s` and `classes_p`.
    """
    subjects = _subjects(connection, engine, decider, coding)
    places = _places(connection, engine, decider, coding)
    engine.lay(["classes_s", "classes_p"])
    return Keys(replace(coding, subjects=max(len(subjects), 1)), subjects, places)


# ---- items ---------------------------------------------------------------------------------------


def _subjects(
    connection: DuckDBPyConnection, engine: Engine, decider: Decider, coding: Coding
) -> list[Coded]:
    """Number the classes of items into `classes_s`."""
    sizes, kind = coding.of_subject, coding.kind_of_subject
    engine.into("seen", [("k", kind)], coding.distinct(coding.subject))
    joins, alike = _cells_alike(connection, decider, coding)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE stood AS SELECT k, {packed(alike, sizes)} AS s "
        f"FROM (SELECT k FROM seen WHERE k <> '{UNREAD}'){joins} "
        f"UNION ALL SELECT k, k FROM seen WHERE k = '{UNREAD}'"
    )
    classes = Partition[_Standing]()
    numbered = []
    for (key,) in connection.execute("SELECT DISTINCT s FROM stood ORDER BY s").fetchall():
        codes = unpacked(key, sizes)
        fault, like = _subject(codes, coding, decider)
        numbered.append((key, classes.number((fault, like), (fault, codes))))
    load_table(connection, "numbered", [("s", kind), ("v", "BIGINT")], numbered)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE classes_s AS SELECT k, v FROM stood JOIN numbered USING (s)"
    )
    return _coded(classes, sizes)


def _cells_alike(
    connection: DuckDBPyConnection, decider: Decider, coding: Coding
) -> tuple[str, list[str]]:
    """Joins to the cells that a law does not tell apart, and the codes of an item with these as
    one.
    """
    law, *codes = digits("k", coding.of_subject)
    joins, alike = "", [law, *codes]
    for place, fact in enumerate(coding.further):
        if fact.cells is None:
            continue
        table, code = f"stands{place}", codes[1 + place]
        rows = [
            (number + 1, cell, lowest)
            for number in range(coding.laws - 1)
            for cell, lowest in enumerate(decider.subjects.lowest(number)[place] or ())
        ]
        load_table(
            connection, table, [("law", "INTEGER"), ("code", "INTEGER"), ("v", "INTEGER")], rows
        )
        joins += f" LEFT JOIN {table} ON {table}.law = {law} AND {table}.code = {code}"
        alike[2 + place] = f"coalesce({table}.v, {code})"
    return joins, alike


def _subject(codes: Codes | None, coding: Coding, decider: Decider) -> tuple[int, object]:
    """The fault of an item's codes (0 for none), and its class."""
    if codes is None:
        return ROW, None
    fault = _fault_of_subject(codes, coding)
    if fault:
        return fault, None
    return 0, decider.subject_class(codes[0] - 1, _number(codes[1], coding), codes[2:])


# ---- places --------------------------------------------------------------------------------------


def _places(
    connection: DuckDBPyConnection, engine: Engine, decider: Decider, coding: Coding
) -> list[Coded]:
    """Number the classes of places into `classes_p`."""
    used_in = decider.used_in(coding.recorded)
    countries = _countries_alike(connection, engine, decider, coding, used_in)
    engine.into("spots", [("k", "BIGINT")], coding.distinct(coding.place))
    _roles(connection, decider, coding, countries, used_in)
    classes = Partition[_Standing]()
    rows = []
    for law, d, h, p, key in connection.execute(
        "SELECT law, d, h, p, min(k) FROM by_role GROUP BY ALL ORDER BY 5"
    ).fetchall():
        codes = unpacked(key, coding.of_place)
        fault, like = _place(codes, coding, decider, used_in)
        rows.append((law, d, h, p, classes.number((fault, like), (fault, codes))))
    columns = [(name, "INTEGER") for name in ("law", "d", "h", "p")]
    load_table(connection, "role_classes", [*columns, ("v", "BIGINT")], rows)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE classes_p AS "
        "SELECT k, v FROM by_role JOIN role_classes USING (law, d, h, p)"
    )
    return _coded(classes, coding.of_place)


def _countries_alike(
    connection: DuckDBPyConnection,
    engine: Engine,
    decider: Decider,
    coding: Coding,
    used_in: frozenset[int],
) -> list[int]:
    """Lay for each country the first that nothing tells from it beside its texts in every role;
    those that stand for others or for themselves.
    """
    alike, standing = decider.countries_alike(), set[int]()
    for role in coding.roles:
        first, own = dict[int, int](), used_in if role == "destination" else frozenset[int]()
        rows = [
            (code, code if code in own else first.setdefault(like, code))
            for code, like in enumerate(alike)
        ]
        standing.update(like for _, like in rows)
        load_table(connection, "alike", [("v", "INTEGER"), ("w", "INTEGER")], rows)
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE m_{role} AS "
            f"SELECT m.t, m.v, alike.w FROM m_{role} m LEFT JOIN alike USING (v)"
        )
    engine.lay([f"m_{role}" for role in coding.roles])
    return sorted(standing)


def _roles(
    connection: DuckDBPyConnection,
    decider: Decider,
    coding: Coding,
    countries: list[int],
    used_in: frozenset[int],
) -> None:
    """Load `by_role`: for each key of a place its law, and the class of each of its countries."""

    def destination_class(law: int, code: int) -> int:
        if code == 0:
            return -1
        # One of `used_in` is a class of its own.
        return -1 - code if code in used_in else decider.role_class(law - 1, 0, code)

    laws, places = coding.laws, coding.places
    used = connection.execute(
        f"SELECT DISTINCT k % {laws} AS law FROM spots WHERE k >= 0 AND k % {laws} > 0"
    ).fetchall()
    rows = [
        (
            law * places + code,
            destination_class(law, code),
            decider.role_class(law - 1, 1, code),
            decider.role_class(law - 1, 2, code),
        )
        for (law,) in used
        for code in countries
    ]
    columns = [("k", "BIGINT"), *((name, "INTEGER") for name in ("d", "h", "p"))]
    load_table(connection, "roles", columns, rows)
    _, *codes = digits("k", coding.of_place, few=True)
    destination, headquarters, parent = coding.countries(codes)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE by_role AS SELECT s.k, s.law, "
        "coalesce(a.d, CASE WHEN s.d = 0 THEN -1 ELSE 0 END) AS d, "
        "coalesce(b.h, 0) AS h, coalesce(c.p, 0) AS p "
        f"FROM (SELECT k, CASE WHEN k < 0 THEN -1 ELSE k % {laws} END AS law, "
        f"{destination} AS d, {headquarters} AS h, {parent} AS p FROM spots) s "
        f"LEFT JOIN roles a ON a.k = s.law * {places} + s.d "
        f"LEFT JOIN roles b ON b.k = s.law * {places} + s.h "
        f"LEFT JOIN roles c ON c.k = s.law * {places} + s.p"
    )


def _place(
    codes: Codes | None, coding: Coding, decider: Decider, used_in: frozenset[int]
) -> tuple[int, object]:
    """The fault of a place's codes (0 for none), and its class."""
    if codes is None:
        return ROW, None
    law, *places = codes
    countries = coding.countries(places)
    if countries[0] == 0:
        return DESTINATION, None
    if law == 0:
        return 0, None
    own = countries[0] if countries[0] in used_in else None
    return 0, (own, decider.place_class(law - 1, *countries))


def _coded(classes: Partition[_Standing], sizes: Sequence[int]) -> list[Coded]:
    """What stands for each class; zeros for a key that cannot be read."""
    none = (0,) * len(sizes)
    return [(fault, codes or none) for fault, codes in classes.representatives]

"""From the key of a line to the case that it stands for.

Belongs here: unpacking a key; and, for a book whose cases are too many to list, numbering the
classes of its items and of its places and giving each class a case to stand for it. Does not:
telling what is alike (classes) or deciding (hoist).
Always true: every key that occurs has a case, or a fault that says why it has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ecluse.orders.case import Case
from ecluse.orders.join import UNREAD, Coding, digits, packed, unpacked
from ecluse.orders.lookup import Decider
from ecluse.tables.engine import Engine
from ecluse.tables.engine_duckdb import load_table

# Why a line has no case, as `record.fault_record` takes it: the sum of these.
ROW, PART, DESTINATION, DATE = 1, 2, 4, 8


def case_of(codes: Sequence[int], coding: Coding) -> Case:
    """The case of a line's codes, in the order of `Coding.of_case`."""
    law, item, *rest = codes
    further, places = rest[: len(coding.further)], rest[len(coding.further) :]
    return Case(law - 1, item - 1, *coding.countries(places), tuple(further))


def _fault_of_subject(codes: Sequence[int], coding: Coding) -> int:
    law, item, *further = codes
    own = any(code for code, each in zip(further, coding.further, strict=True) if each.figure)
    return (DATE if law == 0 else 0) + (PART if item == 0 and not own else 0)


@dataclass(slots=True)
class Keys:
    """The keys of a book. With classes: what stands for each class of items and of places, and its
    fault.
    """

    coding: Coding
    subjects: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    places: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    def case(self, key: int) -> tuple[int, Case | None]:
        """The fault of a key (0 for none) and its case (None for a fault)."""
        if self.coding.subjects:
            place, subject = divmod(key, self.coding.subjects)
            fault, codes = self.subjects[subject]
            other, (_, *places) = self.places[place]
            if ROW in (fault, other):
                return ROW, None
            fault += other
        else:
            whole = unpacked(key, self.coding.of_case)
            if whole is None:
                return ROW, None
            codes, places = (
                whole[: len(self.coding.of_subject)],
                list(whole[len(self.coding.of_subject) :]),
            )
            fault = _fault_of_subject(codes, self.coding) + (DESTINATION if places[0] == 0 else 0)
        return fault, None if fault else case_of((*codes, *places), self.coding)


def by_class(connection: Any, engine: Engine, decider: Decider, coding: Coding) -> Keys:
    """Number the classes of the items and of the places that occur, and lay the numbers before the
    engine as `classes_s` and `classes_p`.
    """
    subjects = _subjects(connection, engine, decider, coding)
    places = _places(connection, engine, decider, coding)
    engine.lay(["classes_s", "classes_p"])
    return Keys(replace(coding, subjects=max(len(subjects), 1)), subjects, places)


def _subjects(
    connection: Any, engine: Engine, decider: Decider, coding: Coding
) -> list[tuple[int, tuple[int, ...]]]:
    """Number the classes of items into `classes_s`, first by which cells of a figure its law tells
    apart.
    """
    sizes = coding.of_subject
    kind = coding.kind_of_subject
    engine.into("seen", [("k", kind)], coding.distinct(coding.subject))
    law, *codes = digits("k", sizes)
    joins, alike = "", [law, *codes]
    for place, each in enumerate(coding.further):
        if each.cells is not None:
            rows = [
                (number + 1, code, stand)
                for number in range(coding.laws - 1)
                for code, stand in enumerate(decider.subjects.lowest(number)[place] or ())
            ]
            load_table(
                connection,
                f"stands{place}",
                [("law", "INTEGER"), ("code", "INTEGER"), ("v", "INTEGER")],
                rows,
            )
            joins += f" LEFT JOIN stands{place} ON stands{place}.law = {law} AND stands{place}.code = {codes[1 + place]}"
            alike[2 + place] = f"coalesce(stands{place}.v, {codes[1 + place]})"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE stood AS SELECT k, {packed(alike, sizes)} AS s FROM (SELECT k FROM seen WHERE k <> '{UNREAD}'){joins} "
        f"UNION ALL SELECT k, k FROM seen WHERE k = '{UNREAD}'"
    )
    numbers = _Numbers(lambda key: _subject(unpacked(key, sizes), coding, decider))
    numbered = [
        (key, numbers.of(key))
        for (key,) in connection.execute("SELECT DISTINCT s FROM stood ORDER BY s").fetchall()
    ]
    load_table(connection, "numbered", [("s", kind), ("v", "BIGINT")], numbered)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE classes_s AS SELECT k, v FROM stood JOIN numbered USING (s)"
    )
    return [(fault, unpacked(key, sizes) or (0,) * len(sizes)) for fault, key in numbers.stands]


class _Numbers:
    """Numbers classes as they are met, and keeps the key that stands for each, with its fault."""

    def __init__(self, sort: Callable[[Any], tuple[int, object]]) -> None:
        self._sort = sort
        self._numbers: dict[object, int] = {}
        self.stands: list[tuple[int, Any]] = []

    def of(self, key: Any) -> int:
        """The number of a key's class."""
        sorted_ = self._sort(key)
        number = self._numbers.setdefault(sorted_, len(self._numbers))
        if number == len(self.stands):
            self.stands.append((sorted_[0], key))
        return number


def _places(
    connection: Any, engine: Engine, decider: Decider, coding: Coding
) -> list[tuple[int, tuple[int, ...]]]:
    """Number the classes of places into `classes_p`, first by what the law makes of each country in
    each role.
    """
    alike = decider.countries_alike()
    load_table(connection, "alike", [("v", "INTEGER"), ("w", "INTEGER")], list(enumerate(alike)))
    for role in coding.roles:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE m_{role} AS SELECT m.t, m.v, alike.w FROM m_{role} m LEFT JOIN alike USING (v)"
        )
    engine.lay([f"m_{role}" for role in coding.roles])
    engine.into("spots", [("k", "BIGINT")], coding.distinct(coding.place))
    laws, places = coding.laws, coding.places
    _, *each = digits("k", coding.of_place, few=True)
    destination, headquarters, parent = coding.countries(each)
    named = f"{destination} AS d, {headquarters} AS h, {parent} AS p"
    used = connection.execute(
        f"SELECT DISTINCT k % {laws} AS law FROM spots WHERE k >= 0 AND k % {laws} > 0"
    ).fetchall()
    roles = [
        (
            law * places + code,
            *(
                -1 if role == 0 and code == 0 else decider.role_class(law - 1, role, code)
                for role in range(3)
            ),
        )
        for (law,) in used
        for code in sorted(set(alike))
    ]
    load_table(
        connection,
        "roles",
        [("k", "BIGINT"), ("d", "INTEGER"), ("h", "INTEGER"), ("p", "INTEGER")],
        roles,
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE sorted AS SELECT s.k, s.law, coalesce(a.d, CASE WHEN s.d = 0 THEN -1 ELSE 0 END) AS d, coalesce(b.h, 0) AS h, coalesce(c.p, 0) AS p "
        f"FROM (SELECT k, CASE WHEN k < 0 THEN -1 ELSE k % {laws} END AS law, {named} FROM spots) s LEFT JOIN roles a ON a.k = s.law * {places} + s.d "
        f"LEFT JOIN roles b ON b.k = s.law * {places} + s.h LEFT JOIN roles c ON c.k = s.law * {places} + s.p"
    )
    numbers = _Numbers(lambda key: _place(unpacked(key, coding.of_place), coding, decider))
    rows = [
        (law, d, h, p, numbers.of(key))
        for law, d, h, p, key in connection.execute(
            "SELECT law, d, h, p, min(k) FROM sorted GROUP BY ALL ORDER BY 5"
        ).fetchall()
    ]
    load_table(
        connection,
        "sorts",
        [("law", "INTEGER"), ("d", "INTEGER"), ("h", "INTEGER"), ("p", "INTEGER"), ("v", "BIGINT")],
        rows,
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE classes_p AS SELECT k, v FROM sorted JOIN sorts USING (law, d, h, p)"
    )
    return [
        (fault, unpacked(key, coding.of_place) or (0,) * len(coding.of_place))
        for fault, key in numbers.stands
    ]


def _subject(codes: tuple[int, ...] | None, coding: Coding, decider: Decider) -> tuple[int, object]:
    if codes is None:
        return ROW, None
    fault = _fault_of_subject(codes, coding)
    return (
        (fault, None)
        if fault
        else (0, decider.subject_class(codes[0] - 1, codes[1] - 1, codes[2:]))
    )


def _place(codes: tuple[int, ...] | None, coding: Coding, decider: Decider) -> tuple[int, object]:
    if codes is None:
        return ROW, None
    law, *places = codes
    countries = coding.countries(places)
    if countries[0] == 0:
        return DESTINATION, None
    return (0, None) if law == 0 else (0, decider.place_class(law - 1, *countries))

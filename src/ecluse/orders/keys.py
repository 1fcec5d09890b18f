"""From the key of a line to the case that it stands for.

Belongs here: unpacking a key; and, for a book whose cases are too many to list, numbering the classes of its items and of its
places and giving each class a case to stand for it. Does not: telling what is alike (classes) or deciding (hoist).
Always true: every key that occurs has a case, or a fault that says why it has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ecluse.orders.engine import Engine
from ecluse.orders.engine_duckdb import load_table
from ecluse.orders.hoist import Case, Decider
from ecluse.orders.join import UNREAD, Coding, unpacked

# Why a line has no case, as `record.fault_record` takes it: the sum of these.
ROW, PART, DESTINATION, DATE = 1, 2, 4, 8


def case_of(codes: Sequence[int], coding: Coding) -> Case:
    """The case of a line's codes, in the order of `Coding.of_case`."""
    law, item, *rest = codes
    further, (destination, headquarters, parent) = rest[: len(coding.further)], rest[len(coding.further) :]
    return Case(law - 1, item - 1, destination, headquarters, parent, tuple(further))


def _fault_of_subject(codes: Sequence[int], coding: Coding) -> int:
    law, item, *further = codes
    own = any(code for code, each in zip(further, coding.further, strict=True) if each.figure)
    return (DATE if law == 0 else 0) + (PART if item == 0 and not own else 0)


@dataclass(slots=True)
class Keys:
    """The keys of a book. With classes: what stands for each class of items and of places, and its fault."""

    coding: Coding
    subjects: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    places: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    def case(self, key: int) -> tuple[int, Case | None]:
        """The fault of a key (0 for none) and its case (None for a fault)."""
        if self.coding.subjects:
            place, subject = divmod(key, self.coding.subjects)
            fault, codes = self.subjects[subject]
            other, (_, *places) = self.places[place]
            if fault == ROW or other == ROW:
                return ROW, None
            fault += other
        elif key == UNREAD:
            return ROW, None
        else:
            whole = unpacked(key, self.coding.of_case)
            codes, places = whole[:-3], list(whole[-3:])
            fault = _fault_of_subject(codes, self.coding) + (DESTINATION if places[0] == 0 else 0)
        return fault, None if fault else case_of((*codes, *places), self.coding)


def by_class(connection: Any, engine: Engine, decider: Decider, coding: Coding) -> Keys:
    """Number the classes of the items and of the places that occur, and lay the numbers before the engine as `classes_s` and `classes_p`."""
    subjects = _numbered(connection, engine, coding, "classes_s", coding.subject, coding.of_subject, lambda codes: _subject(codes, coding, decider))
    places = _numbered(connection, engine, coding, "classes_p", coding.place, coding.of_place, lambda codes: _place(codes, decider))
    return Keys(replace(coding, subjects=max(len(subjects), 1)), subjects, places)


def _subject(codes: tuple[int, ...], coding: Coding, decider: Decider) -> tuple[int, object]:
    fault = _fault_of_subject(codes, coding)
    return (fault, None) if fault else (0, decider.subject_class(codes[0] - 1, codes[1] - 1, codes[2:]))


def _place(codes: tuple[int, ...], decider: Decider) -> tuple[int, object]:
    law, destination, headquarters, parent = codes
    if destination == 0:
        return DESTINATION, None
    return (0, None) if law == 0 else (0, decider.place_class(law - 1, destination, headquarters, parent))


def _numbered(connection: Any, engine: Engine, coding: Coding, table: str, key: str, sizes: tuple[int, ...], sort: Any) -> list[tuple[int, tuple[int, ...]]]:
    """Number the classes of a key's values into `table`; the fault of each class, and codes that stand for it."""
    numbers: dict[object, int] = {}
    stands: list[tuple[int, tuple[int, ...]]] = []
    rows: list[tuple[Any, int]] = []
    for (packed,) in engine.rows(coding.distinct(key)):
        codes = unpacked(packed, sizes) if packed != UNREAD else (0,) * len(sizes)
        sorted_ = sort(codes) if packed != UNREAD else (ROW, None)
        number = numbers.setdefault(sorted_, len(numbers))
        if number == len(stands):
            stands.append((sorted_[0], codes))
        rows.append((packed, number))
    kind = "VARCHAR" if rows and isinstance(rows[0][0], str) else "BIGINT"
    load_table(connection, table, [("k", kind), ("v", "BIGINT")], rows)
    engine.lay([table])
    return stands

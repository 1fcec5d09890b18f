"""What the ECCNs of a case say: that which is declared, and that which the maker publishes.

Belongs here: which rows of the table answer for them on the day, and what they come to together.
Does not: the table (facts/eccn), or what a reason or a level asks of a shipment (the law).
Always true: of two ECCNs every reason and level counts, and an exception only if each that has a
reason lists it; one that is not on file, or was not in force, leaves open whatever it may add; a
maker's list of today says of an earlier day what the wider paragraph said then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from ecluse.citation import Confidence, weakest
from ecluse.facts.eccn import LEVELS, NONE, EccnRow, EccnTable
from ecluse.facts.figure import exactly
from ecluse.facts.known import Known, Value
from ecluse.facts.truth import Truth
from ecluse.law.eccn_part import DECLARED, ECCN_FACTS, FIGURES_OF_LEVEL, NAMES_AN_ENTRY, OF_MAKER
from ecluse.law.provision import Definition

if TYPE_CHECKING:
    from ecluse.determine.case import CaseFacts
    from ecluse.law.library import Library

By = Literal["user", "maker"]
_LEVEL = "level "
_LISTED = ("GBS", "APP", "ENC")
_STATED_BY = frozenset(ECCN_FACTS)
_OF_EMBARGOES = "AT1"  # no row of the chart is marked for it


@dataclass(frozen=True, slots=True)
class Statement:
    """One ECCN that is stated of an item.

    Args:
        by: Who states it: the user, or the maker's list.
        row: What the table says of it on the day; None where it has no row.
        levels: The level of 3A090 that its paragraph stands at.
        known: The fact that states it.
    """

    by: By
    number: str | None
    row: EccnRow | None
    levels: frozenset[str]
    known: Known

    @property
    def open(self) -> bool:
        """Whether nothing, or not all, that it says can be judged."""
        return self.row is None or bool(self.row.unjudged)


def statements(facts: CaseFacts) -> tuple[Statement, ...]:
    """The ECCNs that are stated of the item of a case; `none` states nothing."""
    return tuple(_statements(facts))


def _statements(facts: CaseFacts) -> Iterator[Statement]:
    on = facts.law.on
    declared, of_maker = facts[DECLARED], facts[OF_MAKER]
    if declared.value != NONE:
        number = declared.value if isinstance(declared.value, str) else None
        row = facts.library.eccns.of(number, on) if number is not None else None
        yield Statement("user", number, row, _levels(row), declared)
    if isinstance(of_maker.value, str) and of_maker.value != NONE:
        table = facts.library.eccns
        row = table.widest(of_maker.value, on)
        # A level that the paragraph has only had since a later day says nothing against figures.
        levels = _levels(table.of(of_maker.value, on))
        if not has_figures(facts):
            levels = _levels(_today(table, of_maker.value))
        if row is not None or levels or table.first_day(of_maker.value) is None:
            yield Statement("maker", of_maker.value, row, levels, of_maker)


def _today(table: EccnTable, number: str) -> EccnRow | None:
    """The row of a paragraph, whenever it began."""
    first = table.first_day(number)
    return table.of(number, first) if first is not None else None


def _levels(row: EccnRow | None) -> frozenset[str]:
    return frozenset({row.level}) if row is not None and row.level else frozenset()


def has_figures(facts: CaseFacts) -> bool:
    """Whether somebody gives a figure by which the IC can stand in 3A090."""
    stated = facts.stated.facts
    return bool(facts.per_format) or any(name in stated for name in FIGURES_OF_LEVEL)


def said_of_eccns(definition: Definition, facts: CaseFacts) -> Known:
    """What the ECCNs of a case say of one part of the table."""
    part = str(definition.eccn)
    stated = facts.once("statements", frozenset(), _STATED_BY, statements)
    if not stated:
        return where_none_is(part)
    if part == "LVS":
        return _limit(stated)
    if part in ("entry", "paragraph"):
        return _word(stated, part)
    if part == "other":
        return _other(stated, facts.library.eccns)
    return _known(_flag(part, stated, facts), stated)


@cache
def where_none_is(part: str) -> Known:
    """What no statement says of one part of the table."""
    if part == "LVS":
        return _limit(())
    words = part in ("entry", "paragraph", "other")
    return _known(NONE if words else Truth.FALSE, ())


def names_an_entry(given: Mapping[str, Known], library: Library) -> bool:
    """Whether a part of the table is given of an item that no item has without an ECCN."""
    without = library.once(_without_eccn)
    return any(
        known.settled and known.value != without[name].value
        for name, known in given.items()
        if name in without
    )


def _without_eccn(library: Library) -> dict[str, Known]:
    """What the parts of the table that tell of an entry say of an item without an ECCN, by fact."""
    return {
        name: where_none_is(says.eccn)
        for name, says in library.latest_law.definitions.items()
        if says.eccn in NAMES_AN_ENTRY
    }


def _flag(part: str, stated: tuple[Statement, ...], facts: CaseFacts) -> Truth:
    if part == "answers":
        return _answers(stated, facts)
    if part in _LISTED:
        return _listed(part, stated)
    return _added(part, stated)


def _answers(stated: tuple[Statement, ...], facts: CaseFacts) -> Truth:
    """Whether the declared ECCN answers instead of figures, for there are none."""
    if has_figures(facts):
        return Truth.FALSE
    if _known_to_be_fast(facts) and all(each.by == "user" for each in stated):
        return Truth.UNKNOWN
    return Truth.TRUE if any(each.row is not None for each in stated) else Truth.UNKNOWN


def _known_to_be_fast(facts: CaseFacts) -> bool:
    """Whether the catalogue knows the IC as one for datacenters, of which it has no figures yet."""
    datacenter = facts.ic.datacenter
    of_catalogue = facts.library.catalogue.find(facts.ic.name) is not None
    return of_catalogue and datacenter is not None and datacenter.value is Truth.TRUE


def _added(part: str, stated: tuple[Statement, ...]) -> Truth:
    """A reason or a level: one ECCN that has it is enough."""
    level = part.removeprefix(_LEVEL)
    for each in stated:
        if level in LEVELS and level in each.levels:
            return Truth.TRUE
        if each.row is not None and part in each.row.reasons:
            return Truth.TRUE
    return Truth.UNKNOWN if any(each.row is None for each in stated) else Truth.FALSE


def _listed(part: str, stated: tuple[Statement, ...]) -> Truth:
    """An exception of the list: every ECCN with a reason that it may overcome must list it."""
    rows = _with_reasons(stated)
    listed = bool(rows) and all(row is not None and part in row.exceptions for row in rows)
    return Truth.TRUE if listed else Truth.FALSE


def _with_reasons(stated: tuple[Statement, ...]) -> list[EccnRow | None]:
    """The rows that ask anything of the country chart; None for an ECCN that is not on file."""
    return [each.row for each in stated if each.row is None or each.row.reasons - {_OF_EMBARGOES}]


def _limit(stated: tuple[Statement, ...]) -> Known:
    limits = [row.exceptions.get("LVS", 0) if row else 0 for row in _with_reasons(stated)]
    return _known(exactly(min(limits, default=0)), stated)


def _word(stated: tuple[Statement, ...], part: str) -> Known:
    """The entry or the paragraph that answers: the declared one, else that of the maker."""
    opened = next((each for each in stated if each.open), None)
    if opened is not None:
        return _unknown(opened)
    row = stated[0].row
    assert row is not None  # else it were open
    return _known(row.entry if part == "entry" else row.paragraph, stated)


def _other(stated: tuple[Statement, ...], table: EccnTable) -> Known:
    """The entry beside which a paragraph .z stands."""
    named = [each.row.other for each in stated if each.row is not None and each.row.other != NONE]
    if named:
        return _known(named[0], stated)
    opened = next(
        (each for each in stated if each.row is None and _may_be_beside(each, table)), None
    )
    return _known(NONE, stated) if opened is None else _unknown(opened)


def _may_be_beside(stated: Statement, table: EccnTable) -> bool:
    """Whether a number that has no row may be of an entry with paragraphs .z."""
    return stated.number is None or table.has_z(stated.number)


def _unknown(opened: Statement) -> Known:
    asked = DECLARED if opened.by == "user" else OF_MAKER
    return Known(value=None, unsettled=frozenset({asked}), because=opened.known.because)


def _known(value: Value, stated: tuple[Statement, ...]) -> Known:
    confidence = weakest(
        part
        for each in stated
        for part in (each.known.confidence, *((each.row.cited.confidence,) if each.row else ()))
    )
    asked = frozenset(DECLARED if each.by == "user" else OF_MAKER for each in stated)
    return Known(
        value=value,
        confidence=confidence or Confidence.GIVEN,
        cited=tuple(each.row.cited for each in stated if each.row is not None),
        unsettled=asked if value is Truth.UNKNOWN else frozenset(),
    )

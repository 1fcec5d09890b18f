"""Answers kept from one run to the next, so that a case is determined once for each version of the
data.

Belongs here: writing them to the user's own cache and finding them there again. Does not:
answering.
Always true: what is kept is used only for the same data, the same code, the same reading, the same
language and the same day of knowledge, under no scenario; it is read only from a place that nobody
else can write, and holds nothing but texts and numbers.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.equivalence.axes import ROLES
from ecluse.errors import InputError
from ecluse.facts.known import Known
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.orders.answers import Answers
from ecluse.orders.case import NO_ITEM, PARTIES
from ecluse.orders.codes import Asked, Resolved
from ecluse.orders.join import Coding
from ecluse.orders.packing import digits, packed, unpacked
from ecluse.orders.record import COLUMNS, Record
from ecluse.orders.relations import (
    ANSWERS,
    CASES,
    GROUPED,
    HIT_RECORDS,
    HITS,
    KEPT_CASES,
    KEPT_RECORDS,
    case_names,
)
from ecluse.outputs.cache import cache_folder, code_digest, sweep, used
from ecluse.outputs.scratch import BEFORE
from ecluse.outputs.staging import staged, swap_folder
from ecluse.tables.names import quoted

if TYPE_CHECKING:
    import duckdb

log = logging.getLogger(__name__)
_MOST_BYTES = 200_000_000
CASES_FILE, RECORDS_FILE = "cases.parquet", "records.parquet"
_LAW, _ITEM, _PLACE = case_names("law"), case_names("item"), case_names("place")
_FURTHER = case_names("further", "BIGINT")
# The parts of a kept case, each with the table of its names and the alias by which it is joined.
_PARTS = (
    (KEPT_CASES.law, _LAW, "l"),
    (KEPT_CASES.item, _ITEM, "i"),
    (KEPT_CASES.further, _FURTHER, "f"),
    (KEPT_CASES.destination, _PLACE, "d"),
    (KEPT_CASES.headquarters, _PLACE, "h"),
    (KEPT_CASES.parent, _PLACE, "p"),
)


def place_of(
    library: Library, reading: Reading, known: date | None, lang: str = "en"
) -> Path | None:
    """Where the answers for this data, code, reading, language and day of knowledge are kept; None
    where nothing can be kept.
    """
    root = cache_folder()
    return None if root is None else root / f"orders-{_digest(library, reading, known, lang)}"


def _digest(library: Library, reading: Reading, known: date | None, lang: str) -> str:
    code = code_digest("determine", "orders", "equivalence", "law", "facts", "words")
    asked = f"{library.digest} {code} {reading.value} {known} {lang}"
    return hashlib.sha256(asked.encode()).hexdigest()[:24]


def load_kept(connection: duckdb.DuckDBPyConnection, folder: Path | None) -> bool:
    """Make the kept cases and records queryable as `KEPT_CASES` and `KEPT_RECORDS`; whether there
    are any.
    """
    import duckdb

    if folder is None or not (folder / CASES_FILE).is_file():
        return False
    try:
        for relation, file in ((KEPT_CASES, CASES_FILE), (KEPT_RECORDS, RECORDS_FILE)):
            connection.execute(
                f"CREATE OR REPLACE TEMP VIEW {relation} AS "
                f"SELECT * FROM read_parquet({quoted(folder / file)})"
            )
            connection.execute(f"SELECT count(*) FROM {relation}").fetchall()
    except duckdb.Error as error:
        log.info("the answers kept at %s are not usable: %s", folder, error)
        return False
    used(folder)
    return True


def keep(
    connection: duckdb.DuckDBPyConnection, folder: Path | None, cases: str, records: str
) -> None:
    """Keep what two statements give, in place of what was kept before, beside the newest others."""
    import duckdb

    if folder is None:
        return
    try:
        with staged(folder) as staging:
            part = staging.part
            part.mkdir()
            for statement, file in ((records, RECORDS_FILE), (cases, CASES_FILE)):
                connection.execute(f"COPY ({statement}) TO {quoted(part / file)} (FORMAT parquet)")
            if sum(path.stat().st_size for path in part.iterdir()) > _MOST_BYTES:
                return
            swap_folder(part, folder, staging.folder / BEFORE)
        sweep(folder.parent, "orders-*")
    except (OSError, InputError, duckdb.IOException, duckdb.PermissionException) as error:
        log.info("nothing kept at %s: %s", folder, error)


@dataclass(frozen=True, slots=True)
class AnswerCache:
    """The answers of earlier runs to a book's cases; `folder` is None where none are kept."""

    connection: duckdb.DuckDBPyConnection
    resolved: Resolved
    folder: Path | None

    @classmethod
    def of(
        cls, connection: duckdb.DuckDBPyConnection, resolved: Resolved, asked: Asked
    ) -> AnswerCache:
        """The cache for a book. None is kept for a scenario, for two days of knowledge, for answers
        that take nothing for granted, or for cases too many to list.
        """
        if (
            asked.register is not asked.library.register
            or asked.since is not None
            or asked.strict
            or not resolved.coding.listable
        ):
            return cls(connection, resolved, None)
        folder = place_of(asked.library, asked.reading, asked.known, asked.lang)
        return cls(connection, resolved, folder)

    def take(self, answers: Answers) -> None:
        """Add to `CASES` what earlier runs answered, and to `answers` their answers."""
        if not load_kept(self.connection, self.folder):
            return
        key, roles = self._load_names(), self.resolved.coding.roles
        same = []
        # A role without a column is where the one before it is: kept cases in which it is elsewhere
        # are none of this book's.
        for role, column, before in (
            ("headquarters", KEPT_CASES.headquarters, KEPT_CASES.destination),
            ("parent_headquarters", KEPT_CASES.parent, KEPT_CASES.headquarters),
        ):
            if role not in roles:
                same.append(f" AND {column.of('c')} = {before.of('c')}")
        joined = " ".join(
            f"JOIN {names} {alias} ON {names.label.of(alias)} = {column.of('c')}"
            for column, names, alias in _PARTS
        )
        HITS.fill(
            self.connection,
            f"SELECT {key} AS {HITS.key}, {KEPT_CASES.record.of('c')}, {KEPT_CASES.line.of('c')} "
            f"FROM {KEPT_CASES} c {joined} "
            f"WHERE {HITS.key} IN (SELECT {GROUPED.key} FROM {GROUPED}){''.join(same)}",
        )
        records = self.connection.execute(
            f"SELECT {KEPT_RECORDS.listed} FROM {KEPT_RECORDS} "
            f"WHERE {KEPT_RECORDS.record} IN (SELECT {HITS.record} FROM {HITS})"
        ).fetchall()
        numbered = [
            (digest, answers.number(Record(**dict(zip(COLUMNS, cells, strict=True)))))
            for digest, *cells in records
        ]
        HIT_RECORDS.load(self.connection, numbered)
        CASES.add(
            self.connection,
            f"SELECT {HITS.key}, {HIT_RECORDS.answer}, {HITS.line} "
            f"FROM {HITS} JOIN {HIT_RECORDS} USING ({HITS.record})",
        )

    def keep(self) -> None:
        """Keep the answers of this run beside those of earlier ones."""
        if self.folder is None:
            return
        self._load_names()
        named, records = (
            self._named_cases(),
            f"SELECT {_record_digest()}, {_COLUMNS} FROM {ANSWERS}",
        )
        if load_kept(self.connection, self.folder):
            parts = ", ".join(column.name for column, _, _ in _PARTS)
            named = (
                f"SELECT DISTINCT ON ({parts}) * FROM "
                f"({named} UNION ALL SELECT {KEPT_CASES.listed} FROM {KEPT_CASES})"
            )
            records = (
                f"SELECT DISTINCT ON ({KEPT_RECORDS.record}) * FROM "
                f"({records} UNION ALL SELECT {KEPT_RECORDS.listed} FROM {KEPT_RECORDS})"
            )
        keep(self.connection, self.folder, named, records)

    def _named_cases(self) -> str:
        """The statement of this run's cases by name, in the columns of `KEPT_CASES`."""
        coding = self.resolved.coding
        law, item, further, *places = digits(CASES.key.name, _sizes(coding))
        codes = (law, item, further, *coding.countries(places))
        coded = ", ".join(
            f"{code} AS {column}" for code, (column, _, _) in zip(codes, _PARTS, strict=True)
        )
        joined = " ".join(
            f"JOIN {names} {alias} ON {names.code.of(alias)} = {column.of('c')}"
            for column, names, alias in _PARTS
        )
        aliases = {column: (names, alias) for column, names, alias in _PARTS}
        named = ", ".join(
            f"{aliases[column][0].label.of(aliases[column][1])} AS {column}"
            for column in KEPT_CASES.columns.values()
            if column in aliases
        )
        return (
            f"SELECT {named}, {CASES.line.of('c')}, {KEPT_CASES.record.of('n')} FROM "
            f"(SELECT *, {coded} FROM {CASES} WHERE {CASES.key} >= 0) c {joined} "
            f"JOIN (SELECT {ANSWERS.answer}, {_record_digest()} FROM {ANSWERS}) n "
            f"ON {ANSWERS.answer.of('n')} = {CASES.answer.of('c')} "
            f"WHERE {KEPT_CASES.destination.of('c')} > 0 AND "
            f"({KEPT_CASES.item.of('c')} > 0 OR {_FURTHER.label.of('f')} <> '')"
        )

    def _load_names(self) -> str:
        """Load what the codes stand for; the expression of a case's key from these names."""
        meanings, coding = self.resolved.meanings, self.resolved.coding
        sizes = _sizes(coding)
        _LAW.load(self.connection, [(law.number + 1, law.name) for law in meanings.slices.slices])
        items = [NO_ITEM.name, *(item.name for item in meanings.items)]
        _ITEM.load(self.connection, list(enumerate(items)))
        _PLACE.load(self.connection, list(enumerate(meanings.places)))
        rest = self.connection.execute(
            f"SELECT DISTINCT {digits(GROUPED.key.name, sizes)[2]} FROM {GROUPED} "
            f"WHERE {GROUPED.key} >= 0"
        ).fetchall()
        _FURTHER.load(self.connection, [(code, _further(code, self.resolved)) for (code,) in rest])
        aliases = ("d", "h", "p")
        places = [_PLACE.code.of(aliases[ROLES.index(role)]) for role in coding.roles]
        codes = [_LAW.code.of("l"), _ITEM.code.of("i"), _FURTHER.code.of("f"), *places]
        return packed(codes, sizes)


_COLUMNS = ", ".join(COLUMNS)


def _record_digest() -> str:
    texts = ", ".join(f"coalesce({name}, '~')" for name in COLUMNS)
    return f"md5(concat_ws('|', {texts})) AS {KEPT_RECORDS.record}"


def _sizes(coding: Coding) -> tuple[int, ...]:
    """The sizes of what is packed in the key of a case, its further facts taken as one."""
    return (coding.laws, coding.items, prod(coding.of_subject[2:]), *coding.of_place[1:])


def _further(code: int, resolved: Resolved) -> str:
    """The further facts of a case in one text."""
    codes = unpacked(code, resolved.coding.of_subject[2:]) or ()
    return "; ".join(
        f"{fact}={_said(fact, kinds, place, resolved)}"
        for (fact, kinds), place in zip(resolved.meanings.facts, codes, strict=True)
        if place
    )


def _said(fact: str, kinds: Sequence[Known | None], place: int, resolved: Resolved) -> str:
    """What one further fact says, in words that are the same from run to run."""
    if fact == PARTIES:
        facts = sorted(resolved.meanings.parties[place].items())
        said = ", ".join(f"{name} {_in_order(known)}" for name, known in facts)
        return f"{said} {resolved.parties.seats[place]}"
    return repr(kinds[place])


def _in_order(known: Known) -> str:
    """A value with its sets in order: a set has none of its own."""
    unsettled = sorted(known.unsettled)
    return f"{replace(known, unsettled=frozenset())!r} {unsettled}"

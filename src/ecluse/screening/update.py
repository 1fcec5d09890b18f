"""Newer lists for an installed copy: a publisher's file is checked, laid over the lists, and used.

Belongs here: the checks between a file and its use. Does not: reading forms (read_published), what
becomes of an entry (merge), where lists are kept (store).
Always true: where anything is wrong, the lists in use stay as they were and nothing is left behind;
a list that shrinks, or holds little of what the list held, is not taken unasked; nothing is
fetched; the shipped folder is never written to.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ecluse.errors import InputError, raise_all
from ecluse.facts.country import Countries
from ecluse.outputs.record import unwritable
from ecluse.outputs.scratch import scratch
from ecluse.screening.codes import Spellings, read_spellings
from ecluse.screening.entry import (
    ENTITY_LIST,
    MILITARY_END_USER,
    UNVERIFIED,
    Lists,
    ListVersion,
)
from ecluse.screening.list_changes import (
    EntryChange,
    How,
    ListChange,
    ListInUse,
    ScreeningListsAnswer,
)
from ecluse.screening.lists import (
    FOLDER,
    VERSIONS,
    ListTable,
    cells_of,
    tables_of,
    versions_text,
)
from ecluse.screening.merge import MergedList, NewerList, merged
from ecluse.screening.published import PublishedLists
from ecluse.screening.read_entity_list import day_of_name
from ecluse.screening.read_published import read_published, read_text
from ecluse.screening.read_table import Cells, entries_of, key_of, many, table_text
from ecluse.screening.store import gone_back, lists_home, lists_in_use, now_in_use

SMALLEST_SHARE = 0.9  # of the entries that stood; a list that lost more is asked about
_SAME_LIST = 0.5  # of the entries of a newer list, or it is another list's file
_WITH_COUNTRY = frozenset({ENTITY_LIST, MILITARY_END_USER, UNVERIFIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSettings:
    """Where lists are.

    Args:
        data: The data folder.
        countries: By which names of countries are read.
        settings: The environment, which says where the user's own files are.
    """

    data: Path
    countries: Countries
    settings: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def home(self) -> Path:
        """The folder of the user's own lists."""
        return lists_home(self.settings)

    @property
    def own(self) -> Path | None:
        """The user's own tables that are in use."""
        return lists_in_use(self.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListUpdate:
    """A newer list, laid over the one in use."""

    code: str
    old: ListTable | None
    new: ListTable
    result: MergedList


def updated(
    files: Sequence[Path],
    where: ListSettings,
    *,
    today: date,
    as_of: date | None = None,
    force: bool = False,
) -> ScreeningListsAnswer:
    """Check a publisher's file, lay it over the lists, and use these from now on.

    Args:
        files: The file; or the Treasury's three together.
        as_of: The day of the file, where it does not say it.
        force: Take it although a list shrinks, or an entry has no country.

    Raises:
        InputError, SeveralErrors: What is wrong with it.
    """
    texts = {path.name: read_text(path) for path in files}
    published = read_published(texts, where.countries)
    day = _day(published, files[0].name, as_of, today)
    spellings = read_spellings(where.data / FOLDER)
    in_use = {table.version.list: table for table in tables_of(where.data, where.own)}
    with _part(where.home) as part:
        updates = [
            _list_update(code, rows, published, in_use.pop(code, None), day, spellings, part)
            for code, rows in published.lists.items()
        ]
        _check(updates, files[0].name, force=force)
        others = [table for table in in_use.values() if table.path.parent == where.own]
        digest = _put(part, others, [each.new for each in updates], where.home)
    now_in_use(where.home, digest)
    return shown(where, updates, published.source)


def rolled_back(where: ListSettings) -> ScreeningListsAnswer:
    """Take the lists loaded last out of use, and say which answer now.

    Raises:
        InputError: None were loaded.
    """
    gone_back(where.home)
    return shown(where)


def shown(
    where: ListSettings, updates: Sequence[_ListUpdate] = (), source: str | None = None
) -> ScreeningListsAnswer:
    """The lists that answer.

    Raises:
        DataError: Some were loaded and are no longer there.
    """
    own = where.own
    tables = tables_of(where.data, own)
    return ScreeningListsAnswer(
        digest=Lists(entries=(), versions=tuple(table.version for table in tables)).digest,
        folder=str(own) if own is not None else None,
        source=source,
        lists=[
            ListInUse(
                list=table.version.list,
                as_of=table.version.as_of,
                entries=table.rows,
                digest=table.version.digest,
                source=table.version.source,
                loaded=table.path.parent == own,
            )
            for table in tables
        ],
        changes=[_list_change(each) for each in updates],
        entries=[change for each in updates for change in _entry_changes(each)],
    )


def _day(published: PublishedLists, name: str, told: date | None, today: date) -> date:
    day = told or published.as_of or day_of_name(name)
    if day is None:
        mend = "say it by `as_of`, as 2026-11-26"
        raise InputError("the file does not say of which day it is", name, mend)
    if day > today:
        what = f"it is of {day.isoformat()}, which has not come yet"
        raise InputError(what, name, "give the day on which the list stood so")
    return day


def _list_update(
    code: str,
    rows: Sequence[Cells],
    published: PublishedLists,
    old: ListTable | None,
    day: date,
    spellings: Spellings,
    part: Path,
) -> _ListUpdate:
    newer = NewerList(
        code=code,
        road=published.road,
        rows=rows,
        as_of=day,
        before=old.version.as_of if old is not None else None,
    )
    result = merged(cells_of(old) if old is not None else [], newer, spellings)
    text = table_text(result.rows)
    path = part / f"{code.casefold()}.csv"
    path.write_text(text, encoding="utf-8", newline="\n")
    version = ListVersion(
        list=code,
        as_of=day,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        source=f"{published.source}, {day.isoformat()}",
        url=old.version.url if old is not None else None,
    )
    entries_of(version, result.rows, spellings, path.name)
    new = ListTable(path=path, version=version, rows=len(result.rows))
    return _ListUpdate(code=code, old=old, new=new, result=result)


def _check(updates: Sequence[_ListUpdate], name: str, *, force: bool) -> None:
    """Refuse what is older, another list's, much smaller, or without a country.

    Raises:
        InputError, SeveralErrors: All of it.
    """
    checks = [_not_newer] if force else [_not_newer, _shrunken, _without_country]
    wrong = ((what, mend) for each in updates for check in checks for what, mend in check(each))
    raise_all([InputError(what, name, mend) for what, mend in wrong])


_Wrong = Iterator[tuple[str, str]]  # what is wrong, and how to mend it


def _not_newer(each: _ListUpdate) -> _Wrong:
    if each.old is not None and each.old.version.as_of > each.new.version.as_of:
        day, own = each.old.version.as_of.isoformat(), each.new.version.as_of.isoformat()
        what = f"list {each.code} of {own} is older than the one in use, of {day}"
        yield what, "keep the list in use; or go back to an earlier one by `rollback`"


def _shrunken(each: _ListUpdate) -> _Wrong:
    if each.old is None:
        return
    stood = sum("removed" not in row for row in cells_of(each.old))
    left = stood - len(each.result.removed) - len(each.result.kept)
    given = left + len(each.result.added)
    if left < _SAME_LIST * given or given < SMALLEST_SHARE * stood:
        what = (
            f"list {each.code} would have {given:,} entries, of which {left:,} of the {stood:,} "
            "that stand: the file is cut short, or another list's"
        )
        yield what, "get the whole file anew; if the list did shrink so, say `force`"


def _without_country(each: _ListUpdate) -> _Wrong:
    for row in each.result.added if each.code in _WITH_COUNTRY else ():
        if "countries" not in row:
            what = f"'{row['name']}' of list {each.code} has no country"
            yield what, "write it; or let the entry stand for any country by `force`"


@contextmanager
def _part(home: Path) -> Iterator[Path]:
    """A folder to write into, gone at the end whatever happens.

    Raises:
        InputError: None can be made.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise unwritable("the folder of lists", home, error.strerror) from error
    with scratch(".part-", home) as room:
        part = room / FOLDER
        part.mkdir()
        yield part


def _put(part: Path, others: Sequence[ListTable], newer: Sequence[ListTable], home: Path) -> str:
    """Put a set of lists in its place, with those of the user's that stay; its digest.

    Raises:
        InputError: The folder cannot be written.
    """
    tables = [*others, *newer]
    digest = Lists(entries=(), versions=tuple(table.version for table in tables)).digest
    try:
        for table in others:
            shutil.copyfile(table.path, part / table.path.name)
        (part / VERSIONS).write_text(versions_text(tables), encoding="utf-8", newline="\n")
        if not (home / digest).is_dir():  # what is there already is the same
            os.replace(part, home / digest)
    except OSError as error:
        raise unwritable("the folder of lists", home, error.strerror) from error
    return digest


def _list_change(each: _ListUpdate) -> ListChange:
    result = each.result
    return ListChange(
        list=each.code,
        before=each.old.version.as_of if each.old is not None else None,
        as_of=each.new.version.as_of,
        entries=sum("removed" not in row for row in result.rows),
        added=len(result.added),
        removed=len(result.removed),
        changed=len(result.changed),
        kept=len(result.kept),
    )


def _entry_changes(each: _ListUpdate) -> list[EntryChange]:
    result = each.result
    if each.old is None:
        return []
    said: tuple[tuple[How, Sequence[Cells]], ...] = (
        ("added", result.added),
        ("removed", result.removed),
        ("changed", result.changed),
        ("kept", result.kept),
    )
    return [
        entry_change(how, each.code, row, ("wording",) if how == "changed" else ())
        for how, rows in said
        for row in rows
    ]


def entry_change(how: How, code: str, row: Cells, what: tuple[str, ...] = ()) -> EntryChange:
    """The change of the entry of a row."""
    return EntryChange(
        how=how,
        list=code,
        entry=key_of(code, row),
        name=row["name"],
        countries=many(row, "countries"),
        what=what,
    )

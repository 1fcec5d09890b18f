"""Which item each line of a book names, by its part or, where that is unknown, by its description.

Belongs here: looking up a column's part names, and choosing a column to look at besides. Does not:
finding one item (facts/catalogue).
Always true: a part that names an item is never overruled by a description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ecluse.facts.item import Item
from ecluse.law.eccn_part import DECLARED
from ecluse.law.library import Library
from ecluse.orders.case import UNLISTED
from ecluse.orders.cell_sql import text_of
from ecluse.orders.cell_text import clean
from ecluse.orders.columns import BookColumns
from ecluse.orders.relations import SPELLINGS, named_items
from ecluse.orders.resolve import Problems, items_of
from ecluse.orders.texts import Texts
from ecluse.tables.cell_error import is_error

_MANY_NAMES = 50_000
_MOST_LISTED = 1_000


def parts_of(
    texts: Texts, columns: BookColumns, library: Library
) -> tuple[list[Item], BookColumns, list[str]]:
    """The items that a book names, in the order of their codes, 1 being the first; the columns,
    with the description that is looked at, if any is; and the part names that name an item.
    """
    part = columns.roles["part"]
    names, note = _names(texts, part, library)
    texts.notes.extend(note)
    by_part = items_of(names, library, part, texts.problems)
    column, described = None, dict[str, Item]()
    if not by_part or not all(by_part.values()):
        column, described = _described(texts, columns, library)
    by_part, items = _with_unlisted(columns, by_part, described, library)
    codes = {item.name: code for code, item in enumerate(items, 1)}
    _load(texts, "part", by_part, codes)
    roles = {role: name for role, name in columns.roles.items() if role != "description"}
    if column is not None:
        _load(texts, "description", described, codes)
        roles["description"] = column
        texts.notes.append(f"where '{part}' names no item, '{column}' is looked at")
    known = [text for text, item in by_part.items() if item not in (None, UNLISTED)]
    return items, replace(columns, roles=roles), known


def _with_unlisted(
    columns: BookColumns,
    by_part: Mapping[str, Item | None],
    described: Mapping[str, Item],
    library: Library,
) -> tuple[dict[str, Item | None], list[Item]]:
    """The items by part name with `UNLISTED` for each that is like nothing on file, and all items,
    `UNLISTED` the last of them.

    A book that describes its parts besides may name an item there, and has none; nor has one that
    declares no ECCN.
    """
    items = _distinct(*by_part.values(), *described.values())
    declares = not {"eccn", DECLARED, "other_eccn"}.isdisjoint({*columns.roles, *columns.facts})
    if not declares or columns.descriptions or "description" in columns.roles:
        return dict(by_part), items
    unlisted = {
        text: UNLISTED
        for text, item in by_part.items()
        if item is None and not is_error(text) and library.catalogue.knows_nothing_like(clean(text))
    }
    return {**by_part, **unlisted}, [*items, UNLISTED] if unlisted else items


def _distinct(*items: Item | None) -> list[Item]:
    return list({item.name: item for item in items if item is not None}.values())


def _load(
    texts: Texts,
    role: str,
    items: Mapping[str, Item | None],
    codes: Mapping[str, int],
) -> None:
    rows = [
        (text, codes[item.name], None if item is UNLISTED else item.name)
        for text, item in items.items()
        if item is not None
    ]
    named_items(role).load(texts.connection, rows)


def _described(
    texts: Texts, columns: BookColumns, library: Library
) -> tuple[str | None, dict[str, Item]]:
    """The column besides the part's in which most texts name an item, and what they name."""
    given = columns.roles.get("description")
    best: tuple[str | None, dict[str, Item]] = (None, {})
    for column in (given,) if given is not None else columns.descriptions:
        names, _ = _names(texts, column, library)
        items = items_of(names, library, column, Problems())
        named = {text: item for text, item in items.items() if item is not None}
        if len(named) > len(best[1]):
            best = (column, named)
    return best


def _names(texts: Texts, column: str, library: Library) -> tuple[list[str], list[str]]:
    """The names in a column that may be an item's, with the first of the others; and a note where
    these are too many to list.
    """
    (about,) = texts.about(column)
    if about <= _MANY_NAMES:
        return texts.of(column), []
    # Few of so many names can be an item's: those are looked up, and of the others the first are
    # reported.
    SPELLINGS.load(texts.connection, [(name,) for name in library.catalogue.names()])
    texts.engine.lay([SPELLINGS.name])
    cell = text_of(texts.book, column)
    named = library.catalogue.may_name(cell, SPELLINGS.name)
    names = [
        name for name in texts.of(column, named) if library.catalogue.find(clean(name)) is not None
    ]
    first = texts.engine.rows(
        f"SELECT {cell} FROM {texts.book.relation} b "
        f"WHERE {texts.where(column)} AND NOT {named} LIMIT {_MOST_LISTED}"
    )
    names += list(dict.fromkeys(row[0] for row in first))
    note = (
        f"there are about {about:,} part names; "
        f"of those that no item has the first {_MOST_LISTED:,} are listed"
    )
    return names, [note]

"""Which item each line of a book names, by its part or, where that is unknown, by its description.

Belongs here: looking up a column's part names, and choosing a column to look at besides. Does not:
finding one item (facts/catalogue).
Always true: a part that names an item is never overruled by a description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ecluse.facts.item import Item
from ecluse.law.eccn_part import declares
from ecluse.law.library import Library
from ecluse.orders.case import UNLISTED
from ecluse.orders.cell_sql import row_of, text_of
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.columns import BookColumns
from ecluse.orders.relations import SPELLINGS, named_items
from ecluse.orders.resolve import Problems, items_of
from ecluse.orders.rivals import Rivals
from ecluse.orders.texts import Texts
from ecluse.tables.cell_error import is_error
from ecluse.tables.names import name_of

_MANY_NAMES = 50_000
_MOST_UNLISTED = 250_000  # each takes some 50 microseconds
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
    known = list(_named(by_part))
    column, described = None, dict[str, Item]()
    if len(known) < len(by_part) or not by_part:
        column, described = _described(texts, columns, by_part, library)
    beside = _beside(columns)
    unlisted = _unlisted(texts, columns, part, by_part, library)
    if unlisted and beside:
        (column,) = beside
        described = {**_unlisted(texts, columns, column, described, library), **described}
    if column is not None:
        texts.notes.append(f"where '{part}' names no item, '{column}' is looked at")
    items = _coded(texts, {**by_part, **unlisted}, None if column is None else described)
    return items, _looking_at(columns, column), known


def _coded(
    texts: Texts, by_part: Mapping[str, Item | None], described: Mapping[str, Item] | None
) -> list[Item]:
    """Load which item each text names; the items in the order of their codes."""
    items = _distinct(*by_part.values(), *(described or {}).values())
    codes = {item.name: code for code, item in enumerate(items, 1)}
    _load(texts, "part", by_part, codes)
    if described is not None:
        _load(texts, "description", described, codes)
    return items


def _looking_at(columns: BookColumns, description: str | None) -> BookColumns:
    """The columns with that of a description, or with none."""
    roles = {role: name for role, name in columns.roles.items() if role != "description"}
    if description is not None:
        roles["description"] = description
    return replace(columns, roles=roles)


def like_nothing(text: str | None, library: Library) -> bool:
    """Whether a part's name, or its description, is like nothing in the catalogue: the ECCN that is
    declared then answers for it.
    """
    return not is_error(text) and library.catalogue.knows_nothing_like(clean(text))


def describes_nothing(text: str | None, library: Library) -> bool:
    """Whether a description says nothing, or is like nothing in the catalogue."""
    return blank(text) or like_nothing(text, library)


def _beside(columns: BookColumns) -> tuple[str, ...]:
    """The columns that may describe a part whose name is unknown."""
    given = columns.roles.get("description")
    return columns.descriptions if given is None else (given,)


def _unlisted(
    texts: Texts,
    columns: BookColumns,
    column: str,
    found: Mapping[str, Item | None],
    library: Library,
) -> dict[str, Item]:
    """`UNLISTED` for each text that is like nothing on file, on lines that declare an ECCN.

    Where there are too many such texts, the first are looked at, and the others stay unknown; where
    several columns may describe a part, all do, for nobody knows which of them does.
    """
    declared = declares({**columns.facts, **columns.roles})
    if declared is None or len(_beside(columns)) > 1:
        return {}
    beside = f"b.{name_of(declared)} IS NOT NULL"
    unknown = [text for text in texts.of(column, beside) if found.get(text) is None]
    if len(unknown) > _MOST_UNLISTED:
        texts.notes.append(
            f"'{column}' has {len(unknown):,} names that no item has; the declared ECCN answers "
            f"for the first {_MOST_UNLISTED:,} in the order of the alphabet"
        )
    alike = like_nothing if column == columns.roles["part"] else describes_nothing
    return {text: UNLISTED for text in unknown[:_MOST_UNLISTED] if alike(text, library)}


def _distinct(*items: Item | None) -> list[Item]:
    """The items, each once, `UNLISTED` the last of them."""
    found = {item.name: item for item in items if item is not None}
    last = [found.pop(UNLISTED.name)] if UNLISTED.name in found else []
    return [*found.values(), *last]


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
    texts: Texts, columns: BookColumns, by_part: Mapping[str, Item | None], library: Library
) -> tuple[str | None, dict[str, Item]]:
    """The column besides the part's in which most texts name an item, and what they name.

    Raises:
        InputError: Another names another item in a row whose part names none.
    """
    found: dict[str, dict[str, Item]] = {}
    for column in _beside(columns):
        names, _ = _names(texts, column, library)
        items = items_of(names, library, column, Problems())
        found[column] = _named(items)
    best = max(found, key=lambda column: len(found[column]), default=None)
    if best is None or not found[best]:
        return None, {}
    part = columns.roles["part"]
    for column, others in found.items():
        if column != best and others:
            named = {part: _named(by_part), best: found[best], column: others}
            _check_descriptions(texts, named)
    return best, found[best]


def _named(by_text: Mapping[str, Item | None]) -> dict[str, Item]:
    return {text: item for text, item in by_text.items() if item is not None}


def _check_descriptions(texts: Texts, named: Mapping[str, Mapping[str, Item]]) -> None:
    """Refuse a book in which two descriptions name two items in a row whose part names none; of the
    part, the one that is looked at and the other, what their texts name.

    Raises:
        InputError: They do: the first such row.
    """
    columns = tuple(named)[1:]
    book, joins, labels, cells = texts.book, "", [], [text_of(texts.book, each) for each in named]
    for role, cell, items in zip(
        ("part", "description", "other"), cells, named.values(), strict=True
    ):
        table = named_items(role)
        table.load(texts.connection, [(text, 0, item.name) for text, item in items.items()])
        texts.engine.lay([table.name])
        joins += f" LEFT JOIN {table} ON {table.text.of(table.name)} = {cell}"
        labels.append(table.label.of(table.name))
    part, one, other = labels
    select = (
        f"SELECT {row_of(book)}, {cells[1]}, {cells[2]} FROM {book.relation} b{joins} "
        f"WHERE {texts.where(columns[0])} AND {part} IS NULL AND {one} <> {other} "
        "ORDER BY 1 LIMIT 1"
    )
    for row, *said in texts.engine.rows(select):
        places = tuple(book.headings.index(column) + 1 for column in columns)
        rivals = Rivals(meaning="description", columns=columns, positions=places)
        raise rivals.refusal(book.source, row, said)


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

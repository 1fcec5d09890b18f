"""The columns of a book that give further facts: an exporter, an end use, figures of the item.

Belongs here: resolving their texts, and how lines are coded by them; figures are taken by cell
where there are too many texts.
Does not: the cells themselves (own_figures), or reading one text (resolve).
Always true: value 0 of a fact is the fact left out; what a column says and what is worked out of
several columns are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ecluse.determine.ultimate import PLACE_OF_USE
from ecluse.facts.eccn import NONE
from ecluse.facts.known import Known
from ecluse.facts.vocabulary import FactType
from ecluse.law.eccn_part import DECLARED, as_declared, declares
from ecluse.law.exporter_names import exporters_named
from ecluse.law.library import Library
from ecluse.orders.case import PARTIES
from ecluse.orders.cell_number import POINT, decimal_sign, doubtful
from ecluse.orders.coded_fact import Further
from ecluse.orders.columns import BookColumns
from ecluse.orders.own_figures import CellFigure, CellFigures, cell_figures
from ecluse.orders.party_join import FACTS
from ecluse.orders.relations import fact_texts, named_items
from ecluse.orders.resolve import (
    Problems,
    commas_taken,
    exporters_of,
    regions_of,
    values_of_fact,
)
from ecluse.orders.slices import Slices
from ecluse.orders.texts import Texts

if TYPE_CHECKING:
    from ecluse.orders.codes import Asked

MANY_FIGURES = 1_000
_COMMON = 2  # nobody is named, nobody who is named is listed: the parties of nearly all lines
_ROLES = ("exporter", "end_use", "origin")


@dataclass(slots=True, kw_only=True)
class FurtherFacts:
    """The further facts of a book.

    Args:
        figures: The figures that are taken by cell.
        facts: Each fact with its values, in the order of their codes.
        coded: How lines are coded by each.
        signs: Column of numbers → the sign that parts its decimals, where its numbers rest on that.
    """

    figures: CellFigures
    facts: list[tuple[str, list[Known | None]]] = field(default_factory=list)
    listed: list[Further] = field(default_factory=list)
    signs: dict[str, str] = field(default_factory=dict)

    @property
    def coded(self) -> tuple[Further, ...]:
        """How lines are coded by each fact."""
        return tuple(self.listed)

    def add_parties(self, facts: Sequence[Mapping[str, Known]]) -> None:
        """Add what the law is told of parties that were screened, by code, as the last fact."""
        if facts:
            self.facts.append((PARTIES, [None] * len(facts)))
            self.listed.append(
                Further(
                    fact=PARTIES,
                    column=None,
                    kinds=len(facts),
                    texts=False,
                    code=FACTS,
                    common=_COMMON,
                )
            )


def further_facts(
    texts: Texts,
    columns: BookColumns,
    asked: Asked,
    slices: Slices,
    *,
    names_items: bool,
) -> FurtherFacts:
    """Resolve the columns of further facts, and load what their texts mean."""
    library, roles = asked.library, columns.roles
    named = _named(columns)
    by_item = _names_an_item(roles, names_items=names_items)
    figures, signs = _cell_figures(texts, named, slices, library, by_item)
    beside = texts.beside(figures, roles)
    further = FurtherFacts(figures=figures)
    for fact, column in named.items():
        cells = figures.of(column)
        distinct = beside[column] if cells else texts.of(column)
        sign = signs.get(column, decimal_sign(distinct))
        if library.vocabulary.facts[fact].type is FactType.NUMBER:
            _note_sign(texts, further, column, distinct, sign, known=column in signs)
        values = _values(fact, distinct, column, asked, texts.problems, sign)
        kinds = _load(texts, len(further.facts), values)
        _add(further, fact, column, kinds, cells, library, texts=bool(values))
    _add_regions(texts, further, columns, library)
    _add_worked_out(further)
    return further


def _named(columns: BookColumns) -> dict[str, str]:
    """The facts that columns give, with their columns."""
    roles = columns.roles
    named = {fact: roles[fact] for fact in _ROLES if fact in roles} | {**columns.facts}
    declared = declares({**columns.facts, **columns.roles})
    named = {fact: column for fact, column in named.items() if as_declared(fact) != DECLARED}
    return named if declared is None else {**named, DECLARED: declared}


def _note_sign(
    texts: Texts,
    further: FurtherFacts,
    column: str,
    distinct: list[str],
    sign: str | None,
    *,
    known: bool,
) -> None:
    """Note how the numbers of a column are read, where that was not plain."""
    texts.notes.extend(commas_taken(distinct, sign, column))
    if known or any(map(doubtful, distinct)):
        further.signs[column] = sign or "?"


def _add_regions(
    texts: Texts, further: FurtherFacts, columns: BookColumns, library: Library
) -> None:
    """Add the regions under an embargo of their own that the places of use and the destinations
    name; where two columns say another, the destination's stands.
    """
    for column in (columns.facts.get(PLACE_OF_USE), columns.roles["destination"]):
        named = {} if column is None else regions_of(texts.of(column), library)
        if column is None or not named:
            continue
        kinds = _load(texts, len(further.facts), named)
        _add(further, "region", column, kinds, None, library, texts=True)


def _add_worked_out(further: FurtherFacts) -> None:
    """Add the figures that no column gives, and that are worked out of those that columns give."""
    for figure in further.figures.worked_out:
        kinds = [None, *figure.cells()]
        further.facts.append((figure.fact, kinds))
        further.listed.append(
            Further(
                fact=figure.fact,
                column=None,
                kinds=len(kinds),
                figure=True,
                cells=figure,
                texts=False,
            )
        )


def _names_an_item(roles: Mapping[str, str], *, names_items: bool) -> str:
    """The condition under which a line names an item of the catalogue."""
    if not names_items:
        return "false"
    tables = [named_items(role) for role in ("part", "description") if role in roles]
    named = " OR ".join(f"{table.label.of(table.name)} IS NOT NULL" for table in tables)
    return f"({named})" if len(tables) > 1 else named


def _load(texts: Texts, place: int, values: Mapping[str, Known | None]) -> list[Known | None]:
    """Load the codes of a fact's texts; its distinct values in the order of their codes."""
    kinds: list[Known | None] = [
        None,
        *dict.fromkeys(known for known in values.values() if known is not None),
    ]
    codes = {known: code for code, known in enumerate(kinds)}
    fact_texts(place).load(
        texts.connection, [(text, codes[known]) for text, known in values.items()]
    )
    return kinds


def _add(
    further: FurtherFacts,
    fact: str,
    column: str,
    kinds: list[Known | None],
    cells: CellFigure | None,
    library: Library,
    *,
    texts: bool,
) -> None:
    """Add a column's fact; the cells of a figure are numbered after what its texts say."""
    if cells is not None:
        cells = cells.after(len(kinds))
        kinds = [*kinds, *cells.cells()]
    meaning = library.vocabulary.facts[fact]
    further.facts.append((fact, kinds))
    further.listed.append(
        Further(
            fact=fact,
            column=column,
            kinds=len(kinds),
            figure=meaning.of == "item" and meaning.type is FactType.NUMBER,
            answers=frozenset(
                code
                for code, known in enumerate(kinds)
                if fact == DECLARED and known is not None and known.value not in (None, NONE)
            ),
            cells=cells,
            texts=texts,
        )
    )


def _cell_figures(
    texts: Texts,
    named: Mapping[str, str],
    slices: Slices,
    library: Library,
    named_item: str,
) -> tuple[CellFigures, dict[str, str | None]]:
    """The figures taken by cell: those of items, where they are too many to look at one by one;
    and the decimal sign of each such column.

    Args:
        named_item: The condition under which a line names an item.
    """
    meanings = library.vocabulary.facts
    own = {
        fact: column
        for fact, column in named.items()
        if meanings[fact].of == "item" and meanings[fact].type is FactType.NUMBER
    }
    if not own or max(texts.about(*own.values())) <= MANY_FIGURES:
        return CellFigures(), {}
    laws = [law for part in slices.slices for law in (part.law, part.before) if law is not None]
    signs = {
        column: decimal_sign(texts.shapes(column))
        for column in own.values()
        if texts.book.types[column] == "VARCHAR"
    }
    settled = frozenset(column for column, sign in signs.items() if sign == POINT)
    bounds = {fact: most for fact in own if (most := meanings[fact].at_most) is not None}
    return cell_figures(texts.book, own, laws, named_item, settled, bounds), signs


def _values(
    fact: str,
    texts: list[str],
    column: str,
    asked: Asked,
    problems: Problems,
    sign: str | None,
) -> Mapping[str, Known | None]:
    if fact == "exporter":
        named = exporters_named(asked.register.measures)
        return exporters_of(texts, named, asked.library, column, problems)
    return values_of_fact(texts, fact, asked.library, column, problems, sign)

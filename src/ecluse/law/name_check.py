"""Whether the countries, families and figures that the data name are on file.

Belongs here: countries that measures name, items and what they cite, families that letters name.
Does not: the log's own names (log_check, day_check).
Always true: what cannot be found in a list is told with the list's nearest names or with where to
add it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ecluse.errors import near
from ecluse.facts.item import Item
from ecluse.facts.vocabulary import FactType
from ecluse.law.condition.tree import OneOf
from ecluse.law.example import leaves_of
from ecluse.law.flaw import Flaw, error, warning
from ecluse.law.library import Library
from ecluse.law.provision import Group, conditions_of


def name_flaws(library: Library) -> Iterator[Flaw]:
    """Names that the lists do not have, and items that lack what is asked of them."""
    yield from _people_and_places(library)
    yield from _items(library)


def _people_and_places(library: Library) -> Iterator[Flaw]:
    countries, facts = library.countries.by_code, library.vocabulary.facts
    for measure in library.register.measures:
        for change in measure.changes:
            where = f"{measure.measure}, {change.provision}"
            if isinstance(change.says, Group):
                codes = (
                    (change.says.members or frozenset())
                    | change.says.joins
                    | change.says.leaves
                    | change.says.doubtful
                )
                for code in sorted(codes - set(countries)):
                    yield error(
                        f"'{code}' is no country",
                        where,
                        "write its ISO 3166 code, and add it to data/countries",
                    )
            if change.says is None:
                continue
            for node in (
                leaf for condition in conditions_of(change.says) for leaf in leaves_of(condition)
            ):
                if isinstance(node, OneOf) and facts[node.fact].type is FactType.COUNTRY:
                    for code in (word for word in node.words if word not in countries):
                        yield error(
                            f"'{code}' is no country",
                            where,
                            "write its ISO 3166 code, and add it to data/countries",
                        )


def _items(library: Library) -> Iterator[Flaw]:
    items = library.catalogue.items
    for item in items.values():
        where = f"data/items, {item.name}"
        cited = {
            citation.source
            for known in (*item.figures.values(), *((item.datacenter,) if item.datacenter else ()))
            for citation in known.cited
        }
        idle = [key for key, url in item.sources.items() if url not in cited]
        if idle:
            yield warning(
                f"no figure cites the source {', '.join(idle)}",
                where,
                "cite it, or say in notes what it is for",
            )
        if (
            item.designer_headquarters is not None
            and item.designer_headquarters not in library.countries.by_code
        ):
            yield error(
                f"its designer's headquarters '{item.designer_headquarters}' is no country",
                where,
                "write its ISO 3166 code",
            )
        yield from _figures(item, where)
    families = {(item.family or "").casefold() for item in items.values()}
    if not items:
        return
    for measure in library.register.measures:
        for change in measure.changes:
            for node in (
                leaf
                for condition in (conditions_of(change.says) if change.says else ())
                for leaf in leaves_of(condition)
            ):
                if isinstance(node, OneOf) and node.fact == "item_family":
                    for word in (word for word in node.words if word.casefold() not in families):
                        yield warning(
                            f"no item of the catalogue is of the family '{word}'",
                            f"{measure.measure}, {change.provision}",
                            near(word, [item.family for item in items.values() if item.family])
                            or "add the item, or check the family's name",
                        )


def _figures(item: Item, where: str) -> Iterator[Flaw]:
    if item.kind == "chip" and not item.rates and "tpp" not in item.figures:
        yield warning(
            "no throughput is on file, so its TPP is unknown",
            where,
            "add a figure such as fp16_tera_ops_per_s",
        )
    if item.kind in ("board", "system") and item.contains is None:
        yield warning(
            "a board or system that contains no item", where, "add contains: {item: …, count: …}"
        )

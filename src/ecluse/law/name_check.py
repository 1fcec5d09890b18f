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
from ecluse.law.flaw import Flaw, error, warning
from ecluse.law.library import Library
from ecluse.law.provision import Group


def name_flaws(library: Library) -> Iterator[Flaw]:
    """Names that the lists do not have, and items that lack what is asked of them."""
    yield from _people_and_places(library)
    yield from _items(library)
    yield from _provisions(library)


def _provisions(library: Library) -> Iterator[Flaw]:
    """Provisions that nothing puts into words, and short names of what is no provision."""
    known = library.register.provision_names()
    for name in library.names:
        if name not in known:
            mend = near(name, known) or "remove it, or check the provision's name"
            yield error(f"it names '{name}', which is no provision", "data/provisions.yaml", mend)
    spoken = {
        change.provision
        for _, change in library.register.changes
        if change.says is not None and change.says.text is not None
    }
    for name in known:
        if library.names and name not in spoken and name not in library.names:
            mend = "give it text:, or a short name in provisions.yaml"
            yield warning("nothing says in words what it is about", name, mend)


def _people_and_places(library: Library) -> Iterator[Flaw]:
    countries, facts = library.countries.by_code, library.vocabulary.facts
    for measure, change in library.register.changes:
        named = set(change.says.codes) if isinstance(change.says, Group) else set[str]()
        for fact, meaning in facts.items():
            if meaning.type is FactType.COUNTRY:
                # What is taken where the fact is left out may be asked for, country or not.
                taken = {meaning.if_left_out.value} if meaning.if_left_out else set[str]()
                named |= set(change.words_of(fact)) - taken
        where = f"{measure.measure}, {change.provision}"
        yield from (_no_country(code, where) for code in sorted(named - set(countries)))


def _no_country(code: str, where: str) -> Flaw:
    mend = "write its ISO 3166 code, and add it to data/countries"
    return error(f"'{code}' is no country", where, mend)


def _items(library: Library) -> Iterator[Flaw]:
    for item in library.catalogue.items.values():
        where = f"data/items, {item.name}"
        known = (*item.figures.values(), *((item.datacenter,) if item.datacenter else ()))
        cited = {citation.source for each in known for citation in each.cited}
        if idle := [key for key, url in item.sources.items() if url not in cited]:
            what = f"no figure cites the source {', '.join(idle)}"
            yield warning(what, where, "cite it, or say in notes what it is for")
        seat = item.designer_headquarters
        if seat is not None and seat not in library.countries.by_code:
            what = f"its designer's headquarters '{seat}' is no country"
            yield error(what, where, "write its ISO 3166 code")
        yield from _figures(item, where)
    yield from _families(library)


def _families(library: Library) -> Iterator[Flaw]:
    """Families of items that a condition names, and that no item is of."""
    families = [item.family for item in library.catalogue.items.values() if item.family]
    known = {family.casefold() for family in families}
    if not library.catalogue.items:
        return
    for measure, change in library.register.changes:
        for word in change.words_of("item_family"):
            if word.casefold() not in known:
                yield warning(
                    f"no item of the catalogue is of the family '{word}'",
                    f"{measure.measure}, {change.provision}",
                    near(word, families) or "add the item, or check the family's name",
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

"""An exporter under a denial order, by the name that the Denied Persons List has.

Belongs here: whether a name is one of that list on a day, whatever its case, signs and legal form,
and what a shipment so says. Does not: comparing parties (screening), what an order forbids (the
law).
Always true: the exporter is held to this list alone, for the others ask for the parties that
receive the item (§ 748.5(c) to (f)), and an order forbids its person the exporting itself
(§ 764.3(a)(2)); names are compared as a whole, so that a near one is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.library import Library

if TYPE_CHECKING:  # most questions name no exporter
    from ecluse.determine.shipment import Shipment
    from ecluse.screening.entry import Entry

DENIED = "on_denied_persons_list"


def entries_of_exporter(name: str, library: Library) -> tuple[Entry, ...]:
    """The denial orders against an exporter of this name, whatever the day.

    Raises:
        DataError, SeveralErrors: The list is not as it was sealed.
    """
    if library.exporters.role(name, None) is not None:
        return ()
    return library.once(_by_name).get(library.exporters.bare(name), ())


def said_of_exporter(shipment: Shipment, library: Library) -> dict[str, Known]:
    """That a party is under a denial order, where the exporter that is named is; unknown where it
    is said that none is, and on a day on which the order may have stood.
    """
    given = shipment.given.get("exporter")
    named = shipment.exporter or (given.value if given is not None else None)
    entries = entries_of_exporter(named, library) if isinstance(named, str) else ()
    standing = [each for each in entries if each.stands(shipment.on)]
    said = shipment.given.get(DENIED)
    if not standing or (said is not None and said.value is Truth.TRUE):
        return {}
    against = said is not None and said.value is Truth.FALSE and shipment.parties is None
    if against or all(each.may_only(shipment.on) for each in standing):
        because = f"the exporter is, or may be, under a denial order: {named}"
        return {DENIED: replace(library.vocabulary.unknown(DENIED), because=because)}
    return {DENIED: Known(value=Truth.TRUE, because=str(named))}


def _by_name(library: Library) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of the list by each of their names."""
    from ecluse.screening.codes import read_spellings
    from ecluse.screening.entry import DENIED_PERSONS
    from ecluse.screening.lists import FOLDER, VERSIONS, opened, tables_of
    from ecluse.screening.store import lists_in_use

    found: dict[str, tuple[Entry, ...]] = {}
    if not (library.folder / FOLDER / VERSIONS).is_file():
        return found
    spellings = read_spellings(library.folder / FOLDER)
    for table in tables_of(library.folder, lists_in_use()):
        if table.version.list == DENIED_PERSONS:
            for entry in opened(table, spellings):
                for name in filter(None, map(library.exporters.bare, entry.names)):
                    found[name] = (*found.get(name, ()), entry)
    return found

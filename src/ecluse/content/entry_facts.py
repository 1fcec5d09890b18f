"""The facts of an item that follow from the entries of its parts.

Belongs here: reading data/content/entries.yaml, and matching entries. Does not: what a rule makes
of such a fact.
Always true: a part whose origin or entry is not known leaves the fact open; a bare entry leaves
open which of its paragraphs is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from ecluse.content.share import Judged
from ecluse.facts.file_record import file_record
from ecluse.facts.reader import check, read_data
from ecluse.facts.truth import Truth, some
from ecluse.law.library import Library

FILE = "content/entries.yaml"


@file_record
class EntryFact:
    """A fact, and the entries of parts from which it follows."""

    fact: str
    entries: tuple[str, ...]


@file_record
class EntryFacts:
    """The whole file."""

    facts: tuple[EntryFact, ...]


def facts_of_entries(rows: Iterable[Judged], library: Library) -> Mapping[str, Truth]:
    """Each such fact of an item with these parts.

    Raises:
        DataError: The file is missing, or says what it cannot mean.
    """
    rows = tuple(rows)
    listed = check(read_data(library.folder, FILE), EntryFacts)
    return {
        each.fact: some(row.american & _is_one(row.part.eccn, each.entries) for row in rows)
        for each in listed.facts
    }


def _is_one(eccn: str | None, entries: tuple[str, ...]) -> Truth:
    """Whether a part of this entry is of one of those named."""
    if eccn is None:
        return Truth.UNKNOWN
    if any(fnmatchcase(eccn, each) or fnmatchcase(eccn, f"{each}.*") for each in entries):
        return Truth.TRUE
    wider = any(each.startswith(f"{eccn}.") for each in entries)
    return Truth.UNKNOWN if wider else Truth.FALSE

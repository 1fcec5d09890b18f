"""The exporters that measures name: those that a letter binds, and those that a condition asks for.

Belongs here: collecting the names. Does not: who goes by another name (facts/exporter).
Always true: a name stands as the measure spells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecluse.law.measure import Measure


def exporters_named(measures: Iterable[Measure]) -> frozenset[str]:
    """Every exporter that one of the measures names."""
    return frozenset(name for measure in measures for name in _named(measure))


def _named(measure: Measure) -> Iterator[str]:
    yield from measure.binds
    for change in measure.changes:
        yield from change.words_of("exporter")

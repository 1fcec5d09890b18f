"""Who is named as an exporter: by a measure that binds some, or in any part of a condition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ecluse.law.condition.parse import parse_condition
from ecluse.law.exporter_names import exporters_named
from ecluse.law.library import Library
from ecluse.law.measure import Change, Measure
from ecluse.law.provision import Requirement


def named(text: str, library: Library) -> frozenset[str]:
    """Whom a measure names that binds nobody and has one requirement with this condition."""
    condition = parse_condition(text, library.vocabulary, "test")
    measure, change, requirement = _a_requirement(library)
    says = replace(requirement, when=condition)
    return exporters_named([replace(measure, binds=(), changes=(replace(change, says=says),))])


def _a_requirement(library: Library) -> tuple[Measure, Change, Requirement]:
    return next(
        (measure, change, change.says)
        for measure in library.register.measures
        for change in measure.changes
        if isinstance(change.says, Requirement) and not change.says.saves
    )


@pytest.mark.parametrize(
    "text",
    [
        'exporter == "Acme"',
        'exporter == "Acme" and tpp >= 4800',
        'destination == CN and (tpp >= 4800 or exporter == "Acme")',
        'not (exporter == "Acme")',
    ],
)
def test_an_exporter_is_named_in_any_part_of_a_condition(library: Library, text: str) -> None:
    assert named(text, library) == {"Acme"}


def test_a_condition_that_asks_for_no_exporter_names_none(library: Library) -> None:
    assert named("tpp >= 4800 and destination == CN", library) == frozenset()

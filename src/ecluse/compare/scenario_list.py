"""The shipped scenarios as answers: what each supposes and does.

Belongs here: the keys, and reading the shipped files. Does not: what a scenario touches
(scenario_check).
Always true: each shipped scenario has exactly one entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ecluse.compare.answer import Edit
from ecluse.compare.scenario_check import edits
from ecluse.law.library import Library
from ecluse.law.scenario import Scenario, read_scenario, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioEntry:
    """A shipped scenario.

    Args:
        says: What it supposes.
        edits: What it does to the log of measures.
    """

    SCHEMA: ClassVar[str] = "ecluse.scenario-entry/1"

    scenario: str
    says: str
    edits: list[Edit]


def shipped_scenarios(library: Library) -> list[Scenario]:
    """The scenarios that come with the data, in the order of their names."""
    return [read_scenario(name, library) for name in shipped(library.folder)]


def scenario_entry(scenario: Scenario, lang: str) -> ScenarioEntry:
    """One scenario, in one language."""
    return ScenarioEntry(
        scenario=scenario.scenario,
        says=scenario.says.say(lang),
        edits=list(edits(scenario, lang)),
    )

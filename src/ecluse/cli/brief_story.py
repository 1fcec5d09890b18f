"""`ecluse brief story`: how an answer came to be what it is, in one minute.

Belongs here: its options. Does not: the stretches (determine), or making the brief (brief).
Always true: it asks the very question that `ecluse timeline` asks with the same words.
"""

from __future__ import annotations

from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.options import ItemName, LawOptions, ShipmentOptions
from ecluse.cli.plot import files_of
from ecluse.cli.session import day_of, item_of, law_of, library_of, scenario_of, shipment_of
from ecluse.determine.decide import determine

_SHIPMENT, _LAW, _BRIEF = ShipmentOptions(), LawOptions(), BriefOptions()


def brief_story(
    item: ItemName,
    /,
    *,
    until: str | None = None,
    shipment: ShipmentOptions = _SHIPMENT,
    law: LawOptions = _LAW,
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on a chip's story: the first answer, what changed it, and what holds.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        until: The last day of the story, YYYY-MM-DD; the last day on record where left out.
    """
    from ecluse.brief.story import story_brief

    brief.check(files_of([("the item", item), ("the scenario", law.scenario)]))
    data = library_of(shipment)
    last = data.data_as_of if until is None else day_of(until, data, "--until")
    case = shipment_of(item_of(item, data), last, shipment, data)
    found = determine(case, law_of(last, law, data), data)
    scenario = scenario_of(law.scenario, data)
    give(story_brief(found, brief.terms(data), scenario=scenario), brief)

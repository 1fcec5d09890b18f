"""`ecluse brief check`, and `ecluse brief ITEM`: one answer in one minute.

Belongs here: its options and its exit status. Does not: making the brief (brief).
Always true: it asks the very question that `ecluse check` asks with the same words.
"""

from __future__ import annotations

from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.ending import ANSWERED, UNDETERMINED
from ecluse.cli.options import ItemName, LawOptions, ShipmentOptions
from ecluse.cli.plot import files_of
from ecluse.cli.session import day_of, item_of, law_of, library_of, scenario_of, shipment_of
from ecluse.determine.decide import determine
from ecluse.determine.verdict import Outcome

_SHIPMENT, _LAW, _BRIEF = ShipmentOptions(), LawOptions(), BriefOptions()


def brief_check(
    item: ItemName,
    /,
    *,
    on: str | None = None,
    shipment: ShipmentOptions = _SHIPMENT,
    law: LawOptions = _LAW,
    strict: bool = False,
    brief: BriefOptions = _BRIEF,
) -> int:
    """One minute on one answer: may ITEM ship there on that day, and why?

    Exit status: 0 answered (whatever the answer), 2 bad input, 3 undetermined.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        on: Day of the shipment, YYYY-MM-DD; today where left out.
        strict: Take nothing for granted.
    """
    from ecluse.brief.check import check_brief

    read = files_of([("the item", item), ("the scenario", law.scenario)])
    brief.check(read)
    data = library_of(shipment)
    day = day_of(on, data, "--on")
    case = shipment_of(item_of(item, data), day, shipment, data, strict=strict)
    found = determine(case, law_of(day, law, data), data)
    made = check_brief(found, brief.terms(data), scenario=scenario_of(law.scenario, data))
    give(made, brief)
    return UNDETERMINED if found.outcome is Outcome.UNDETERMINED else ANSWERED

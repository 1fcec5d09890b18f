"""`ecluse brief use`: what a chip still does for a language model, in one minute.

Belongs here: its options and its exit status. Does not: making the brief (brief), or the model of
inference (inference).
Always true: the law is asked the very question that `ecluse check` asks with the same words, and
the chips what `ecluse compare` asks.
"""

from __future__ import annotations

from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.chip import chip_of, model_of
from ecluse.cli.ending import ANSWERED, UNDETERMINED
from ecluse.cli.options import ItemName, LawOptions, ShipmentOptions
from ecluse.cli.plot import files_of
from ecluse.cli.ranges import Chips
from ecluse.cli.session import day_of, item_of, law_of, library_of, shipment_of
from ecluse.determine.decide import determine
from ecluse.determine.verdict import Outcome
from ecluse.law.data_home import data_folder

_SHIPMENT, _LAW, _BRIEF = ShipmentOptions(), LawOptions(), BriefOptions()


def brief_use(
    item: ItemName,
    /,
    *,
    beside: ItemName,
    model: str,
    count: Chips = 8,
    on: str | None = None,
    shipment: ShipmentOptions = _SHIPMENT,
    law: LawOptions = _LAW,
    brief: BriefOptions = _BRIEF,
) -> int:
    """One minute on what a chip does for a language model, beside another, and on its answer.

    Exit status: 0 answered (whatever the answer), 2 bad input, 3 undetermined.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        beside: The chip that stands beside it, named in the same way.
        model: A model's name, or a Hugging Face config.json file.
        count: Chips of each kind; 1 to 1,000,000.
        on: Day of the shipment, YYYY-MM-DD; today where left out.
    """
    from ecluse.brief.use import use_brief
    from ecluse.inference import compare

    named = [("the item", item), ("the chip beside it", beside), ("the model", model)]
    brief.check(files_of([*named, ("the scenario", law.scenario)]))
    data = library_of(shipment)
    day = day_of(on, data, "--on")
    case = shipment_of(item_of(item, data), day, shipment, data)
    found = determine(case, law_of(day, law, data), data)
    chips = [chip_of(item), chip_of(beside)]
    compared = compare(chips, model_of(model), count=count, folder=data_folder())
    give(use_brief(compared, found, brief.terms(data)), brief)
    return UNDETERMINED if found.outcome is Outcome.UNDETERMINED else ANSWERED

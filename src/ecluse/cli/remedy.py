"""`ecluse remedy`: what would change the answer.

Belongs here: its options. Does not: the search (remedy), or its tree (remedy_tree).
Always true: it asks the very question that `ecluse check` asks with the same words.
"""

from __future__ import annotations

from ecluse.cli.options import ItemName, LawOptions, ShipmentOptions, SpeechOptions
from ecluse.cli.screen import print_json
from ecluse.cli.session import (
    day_of,
    item_of,
    known_of,
    library_of,
    register_of,
    shipment_of,
)

_SHIPMENT, _LAW, _SPEECH = ShipmentOptions(), LawOptions(), SpeechOptions()


def remedy(
    item: ItemName,
    /,
    *,
    on: str | None = None,
    shipment: ShipmentOptions = _SHIPMENT,
    law: LawOptions = _LAW,
    strict: bool = False,
    speech: SpeechOptions = _SPEECH,
) -> int:
    """What would have to change for ITEM to ship there without a license: its design, the law, or a
    license held.

    It names no other route, destination, party, headquarters, exporter, end use or origin. Bounds
    are exact: "less than 4800" leaves 4800 out. Exit status: 0 answered, 2 bad input.

    Args:
        item: A catalogue name or alias ("H20"), or a YAML file with an item's own figures.
        on: Day of the shipment, YYYY-MM-DD; today where left out.
        strict: Take nothing for granted.
    """
    from ecluse.determine.decide import determine
    from ecluse.law.measure import Reading
    from ecluse.remedy.remedy import remedy as remedy_of

    data = library_of(shipment)
    day = day_of(on, data, "--on")
    register = register_of(law.scenario, data)
    case = shipment_of(item_of(item, data), day, shipment, data, strict=strict)
    in_force = register.at(day, known_of(law, data), Reading(law.reading))
    found = remedy_of(determine(case, in_force, data), register)
    if speech.json:
        from ecluse.answers.plain import plain
        from ecluse.remedy.to_answer import answer_of

        print_json(plain(answer_of(found, speech.lang)))
    else:
        from ecluse.cli.remedy_tree import print_remedy

        print_remedy(found, speech.lang)
    return 0

"""`ecluse content`: is an item made abroad subject at all, by its bill of materials?

Belongs here: its options and its exit status. Does not: the rules (law), or working it out
(content).
Always true: what it says of a bill is what `ecluse check --content` takes of it.
"""

from __future__ import annotations

from pathlib import Path

from ecluse.cli.ending import ANSWERED, UNDETERMINED
from ecluse.cli.options import CaseOptions, SpeechOptions
from ecluse.cli.screen import print_json
from ecluse.cli.session import Session, shipment_of
from ecluse.facts.truth import Truth


def content(
    bill: Path,
    /,
    *,
    case: CaseOptions = CaseOptions(),
    speech: SpeechOptions = SpeechOptions(),
) -> int:
    """Is what is made of these parts subject to the EAR there: de minimis and direct product rules?

    Exit status: 0 answered, 2 bad input, 3 not known.

    Args:
        bill: A bill of materials: YAML with `item` and `parts`, or CSV with the columns part,
            origin, eccn, value, quantity, us_technology.
    """
    from ecluse.content.findings import content_of, item_of
    from ecluse.content.read_bill import read_bill

    session = Session.open(case)
    data = session.library
    read = read_bill(bill, data)
    shipment = shipment_of(item_of(read), session.day, case.shipment, data)
    found = content_of(read, shipment, session.law, data)
    if speech.json:
        from ecluse.content.answer import answer_of

        print_json(answer_of(found, data, lang=speech.lang))
    else:
        from ecluse.cli.content_table import print_content

        print_content(found, data, speech.lang)
    return UNDETERMINED if found.found.subject is Truth.UNKNOWN else ANSWERED

"""`ecluse remedy`: what would change the answer.

Belongs here: its options. Does not: the search (remedy), or its tree (remedy_tree).
Always true: it asks the very question that `ecluse check` asks with the same words.
"""

from __future__ import annotations

from ecluse.cli.options import CaseOptions, ItemName, SpeechOptions
from ecluse.cli.screen import print_json
from ecluse.cli.session import Session, register_of


def remedy(
    item: ItemName,
    /,
    *,
    case: CaseOptions = CaseOptions(),
    strict: bool = False,
    speech: SpeechOptions = SpeechOptions(),
) -> None:
    """What would have to change for ITEM to ship there without a license: its design, the law, or a
    license held.

    It names no other route, destination, party, headquarters, exporter, end use or origin. Bounds
    are exact: "less than 4800" leaves 4800 out. Exit status: 0 answered, 2 bad input.

    Args:
        item: A catalogue name or alias ("H20"), or a YAML file with an item's own figures.
        strict: Take nothing for granted.
    """
    from ecluse.remedy.remedy import remedy as remedy_of

    session = Session.open(case)
    register = register_of(case.law.scenario, session.library)
    found = remedy_of(session.determination(item, strict=strict), register)
    if speech.json:
        from ecluse.remedy.to_answer import answer_of

        print_json(answer_of(found, speech.lang))
    else:
        from ecluse.cli.remedy_tree import print_remedy

        print_remedy(found, speech.lang)

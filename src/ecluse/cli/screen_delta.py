"""`ecluse screen delta`: what differs between two versions of the lists, and whom that touches.

Belongs here: its options. Does not: comparing (screening), reading a book (orders).
Always true: nothing is written, and the lists in use stay as they are.
"""

from __future__ import annotations

from pathlib import Path

from ecluse.answers.plain import plain
from ecluse.cli.options import SpeechOptions
from ecluse.cli.screen import print_json
from ecluse.cli.session import library

_SPEECH = SpeechOptions()


def screen_delta(
    old: str,
    new: str,
    /,
    *,
    orders: Path | None = None,
    speech: SpeechOptions = _SPEECH,
) -> None:
    """What differs between two versions of the lists, and which parties must be screened again.

    OLD and NEW are each a publisher's file, a folder of lists, `in-use` or `shipped`. The lists
    that both hold are compared, entry by entry.

    Args:
        old: The older version.
        new: The newer version.
        orders: A book: which of its parties share a rare word, or nearly, with what changed.
    """
    from ecluse.screening.delta import BookNames, delta, list_set
    from ecluse.screening.update import ListSettings

    data = library()
    where = ListSettings(data=data.folder, countries=data.countries)
    book = None
    if orders is not None:
        from ecluse.orders.party_names import party_names

        book = BookNames(columns=party_names(orders))
    answer = delta(list_set(old, where), list_set(new, where), where, book)
    if speech.json:
        print_json(plain(answer))
        return
    from ecluse.cli.lists_table import print_changes, print_parties

    print_changes(answer.changes, answer.entries, speech.lang)
    if answer.parties is not None:
        print_parties(answer.parties, answer.screened or 0, speech.lang)

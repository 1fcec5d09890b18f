"""`ecluse screen update` and `screen delta`: newer lists of parties, and what changed in them.

Belongs here: their options. Does not: reading, checking or comparing lists (screening), reading a
book (orders).
Always true: nothing is fetched; the shipped lists are never written to, and `delta` writes nothing.
"""

from __future__ import annotations

from pathlib import Path

from ecluse.cli.forms import print_data
from ecluse.cli.options import SpeechOptions
from ecluse.cli.screen import console
from ecluse.cli.session import day_if_given, day_of, library
from ecluse.errors import InputError
from ecluse.screening.list_changes import ScreeningListsAnswer
from ecluse.words.say import say


def update(
    *files: Path,
    as_of: str | None = None,
    force: bool = False,
    rollback: bool = False,
    speech: SpeechOptions = SpeechOptions(),
) -> None:
    """Take newer lists of parties from a publisher's file, and use them from now on.

    FILE is the Consolidated Screening List (JSON or CSV), part 744 of the eCFR (XML, or its table
    as CSV), SDN.CSV with ALT.CSV and ADD.CSV, SDN.XML, the Denied Persons List, or a dataset of
    OpenSanctions (targets.simple.csv, nested JSON). Nothing is fetched. Entries that went, and
    wordings that changed, still answer for the days before. Without FILE: the lists in use.

    Args:
        files: The file; the Treasury's three together.
        as_of: The day of the file, YYYY-MM-DD, where neither it nor its name says it.
        force: Take it although a list shrinks by more than a tenth, or an entry has no country.
        rollback: Go back to the lists that were in use before the last update.
    """
    from ecluse.screening.make_index import make_index
    from ecluse.screening.update import ListSettings, rolled_back, shown, updated

    data = library()
    where = ListSettings(data=data.folder, countries=data.countries)
    if rollback:
        if files:
            raise InputError("a file and --rollback are two things", "--rollback", "give one")
        answer = rolled_back(where)
    elif files:
        today, day = (day_of(None, data, "--as-of"), day_if_given(as_of, data, "--as-of"))
        answer = updated(files, where, today=today, as_of=day, force=force)
    else:
        answer = shown(where)
    if files or rollback:
        make_index(data.folder)  # here, so that the next who names a party does not wait for it
    if not print_data(answer, speech):
        _print(answer, speech.lang)


def _print(answer: ScreeningListsAnswer, lang: str) -> None:
    from ecluse.cli.lists_table import print_changes, print_lists

    out = console()
    if answer.changes:
        print_changes(answer.changes, answer.entries, lang)
        out.write_line(say("party_lists.days", lang), "dim")
    print_lists(answer.lists, lang)
    if any(each.list == "OS" for each in answer.lists):
        out.write_line(say("party_lists.open sanctions", lang), "yellow")
    if answer.folder is not None:
        out.write_line(say("party_lists.kept where", lang, answer.folder), "dim")


def delta(
    old: str,
    new: str,
    /,
    *,
    orders: Path | None = None,
    speech: SpeechOptions = SpeechOptions(),
) -> None:
    """What differs between two versions of the lists, and which parties must be screened again.

    OLD and NEW are each a publisher's file, a folder of lists, `in-use` or `shipped`. The lists
    that both hold are compared, entry by entry.

    Args:
        old: The older version.
        new: The newer version.
        orders: A book: which of its parties share a rare word, or nearly, with what changed.
    """
    from ecluse.screening.delta import BookNames, list_set
    from ecluse.screening.delta import delta as delta_of
    from ecluse.screening.update import ListSettings

    data = library()
    where = ListSettings(data=data.folder, countries=data.countries)
    book = None
    if orders is not None:
        from ecluse.orders.party_names import party_names

        book = BookNames(columns=party_names(orders, data.book_words))
    answer = delta_of(list_set(old, where), list_set(new, where), where, book)
    if not print_data(answer, speech):
        from ecluse.cli.lists_table import print_changes, print_parties

        print_changes(answer.changes, answer.entries, speech.lang)
        if answer.parties is not None:
            print_parties(answer.parties, answer.screened or 0, speech.lang)

"""`ecluse screen update`: newer lists of parties, from a file that the user has.

Belongs here: its options. Does not: reading or checking a file (screening).
Always true: nothing is fetched; the shipped lists are never written to.
"""

from __future__ import annotations

from pathlib import Path

from ecluse.answers.plain import plain
from ecluse.cli.options import SpeechOptions
from ecluse.cli.screen import print_json
from ecluse.cli.session import day_of, library
from ecluse.errors import InputError
from ecluse.screening.list_changes import ScreeningListsAnswer
from ecluse.words.say import say

_SPEECH = SpeechOptions()


def screen_update(
    *files: Path,
    as_of: str | None = None,
    force: bool = False,
    rollback: bool = False,
    speech: SpeechOptions = _SPEECH,
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
        day = day_of(as_of, data, "--as-of") if as_of else None
        answer = updated(files, where, today=day_of(None, data, "--as-of"), as_of=day, force=force)
    else:
        answer = shown(where)
    if files or rollback:
        make_index(data.folder)  # here, so that the next who names a party does not wait for it
    _print(answer, speech)


def _print(answer: ScreeningListsAnswer, speech: SpeechOptions) -> None:
    if speech.json:
        print_json(plain(answer))
        return

    from ecluse.cli.lists_table import print_changes, print_lists
    from ecluse.cli.screen import console

    out, lang = console(), speech.lang
    if answer.changes:
        print_changes(answer.changes, answer.entries, lang)
        out.line(say("party_lists.days", lang), "dim")
    print_lists(answer.lists, lang)
    if any(each.list == "OS" for each in answer.lists):
        out.line(say("party_lists.open sanctions", lang), "yellow")
    if answer.folder is not None:
        out.line(say("party_lists.kept where", lang, answer.folder), "dim")

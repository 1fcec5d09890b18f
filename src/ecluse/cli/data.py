"""`ecluse data`: newer data for an installed copy, which data answer, and going back.

Belongs here: its options. Does not: unpacking or checking an archive (law).
Always true: the shipped data are never written to.
"""

from __future__ import annotations

from pathlib import Path

from ecluse.cli.ending import tell
from ecluse.cli.forms import print_data
from ecluse.cli.options import SpeechOptions
from ecluse.cli.screen import console
from ecluse.law.data_home import VARIABLE, DataFolderAnswer
from ecluse.words.say import say

_SPEECH = SpeechOptions()


def install(file: Path, /, *, speech: SpeechOptions = _SPEECH) -> None:
    """Check a zip or tar of a data folder, put it beside the shipped data, and use it from now on.

    Args:
        file: The archive. It must be sealed, and no older than the data in use.
    """
    from ecluse.law.install import install as installed

    answer = installed(file)
    _print(answer, speech)
    if answer.origin == "named":
        tell(say("data.not used", speech.lang, VARIABLE))


def show(*, speech: SpeechOptions = _SPEECH) -> None:
    """Which data answer: named by ECLUSE_DATA, installed, or shipped."""
    from ecluse.law.install import shown as in_use

    _print(in_use(), speech)


def rollback(*, speech: SpeechOptions = _SPEECH) -> None:
    """Go back to the data that were in use before the last installation."""
    from ecluse.law.install import rolled_back

    _print(rolled_back(), speech)


def _print(answer: DataFolderAnswer, speech: SpeechOptions) -> None:
    if print_data(answer, speech):
        return
    from rich.text import Text

    lang = speech.lang
    origin = say(f"data_origin.{answer.origin}", lang)
    seal = (say("data.sealed", lang), "") if answer.sealed else (say("data.open", lang), "yellow")
    out = console()
    out.print(Text.assemble((answer.version, "bold"), f"  {origin}, ", seal, f"  {answer.folder}"))
    for row in reversed(answer.installed):
        line = say("data.installed", lang, row.as_of.isoformat(), row.digest)
        out.write_line(f"  {line}", "dim")

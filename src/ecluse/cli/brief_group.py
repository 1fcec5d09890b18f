"""`ecluse brief` and what stands under it.

Belongs here: which commands stand under it. Does not: what they do.
Always true: a command's module is imported only when that command is run, but for the one that
needs no name.
"""

from __future__ import annotations

from cyclopts import App

from ecluse.cli.brief_check import brief_check

group = App(
    name="brief",
    help="One minute on an answer, a day, a measure, a story, a book or a chip at work, as a file.",
    result_action="return_value",
)
group.default(brief_check)
group.command(brief_check, name="check")
group.command("ecluse.cli.brief_day:brief_day", name="day")
group.command("ecluse.cli.brief_measure:brief_measure", name="measure")
group.command("ecluse.cli.brief_story:brief_story", name="story")
group.command("ecluse.cli.brief_book:brief_book", name="book")
group.command("ecluse.cli.brief_use:brief_use", name="use")
group.command("ecluse.cli.brief_market:brief_market", name="market")

"""`ecluse scenario check`: what a scenario does.

Belongs here: its options and its text. Does not: what a scenario does (compare).
Always true: text and JSON are of one answer.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.forms import print_data
from ecluse.cli.options import SpeechOptions
from ecluse.cli.progress import ProgressBar
from ecluse.cli.screen import console
from ecluse.cli.session import library, scenario_named
from ecluse.determine.wording import called
from ecluse.words.say import number, say, when

if TYPE_CHECKING:
    from rich.tree import Tree

    from ecluse.compare.answer import ScenarioCheck, Touched

_SETS_FACTS = "ecluse check … --given"


def scenario_check(
    file: Annotated[str, Parameter(completer=completion.scenarios)],
    /,
    *,
    count: Annotated[bool, Parameter(negative="--no-count")] = True,
    speech: SpeechOptions = SpeechOptions(),
) -> None:
    """What a scenario does: each edit, the days and provisions that it touches, and how many
    answers change.

    Args:
        file: A scenario file, or the name of a shipped one.
        count: Also count the answers of the catalogue that change, to every country.
    """
    from ecluse.compare.scenario_check import check_scenario

    data, lang = library(), speech.lang
    scenario = scenario_named(file, data, "command line")
    with ProgressBar(lang) as bar:
        progress = partial(bar.tell, "scenario")
        found = check_scenario(scenario, data, count=count, progress=progress, lang=lang)
    if not print_data(found, speech):
        _print(found, speech.lang)


def _print(found: ScenarioCheck, lang: str) -> None:
    from rich.text import Text
    from rich.tree import Tree

    head = Text.assemble((found.scenario, "bold"), f"  {found.says[lang]}")
    tree = Tree(head, guide_style="dim")
    for edit in found.edits:
        does = (say(f"change_act.{edit.does}", lang), "cyan")
        branch = tree.add(Text.assemble(does, " ", say("changes.edit", lang, edit.to, edit.how)))
        for note in found.notes:
            if (note.does, note.to) == (edit.does, edit.to):
                branch.add(Text(note.says, style="yellow"))
    told = {(edit.does, edit.to) for edit in found.edits}
    for note in found.notes:
        if (note.does, note.to) not in told:
            tree.add(Text(str(note), style="yellow"))
    for stretch in found.touched:
        _add_stretch(tree, stretch, lang)
    if not found.touched:
        tree.add(say("changes.touches nothing", lang))
    console().print(tree)


def _add_stretch(tree: Tree, stretch: Touched, lang: str) -> None:
    """Days on which the scenario touches the same provisions."""
    from rich.text import Text

    since = when(stretch.since, lang)
    if stretch.until:
        days = say("changes.until", lang, since=since, until=when(stretch.until, lang))
    else:
        days = say("changes.since", lang, since=since)
    counted = ""
    if stretch.answers is not None and stretch.compared is not None:
        changed, compared = number(stretch.answers, lang), number(stretch.compared, lang)
        counted = say("changes.answers of", lang, changed=changed, compared=compared)
    node = tree.add(Text.assemble((days, "bold"), counted))
    for change in stretch.provisions:
        act = say(f"change_act.{change.act}", lang)
        node.add(Text.assemble((act, "dim"), f" {called(change.provision, lang)}"))
    if stretch.asks:
        node.add(
            Text(say("changes.rests on", lang, ", ".join(stretch.asks), _SETS_FACTS), style="dim")
        )

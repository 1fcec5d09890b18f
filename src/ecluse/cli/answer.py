"""A determination on the terminal: the answer in one line, then a tree that a person can read in
ten seconds, then what is to be done and known.

Belongs here: the styles. Does not: any word, or what is told (determine/told).
Always true: whatever the told value holds is printed, in its order.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from ecluse.cli.answer_tree import step_tree
from ecluse.cli.colors import COLORS
from ecluse.cli.screen import console
from ecluse.determine.determination import Determination
from ecluse.determine.told import Told, joined, told
from ecluse.law.library import Library

_WARNS = "bold yellow"
_PIECES = {"presumed": "dim", "held": "green", "weak": "dim"}
_LISTS = {"needs": "yellow", "depends": "yellow", "red flags": "yellow", "assumed": "dim"}


def print_answer(found: Determination, library: Library, lang: str) -> None:
    """Print one determination."""
    print_told(told(found, library, lang))


def print_told(shown: Told) -> None:
    """Print an answer as it is told."""
    out = console()
    out.print(_question_line(shown))
    for line in (_answer_line(shown), *_beside(shown)):
        out.print(Padding(line, (0, 0, 0, 2)))
    out.print()
    out.print(step_tree(shown.steps))
    for each in shown.lists:
        style = _LISTS.get(each.key, "")
        out.write_line(each.title, f"bold {style}".strip())
        out.write_points(each.lines, style)
    out.write_line(shown.disclaimer, "dim italic")


def _question_line(shown: Told) -> Text:
    return Text.assemble(
        (f"{shown.item} → {shown.place}", "bold"),
        f"   {shown.on.isoformat()}   ",
        (", ".join(shown.law), "dim"),
    )


def _answer_line(shown: Told) -> Text:
    line = Text()
    for piece in shown.headline:
        style = COLORS[shown.outcome] if piece.kind == "answer" else _PIECES.get(piece.kind)
        line.append(joined(piece), style=style)
    return line


def _beside(shown: Told) -> Iterator[Text]:
    """Who is listed, against which lists the parties were screened, and what to beware of."""
    for text in shown.listed:
        yield Text(text, style=_WARNS)
    if shown.screened is not None:
        yield Text(shown.screened, style="dim")
    for text in shown.warnings:
        yield Text(text, style=_WARNS)

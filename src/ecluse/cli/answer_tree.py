"""The steps of an answer as a tree on the terminal.

Belongs here: the style of each part of a line. Does not: which lines there are, or their words
(determine/told_steps).
Always true: every part of a line is printed, and nothing is said that the value does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text
from rich.tree import Tree

from ecluse.cli.colors import MARKS
from ecluse.determine.told_line import LineKind, ToldLine
from ecluse.determine.told_steps import ToldStep
from ecluse.facts.truth import Truth


def step_tree(steps: Iterable[ToldStep]) -> Tree:
    """The steps that there are, in order."""
    tree = Tree(Text(""), hide_root=True, guide_style="dim")
    for step in steps:
        after = f"  {step.words}" if step.words else ""
        _add(tree.add(Text.assemble((step.title, "bold"), after)), step.lines)
    return tree


def _add(node: Tree, lines: Iterable[ToldLine]) -> None:
    for line in lines:
        _add(node.add(_line(line)), line.lines)


def _line(line: ToldLine) -> Text:
    if line.kind is LineKind.TEXT:
        return Text(line.words, style="italic")
    if line.kind is LineKind.DOUBT:
        return Text(line.words, style="yellow")
    text = Text()
    if line.mark is not None:
        mark, color = MARKS[line.mark]
        text.append(f"{mark} ", style=color)
    held = line.kind is LineKind.PROVISION and line.mark is Truth.TRUE
    text.append(line.words, style="bold" if held else "")
    for words, style in _after(line):
        text.append(words, style=style)
    return text


def _after(line: ToldLine) -> Iterator[tuple[str, str]]:
    """What stands after the words of a line, each part with its style."""
    if line.in_force:
        yield f"  {line.sources[0].name}, {line.in_force}", "dim"
    if line.confidence:
        yield f"  [{line.confidence}]", "dim"
    compared = line.kind is LineKind.COMPARISON
    if line.value:
        yield f"   {line.value}", "" if compared else "dim"
    if line.margin:
        yield f"   {line.margin}", "dim"
    if line.because:
        yield f"   {line.because}", "yellow" if compared else "dim"
    if line.needs and line.kind is LineKind.PATH:
        yield "  ", ""
        yield line.needs, "yellow"
    elif line.needs:
        yield f"   {line.needs}", "yellow"

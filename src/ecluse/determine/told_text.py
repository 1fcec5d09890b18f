"""An answer as plain text: the same lines as on the terminal, without a width.

Belongs here: marks and indents. Does not: any word (told).
Always true: it is what the terminal prints, unwrapped and without color.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ecluse.determine.told import Told
from ecluse.determine.told_line import LineKind, ToldLine
from ecluse.facts.truth import Truth

MARKS = {Truth.TRUE: "●", Truth.FALSE: "○", Truth.UNKNOWN: "?"}


def text_of(shown: Told) -> str:
    """The answer as text that can stand in a mail."""
    return "\n".join(_lines(shown)) + "\n"


def _lines(shown: Told) -> Iterator[str]:
    yield f"{shown.item} → {shown.place}   {shown.on.isoformat()}   {', '.join(shown.law)}"
    yield f"  {shown.qualified}"
    for text in (*shown.listed, *((shown.screened,) if shown.screened else ()), *shown.warnings):
        yield f"  {text}"
    yield ""
    for step in shown.steps:
        yield f"{step.title}  {step.words}".rstrip()
        yield from _tree(step.lines, "  ")
    for each in shown.lists:
        yield each.title
        yield from (f"  · {text}" for text in each.lines)
    yield shown.disclaimer


def _tree(lines: Iterable[ToldLine], indent: str) -> Iterator[str]:
    for line in lines:
        mark = "" if line.mark is None else f"{MARKS[line.mark]} "
        yield f"{indent}{mark}{line.words}{''.join(_after(line))}"
        yield from _tree(line.lines, f"{indent}  ")


def _after(line: ToldLine) -> Iterator[str]:
    """What stands after the words of a line."""
    if line.in_force:
        yield f"  {line.sources[0].name}, {line.in_force}"
    if line.confidence:
        yield f"  [{line.confidence}]"
    yield from (f"   {text}" for text in (line.value, line.margin, line.because) if text)
    if line.needs:
        yield f"{'  ' if line.kind is LineKind.PATH else '   '}{line.needs}"

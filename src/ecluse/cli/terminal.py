"""The terminal: a console on which no text of a user's moves the cursor or passes for markup.

Belongs here: how text leaves for a terminal or a pipe. Does not: what is said; how wide a line may
be, or JSON (screen).
Always true: a character that is dangerous to show is printed as its escape, whoever prints it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NoReturn

from rich import _wrap
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from ecluse.visible import visible_lines

_TRAILING = re.compile(" +(?=\n)")
# French puts no-break spaces in its numbers and before its signs; rich would break there.
_wrap.re_word = re.compile("[ \t\n]*[^ \t\n]+[ \t\n]*")


class Terminal(Console):
    """Whatever is printed passes here last, so nothing goes by it."""

    def write_line(self, text: str, style: str = "") -> None:
        """Print a text that is no markup; what is too long for a line goes on in the next."""
        self.print(Text(text, style=style))

    def write_points(self, texts: Iterable[str], style: str = "") -> None:
        """Print several texts, each with a mark before it."""
        for text in texts:
            self.write_line(f"  · {text}", style)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The segments of what is printed, fit to be shown."""
        for segment in super().render(renderable, options):
            shown = segment.text if segment.control else visible_lines(segment.text)
            yield segment if shown == segment.text else Segment(shown, segment.style)

    def on_broken_pipe(self) -> NoReturn:
        """Leave it to whoever ends the command."""
        raise BrokenPipeError

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        text: str = super()._render_buffer(buffer)
        # On a terminal nobody sees them; in a file they are what a tool complains of.
        return text if self.is_terminal else _TRAILING.sub("", text)

"""Standard output: how wide it is, what its encoding lacks, and JSON that is always valid.

Belongs here: the streams, and JSON. Does not: what is said, or how text is laid out (terminal).
Always true: rich is imported only where something is laid out; a character that the encoding of the
output lacks is printed as a near one or as its escape; JSON holds no NaN and no infinity.
"""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from ecluse.errors import ModelError
from ecluse.visible import visible, visible_json

if TYPE_CHECKING:
    from ecluse.cli.terminal import Terminal

NEAREST = "ecluse.nearest"
_USUAL, _WIDEST = 100, 1_000  # columns
# Marks that must stay apart where an encoding has none of them: holds, does not, unknown is `?`.
_NEAR = {
    "●": "*",
    "○": "o",
    "→": "->",
    "–": "-",
    "·": "-",
    "×": "x",
    "’": "'",
    "…": "...",
    "━": "=",
    "\u00a0": " ",
    "\u202f": " ",
}


class _Closed(io.TextIOBase):
    """Standard output where nobody opened one: whatever is written is an error that is told."""

    encoding = "utf-8"

    def write(self, _: str) -> int:
        raise OSError(errno.EBADF, "it is closed")

    @property
    def buffer(self) -> _Closed:
        """Bytes fare no better."""
        return self


def console() -> Terminal:
    """A terminal as wide as `width` says."""
    from ecluse.cli.terminal import Terminal

    return Terminal(width=width(), highlight=False, soft_wrap=False, emoji=False)


def width() -> int:
    """How wide a line may be: what COLUMNS says, else the terminal up to 100 columns, else 100."""
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) > 0:
        return min(int(named), _WIDEST)
    if sys.stdout.isatty():
        return min(_USUAL, os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL)
    return _USUAL


def print_blank() -> None:
    """An empty line on standard output, between two answers."""
    sys.stdout.write("\n")


def shown(text: object) -> str:
    """A user's text inside a line of markup: on one line, and no markup itself."""
    from rich.markup import escape

    return escape(visible(str(text)))


def print_json(found: Any, *, one_line: bool = False) -> None:
    """An answer, or plain data, as JSON on standard output; see `json_text`."""
    from dataclasses import is_dataclass  # here, for it is slow to import

    from ecluse.answers.plain import plain

    data = plain(found) if is_dataclass(found) else found
    # An encoding without all of Unicode would write a replacement where JSON wants an escape.
    narrow = not (sys.stdout.encoding or "utf-8").casefold().startswith("utf")
    sys.stdout.write(json_text(data, narrow=narrow, one_line=one_line))


def json_text(data: Any, *, narrow: bool = False, one_line: bool = False) -> str:
    """Plain data as JSON text.

    Args:
        narrow: Write everything beyond ASCII as an escape.
        one_line: Write all of it on one line.

    Raises:
        ModelError: A number in it is none, or infinite.
    """
    try:
        text = json.dumps(
            data, ensure_ascii=narrow, indent=None if one_line else 2, allow_nan=False
        )
    except ValueError as error:
        raise ModelError(
            "a figure of the answer is beyond all measure", "JSON", "give smaller numbers"
        ) from error
    return visible_json(text) + "\n"


def nearest(error: UnicodeError) -> tuple[str, int]:
    r"""What an encoding writes for characters that it lacks: a near one, a letter without its
    accent, or the escape.

    >>> "H20 → Curaçao ● \u4e2d".encode("ascii", NEAREST)
    b'H20 -> Curacao * \\u4e2d'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_near, error.object[error.start : error.end])), error.end


def _near(sign: str) -> str:
    plain = _NEAR.get(sign) or unicodedata.normalize("NFD", sign)[0]
    return plain if plain.isascii() else sign.encode("ascii", "backslashreplace").decode()


codecs.register_error(NEAREST, nearest)


def open_streams() -> None:
    """Make standard output and standard error fit to be written to, whatever they are.

    A closed one is opened on the null device, lest the next file that is opened take its place:
    what is written to standard output then still counts as an error.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  for good
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=NEAREST)

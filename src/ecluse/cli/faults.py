"""Exceptions as errors that a user can mend, and as what `--json` prints of them.

Belongs here: which exceptions of others a user can mend, and in which words; the flag for each word
of a question that a room names. Does not: writing, or exit statuses (ending).
Always true: an exception without an entry here is a fault of ecluse itself.
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.errors import MOST_TOLD, EcluseError, InputError, near
from ecluse.words.of_error import in_words
from ecluse.words.say import number, say

if TYPE_CHECKING:
    from cyclopts.exceptions import UnknownOptionError

TRACEBACK = "ECLUSE_TRACEBACK"
# The modules that ecluse imports of what each extra brings; a test compares them with every import
# and with pyproject.toml.
BROUGHT = {
    "plot": ("matplotlib",),
    "arrow": ("pyarrow",),
    "postgres": ("psycopg",),
    "spark": ("pyspark",),
    "simulate": ("numpy",),
    "sensitivity": ("SALib",),
    "compiled": ("numba",),
    "inference": ("numpy",),
    "brief": ("typst",),
    "serve": (
        *("starlette", "anyio", "uvicorn", "httptools", "jinja2", "markupsafe"),
        *("python_multipart", "orjson", "prometheus_client"),
    ),
    "mcp": ("mcp",),
}
EXTRAS = {module: extra for extra, modules in BROUGHT.items() for module in modules}
# Commands that need another extra for the same modules.
_BY_COMMAND = {
    ("inference", "simulate"): "simulate",
    ("inference", "effect"): "simulate",
    ("inference", "brief"): "simulate",
    ("serve", "mcp"): "mcp",
}
# Rooms name the field that is wrong; on a command line the same thing has a flag.
_SAME = (
    *("to", "on", "known", "reading", "hq", "parent_hq", "end_use", "exporter", "origin"),
    *("quantity", "scenario", "before", "after", "before_known", "before_data", "after_data"),
    *("orders", "columns", "out", "report", "tables", "plot", "since", "heading", "encoding"),
    *("engine", "serving", "master", "model", "precision", "count", "batch", "ttft", "tpot"),
    *("input", "output", "tp", "ep", "dp", "pp", "layout", "price", "network", "phase"),
    *("objective", "outcome", "process", "memory", "dies", "stacks", "link", "watts", "dollars"),
    *("per_doubling", "tolerance", "units", "per_day", "since_release", "force"),
    *("as_of", "rollback", "another", "why", "versus", "replay"),
    *("from", "until", "draws", "by", "show", "by_buyer"),
)
# Whose words an error has, the first first: the web's name addresses where ours name commands.
_SUBJECTS = ("terminal_error.", "book_error.", "problem.", "refusal.", "book_note.")
_NAMED = re.compile(r"`(\w+)`")
FLAGS = {name: f"--{name.replace('_', '-')}" for name in _SAME} | {
    "item": "command line",
    "chip": "--item",
    "input_tokens": "--input",
    "output_tokens": "--output",
    "ttft_s": "--ttft",
    "tpot_s": "--tpot",
    "wanted": "--outcome",
}


def flagged(error: EcluseError) -> EcluseError:
    """The same error, which names the flags of the command line."""
    for mistake in (*error.mistakes, error):
        mistake.where = flag_of(mistake.where)
        mistake.what = _NAMED.sub(_flag_named, mistake.what)
        mistake.mend = _NAMED.sub(_flag_named, mistake.mend)
    return error


def worded(error: EcluseError, lang: str) -> EcluseError:
    """The same error in the words of a language, as far as there are any: else as it was raised."""
    for mistake in {id(each): each for each in (*error.mistakes[:MOST_TOLD], error)}.values():
        mistake.what = in_words(mistake.what, lang, _SUBJECTS)
        mistake.where = in_words(mistake.where, lang, _SUBJECTS)
        mistake.mend = in_words(mistake.mend, lang, _SUBJECTS)
    return error


def line_of(error: EcluseError, lang: str) -> str:
    """An error as the terminal tells it: a line for each mistake."""
    if lang == "en":
        return str(error)
    told = [
        say("ending.error", lang, what=each.what, where=each.where, mend=each.mend)
        for each in error.mistakes[:MOST_TOLD]
    ]
    if (left := len(error.mistakes) - MOST_TOLD) > 0:
        told.append(say("ending.more mistakes", lang, number(left, lang)))
    return "\n".join(told)


def _flag_named(named: re.Match[str]) -> str:
    """The flag for a field that a room names in a sentence."""
    return FLAGS.get(named[1], named[0])


def flag_of(where: str) -> str:
    """The flag for a field that a room names; any other place as it is.

    >>> flag_of("parent_hq"), flag_of("given tpp"), flag_of("out: a.csv"), flag_of("book.csv:3")
    ('--parent-hq', '--given tpp', '--out a.csv', 'book.csv:3')
    """
    if where.startswith(("given ", "set ")):
        return f"--{where}"
    field, colon, path = where.partition(": ")
    if colon and field in FLAGS:  # an output: the field by which it was asked for, and its place
        return f"{FLAGS[field]} {path}"
    return FLAGS.get(where, where)


def mendable(error: Exception, command: str = "") -> EcluseError | None:
    """What a user can mend, in our words; None for any other exception.

    Args:
        command: The first word of the command line.
    """
    if isinstance(error, EcluseError):
        return error
    if (lacking := _not_installed(error, command)) is not None:
        return lacking
    if isinstance(error, OSError) and error.strerror:
        place = "standard output" if error.filename is None else str(error.filename)
        mend = "check that it is open, has room and may be used"
        return InputError(f"cannot read or write: {error.strerror}", place, mend)
    if type(error).__module__ in ("duckdb", "_duckdb"):
        first = (str(error).splitlines() or [type(error).__name__])[0]
        what = f"a table cannot be read or written to its end: {first}"
        return InputError(what, "command line", "mend that and run it again")
    if isinstance(error, MemoryError):
        return InputError("memory ran out", "this machine", "ask for less at a time")
    return _of_the_parser(error)


def _not_installed(error: BaseException | None, command: str) -> InputError | None:
    """What an extra would bring; the parser, which imports a command late, wraps the exception."""
    while isinstance(error, ImportError):
        module = (error.name or "").partition(".")[0]
        if isinstance(error, ModuleNotFoundError) and module in EXTRAS:
            extra = _BY_COMMAND.get((EXTRAS[module], command), EXTRAS[module])
            what, mend = f"{module} is not installed", f"pip install 'ecluse[{extra}]'"
            return InputError(what, "command line", mend)
        error = error.__cause__
    return None


def _of_the_parser(error: Exception) -> InputError | None:
    from cyclopts import CycloptsError
    from cyclopts.exceptions import (
        RepeatArgumentError,
        UnknownCommandError,
        UnknownOptionError,
        UnusedCliTokensError,
    )

    if isinstance(error, UnknownCommandError):
        from ecluse.cli.application import NAMES

        word = (error.unused_tokens or ["?"])[0]
        mend = near(word, NAMES) or "`ecluse --help` lists them"
        return InputError(f"no command is called '{word}'", "command line", mend)
    if not isinstance(error, CycloptsError):
        return None
    command = " ".join(("ecluse", *(error.command_chain or ())))
    mend = f"`{command} --help` lists its options"
    if isinstance(error, UnusedCliTokensError) and error.unused_tokens:
        return InputError(f"'{error.unused_tokens[0]}' is one word too many", "command line", mend)
    if isinstance(error, RepeatArgumentError):
        flag = error.token.keyword or "command line"
        return InputError(f"{flag} is given twice", flag, "give it once")
    if isinstance(error, UnknownOptionError) and (meant := _meant(error)):
        what = f"Unknown option: {error.token.keyword or error.token.value}. Did you mean {meant}?"
        return InputError(what, "command line", mend)
    return InputError(" ".join(str(error).split()).rstrip("."), "command line", mend)


# What other commands, the keys of a question and French call an option.
_CALLED = {
    "--hq": ("headquarters", "seat", "siege", "siège"),
    "--parent-hq": ("parent-headquarters", "parent"),
    "--on": ("date", "day", "jour", "le"),
    "--to": ("destination", "country", "vers", "pays"),
}


def _meant(error: UnknownOptionError) -> str | None:
    """The option that a word stands for where the command has it; None leaves it to the parser."""
    word = (error.token.keyword or error.token.value).partition("=")[0].lstrip("-").casefold()
    known = {name for each in error.argument_collection if each.parse for name in each.names}
    return next((to for to, words in _CALLED.items() if word in words and to in known), None)


def fault(error: Exception, lang: str) -> str:
    """A line that tells of a fault of ecluse itself: its kind and place, nothing of the data."""
    frames = traceback.extract_tb(error.__traceback__)
    house = str(Path(__file__).parent.parent)
    ours = [frame for frame in frames if frame.filename.startswith(house)]
    last = (ours or frames)[-1]
    place = f"{'/'.join(Path(last.filename).parts[-2:])}:{last.lineno}"
    return say("ending.fault", lang, type(error).__name__, place, TRACEBACK)

"""`ecluse` as a process: from the words of a command line to an exit status.

Belongs here: starting, and what must be quick. Does not: the commands (application), or how an
error is shown (ending).
Always true: `--version` imports no room and no parser; the words of a command line reach the parser
in their present spelling.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial

# Flags that were called otherwise in earlier releases: (command, old spelling) → present spelling.
RENAMED = {
    ("infer", "--chip"): "--item",
    ("infer", "--engine"): "--serving",
}
# Options whose word is a party's and never a file: there `-` stands for no standard stream.
OF_A_PARTY = frozenset(
    {"--purchaser", "--intermediate", "--consignee", "--end-user", "--address", "--id", "--country"}
)

_WRITTEN = ("--out", "--access-log")


def run(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with its exit status."""
    # Nothing that a short command makes is garbage before it ends. Long ones collect: see session.
    gc.disable()
    words = sys.argv[1:] if arguments is None else arguments
    quick = words == ["--version"]
    command: Callable[[], int] = _print_version if quick else partial(_answer, words)
    from ecluse.cli.ending import end

    sys.exit(end(command, words))


def status(arguments: list[str]) -> int:
    """Run one command in this process; its exit status."""
    from ecluse.cli.ending import status_of

    return status_of(partial(_answer, arguments), arguments)


def _print_version() -> int:
    sys.stdout.write(f"{version()}\n")
    return 0


def version() -> str:
    """The release of ecluse that is installed."""
    import ecluse

    named: str | None = getattr(ecluse, "__version__", None)
    if named is not None:
        return named
    from importlib.metadata import version as installed

    return installed("ecluse")


def _answer(arguments: Sequence[str]) -> int:
    from ecluse.cli.application import app, make_app

    refuse_no_name(arguments)
    words = present_spelling(standard_streams(arguments))
    refuse_empty(words)
    own = None
    if not words or {"--help", "-h"} & set(words):
        # Help goes through our console too, which is imported for nothing else here.
        from ecluse.cli.screen import console

        own = console()
    no_command = not words or words[0].startswith("-")
    if no_command:
        chosen = make_app(overview=True)
    elif len(words) > 1 and {"--help", "-h"}.issuperset(words[1:]):
        chosen = make_app(listed=words[0])
    else:
        chosen = app
    result = chosen(words, exit_on_error=False, print_error=False, console=own)
    return result if isinstance(result, int) else 0


def refuse_empty(words: Sequence[str]) -> None:
    """Refuse an empty word: a script whose variable is not set would be answered as if the option
    were left out.

    Raises:
        InputError: There is one.
    """
    if words[:1] == ["__complete"]:  # nothing has been typed yet
        return
    for before, word in zip(["", *words], words, strict=False):
        flag, equals, value = word.partition("=")
        own = bool(equals) and flag.startswith("--")
        if (value if own else word).strip():
            continue
        from ecluse.errors import InputError

        named = flag if own else before
        where = named if named.startswith("--") else "command line"
        raise InputError("an empty word is given", where, "write a word, or leave it out")


def refuse_no_name(words: Sequence[str]) -> None:
    """Refuse `-` where a party is named: it would be screened, and nobody is called so.

    Raises:
        InputError: There is one.
    """
    options = [word.replace("_", "-").casefold() for word in words]
    wrong = [
        before
        for before, word in zip(options, words[1:], strict=False)
        if word == "-" and before in OF_A_PARTY
    ]
    wrong += [flag for flag in OF_A_PARTY if f"{flag}=-" in options]
    # `ecluse screen NAME`; with --out, NAME is a file.
    if options[:2] == ["screen", "-"] and not any(each.startswith("--out") for each in options):
        wrong.append("NAME")
    if wrong:
        from ecluse.errors import InputError

        raise InputError("'-' names no party", wrong[0], "write the name, or leave it out")


def standard_streams(words: Sequence[str]) -> list[str]:
    """The words with `-` by the name of what it stands for, for it would be taken for an option:
    standard output after `--out` and `--access-log`, else standard input.
    """
    before = ["", *words]
    names = {True: "/dev/stdout", False: "/dev/stdin"}
    return [
        names[last in _WRITTEN] if word == "-" else word
        for last, word in zip(before, words, strict=False)
    ]


def present_spelling(words: Sequence[str]) -> list[str]:
    """The words with each flag of an earlier release as it is spelled now.

    >>> present_spelling(["infer", "--chip=H20", "--engine", "sglang"])
    ['infer', '--item=H20', '--serving', 'sglang']
    """
    if not words:
        return []
    command = words[0]
    present = []
    for word in words:
        flag, equals, value = word.partition("=")
        present.append(RENAMED.get((command, flag), flag) + equals + value)
    return present

"""A question as the command line that asks it again.

Belongs here: how a command line is written. Does not: which words ask a question.
Always true: what is written is read again as the same words by a shell; an option stands where it
was put.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable

_CALLED = {"party_id": "id"}  # by the key of a question, where its option is called otherwise


def command_line(*words: str, options: Iterable[tuple[str, object]]) -> str:
    """The words of a command and its options: one that is True has no word, one that is None or
    False is left out, and one of several values is said for each.

    >>> command_line("check", "HGX H20", options=[("to", "CN"), ("hq", None), ("strict", True)])
    "ecluse check 'HGX H20' --to CN --strict"
    >>> command_line("check", options=[("given", ["tops=8", "datacenter=no"])])
    'ecluse check --given tops=8 --given datacenter=no'
    """
    said = ["ecluse", *words]
    for key, value in options:
        flag = f"--{_CALLED.get(key, key).replace('_', '-')}"
        for each in value if isinstance(value, list | tuple) else (value,):
            if each is True:
                said.append(flag)
            elif each is not None and each is not False:
                said += [flag, str(each)]
    return shlex.join(said)

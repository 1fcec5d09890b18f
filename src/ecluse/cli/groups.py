"""Commands that stand under another, such as `ecluse law check`.

Belongs here: which commands stand under which, and what each group is for. Does not: what they do.
Always true: a group is made when one of its commands is run or asked for its help; of its commands
only the one that needs no name is imported then.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from cyclopts import App

# Each group: what its help says, the command that needs no name, and the others by their names.
GROUPED: dict[str, tuple[str, str | None, dict[str, str]]] = {
    "brief": (
        (
            "One minute on an answer, a day, a measure, a story, a book or a chip at work, as a "
            "file. PDF and PNG need the extra `brief`."
        ),
        "brief:check",
        {
            name: f"brief:{name}"
            for name in ("check", "day", "measure", "story", "book", "use", "market")
        },
    ),
    "data": (
        "Newer data for an installed copy: install an archive, show which data answer, go back.",
        None,
        {name: f"data:{name}" for name in ("install", "show", "rollback")},
    ),
    "law": (
        (
            "What is in force on a day, one provision's history, what is judged, a check or a "
            "seal of all data files."
        ),
        "law:law",
        {name: f"law_{name}:law_{name}" for name in ("check", "coverage", "seal")},
    ),
    "scenario": (
        "What a scenario file supposes, and what it touches.",
        None,
        {"check": "scenario_check:scenario_check"},
    ),
    "screen": (
        "Is a party on a list, since when, and with which requirement?",
        "screen_party:screen_party",
        {name: f"screen_lists:{name}" for name in ("update", "delta")},
    ),
    "simulate": (
        (
            "What a rule, a notice, a license or a fee lets through over time, as ranges. Needs "
            "the extra `simulate`."
        ),
        "simulate:simulate",
        {name: f"simulate_{name}:simulate_{name}" for name in ("score", "check", "question")},
    ),
}


def __getattr__(name: str) -> App:
    """A group by its name, made when it is first asked for.

    Raises:
        AttributeError: No group is called that.
    """
    if name not in GROUPED:
        raise AttributeError(name)
    return group_of(name)


def group_of(name: str, *, whole: bool = False) -> App:
    """A group of commands.

    Args:
        whole: Import every command, so that the group's help says what each does.
    """
    said, unnamed, others = GROUPED[name]
    group = App(name=name, help=said, result_action="return_value")
    early = (unnamed, *(others.values() if whole else ()))
    imported = {place: _command(place) for place in early if place is not None}
    if unnamed is not None:
        group.default(imported[unnamed])
    for under, place in others.items():
        group.command(imported.get(place, f"ecluse.cli.{place}"), name=under)
    return group


def _command(place: str) -> Callable[..., object]:
    module, _, name = place.partition(":")
    command: Callable[..., object] = getattr(import_module(f"ecluse.cli.{module}"), name)
    return command

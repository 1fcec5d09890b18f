"""What the shell offers where a name is asked for: items, countries, provisions and scenarios.

Belongs here: the names and their one-line meanings. Does not: the shells' own scripts, which the
parser makes (`ecluse --install-completion`).
Always true: whatever goes wrong, nothing is offered and nothing is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cyclopts.completion import CompletionContext

    from ecluse.law.library import Library

_MOST = 200  # names; a list that is longer helps nobody


def _completer(
    names: Callable[[Library], Mapping[str, str]],
) -> Callable[[CompletionContext], dict[str, str]]:
    """The names of the library that begin with, or hold, what has been typed."""

    @wraps(names)
    def complete(context: CompletionContext) -> dict[str, str]:
        from ecluse.cli.session import library

        try:
            every = names(library())
        except Exception:  # noqa: BLE001  a completion that fails offers nothing
            return {}
        return matching(every, context.incomplete)

    return complete


def matching(names: Mapping[str, str], typed: str) -> dict[str, str]:
    """Names that begin with what has been typed, else names that hold it.

    >>> matching({"NVIDIA H20 96GB": "chip", "H20": "chip", "A100": "chip"}, "h2")
    {'H20': 'chip'}
    """
    wanted = typed.casefold()
    begin = {name: says for name, says in names.items() if name.casefold().startswith(wanted)}
    found = begin or {name: says for name, says in names.items() if wanted in name.casefold()}
    return dict(list(found.items())[:_MOST])


@_completer
def markets(library: Library) -> dict[str, str]:
    """The markets of the data folder."""
    from ecluse.simulate.read_market import market_names

    return dict.fromkeys(market_names(library.folder), "market")


@_completer
def questions(library: Library) -> dict[str, str]:
    """The questions about markets of the data folder."""
    from ecluse.simulate.read_question import question_names

    return dict.fromkeys(question_names(library.folder), "question")


@_completer
def items(library: Library) -> dict[str, str]:
    """Catalogue names and aliases."""
    catalogue = library.catalogue.items.values()
    names = {item.name: item.kind for item in catalogue}
    return names | {alias: item.name for item in catalogue for alias in item.aliases}


@_completer
def countries(library: Library) -> dict[str, str]:
    """Country codes."""
    return {code: country.en for code, country in library.countries.by_code.items()}


@_completer
def provisions(library: Library) -> dict[str, str]:
    """Paragraphs and measures."""
    register = library.register
    measures = {each.measure: each.title.say("en") for each in register.measures}
    return dict.fromkeys(register.provision_names(), "") | measures


@_completer
def scenarios(_: Library) -> dict[str, str]:
    """The shipped scenarios."""
    from ecluse.law.data_home import data_folder

    folder: Any = data_folder() / "scenarios"
    return {path.stem: "" for path in sorted(folder.glob("*.yaml"))}

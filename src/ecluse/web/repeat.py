"""The same question as a command, as Python and as curl.

Belongs here: how each of them says the words of a question. Does not: the words themselves.
Always true: whoever runs one of the three gets the answer of the page.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from ecluse.answers.command import command_line
from ecluse.determine.question_object import OF_WHOM, names_parties
from ecluse.web.links import of_the_api
from ecluse.web.params import Said

_LAW = ("known", "reading", "scenario")
# The words of a question in the order in which a person would say them.
_ORDER = (
    *(
        "to",
        "from",
        "until",
        "on",
        "hq",
        "parent_hq",
        "exporter",
        "origin",
        "end_use",
        "quantity",
        "eccn",
    ),
    *OF_WHOM,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Three ways to repeat a question; None where one of them cannot say it."""

    command: str
    python: str | None
    curl: str | None


def repeats(said: Said, lang: str, base: str) -> Repeats:
    """The three ways.

    Args:
        said: The words of the question, its item by its catalogue name.
        base: How the server is reached.
    """
    parties = names_parties(said)
    return Repeats(
        command=command_of(said, lang),
        python=None if parties else _python(said),
        curl=None if parties else _curl(said, lang, base),
    )


def command_of(said: Said, lang: str, name: str = "check") -> str:
    """The question as a command line."""
    given = [f"{fact}={text}" for fact, text in (said.get("given") or {}).items()]
    others = {"given": given, "strict": bool(said.get("strict")), "lang": lang}
    options = [*((key, said.get(key)) for key in (*_ORDER, *_LAW)), *others.items()]
    if lang == "en":
        options.pop()
    return command_line(name, str(said["item"]), options=options)


def _python(said: Said) -> str:
    named = [f"    {said['item']!r},", f"    to={said['to']!r},"]
    named.append(f"    on=date.fromisoformat({said['on']!r}),")
    own = [key for key in _ORDER if key not in ("to", "from", "until", "on")]
    named += [f"    {key}={said[key]!r}," for key in own if said.get(key) is not None]
    if said.get("known"):
        named.append(f"    known=date.fromisoformat({said['known']!r}),")
    if said.get("reading"):
        named.append(f"    reading={said['reading']!r},")
    if said.get("given"):
        named.append(f"    given={dict(said['given'])!r},")
    if said.get("strict"):
        named.append("    strict=True,")
    lines = ["from datetime import date", "", "import ecluse", ""]
    if said.get("scenario"):
        lines += [
            "library = ecluse.load()",
            f"scenario = ecluse.read_scenario({said['scenario']!r}, library)",
            "register = ecluse.applied(scenario, library.register)",
        ]
        named += ["    register=register,", "    library=library,"]
    return "\n".join([*lines, "found = ecluse.ask(", *named, ")", "print(found.verdict)"])


def _curl(said: Said, lang: str, base: str) -> str:
    return f"curl {shlex.quote(base + of_the_api('check', said, lang))}"

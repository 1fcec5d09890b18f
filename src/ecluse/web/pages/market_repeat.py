"""The same question about a market as a command, as Python and as curl.

Belongs here: how each of them says the words of a question. Does not: the words themselves.
Always true: whoever runs one of the three gets the answer of the page.
"""

from __future__ import annotations

import shlex

from ecluse.answers.command import command_line
from ecluse.simulate.panel_file import RECORD
from ecluse.web.links import spoken
from ecluse.web.market import AskedMarket, query_of_market
from ecluse.web.params import Said
from ecluse.web.repeat import Repeats
from ecluse.web.site import Site


def repeats_of(asked: AskedMarket, site: Site, lang: str) -> Repeats:
    """The three ways to ask it again."""
    name = asked.market.file.market
    words = {**asked.words, "show": ",".join(asked.question.show)}
    said = spoken(words, lang)
    address = f"{site.settings.reached}/api/v1/simulate/{name}{query_of_market(said)}"
    return Repeats(
        command=command_line("simulate", name, options=said.items()),
        python=_python(name, asked, words),
        curl=f"curl {shlex.quote(address)}",
    )


def _python(name: str, asked: AskedMarket, words: Said) -> str:
    """The words as Python."""
    question = asked.question
    named = [f"    {key}={value}," for key, value in _arguments(asked, words).items()]
    sides = [words.get(key) for key in ("scenario", "versus")]
    lines = ["from datetime import date", ""] if _days(asked) else []
    lines += ["import ecluse", "from ecluse import simulate as markets", ""]
    lines += ["library = ecluse.load()", f"market = markets.open_market({name!r}, library)"]
    if any(each not in (None, RECORD) for each in sides):
        lines += [
            "",
            "",
            "def law(name):",
            "    scenario = ecluse.read_scenario(name, library)",
            "    register = ecluse.applied(scenario, library.register)",
            "    return markets.SideOfLaw(name=name, register=register)",
            "",
            "",
        ]
    shown = f"    show={question.show!r},"
    asked_so = ["question = markets.Question(", *named, shown, ")"]
    ends = ["found = markets.simulate(market, library, question)"]
    return "\n".join([*lines, *asked_so, *ends, "print(markets.answer(found, library).series)"])


def _days(asked: AskedMarket) -> dict[str, str]:
    """The days that a question names."""
    question = asked.question
    days = {"known": question.known, "since": question.since, "until": question.until}
    return {
        key: f"date.fromisoformat({day.isoformat()!r})"
        for key, day in days.items()
        if day is not None
    }


def _arguments(asked: AskedMarket, words: Said) -> dict[str, str]:
    """The arguments of the question that are not as they go without saying."""
    found = {key: _law(words[key]) for key in ("scenario", "versus") if key in words}
    found |= {key: repr(words[key]) for key in ("destination", "by") if key in words}
    found |= {key: str(words[key]) for key in ("draws", "seed") if key in words}
    found |= _days(asked)
    if "set" in words:
        found["settings"] = f"markets.settings_of({words['set']!r}, market)"
    return found


def _law(name: str) -> str:
    return "markets.SideOfLaw()" if name == RECORD else f"law({name!r})"

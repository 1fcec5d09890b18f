"""The answer of a screening on the terminal.

Belongs here: the table of hits, a party a line. Does not: comparing (screening).
Always true: entries of one party are one line that says how many there are; the gravest entry is
told whole.
"""

from __future__ import annotations

from datetime import date

from rich.text import Text

from ecluse.cli.columns import headed
from ecluse.cli.screen import console
from ecluse.screening.answer import ScreeningAnswer, ScreeningHit
from ecluse.words.say import many, say, when

_MOST_PARTIES, _LONGEST = 12, 300
_STYLE = {"hit": "bold red", "review": "yellow", "none": "green"}


def print_answer(answer: ScreeningAnswer, lang: str) -> None:
    """The band, the parties that were met, and what the gravest entry says."""
    out = console()
    told = [answer.note] if answer.note else []
    if answer.hits or answer.band == "none" or not told:
        told.insert(0, say(f"screened.{answer.band}", lang))
    out.print(Text(told[0], style=_STYLE[answer.band]))
    for line in told[1:]:
        out.print(Text(line))
    if answer.hits:
        _print_hits(answer, lang)
        _print_best(answer.hits[0], lang)
    of_day: dict[date, list[str]] = {}
    for version in answer.lists:
        of_day.setdefault(version.as_of, []).append(version.list_code)
    versions = say("screened.between", lang).join(
        say("screened.list of", lang, ", ".join(codes), when(day, lang))
        for day, codes in of_day.items()
    )
    out.print(Text(say("screened.looked", lang, versions), style="dim"))
    out.print(Text(answer.disclaimer, style="dim"))


def _print_hits(answer: ScreeningAnswer, lang: str) -> None:
    parties: dict[int, list[ScreeningHit]] = {}
    for hit in answer.hits:
        parties.setdefault(hit.party, []).append(hit)
    headings = ("band", "score", "list", "entry", "words", "since")
    table = headed(say(f"screened.{heading}", lang) for heading in headings)
    for hits in list(parties.values())[:_MOST_PARTIES]:
        table.add_row(*map(Text, _row(hits, lang)))
    console().print(table)
    if len(parties) > _MOST_PARTIES:
        console().print(Text(many("screened.further", lang, len(parties) - _MOST_PARTIES)))


def _row(hits: list[ScreeningHit], lang: str) -> tuple[str, ...]:
    best = hits[0]
    name = best.name if len(best.name) <= _LONGEST else f"{best.name[:_LONGEST]}…"
    if len(hits) > 1:
        name += f" ({say('screened.more', lang, len(hits) - 1)})"
    return (
        say(f"screened.band {best.band}", lang),
        f"{best.score:.2f}",
        ", ".join(dict.fromkeys(hit.list_code for hit in hits)),
        name if best.country is None else f"{name}, {best.country}",
        "; ".join(_words(*met) for met in best.matched),
        "–" if best.listed is None else when(best.listed, lang),
    )


def _words(asked: str, listed: str, likeness: float) -> str:
    return asked if likeness == 1 else f"{asked} ~ {listed} {likeness:.2f}"


def _print_best(hit: ScreeningHit, lang: str) -> None:
    """What the first entry says, whole."""
    out = console()
    out.print(Text(say("screened.best", lang, hit.name), style="bold"))
    footnotes = ", ".join(map(str, hit.footnotes))
    told = {
        "requirement": hit.requirement,
        "policy": hit.policy,
        "footnotes": footnotes,
        "citation": " ".join(filter(None, (hit.citation, hit.url))),
        "note": hit.note,
    }
    for key, text in told.items():
        if text:
            out.print(Text(f"  {say('screened.said', lang, say(f'screened.{key}', lang), text)}"))
    for doubt in (*hit.doubts, *([say("screened.red flag", lang)] if hit.red_flag else [])):
        out.print(Text(f"  {doubt}", style="yellow"))

"""The answer of a screening on the terminal.

Belongs here: the table of hits, a party a line. Does not: comparing (screening).
Always true: entries of one party are one line that says how many there are; the gravest entry is
told whole.
"""

from __future__ import annotations

from rich.text import Text

from ecluse.cli.columns import headed
from ecluse.cli.screen import console
from ecluse.grouped import grouped
from ecluse.screening.answer import ScreeningAnswer, ScreeningHit
from ecluse.words.figures import score
from ecluse.words.say import many, say, when

_MOST_PARTIES, _LONGEST = 12, 300
_STYLE = {"hit": "bold red", "review": "yellow", "none": "green"}


def print_answer(answer: ScreeningAnswer, lang: str) -> None:
    """The band, the parties that were met, and what the gravest entry says."""
    out = console()
    band, *notes = _told(answer, lang)
    out.write_line(band, _STYLE[answer.band])
    for note in notes:
        out.write_line(note)
    if answer.hits:
        _print_hits(answer, lang)
        _print_best(answer.hits[0], lang)
    out.write_line(_looked(answer, lang), "dim")
    out.write_line(answer.disclaimer, "dim")


def _told(answer: ScreeningAnswer, lang: str) -> list[str]:
    """The band in words and what is noted; the note alone where nobody could be screened."""
    notes = [answer.note] if answer.note else []
    if answer.hits or answer.band == "none" or not notes:
        return [say(f"screened.{answer.band}", lang), *notes]
    return notes


def _looked(answer: ScreeningAnswer, lang: str) -> str:
    """The lists that were looked at, those of one day together."""
    of_day = grouped((version.as_of, version.list_code) for version in answer.lists)
    versions = [
        say("screened.list of", lang, ", ".join(codes), when(day, lang))
        for day, codes in of_day.items()
    ]
    return say("screened.looked", lang, say("screened.between", lang).join(versions))


def _print_hits(answer: ScreeningAnswer, lang: str) -> None:
    parties = list(grouped((hit.party, hit) for hit in answer.hits).values())
    headings = ("band", "score", "list", "entry", "words", "since")
    table = headed(say(f"screened.{heading}", lang) for heading in headings)
    for hits in parties[:_MOST_PARTIES]:
        table.add_row(*map(Text, _row(hits, lang)))
    console().print(table)
    if len(parties) > _MOST_PARTIES:
        console().write_line(many("screened.further", lang, len(parties) - _MOST_PARTIES))


def _row(hits: list[ScreeningHit], lang: str) -> tuple[str, ...]:
    best = hits[0]
    name = best.name if len(best.name) <= _LONGEST else f"{best.name[:_LONGEST]}…"
    if len(hits) > 1:
        name += f" ({say('screened.more', lang, len(hits) - 1)})"
    return (
        say(f"screened.band {best.band}", lang),
        score(best.score, lang),
        ", ".join(dict.fromkeys(hit.list_code for hit in hits)),
        name if best.country is None else f"{name}, {best.country}",
        best.words_met(lang),
        "–" if best.listed is None else when(best.listed, lang),
    )


def _print_best(hit: ScreeningHit, lang: str) -> None:
    """What the first entry says, whole."""
    out = console()
    out.write_line(say("screened.best", lang, hit.name), "bold")
    told = {
        "requirement": hit.requirement,
        "policy": hit.policy,
        "footnotes": ", ".join(map(str, hit.footnotes)),
        "citation": " ".join(filter(None, (hit.citation, hit.url))),
        "note": hit.note,
    }
    for key, text in told.items():
        if text:
            out.write_line(f"  {say('screened.said', lang, say(f'screened.{key}', lang), text)}")
    flags = [say("screened.red flag", lang, hit.list_code)] if hit.red_flag else []
    for doubt in (*hit.doubts, *flags):
        out.write_line(f"  {doubt}", "yellow")

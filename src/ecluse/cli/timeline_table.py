"""An answer over time on the terminal: a bar, and a row for each stretch.

Belongs here: the bar and the table. Does not: finding the stretches (determine).
Always true: the stretches follow one another without a gap.
"""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from ecluse.cli.answer import warnings
from ecluse.cli.screen import console, width
from ecluse.cli.wording import COLORS, answer, clauses, policy
from ecluse.determine.party_answer import listed_lines
from ecluse.determine.remarks import proviso_text
from ecluse.determine.timeline import Stretch
from ecluse.law.library import Library
from ecluse.screening.match import Band
from ecluse.words.say import cited, say, when

_BAR = 90  # columns at most


def print_timeline(found: list[Stretch], title: str, library: Library, lang: str) -> None:
    """Print the answers of all stretches."""
    out = console()
    out.print(Text(title, style="bold"))
    out.print(_bar(found))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=4)
    table.add_column(overflow="fold", ratio=6)
    for stretch in found:
        table.add_row(stretch.since.isoformat(), _answer(stretch, lang), _measures(stretch, lang))
    out.print(table)
    provisos = dict.fromkeys(
        proviso_text(proviso, library, lang) for stretch in found for proviso in stretch.provided
    )
    if provisos:
        text = say("determination.freer where", lang, clauses(list(provisos), lang))
        out.print(Text(text, style="dim"))
    for line in _warnings(found[-1], library, lang):
        out.print(line)


def _bar(found: list[Stretch]) -> Text:
    """All days as one line, each stretch as long as it lasted."""
    total = max(1, (found[-1].until - found[0].since).days)
    room = min(_BAR, width() - len(found))
    bar = Text(overflow="crop", no_wrap=True)
    for stretch in found:
        days = (stretch.until - stretch.since).days + 1
        bar.append("━" * max(1, round(room * days / total)), style=COLORS[stretch.found.outcome])
    return bar


def _answer(stretch: Stretch, lang: str) -> Text:
    found = stretch.found
    text = Text(answer(found.answer, lang), style=COLORS[found.outcome])
    if found.review is not None and found.review.policy:
        text.append(f"\n{policy(found.review.policy, lang)}", style="not bold default")
    if found.verdict.held:
        held = ", ".join(license_.provision for license_ in found.licenses)
        text.append(f"\n{say('determination.license held', lang, held)}", style="not bold green")
    if found.needs:
        text.append(f"\n{', '.join(sorted(found.needs))}", style="not bold yellow")
    return text


def _measures(stretch: Stretch, lang: str) -> Text:
    text = Text()
    for measure in stretch.by:
        text.append(f"{measure.title.say(lang)}\n")
        text.append(f"{measure.measure} · {cited(measure.cited, lang)}\n", style="dim")
    for line in listed_lines(stretch.found, lang):
        text.append(f"{line}\n")
    if not text.plain:
        text.append(say(f"timeline.{_why(stretch)}", lang), style="dim")
    text.rstrip()
    return text


def _why(stretch: Stretch) -> str:
    """Why a stretch begins that no measure began, as a key of the words."""
    if stretch.first:
        return "record begins"
    parties, on = stretch.found.shipment.parties, stretch.found.law.on
    listings = () if parties is None else parties.listings(on)
    if any(each.clearance is None and each.match.band is Band.REVIEW for each in listings):
        return "may be listed"
    return "not listed"


def _warnings(last: Stretch, library: Library, lang: str) -> list[Text]:
    """As for one answer; the last day of the stretch counts, not its first."""
    lines = warnings(last.found, library, lang)
    beyond = last.until > library.data_as_of and not last.found.beyond_record
    if beyond:
        text = say("determination.beyond", lang, when(library.data_as_of, lang))
        lines.append(Text(text, style="bold yellow"))
    return lines

"""A bill of materials on the terminal: whether its item is subject, the share, and every part.

Belongs here: the lines and the table. Does not: what any of it means (content).
Always true: a share that is not known is shown as the range that it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from ecluse.cli.columns import text_column
from ecluse.cli.screen import console
from ecluse.content.findings import Content
from ecluse.content.share import Judged
from ecluse.determine.answer import subject_of
from ecluse.determine.remarks import assumptions, country_name, disclaimer
from ecluse.determine.wording import fact_line, figure, truth
from ecluse.facts.truth import Truth
from ecluse.law.library import Library
from ecluse.visible import visible
from ecluse.words.say import say

_COLORS = {"yes": "bold red", "presumed": "bold red", "no": "bold", "unknown": "bold yellow"}


def print_content(content: Content, library: Library, lang: str) -> None:
    """Print what one bill comes to."""
    out, found = console(), content.found
    where = country_name(str(found.shipment.destination), library, lang)
    out.write_line(f"{visible(content.bill.name)} → {where}   {found.law.on.isoformat()}", "bold")
    word = subject_of(found)
    out.write_line(f"  {say(f'content.subject {word}', lang)}", _COLORS[word])
    out.write_line(f"  {_share(content, lang)}")
    out.print(_table(content, lang))
    for title, lines in _lists(content, library, lang):
        if lines:
            out.write_line(say(f"content.{title}", lang), "bold")
            out.write_points(lines)
    out.write_line(disclaimer(library, lang), "dim italic")


def _share(content: Content, lang: str) -> str:
    """The share of controlled content, or its range, beside the limit where there is one."""
    share, limit = content.share, content.limit
    low, high = (figure(round(each, 2), lang) for each in (share.low, share.high))
    if share.low == share.high:
        shown = say("content.share", lang, figure(share.low, lang))
    else:
        shown = say("content.share between", lang, low, high)
    if limit is None:
        return shown
    side = say(f"content.above {content.above.value}", lang)
    return say("content.beside", lang, shown, figure(limit, lang), side)


def _table(content: Content, lang: str) -> Table:
    keys = ("part", "origin", "entry", "value", "controlled", "because")
    columns = [text_column(say(f"content.{key}", lang)) for key in keys]
    columns[keys.index("value")].justify = "right"
    table = Table(*columns, box=None, header_style="bold")
    for row in content.rows:
        table.add_row(*(Text(cell) for cell in _cells(row, lang)))
    return table


def _cells(row: Judged, lang: str) -> tuple[str, ...]:
    part = row.part
    return (
        visible(part.part),
        part.origin or "?",
        part.eccn or (part.item.name if part.item is not None else "?"),
        "?" if part.value is None else figure(part.value, lang),
        truth(row.controlled, lang),
        ", ".join(row.because) if row.controlled is not Truth.FALSE else "",
    )


def _lists(content: Content, library: Library, lang: str) -> Iterator[tuple[str, list[str]]]:
    found = content.found
    holding = [each for each in found.jurisdiction if each.truth is Truth.TRUE]
    yield "grounds", [_ground(each.provision, each.entry.says, lang) for each in holding]
    yield "decides", [visible(name) for name in content.decides]
    if found.subject is Truth.UNKNOWN:
        names = frozenset[str]().union(*(each.settles for each in found.jurisdiction))
        yield "needs", [fact_line(name, library, lang) for name in sorted(names)]
    yield "assumed", assumptions(found, library, lang)


def _ground(provision: str, says: object, lang: str) -> str:
    text = getattr(says, "text", None)
    return provision if text is None else say("provisions.named", lang, provision, text.say(lang))

"""`ecluse simulate MARKET --orders FILE` on the terminal: each line of the book with its ranges.

Belongs here: the table. Does not: what stands in it (simulate/own_answer).
Always true: a number stands with its range; a line that is not run says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from ecluse.cli.screen import console
from ecluse.cli.simulate_table import gate_words, in_line, short
from ecluse.simulate.in_words import buyer_words
from ecluse.visible import visible
from ecluse.words.say import listed, number, say, when

if TYPE_CHECKING:
    from ecluse.simulate.drawn import DrawnRange
    from ecluse.simulate.own_tree import OwnBookAnswer, OwnGate, OwnLineAnswer

_MOST = 40  # lines on the terminal; a file has all
_BUYER = 9  # columns, for a group's name
_LEFT, _RIGHT = (
    ("row", "part", "buyer", "units", "due", "gate"),
    ("delivered", "wait", "at risk", "charge"),
)


def print_own(found: OwnBookAnswer, lang: str) -> None:
    """Print the lines of a book, and what they come to together."""
    out = console()
    sellers = listed([visible(each) for each in found.sellers], lang)
    words = {"sellers": sellers, "book": visible(found.book)}
    title = say("own.title", lang, since=when(found.since, lang), **words)
    out.write_line(title, "bold")
    out.print(_table(found, lang))
    if len(found.lines) > _MOST:
        out.write_line(say("own.more", lang, more=number(len(found.lines) - _MOST, lang)))
    out.write_line(_rest(found, sellers, lang))
    out.write_line(say("own.gates", lang), "bold")
    for gate in found.gates:
        out.write_line(_gate(gate, lang))
    out.write_line(say("own.note", lang), "dim")
    out.write_points(map(visible, (*found.notes, say("own.parties", lang))), "dim")


def _rest(found: OwnBookAnswer, sellers: str, lang: str) -> str:
    """What no line bears, and what the lines bring."""
    told, revenue = (
        in_line(each, lang) for each in (found.charge_for_no_line_usd, found.revenue_usd)
    )
    return say("own.rest", lang, sellers=sellers, told=told, revenue=revenue)


def _table(found: OwnBookAnswer, lang: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in _LEFT:
        whole = name in ("row", "due", "units", "gate")
        least = _BUYER if name == "buyer" else None
        heading = say(f"own.{name}", lang)
        table.add_column(heading, overflow="fold", no_wrap=whole, min_width=least)
    for name in _RIGHT:
        table.add_column(say(f"own.{name}", lang), justify="right", overflow="fold")
    for line in found.lines[:_MOST]:
        table.add_row(*_said(line, lang), *_told(line, lang))
    units = short(found.units, lang)
    share = _range(found.delivered, lang)
    risk, charge = _range(found.at_risk_usd, lang), _range(found.charge_usd, lang)
    table.add_row("", say("own.all", lang), "", units, "", "", share, "", risk, charge)
    return table


def _said(line: OwnLineAnswer, lang: str) -> tuple[str, ...]:
    """What the line says, and the law on its due date."""
    place = f"{line.destination}/{line.headquarters}"
    gate = say("own.outside" if line.gate is None else f"own.{line.gate}", lang)
    return (
        str(line.row),
        visible(line.product or line.item, 30),
        f"{visible(buyer_words(line.buyer, lang))}\n{place}",
        short(line.quantity, lang),
        line.due.isoformat(),
        gate,
    )


def _told(line: OwnLineAnswer, lang: str) -> tuple[str, ...]:
    """How it fares; why it is not run, where it is not."""
    if line.delivered is None or line.at_risk_usd is None or line.charge_usd is None:
        return say(f"own.{line.standing}", lang), "", "", ""
    share = _range(line.delivered, lang, percent=True)
    wait = say("own.never", lang)
    if line.wait_days is not None:
        wait = _range(line.wait_days, lang)
        if line.ever is not None and line.ever < 1:
            wait += "\n" + say("own.ever", lang, share=number(100 * line.ever, lang, 0))
    return share, wait, _range(line.at_risk_usd, lang), _range(line.charge_usd, lang)


def _gate(gate: OwnGate, lang: str) -> str:
    """What the law says of one kind of line on some days."""
    facts = "".join(f", {name} {visible(value)}" for name, value in gate.facts.items())
    place = f"{visible(gate.product or gate.item)} {gate.destination}/{gate.headquarters}{facts}"
    law = f"  ({', '.join(gate.measures)})" if gate.measures else ""
    return f"  {place}  {gate.since} … {gate.until}  {gate_words(gate, lang)}{law}"


def _range(told: DrawnRange, lang: str, *, percent: bool = False) -> str:
    """The median, and the range under it; one number where all draws have it."""

    def word(value: float) -> str:
        text = number(100 * value, lang, 0) if percent else short(value, lang)
        return text.replace(" ", "\u00a0")

    middle, low, high = word(told.p50), word(told.p5), word(told.p95)
    told_middle = say("own.percent", lang, value=middle) if percent else middle
    if low == high:
        return told_middle
    return f"{told_middle}\n{say('own.range', lang, low=low, high=high)}"

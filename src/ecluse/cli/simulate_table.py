"""A market over time on the terminal: a table with ranges, and what it rests on.

Belongs here: the tables. Does not: working anything out (simulate).
Always true: every number stands with its range; what to look at twice stands under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ecluse.cli.screen import console
from ecluse.cli.sensitivity_table import print_sensitivity
from ecluse.determine.wording import policy
from ecluse.visible import visible
from ecluse.words.say import number, say, when

if TYPE_CHECKING:
    from ecluse.simulate.drawn import DrawnRange
    from ecluse.simulate.result import GateRow, SeriesRow, SimulationAnswer

_DIGITS = 3
_NOTHING = 1e-9  # of a unit or a dollar: what is left of two sums that are the same
_SCALES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def print_simulation(found: SimulationAnswer, lang: str) -> None:
    """Print the ranges, what the law says, and what to look at twice."""
    out = console()
    scenario = _named(found.scenario, lang)
    out.print(_head(found, scenario, lang))
    print_rows(found.series, lang)
    if found.effect is not None:
        versus = _named(None if found.versus == "record" else found.versus, lang)
        title = say("simulate.effect", lang, scenario=scenario, versus=versus)
        out.print(Text(title, style="bold"))
        print_rows(found.effect, lang)
    print_sensitivity(found.sensitivity or (), lang)
    out.print(Text(say("simulate.gates", lang), style="bold"))
    for gate in found.gates:
        out.print(Text(_gate(gate, lang)))
    _beside(found, lang)
    print_notes(found, lang)


def print_notes(found: SimulationAnswer, lang: str) -> None:
    """Print what to look at twice."""
    out = console()
    out.print(Text(say("simulate.note", lang), style="bold"))
    for line in found.warnings:
        out.print(Text(f"  · {line}"))
    out.print(Text(found.disclaimer, style="dim"))


def _beside(found: SimulationAnswer, lang: str) -> None:
    """Print what was asked beside the ranges."""
    if found.orders is not None:
        from ecluse.cli.simulate_own import print_own

        print_own(found.orders, lang)
    if found.why is not None:
        from ecluse.cli.simulate_why import print_why

        print_why(found.why, lang)


def _head(found: SimulationAnswer, scenario: str, lang: str) -> Text:
    """Which world was run, and how often."""
    head = say("simulate.title", lang, market=visible(found.market), scenario=scenario)
    destination = say(f"simulate.{found.destination}", lang)
    return Text.assemble((f"{head}, {destination}\n", "bold"), (run_line(found, lang), "dim"))


def run_line(found: SimulationAnswer, lang: str) -> str:
    """How often it was run, over which days, and under which id."""
    return say(
        "simulate.run",
        lang,
        draws=number(found.draws, lang),
        seed=found.seed,
        since=when(found.since, lang),
        until=when(found.until, lang),
        id=found.id,
    )


def _named(name: str | None, lang: str) -> str:
    return say("simulate.record", lang) if name is None else visible(name)


def print_rows(rows: Sequence[SeriesRow], lang: str) -> None:
    """Print a table of the market's products, one of sources and one of groups of buyers."""
    out = console()
    kinds: dict[str, list[SeriesRow]] = {"product": [], "source": [], "buyer": []}
    for row in rows:
        kind = "product" if row.source is None and row.buyer is None else "source"
        kinds[kind if row.buyer is None else "buyer"].append(row)
    # a group of buyers takes several products: here all of them, in the other forms each
    kinds["buyer"] = [row for row in kinds["buyer"] if row.product is None]
    for kind, some in kinds.items():
        if some and kind != "product":
            out.print(Text(say(f"simulate.by {kind}", lang), style="bold"))
        if some:
            out.print(_table(some, lang, kind))


def _whose(row: SeriesRow, lang: str) -> str:
    """The product, source or group of buyers of a row."""
    if row.buyer is not None:
        return visible(row.buyer)
    if row.source is not None and row.product is None:
        return say(f"simulate.{row.source}", lang)
    if row.product is None:
        return say("simulate.all", lang)
    known = row.source is None or row.product != "other makers"
    name = visible(row.product) if known else say("simulate.other makers", lang)
    return name if row.source is None else f"· {name}"


def _table(rows: Sequence[SeriesRow], lang: str, kind: str) -> Table:
    """One line for each measure, product and period that is not always zero."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(say("simulate.measure", lang), overflow="fold")
    table.add_column(say(f"simulate.{kind}", lang), overflow="fold")
    table.add_column(say("simulate.period", lang), overflow="fold")
    table.add_column(say("simulate.middle", lang), justify="right", no_wrap=True)
    table.add_column(say("simulate.range", lang), justify="right", no_wrap=True)
    before = ("", "")
    for row in rows:
        if row.p95 == 0 and row.p5 == 0 and row.mean == 0:
            continue
        product = _whose(row, lang)
        name = say(f"simulate.{row.measure}", lang)
        told = ("" if before[0] == name else name, "" if before == (name, product) else product)
        before = name, product
        table.add_row(*told, *_cells(row, lang))
    return table


def _cells(row: SeriesRow, lang: str) -> tuple[str, str, str]:
    """The period, the median and the range of a row."""
    part = f" ({say('simulate.partial', lang)})" if row.partial else ""
    low, shown = short, short
    if row.unit == "share":
        low, shown = _hundredths, percent if row.share_positive is None else points
    spread = f"{low(row.p5, lang)} … {shown(row.p95, lang)}"
    return f"{row.period}{part}", shown(row.p50, lang), spread


def percent(value: float, lang: str) -> str:
    """A share in percent, with one digit below ten.

    >>> percent(0.0123, "en"), percent(0.4567, "en")
    ('1.2 %', '46 %')
    """
    return f"{_hundredths(value, lang)}{_SPACE[lang]}%"


def points(value: float, lang: str) -> str:
    """A difference of shares in percentage points.

    >>> points(-0.0123, "en"), points(-0.0001, "en")
    ('-1.2 pt', '0 pt')
    """
    return f"{_hundredths(value, lang)}{_SPACE[lang]}pt"


def _hundredths(value: float, lang: str) -> str:
    places = 1 if abs(value) < _TENTH else 0
    return number(round(100 * value, places) + 0.0, lang, places)


_SPACE = {"en": " ", "fr": "\u00a0"}  # before a unit
_TENTH = 0.0995  # from here on a share is told in whole percents


def short(value: float, lang: str) -> str:
    """A number with three digits and a prefix: 1.23 G.

    >>> short(1234567890, "en"), short(0, "en"), short(-0.5, "en")
    ('1.23 G', '0', '-0.5')
    """
    size = abs(value)
    for scale, sign in _SCALES:
        if size >= scale * 0.9995:
            return f"{_rounded(value / scale, lang)} {sign}"
    return _rounded(value, lang)


def in_line(told: DrawnRange, lang: str) -> str:
    """The median and the range of 5 to 95 percent; one number where all draws have it."""
    middle = short(told.p50, lang)
    if told.p5 == told.p95:
        return middle
    low, high = short(told.p5, lang), short(told.p95, lang)
    return say("why.range", lang, middle=middle, low=low, high=high)


def _rounded(value: float, lang: str) -> str:
    if abs(value) < _NOTHING:
        return "0"
    digits = _DIGITS - 1 - floor(log10(abs(value)))
    return number(round(value, digits), lang, max(0, digits))


def _gate(gate: GateRow, lang: str) -> str:
    state = say(f"simulate.{gate.state}", lang)
    if gate.stated:
        state += say("simulate.as stated", lang)
    if gate.review_policy is not None:
        state += f", {policy(gate.review_policy, lang)}"
    law = f"  ({', '.join(gate.measures)})" if gate.measures else ""
    return f"  {gate.product}  {gate.since} … {gate.until}  {state}{law}"

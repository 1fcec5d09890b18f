"""A market over time on the terminal: ranges in numbers and as bars, and what they rest on.

Belongs here: the tables. Does not: working anything out (simulate).
Always true: every number stands with its range; one measure is told in one scale, which its heading
names; a table fits 80 columns; what to look at twice stands under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor, log10
from typing import TYPE_CHECKING

from rich.table import Column, Table
from rich.text import Text

from ecluse.cli.columns import bare, number_column, text_column
from ecluse.cli.narrow import print_fitting
from ecluse.cli.screen import console
from ecluse.cli.sensitivity_table import print_sensitivity
from ecluse.cli.terminal import Terminal
from ecluse.determine.wording import policy
from ecluse.simulate.in_words import buyer_words
from ecluse.simulate.plot_scale import MINUS, HumanScale, heading, scale_of
from ecluse.visible import visible
from ecluse.words.say import number, say, when

if TYPE_CHECKING:
    from ecluse.simulate.drawn import DrawnRange
    from ecluse.simulate.own_tree import OwnGate
    from ecluse.simulate.result import GateRow, SeriesRow, SimulationAnswer
    from ecluse.simulate.why_tree import WhyAct

_BAR, _LEAST = 26, 4  # characters of a bar
_WIDEST = 80
_OUTER, _INNER, _MIDDLE, _ZERO = "─", "━", "┃", "│"
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
        out.write_line(f"\n{title}", "bold reverse")
        print_rows(found.effect, lang)
    print_sensitivity(found.sensitivity or (), lang)
    out.write_line(f"\n{say('simulate.gates', lang)}", "bold")
    out.print(_gates(found.gates, lang))
    _beside(found, lang)
    print_notes(found, lang)


def print_notes(found: SimulationAnswer, lang: str) -> None:
    """Print what to look at twice."""
    out = console()
    out.write_line(f"\n{say('simulate.note', lang)}", "bold")
    out.write_points(found.warnings)
    out.write_line(found.disclaimer, "dim")


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
    key = say("simulate.bars", lang, outer=_OUTER * 3, inner=_INNER * 3, middle=_MIDDLE)
    run = run_line(found, lang)
    return Text.assemble((f"{head}, {destination}\n", "bold"), (f"{run}\n{key}", "dim"))


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
    """Print tables of the market's products, then of the destination's sources and buyers."""
    out = console()
    kinds: dict[str, list[SeriesRow]] = {"product": [], "source": [], "buyer": []}
    for row in rows:
        kind = "product" if row.source is None and row.buyer is None else "source"
        kinds[kind if row.buyer is None else "buyer"].append(row)
    # a group of buyers takes several products: here all of them, in the other forms each
    kinds["buyer"] = [row for row in kinds["buyer"] if row.product is None]
    for kind, some in kinds.items():
        if some and kind != "product":
            out.write_line(f"\n{say(f'simulate.by {kind}', lang)}", "bold")
        _print_measures(some, out, kind, lang)


def _print_measures(rows: Sequence[SeriesRow], out: Terminal, kind: str, lang: str) -> None:
    """A table for each measure that is not always zero, in the scale of its largest number."""
    for measure, group in groupby(rows, key=lambda row: row.measure):
        kept = [row for row in group if row.p95 or row.p5 or row.mean]
        if kept:
            scale = scale_of(kept, lang)
            out.write_line(f"\n{heading(measure, scale, lang)}", "bold")
            print_fitting(out, _table(kept, kind, scale, min(out.width, _WIDEST)))


def _table(rows: Sequence[SeriesRow], kind: str, scale: HumanScale, width: int) -> Table:
    """A line for each product and period: its median, its range, and both as a bar.

    Bars of one product share one scale, for products differ by orders of magnitude.
    """
    lang = scale.lang
    cells = [_cells(row, scale, lang) for row in rows]
    names = [_whose(row, lang) for row in rows]
    room = _room(cells, names, width)
    table = _empty(kind, len(cells[0]), lang)
    for name in dict.fromkeys(names):
        own = [place for place, whose in enumerate(names) if whose == name]
        axis = _BarAxis.of([rows[place] for place in own], room)
        for place in own:
            bar = axis.bar(rows[place]) if room > _LEAST else ""
            table.add_row("" if place > own[0] else name, *cells[place], bar)
    return table


def _empty(kind: str, count: int, lang: str) -> Table:
    """A table with its headings, of so many columns of numbers and names."""
    keys = (kind, "period", *("middle", "range", "positive")[: count - 1])
    kind, period, *numbers = (say(f"simulate.{key}", lang) for key in keys)
    names = map(text_column, (kind, period))
    return bare(*names, *map(number_column, numbers), Column(no_wrap=True), header="dim")


def _whose(row: SeriesRow, lang: str) -> str:
    """The product, source or group of buyers of a row."""
    if row.buyer is not None:
        return visible(buyer_words(row.buyer, lang))
    if row.source is not None and row.product is None:
        return say(f"simulate.{row.source}", lang)
    if row.product is None:
        return say("simulate.all", lang)
    known = row.source is None or row.product != "other makers"
    name = visible(row.product) if known else say("simulate.other makers", lang)
    return name if row.source is None else f"· {name}"


def _room(cells: Sequence[tuple[str, ...]], names: Sequence[str], width: int) -> int:
    """How many characters are left for the bars."""
    columns = zip(*cells, strict=True)
    taken = max(map(len, names)) + sum(max(*map(len, column), 8) for column in columns)
    return min(_BAR, width - taken - 2 * (len(cells[0]) + 1))


def _cells(row: SeriesRow, scale: HumanScale, lang: str) -> tuple[str, ...]:
    """The period, the median, the range, and of an effect how often it is above zero."""
    part = f" ({say('simulate.partial', lang)})" if row.partial else ""
    spread = f"{scale.say(row.p5)} … {scale.say(row.p95)}"
    cells = f"{row.period}{part}", scale.say(row.p50), spread
    if row.share_positive is None:
        return cells
    return *cells, f"{number(round(100 * row.share_positive), lang)} %"


@dataclass(frozen=True, slots=True)
class _BarAxis:
    """The scale of the bars of some rows: zero always lies on it."""

    low: float
    high: float
    room: int

    @classmethod
    def of(cls, rows: Sequence[SeriesRow], room: int) -> _BarAxis:
        """The scale that holds all of them."""
        return cls(min(0.0, *(row.p5 for row in rows)), max(0.0, *(row.p95 for row in rows)), room)

    def place(self, value: float) -> int:
        """The character of a value."""
        span = (self.high - self.low) or 1.0
        return round((self.room - 1) * (value - self.low) / span)

    def bar(self, row: SeriesRow) -> str:
        """A row as a bar: 90 and 50 % of the draws, the median, and zero."""
        signs = [" "] * self.room
        signs[self.place(0.0)] = _ZERO
        for low, high, sign in ((row.p5, row.p95, _OUTER), (row.p25, row.p75, _INNER)):
            for place in range(self.place(low), self.place(high) + 1):
                signs[place] = sign
        signs[self.place(row.p50)] = _MIDDLE
        return "".join(signs).rstrip()


def _gates(gates: Sequence[GateRow], lang: str) -> Table:
    """What the law says of each product on which days, and by which measures."""
    table = Table.grid(Column(), Column(no_wrap=True), text_column(), padding=(0, 2, 0, 0))
    before = ""
    for gate in gates:
        name = "" if gate.product == before else visible(gate.product)
        table.add_row(name, f"{gate.since} … {gate.until}", _state(gate, lang))
        before = gate.product
    return table


def short(value: float, lang: str) -> str:
    """A number with three digits and a prefix: 1.23 G.

    >>> short(1234567890, "en"), short(0, "en"), short(-0.5, "en")
    ('1.23 G', '0', '−0.5')
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
    text = number(round(abs(value), digits), lang, max(0, digits))
    return f"{MINUS}{text}" if value < 0 else text


def gate_words(gate: GateRow | OwnGate | WhyAct, lang: str, *, needs: bool = True) -> str:
    """What the law says of a flow: its state, how an application is reviewed, what would settle
    it.

    Args:
        needs: Tell what would settle it, where the market does not state it.
    """
    told, stated = say(f"simulate.{gate.state}", lang), getattr(gate, "stated", False)
    if stated:
        told += say("simulate.as stated", lang)
    if gate.review_policy is not None:
        told += f", {policy(gate.review_policy, lang)}"
    if needs and gate.needs and not stated:
        told = say("why.needs", lang, state=told, needs=", ".join(gate.needs))
    return told


def _state(gate: GateRow, lang: str) -> Text:
    told = Text(gate_words(gate, lang, needs=False))
    for measure in gate.measures:
        told.append(f"\n{measure}", style="dim")
    return told

"""Which quantity of a market takes which: the equations of docs/simulation.md as one table.

Belongs here: reading equations.csv, and what leads to what in it. Does not: the equations
themselves (inputs, moment, step), or ranges (why).
Always true: a parameter moves, within a step, exactly the flows whose rows lead to it; the tests
hold the table to the code by moving each parameter alone.

A row is of what is settled before the first step or what each step is told (`settled`), of what
flows in a step and the one level that is no sum of flows (`flow`), or of what is there on the first
day (`opening`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ecluse.facts.csv_rows import csv_rows
from ecluse.simulate.ledger import BALANCES
from ecluse.simulate.step import LEVELS

# The priors of kinds of acts, of kinds of signals, and of how a destination answers acts.
BANDS, RATIOS, ANSWERS = "bands", "ratios", "answers"
LAW, LICENSE, HOLD, FEE, CAP = "law", "license", "hold", "fee", "cap"
DESTINATION, NEWS = "destination", "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """What a quantity is made of.

    Args:
        number: The equation of docs/simulation.md; 0 for what is settled before the first step.
        of: Other quantities: flows of the same step, levels as they were before it.
        takes: Parameters of the product, the buyers or the market; of the file, BANDS and the like.
        acts: Kinds of acts that move it.
    """

    number: int
    of: tuple[str, ...]
    takes: tuple[str, ...]
    acts: tuple[str, ...]


def _table(wanted: str) -> dict[str, Equation]:
    """The rows of one kind, by quantity."""
    found = {}
    for row in csv_rows(_TABLE, _TABLE.name, _COLUMNS):
        if row["kind"] == wanted:
            lists = {name: tuple(filter(None, row[name].split("; "))) for name in _LISTS}
            found[row["quantity"]] = Equation(number=int(row["equation"]), **lists)
    return found


_TABLE = Path(__file__).with_name("equations.csv")
_LISTS = ("of", "takes", "acts")
_COLUMNS = ("kind", "quantity", "equation", *_LISTS)
QUANTITIES, EQUATIONS, OPENING = map(_table, ("settled", "flow", "opening"))
_ORDER = {name: (row.number, place) for place, (name, row) in enumerate(EQUATIONS.items())}


def flows_of(name: str, steps: int = 1) -> list[str]:
    """The flows that make a flow or a level, itself included, in the order of the equations.

    Args:
        steps: In one step a level is as it was before it; over more, what moves the level in the
            first of them moves what takes it in the next.
    """
    found: set[str] = set()
    seen: set[str] = set()
    start = _moving(name) or [name]
    while start:
        row = start.pop()
        seen.add(row)
        found |= {row} & {*EQUATIONS}
        for each in row_of(row).of:
            more = [each] if each not in LEVELS else _moving(each) if steps > 1 else []
            start += [one for one in more if one not in seen]
    return sorted(found, key=_ORDER.__getitem__)


def _moving(level: str) -> list[str]:
    """What comes into a level and goes out of it."""
    return [flow for side in BALANCES.get(level, ()) for flow in side]


def levels_of(name: str, steps: int = 1) -> list[str]:
    """The levels, as they are before the steps, that the flows of a flow or a level take."""
    flows = flows_of(name, steps)
    taken = {each for flow in flows for row in rows_of(flow) for each in row_of(row).of}
    return [each for each in BALANCES if each in {*taken, name}]


def rows_of(
    name: str, table: Mapping[str, Equation] = EQUATIONS, without: Collection[str] = ()
) -> Iterator[str]:
    """A flow, and the quantities that it takes which are neither flows nor levels.

    Args:
        without: Quantities that are left out, with what they alone lead to.
    """
    seen, start = {name, *without}, [name]
    while start:
        row = start.pop()
        yield row
        of = row_of(row, table if row == name else QUANTITIES).of
        start += [each for each in of if each in QUANTITIES and each not in seen]
        seen.update(of)


def row_of(name: str, table: Mapping[str, Equation] = EQUATIONS) -> Equation:
    """The row of a flow or of a quantity."""
    return table[name] if name in table else QUANTITIES[name]

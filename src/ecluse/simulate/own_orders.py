"""`--orders FILE`: a company's own book as the demand of a market.

Belongs here: the gate of each line, and a run with the book. Does not: reading the book (own_book),
the steps (own_run), ranges (own_answer).
Always true: a line's gate is the engine's own answer for its item, its place and all that it says;
what a market states of a gate that the engine cannot tell does not count for it, so that nothing
undetermined ships; the engine is asked of all units of like lines at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ecluse.answers.copied import copied
from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.simulate.ask import Simulation
from ecluse.simulate.gate import GateStretch, asked_of
from ecluse.simulate.law_gate import places_of
from ecluse.simulate.market_file import Buyer, SoldProduct
from ecluse.simulate.own_book import OwnBook, OwnLine
from ecluse.simulate.own_dues import Due, Fates, dues_of
from ecluse.simulate.own_run import Account, BookDemand, run_book
from ecluse.simulate.read_market import Market
from ecluse.simulate.run import Progress, quiet

MOST_BYTES = 500 * 2**20
_BYTES = 4 * 8  # of a due in a draw: delivered, cancelled, day, charge


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKind:
    """What the law is asked about: the item, the place, and all else that a line says."""

    item: str
    product: str | None
    destination: str
    headquarters: str
    facts: tuple[tuple[str, str], ...]


Gates = Mapping[OwnKind, tuple[GateStretch, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSimulation:
    """A run with a company's own book as the demand.

    Args:
        found: The simulation, its sums and its id those of this demand.
        places: The place of each line among what comes due; None for one that is not run.
    """

    found: Simulation
    book: OwnBook
    demand: BookDemand
    places: tuple[int | None, ...]
    gates: Gates
    fates: Fates


def kind_of(line: OwnLine) -> OwnKind:
    """What the law is asked about for a line."""
    return copied(OwnKind, line)


def own_gates(book: OwnBook, found: Simulation, library: Library) -> Gates:
    """What the engine says of each kind of line, under the law of a simulation and over its days.

    Raises:
        InputError, UnknownNameError: What a line says of a fact is refused.
    """
    units: dict[OwnKind, float] = {}
    for line in book.lines:
        units[kind_of(line)] = units.get(kind_of(line), 0.0) + line.quantity
    market, asked = found.market, found.question
    law: Register = asked.scenario.register or library.register
    until = found.regime.steps.until
    gates = {}
    for kind, total in units.items():
        place, product = (kind.destination, kind.headquarters), _as_product(kind, market, total)
        between = asked_of(product, place, law, library)
        gates[kind] = tuple(between(market.file.start, until, asked.known))
    return gates


def _as_product(kind: OwnKind, market: Market, units: float) -> SoldProduct:
    """The item as a product without a stated gate, with what the market and the lines give of it,
    and all units of the kind: an exception that counts them must cover them all.
    """
    sold = next((p for p in market.file.products if p.product == kind.product), None)
    given = {} if sold is None else dict(sold.given)
    given |= {"quantity": f"{units:f}".rstrip("0").rstrip("."), **dict(kind.facts)}
    if sold is not None:
        return replace(sold, given=given, stated_gates=())
    item = kind.item
    return SoldProduct(product=item, item=item, seller="", line="", takes={}, given=given)


def run_own(
    found: Simulation, book: OwnBook, gates: Gates, *, progress: Progress = quiet
) -> OwnSimulation:
    """Run a simulation again with a book as the demand for what its sellers make.

    Raises:
        InputError: No line is of a product of the market that comes due in the run, or it is too
            large for so many draws.
        ModelError: The books do not close.
    """
    demand, places = _demand_of(book, found, gates)
    _check_size(demand, found.draws.count)
    sums, fates = run_book(found, demand, progress=progress)
    return OwnSimulation(
        found=replace(found, sums=sums, id=_id(found, book)),
        book=book,
        demand=demand,
        places=places,
        gates=gates,
        fates=fates,
    )


def _check_size(demand: BookDemand, draws: int) -> None:
    """Refuse what would not fit: how each due fares is kept for every draw."""
    need = len(demand.dues) * draws * _BYTES
    if need > MOST_BYTES:
        fits = int(draws * MOST_BYTES / need)
        what = f"what comes of the book in {draws:,} draws takes {need / 2**20:,.0f} MiB"
        raise InputError(what, "draws", f"ask for {fits:,} draws, or for fewer due weeks")


def _demand_of(
    book: OwnBook, found: Simulation, gates: Gates
) -> tuple[BookDemand, tuple[int | None, ...]]:
    """The book as a run takes it, and the place of each line among what comes due."""
    keys = [(kind_of(line), line.buyer) for line in book.lines]
    accounts = {key: place for place, key in enumerate(_sold(keys))}
    lines = zip(keys, book.lines, strict=True)
    due = [(accounts.get(key), line.due, line.quantity) for key, line in lines]
    dues, places = dues_of(due, found.regime.steps.edges[:-1])
    if not dues:
        what = "no line is of a product of the market and comes due within the run"
        mend = f"its products are {', '.join(found.market.products)}"
        raise InputError(what, book.source, mend)
    return _demand(found.market, [*accounts], dues, gates), tuple(places)


def _sold(keys: Sequence[tuple[OwnKind, str]]) -> list[tuple[OwnKind, str]]:
    """Those of products of the market, each once."""
    return list(dict.fromkeys(key for key in keys if key[0].product is not None))


def _demand(
    market: Market, accounts: Sequence[tuple[OwnKind, str]], dues: Sequence[Due], gates: Gates
) -> BookDemand:
    """The book as a run takes it; all that its sellers make is sold to it alone."""
    products, buyers = market.products, market.buyers
    places = [products.index(str(kind.product)) for kind, _ in accounts]
    sellers = {market.file.products[place].seller for place in places}
    return BookDemand(
        accounts=tuple(
            copied(
                Account,
                kind,
                product=place,
                buyer=buyers.index(buyer),
                abroad=_abroad(kind, market.file.buyers[buyers.index(buyer)]),
                gate=(gates[kind], _licensed(kind, market, place)),
            )
            for place, (kind, buyer) in zip(places, accounts, strict=True)
        ),
        dues=tuple(dues),
        replaced=tuple(i for i, p in enumerate(market.file.products) if p.seller in sellers),
    )


def _abroad(kind: OwnKind, group: Buyer) -> bool:
    """Whether neither the place of delivery nor the seat is that of the group."""
    return kind.destination != group.destination and kind.headquarters != group.headquarters


def _licensed(kind: OwnKind, market: Market, product: int) -> bool:
    """Whether lines are what the market's licenses were given for: they go to its own place, and
    say nothing of the shipment that the market does not.
    """
    given = market.file.products[product].given.items()
    here = (kind.destination, kind.headquarters) == places_of(market)[0]
    return here and set(kind.facts) <= set(given)


def _id(found: Simulation, book: OwnBook) -> str:
    """A digest of everything that the numbers depend on, the book among it."""
    return hashlib.sha256(f"{found.id} {book.digest}".encode()).hexdigest()[:16]

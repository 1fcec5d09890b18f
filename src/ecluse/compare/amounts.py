"""What the changed lines of a book come to: lines, units, value by currency, and TPP.

Belongs here: reading amounts of the changed lines and adding them up. Does not: which lines
changed.
Always true: the TPP of a line is the item's, times the ICs in it, times the quantity, and only
where all three are exactly known; the lines for which they are not are counted beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ecluse.compare.line import numbers
from ecluse.determine.figures import item_facts
from ecluse.law.library import Library
from ecluse.orders.cell_number import POINT, in_doubt
from ecluse.orders.cell_sql import above
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.columns import AMOUNTS
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.names import name_of

_NUMBER = "DECIMAL(38,6)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """A sum over lines.

    Args:
        value: By currency; "" where the book names none.
        without_quantity: Lines whose quantity cannot be read.
        without_tpp: Lines whose TPP is not exactly known.
    """

    lines: int = 0
    units: Decimal = Decimal(0)
    value: Mapping[str, Decimal] = field(default_factory=dict)
    tpp: Decimal = Decimal(0)
    without_quantity: int = 0
    without_tpp: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "lines": self.lines,
            "units": _plain(self.units),
            "value": {name: round(float(value), 2) for name, value in sorted(self.value.items())},
            "tpp": _plain(self.tpp),
            "lines_without_quantity": self.without_quantity,
            "lines_without_tpp": self.without_tpp,
        }


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def amounts_of(
    connection: Any, means: Mapping[str, str], library: Library, signs: Mapping[str, str]
) -> None:
    """Add to the table `changed`: units, value, currency and TPP of each line; `signs` part the
    decimals of the amounts whose numbers rest on that.
    """
    expressions = {
        role: _number(connection, means[role], role, signs.get(role))
        for role in AMOUNTS
        if role in means
    }
    quantity = expressions.get("quantity", "NULL")
    stated = [expressions[role] for role in ("value",) if role in expressions]
    price = expressions.get("unit_value", "NULL")
    if "price_unit" in expressions:
        cell = f"c.{name_of(means['price_unit'])}"
        price += f" / CASE WHEN {cell} IS NULL THEN 1 ELSE {expressions['price_unit']} END"
    stated += (
        [f"{quantity} * {price}"]
        if "quantity" in expressions and "unit_value" in expressions
        else []
    )
    value = f"coalesce({', '.join(stated)})" if stated else "NULL"
    currency = _currency(connection, means["currency"]) if "currency" in means else "''"
    names = [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT ecluse_item FROM changed WHERE ecluse_item IS NOT NULL"
        ).fetchall()
    ]
    load_table(
        connection,
        "tpp_of",
        [("item", "VARCHAR"), ("tpp", _NUMBER)],
        [(name, tpp) for name in names if (tpp := _tpp(name, library)) is not None],
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT c.*, CAST({quantity} AS {_NUMBER}) AS units, CAST({value} AS {_NUMBER}) AS line_value, "
        f"{currency} AS line_currency, CAST(t.tpp * {quantity} AS {_NUMBER}) AS line_tpp FROM changed c LEFT JOIN tpp_of t ON t.item = c.ecluse_item"
    )


def _tpp(name: str, library: Library) -> Decimal | None:
    item = library.catalogue.items.get(name)
    if item is None:
        return None
    facts = item_facts(item, library)
    tpp, count = facts["tpp"].number, facts["ic_count"].number
    return None if tpp is None or count is None else tpp * count


def _number(connection: Any, column: str, role: str, sign: str | None) -> str:
    """The expression of an amount: plain numbers as they stand, others by a table of their texts."""
    text = f"CAST({name_of(column)} AS VARCHAR)"
    plain = f"TRY_CAST({text} AS DECIMAL(18,4))"
    some, rests = above(role), sign not in (None, POINT)
    doubt = f" OR {in_doubt(text)}" if rests else ""
    odd = connection.execute(
        f"SELECT DISTINCT {text} FROM changed WHERE {text} IS NOT NULL AND ({plain} IS NULL OR NOT {plain} {some}{doubt})"
    ).fetchall()
    read = numbers([row[0] for row in odd], role, None if sign == "?" else sign)
    if role == "price_unit":
        read |= {row[0]: "1" for row in odd if blank(row[0])}
    load_table(
        connection, f"n_{role}", [("t", "VARCHAR"), ("v", "DECIMAL(18,4)")], list(read.items())
    )
    text, plain = (
        f"CAST(c.{name_of(column)} AS VARCHAR)",
        f"TRY_CAST(CAST(c.{name_of(column)} AS VARCHAR) AS DECIMAL(18,4))",
    )
    looked_up = f"(SELECT v FROM n_{role} WHERE t = {text})"
    as_it_stands = f"coalesce(CASE WHEN {plain} {some} THEN {plain} END, {looked_up})"
    return (
        f"CASE WHEN {in_doubt(text)} THEN {looked_up} ELSE {as_it_stands} END"
        if rests
        else as_it_stands
    )


def _currency(connection: Any, column: str) -> str:
    texts = [
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT CAST({name_of(column)} AS VARCHAR) FROM changed"
        ).fetchall()
        if row[0] is not None
    ]
    load_table(
        connection,
        "currencies",
        [("t", "VARCHAR"), ("v", "VARCHAR")],
        [(text, clean(text)) for text in texts if not blank(text)],
    )
    return (
        f"coalesce((SELECT v FROM currencies WHERE t = CAST(c.{name_of(column)} AS VARCHAR)), '')"
    )


def sums(connection: Any, by: tuple[str, ...]) -> list[tuple[tuple[str, ...], Amounts]]:
    """The changed lines added up by some columns, the most lines first."""
    keys = ", ".join(by) or "1"
    rows = connection.execute(
        f"SELECT {', '.join((*by, 'line_currency'))}, count(*), sum(units), sum(line_value), sum(line_tpp), count(*) - count(units), count(*) - count(line_tpp), count(line_value) "
        f"FROM changed GROUP BY ALL ORDER BY {keys}"
    ).fetchall()
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        key = row[: len(by)]
        currency, lines, units, value, tpp, no_units, no_tpp, valued = row[len(by) :]
        one = found.setdefault(
            key,
            {
                "lines": 0,
                "units": Decimal(0),
                "value": {},
                "tpp": Decimal(0),
                "without_quantity": 0,
                "without_tpp": 0,
            },
        )
        one["lines"] += lines
        one["units"] += units or Decimal(0)
        one["tpp"] += tpp or Decimal(0)
        one["without_quantity"] += no_units
        one["without_tpp"] += no_tpp
        if valued:
            one["value"][currency] = one["value"].get(currency, Decimal(0)) + value
    together = [(key, Amounts(**one)) for key, one in found.items()]
    return sorted(together, key=lambda pair: (-pair[1].lines, pair[0]))

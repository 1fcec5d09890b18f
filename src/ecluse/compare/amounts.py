"""Sums over the changed lines of a book: lines, units, value by currency, and TPP.

Belongs here: reading the amounts of the changed lines, and adding them up. Does not: which lines
changed.
Always true: the TPP of a line is the TPP of one IC, times the ICs in the item, times the quantity.
A line adds to it only where all three are exactly known; the other lines are counted apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection

from ecluse.compare.answer import LineTotals
from ecluse.compare.line import numbers
from ecluse.compare.side_by_side import column
from ecluse.determine.figures import item_facts
from ecluse.law.library import Library
from ecluse.orders.cell_number import POINT, in_doubt
from ecluse.orders.cell_sql import above
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.columns import AMOUNTS
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.names import name_of

_NUMBER = "DECIMAL(38,6)"
_READ = "DECIMAL(18,4)"


def amounts_of(
    connection: DuckDBPyConnection,
    means: Mapping[str, str],
    library: Library,
    signs: Mapping[str, str],
) -> None:
    """Add to the table `changed`: units, value, currency and TPP of each line.

    Args:
        means: The column of each meaning.
        signs: The decimal sign, for each amount whose column can be read in two ways.
    """
    amounts = {
        role: _number(connection, means[role], role, signs.get(role))
        for role in AMOUNTS
        if role in means
    }
    quantity = amounts.get("quantity", "NULL")
    value = _value(amounts, means)
    currency = _currency(connection, means["currency"]) if "currency" in means else "''"
    names = column(connection, "ecluse_item", "changed WHERE ecluse_item IS NOT NULL")
    tpps = [(name, tpp) for name in names if (tpp := _tpp(name, library)) is not None]
    load_table(connection, "tpp_of", [("item", "VARCHAR"), ("tpp", _NUMBER)], tpps)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT c.*, "
        f"CAST({quantity} AS {_NUMBER}) AS __units, CAST({value} AS {_NUMBER}) AS __value, "
        f"{currency} AS __currency, CAST(t.tpp * {quantity} AS {_NUMBER}) AS __tpp "
        f"FROM changed c LEFT JOIN tpp_of t ON t.item = c.ecluse_item"
    )


def _value(amounts: Mapping[str, str], means: Mapping[str, str]) -> str:
    """The SQL for a line's value: as stated, else the quantity times the price."""
    choices = [amounts["value"]] if "value" in amounts else []
    if "quantity" in amounts and "unit_value" in amounts:
        price = amounts["unit_value"]
        if "price_unit" in amounts:
            cell = f"c.{name_of(means['price_unit'])}"
            price += f" / CASE WHEN {cell} IS NULL THEN 1 ELSE {amounts['price_unit']} END"
        choices.append(f"{amounts['quantity']} * {price}")
    return f"coalesce({', '.join(choices)})" if choices else "NULL"


def _tpp(name: str, library: Library) -> Decimal | None:
    item = library.catalogue.items.get(name)
    if item is None:
        return None
    facts = item_facts(item, library)
    tpp, count = facts["tpp"].number, facts["ic_count"].number
    return None if tpp is None or count is None else tpp * count


def _number(connection: DuckDBPyConnection, heading: str, role: str, sign: str | None) -> str:
    """The SQL for an amount. A plain number is cast; any other text is looked up in a table."""
    text = f"CAST(c.{name_of(heading)} AS VARCHAR)"
    plain = f"TRY_CAST({text} AS {_READ})"
    in_range, ambiguous = above(role), sign not in (None, POINT)
    doubt = f" OR {in_doubt(text)}" if ambiguous else ""
    unread = f"{text} IS NOT NULL AND ({plain} IS NULL OR NOT {plain} {in_range}{doubt})"
    unusual = column(connection, text, f"changed c WHERE {unread}")
    by_text = numbers(unusual, role, None if sign == "?" else sign)
    if role == "price_unit":
        by_text |= {each: "1" for each in unusual if blank(each)}
    load_table(connection, f"n_{role}", [("t", "VARCHAR"), ("v", _READ)], list(by_text.items()))
    looked_up = f"(SELECT v FROM n_{role} WHERE t = {text})"
    as_it_stands = f"coalesce(CASE WHEN {plain} {in_range} THEN {plain} END, {looked_up})"
    if not ambiguous:
        return as_it_stands
    return f"CASE WHEN {in_doubt(text)} THEN {looked_up} ELSE {as_it_stands} END"


def _currency(connection: DuckDBPyConnection, heading: str) -> str:
    text = f"CAST(c.{name_of(heading)} AS VARCHAR)"
    said = column(connection, text, f"changed c WHERE {text} IS NOT NULL")
    rows = [(each, clean(each)) for each in said if not blank(each)]
    load_table(connection, "currencies", [("t", "VARCHAR"), ("v", "VARCHAR")], rows)
    return f"coalesce((SELECT v FROM currencies WHERE t = {text}), '')"


def sums(
    connection: DuckDBPyConnection, by: tuple[str, ...]
) -> list[tuple[tuple[Any, ...], LineTotals]]:
    """The changed lines added up by some columns."""
    keys = "".join(f"{name}, " for name in by)
    rows = connection.execute(
        f"WITH of_currency AS (SELECT {keys}__currency AS name, count(*) AS lines, "
        f"sum(__units) AS units, sum(__value) AS value, sum(__tpp) AS tpp, "
        f"count(*) - count(__units) AS no_units, count(*) - count(__tpp) AS no_tpp "
        f"FROM changed GROUP BY ALL) "
        f"SELECT {keys}sum(lines), sum(units), sum(tpp), sum(no_units), sum(no_tpp), "
        f"list(name ORDER BY name) FILTER (value IS NOT NULL), "
        f"list(value ORDER BY name) FILTER (value IS NOT NULL) "
        f"FROM of_currency GROUP BY ALL HAVING count(*) > 0 ORDER BY ALL"
    ).fetchall()
    return [(row[: len(by)], _totals(*row[len(by) :])) for row in rows]


def _totals(
    lines: int,
    units: Decimal | None,
    tpp: Decimal | None,
    without_quantity: int,
    without_tpp: int,
    currencies: list[str] | None,
    values: list[Decimal] | None,
) -> LineTotals:
    value = zip(currencies or (), values or (), strict=True)
    return LineTotals(
        lines=lines,
        units=units or Decimal(0),
        value={name: round(float(each), 2) for name, each in value},
        tpp=tpp or Decimal(0),
        without_quantity=without_quantity,
        without_tpp=without_tpp,
    )

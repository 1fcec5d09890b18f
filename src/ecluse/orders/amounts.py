"""Quantities, prices and values of a book, as numbers that the engine can join.

Belongs here: which texts of an amount we read, and which the engine reads itself. Does
not: reading one text (cell_number), or what an amount decides.
Always true: the engine reads a text only where whoever reads it reads the same number.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from ecluse.orders.cell_number import COMMA, POINT, in_doubt
from ecluse.orders.cell_sql import above, fits
from ecluse.orders.cell_text import blank
from ecluse.orders.columns import AMOUNTS, BookColumns
from ecluse.orders.currencies import Currencies, codes_beside, currencies_of
from ecluse.orders.relations import AMOUNT, amounts
from ecluse.orders.resolve import Problems, commas_taken, numbers_of
from ecluse.orders.texts import Texts
from ecluse.tables.read import name_of

_LARGEST, _LEAST = Decimal(10) ** 14 - 1, Decimal("0.0001")  # what `AMOUNT` holds
_NOT_SUMMED = "no amount that is summed: it is too large or too small"


@dataclass(frozen=True, slots=True)
class AmountTexts:
    """How the texts of amounts are read.

    Args:
        signs: The decimal sign of each amount whose plain texts rest on it.
    """

    currencies: Currencies
    signs: dict[str, str | None] = field(default_factory=dict)


def amounts_of(texts: Texts, columns: BookColumns) -> tuple[BookColumns, AmountTexts]:
    """Load what the odd texts of amounts say; the columns, less a price unit that is no number, and
    how the texts are read.
    """
    found = AmountTexts(currencies_of(texts, columns))
    roles = {role: columns.roles[role] for role in AMOUNTS if role in columns.roles}
    dotted = texts.dotted(list(roles.values()))
    shown: dict[str, str] = {}
    for role, column in roles.items():
        if texts.book.types[column] != "VARCHAR":
            _list_unread(texts, role, column)
            continue
        odd, sign = _odd(texts, role, column, dotted=column in dotted)
        if column in dotted or sign == COMMA:
            shown[column] = sign or "?"
        if column in dotted:
            found.signs[role] = sign
        numbers = _numbers(texts, role, column, odd, sign)
        if numbers is None:
            texts.notes.append(f"'{column}' holds no numbers and is not used")
            columns = columns.without(role)
            continue
        _load(texts, columns, role, numbers, found.currencies)
    return replace(columns, signs={**columns.signs, **shown}), found


def _list_unread(texts: Texts, role: str, column: str) -> None:
    """List the numbers of a column that are no quantity, for they are none or less, and those that
    are no amount, or a larger one than any.
    """
    cell = f"b.{name_of(column)}"
    if role in ("quantity", "price_unit"):
        numbers_of(texts.of(column, f"{cell} <= 0"), column, role, texts.problems)
    if not fits(texts.book.types[column]):
        for text in texts.of(column, f"TRY_CAST({cell} AS {AMOUNT}) IS NULL"):
            texts.problems.add(column, role, text, _NOT_SUMMED)


def _odd(texts: Texts, role: str, column: str, *, dotted: bool) -> tuple[list[str], str | None]:
    """The texts of an amount that are looked up, and the sign that parts its decimals."""
    odd = texts.odd(column, above(role))
    sign = texts.sign(column, odd, dotted=dotted)
    if dotted and sign != POINT:
        odd = sorted({*odd, *texts.of(column, in_doubt(f"b.{name_of(column)}"))})
    if role == "quantity":
        texts.notes.extend(commas_taken(odd, sign, column))
    return odd, sign


def _numbers(
    texts: Texts,
    role: str,
    column: str,
    odd: list[str],
    sign: str | None,
) -> dict[str, Decimal | None] | None:
    """What the odd texts of an amount say; None for a price unit that is no number."""
    found = Problems()
    numbers = numbers_of(odd, column, role, found, sign)
    if role == "price_unit":
        # Other systems write the unit itself there ("EA"), and a blank is a price for one.
        if found.found and not any(numbers.values()) and not texts.plain(column):
            return None
        numbers = {text: Decimal(1) if blank(text) else one for text, one in numbers.items()}
    for text, number in numbers.items():
        if number is not None and not _summed(number, role):
            found.add(column, role, text, _NOT_SUMMED)
            numbers[text] = None
    texts.problems.found.extend(found.found)
    return numbers


def _summed(number: Decimal, role: str) -> bool:
    """Whether a number is small enough, and a quantity large enough, to be summed."""
    return number < _LARGEST and (number >= _LEAST or role not in ("quantity", "price_unit"))


def _load(
    texts: Texts,
    columns: BookColumns,
    role: str,
    numbers: dict[str, Decimal | None],
    currencies: Currencies,
) -> None:
    """Load the amount and the currency that each text says."""
    codes, differing = codes_beside(texts, columns, role, list(numbers), currencies)
    rows = [
        (text, None if text in differing else number, codes.get(text))
        for text, number in numbers.items()
        if number is not None or not blank(text)
    ]
    amounts(role).load(texts.connection, rows)

"""Amounts of money in words.

Belongs here: writing amounts by currency. Does not: summing them (sums, counts).
Always true: each currency stands by itself; nothing is converted; both languages show the same
digits, a half rounded up.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from ecluse.words.say import number

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)  # holds every float
_FOUR_DIGITS = 1_000
_SIZES = ((0, "", "1"), (3, " k", "0.1"), (6, " M", "0.1"), (9, " G", "0.1"))


def money(values: Mapping[str, float], *, short: bool = True, lang: str = "en") -> str:
    r"""Amounts by currency: "USD 12.8 M + EUR 15".

    >>> money({"USD": 12840000.0, "EUR": 15.0})
    'USD 12.8 M + EUR 15'
    >>> money({"USD": 202.0}, lang="fr") == "202\u00a0USD"
    True
    >>> money({"USD": 55_550_000.0, "EUR": 2_450_000.0}), money({"USD": 999_950.0})
    ('USD 55.6 M + EUR 2.5 M', 'USD 1 M')
    """
    shown = []
    for currency, amount in sorted(values.items(), key=lambda pair: -pair[1]):
        figure, unit = _sized(Decimal(str(amount)), short=short)
        told = number(figure, lang)
        if lang == "fr":  # the currency comes last, and stays on the line of its figure
            shown.append(f"{told}{unit} {currency}".strip().replace(" ", "\u00a0"))
        else:
            shown.append(f"{currency} {told}{unit}".strip())
    return " + ".join(shown)


def _sized(amount: Decimal, *, short: bool) -> tuple[Decimal, str]:
    """An amount in the least unit in which it has no four digits, and that unit."""
    told = [
        (amount.scaleb(-zeros).quantize(Decimal(step), context=_WIDE), unit)
        for zeros, unit, step in (_SIZES if short else _SIZES[:1])
    ]
    return next((each for each in told if each[0] < _FOUR_DIGITS), told[-1])

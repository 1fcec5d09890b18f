"""Amounts of money in words.

Belongs here: writing amounts by currency. Does not: summing them (sums, counts).
Always true: each currency stands by itself; nothing is converted.
"""

from __future__ import annotations

from collections.abc import Mapping

from ecluse.words.say import number


def money(values: Mapping[str, float], *, short: bool = True, lang: str = "en") -> str:
    r"""Amounts by currency: "USD 12.8 M + EUR 15".

    >>> money({"USD": 12840000.0, "EUR": 15.0})
    'USD 12.8 M + EUR 15'
    >>> money({"USD": 202.0}, lang="fr") == "202\u00a0USD"
    True
    """
    shown = []
    for currency, amount in sorted(values.items(), key=lambda pair: -pair[1]):
        size = next(
            (
                (scale, unit)
                for scale, unit in ((1e9, " G"), (1e6, " M"), (1e3, " k"))
                if short and amount >= scale
            ),
            (1.0, ""),
        )
        figure = _figure(amount / size[0], 1 if size[1] else 0, lang)
        if lang == "fr":  # the currency comes last, and stays on the line of its figure
            shown.append(f"{figure}{size[1]} {currency}".strip().replace(" ", "\u00a0"))
        else:
            shown.append(f"{currency} {figure}{size[1]}".strip())
    return " + ".join(shown)


def _figure(amount: float, digits: int, lang: str) -> str:
    if lang != "en":
        return number(amount, lang, digits) if digits else number(round(amount), lang)
    return f"{amount:,.{digits}f}".removesuffix(".0")

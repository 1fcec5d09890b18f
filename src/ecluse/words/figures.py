"""Figures with a fixed number of decimals, for columns of a table.

Belongs here: digits, and how each language writes them. Does not: units, or any word.
Always true: both languages show the same digits.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def fixed(value: float, digits: int, lang: str) -> str:
    """A figure with so many decimals: 4,800.50 and 4 800,50.

    >>> fixed(4800.5, 2, "en"), fixed(4800.5, 2, "fr").replace(chr(0x202F), " ")
    ('4,800.50', '4 800,50')
    """
    if lang == "en":
        return f"{value:,.{digits}f}"
    return _by_rules(f"{value:.{digits}f}", digits, lang)


def two_places(value: float) -> Decimal:
    """A score or a likeness from 0 to 1 as every door tells it, a half rounded up.

    >>> two_places(0.845), two_places(1)
    (Decimal('0.85'), Decimal('1.00'))
    """
    return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def score(value: float, lang: str) -> str:
    """The same in words: 0.85 and 0,85.

    >>> score(0.845, "en"), score(1, "fr")
    ('0.85', '1,00')
    """
    return fixed(float(two_places(value)), 2, lang)


def share(value: float, lang: str, *, signed: bool = False) -> str:
    """A share in percent, with one decimal: 12.5% and 12,5 %.

    Args:
        signed: Show a plus sign too.
    """
    if lang == "en":
        return f"{value:{'+' if signed else ''}.1%}"
    sign = "+" if signed and value >= 0 else ""
    return f"{sign}{_by_rules(f'{value * 100:.1f}', 1, lang)}\u00a0%"


def _by_rules(digits_shown: str, digits: int, lang: str) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(Decimal(digits_shown), pattern, locale=lang))

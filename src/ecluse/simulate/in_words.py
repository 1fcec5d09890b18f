"""What a market's file names, in words: units of priors and groups of buyers.

Belongs here: which subject has the words for a name of a file. Does not: the words (market_unit,
market_buyer).
Always true: a name that a user's own market brings is told as the file has it.
"""

from __future__ import annotations

from ecluse.words.say import say_or


def unit_words(unit: str, lang: str) -> str:
    """A unit of a prior in a language.

    >>> unit_words("units a quarter", "fr"), unit_words("barrels", "fr")
    ('unités par trimestre', 'barrels')
    """
    return say_or(unit, f"market_unit.{unit}", lang)


def buyer_words(buyer: str, lang: str) -> str:
    """A group of buyers in a language."""
    return say_or(buyer, f"market_buyer.{buyer}", lang)

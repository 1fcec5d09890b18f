"""What the house says, by key and language; numbers, days and lists as each language writes them.

Belongs here: finding the words for a key, and the grammar of lists.
Does not: the words themselves (one module of this room for each subject), or any rule.
Always true: a key without words is an error in the code, never a text that stands for itself; every
key has both languages and the same placeholders in both.

A key is `subject.name`: `say("remedy.license held", "fr")` reads `WORDS["license held"]` of
`ecluse.words.remedy`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Literal

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
_PLACE = {"en": 0, "fr": 1}


@cache
def catalogue(subject: str) -> dict[str, tuple[str, str]]:
    """All keys of one subject: English, French."""
    words: dict[str, tuple[str, str]] = import_module(f"ecluse.words.{subject}").WORDS
    return words


def say(key: str, lang: str, /, *values: object, **named: object) -> str:
    """The words for a key, its placeholders filled in.

    Raises:
        KeyError: The key has no words, or a placeholder no value.
    """
    subject, _, name = key.partition(".")
    text = catalogue(subject)[name][_PLACE[lang]]
    return text.format(*values, **named) if values or named else text


def number(value: float | Decimal, lang: str, digits: int | None = None) -> str:
    """A number as the language writes it (CLDR): 4,800.5 and 4 800,5.

    Args:
        digits: At most so many decimals; as many as the number has where left out.
    """
    from babel.numbers import format_decimal

    pattern = None if digits is None else "#,##0" + ("." + "#" * digits if digits else "")
    return str(format_decimal(value, pattern, locale=lang, decimal_quantization=digits is not None))


def day(value: date, lang: str) -> str:
    """A day in words (CLDR): May 20, 2025 and 20 mai 2025."""
    from babel.dates import format_date

    return str(format_date(value, "long", locale=lang))


def listed(parts: Sequence[str], lang: str) -> str:
    """Several parts as one: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say('grammar.and', lang)} {parts[-1]}"

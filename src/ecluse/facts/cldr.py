"""Names of countries and months in the languages of the Unicode CLDR, as Babel carries them.

Belongs here: which languages are read, and turning their names into tables. Does not: the names
that stand in data/countries, which are asked first.
Always true: nothing is loaded before a name is asked for; a spelling that two languages give to two
countries, or to two months, is in neither table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

LANGUAGES = ("de", "fr", "es", "zh", "zh_Hant", "it", "ja", "ko", "nl", "pt", "pt_PT", "en")
V = TypeVar("V", int, str)


@cache
def country_names(fold: Callable[[str], str]) -> dict[str, str]:
    """Folded name → alpha-2 code, of every name that is one country's alone."""
    from babel import Locale

    pairs = (
        (fold(name), code)
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2
    )
    return _of_one(pairs)


@cache
def month_names() -> dict[str, int]:
    """Name or abbreviation of a month, in small letters and without its point → its number."""
    from babel import Locale

    pairs = (
        (name.casefold().strip(" ."), number)
        for language in LANGUAGES
        for use in Locale.parse(language).months.values()
        for width in ("wide", "abbreviated")
        for number, name in use.get(width, {}).items()
    )
    return _of_one((name, number) for name, number in pairs if not name.isdigit())


def _of_one(pairs: Iterable[tuple[str, V]]) -> dict[str, V]:
    found: dict[str, set[V]] = {}
    for name, value in pairs:
        found.setdefault(name, set()).add(value)
    return {name: values.pop() for name, values in found.items() if name and len(values) == 1}

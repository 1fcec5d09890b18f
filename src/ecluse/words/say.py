"""What the house says, by key and language; numbers, days and lists as each language writes them.

Belongs here: finding the words for a key, and the grammar of lists, numbers and days.
Does not: the words themselves (one table of this folder for each subject), or any rule.
Always true: a key without words is an error in the code, never a text that stands for itself; every
key has both languages and the same placeholders in both; English needs no CLDR data to be read;
French has a narrow no-break space before ; ! ? and a no-break space before : % and inside « ».

A key is `subject.name`: `say("answer.modified", "fr")` reads the row `modified` of `answer.csv`. A
row whose English is left out has its key for it; a row without French is a heading (`# …`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from ecluse.errors import UnknownNameError

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
_TABLES = Path(__file__).parent
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


class _Places(dict[str, int]):
    """Where a row of a table has its words of each language."""

    def __missing__(self, lang: str) -> int:
        raise _no_language(lang)


_PLACE = _Places(zip(LANGUAGES, (0, 1), strict=True))


def check_language(lang: str) -> None:
    """Refuse a language that nothing is told in, before any work.

    Raises:
        UnknownNameError: It is none of `LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise _no_language(lang)


def _no_language(lang: object) -> UnknownNameError:
    return UnknownNameError(f"no language is called {lang!r}", "lang", "give en or fr")


@cache
def catalogue(subject: str) -> dict[str, tuple[str, str]]:
    """All keys of one subject: English, French."""
    with _TABLES.joinpath(f"{subject}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return {key: (english or key, french) for key, english, french in rows if french}


def say(key: str, lang: str, /, *values: object, **named: object) -> str:
    """The words for a key, its placeholders filled in.

    Raises:
        KeyError: The key has no words, or a placeholder no value.
        UnknownNameError: There is no such language.
    """
    subject, _, name = key.partition(".")
    text = catalogue(subject)[name][_PLACE[lang]]
    if lang == "fr":
        text = french(text)
    return text.format(*values, **named) if values or named else text


def cited_in(citation: object, lang: str) -> str:
    """A citation as a language writes it, where all of it is of the forms of the record.

    The table `citation` has their phrases and names; any other text, an address or a source of a
    user's own, stands exactly as it was written.

    >>> cited_in("15 CFR 734.9, as of 2026-09-24", "fr")
    '15 CFR 734.9, au 24 septembre 2026'
    >>> cited_in("15 CFR 734.3 and 734.9, read together", "fr")
    '15 CFR 734.3 et 734.9, lus ensemble'
    >>> cited_in("Bureau of Industry and Security, letter of 2025-05-13", "fr")
    'Bureau of Industry and Security, letter of 2025-05-13'
    """
    return str(citation) if lang == "en" else _french_citation(str(citation))


_DAYS_CITED = r"(?P<before>,? as of | of )?(?P<day>\b\d{4}-\d{2}-\d{2})(?: and (?P<last>\d{2}))?\b"
_MONTH_CITED = r"(?P<month>,? as of (?=\d{4}\b|[A-Z]))"
_NUMBERS_CITED = (
    *(r"\b\d+ C?FR\b", r"FR Doc\.? \d{4}-\d{5}\b"),
    *(r"\b\d{3}(?:\.\d+)?-\d{3}(?:\.\d+)?\b", r"\b\d[A-E]\d{3}(?:\.[a-z])?\b"),
    *(r"\((?:[a-z]{1,2}|[ivx]+|[A-Z]|\d{1,2})\)(?:-(?=\())?", r"\b\d+(?:\.\d+)*\b(?!-)"),
    "[ ,;()§]",
)


@cache
def _cited_parts() -> re.Pattern[str]:
    """What citations of the record are made of."""
    phrases = sorted(catalogue("citation"), key=len, reverse=True)
    known = "|".join(_whole(re.escape(phrase)) for phrase in phrases)
    return re.compile("|".join((_DAYS_CITED, _MONTH_CITED, f"(?P<known>{known})", *_NUMBERS_CITED)))


@lru_cache(maxsize=2_000)
def _french_citation(text: str) -> str:
    parts = list(_cited_parts().finditer(text))
    if "".join(part[0] for part in parts) != text:
        return text
    try:
        return french("".join(map(_french_part, parts)))
    except ValueError:  # figures that are no day
        return text


def _french_part(part: re.Match[str]) -> str:
    if part["day"]:
        before = {None: "", " of ": " du "}.get(part["before"], ", au ")
        first = date.fromisoformat(part["day"])
        if not part["last"]:
            return before + when(first, "fr")
        last = first.replace(day=int(part["last"]))
        return f"{before}{when(first, 'fr').partition(' ')[0]} et {when(last, 'fr')}"
    if part["month"]:
        return ", en "
    return say(f"citation.{part['known']}", "fr") if part["known"] else part[0]


def _whole(pattern: str) -> str:
    """A pattern that fits no part of a longer word."""
    ends = (r"\b" if sign.isalnum() else "" for sign in (pattern[0], pattern[-1]))
    return pattern.join(ends)


@lru_cache(maxsize=10_000)  # more than the words have; a scenario of a user adds its own
def french(text: str) -> str:
    """A French text with no-break spaces where French wants them, however they were written.

    >>> french("« vu » : oui ?") == "«\u00a0vu\u00a0»\u00a0: oui\u202f?"
    True
    """
    spaced = re.sub(r"[ \u202f](?=:(?:\s|$)|[»%])|(?<=«)[ \u202f]", "\u00a0", text)
    return re.sub(r" (?=[;!?])", "\u202f", spaced)


def many(key: str, lang: str, count: int, /, *values: object, **named: object) -> str:
    """The words for a number of things, the number first: `KEY one` of one, in French of none too.

    >>> [many("provisions.errors", "en", count) for count in (0, 1, 1000)]
    ['0 errors', '1 error', '1,000 errors']
    >>> [many("provisions.errors", "fr", count) for count in (0, 1, 2)]
    ['0 erreur', '1 erreur', '2 erreurs']
    """
    one = count == 1 or (lang == "fr" and count == 0)
    return say(f"{key} one" if one else key, lang, number(count, lang), *values, **named)


def has_words(key: str) -> bool:
    """Whether a key of a subject that is there has words."""
    subject, _, name = key.partition(".")
    return name in catalogue(subject)


def say_or(name: str, key: str, lang: str) -> str:
    """The words for a key; a name where it has none, such as one that a user's own file brings.

    >>> say_or("barrels", "market_unit.barrels", "fr")
    'barrels'
    """
    return say(key, lang) if has_words(key) else name


def number(value: float | Decimal, lang: str, digits: int | None = None) -> str:
    """A number as the language writes it (CLDR): 4,800.5 and 4 800,5.

    Args:
        digits: At most so many decimals; as many as the number has where left out.
    """
    figure = value if isinstance(value, Decimal) else Decimal(str(value))
    if digits is not None:
        figure = figure.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
    if lang == "en":
        whole, _, decimals = f"{figure:,f}".partition(".")
        decimals = decimals.rstrip("0")
        return f"{whole}.{decimals}" if decimals else whole
    from babel.numbers import format_decimal

    return str(format_decimal(figure.normalize(), locale=lang, decimal_quantization=False))


def day(value: date, lang: str) -> str:
    """A day in words (CLDR): May 20, 2025 and 20 mai 2025.

    >>> from datetime import date
    >>> day(date(2025, 5, 1), "en"), day(date(2025, 5, 1), "fr")
    ('May 1, 2025', '1er mai 2025')
    """
    if lang == "en":
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    from babel.dates import format_date

    text = str(format_date(value, "long", locale=lang))
    return text.replace("1 ", "1er ", 1) if lang == "fr" and value.day == 1 else text


def when(value: date, lang: str) -> str:
    """A day inside a sentence: in English as the record writes it, 2025-05-20."""
    return value.isoformat() if lang == "en" else day(value, lang)


def listed(parts: Sequence[str], lang: str) -> str:
    """Several parts as one: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say('grammar.and', lang)} {parts[-1]}"

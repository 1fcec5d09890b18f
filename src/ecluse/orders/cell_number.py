"""Numbers as people and their systems write them.

Belongs here: the number that a text says, and which sign parts decimals in a column. Does not: what
the number counts, or the currencies and units that stand beside it (data/amount_words.csv).
Always true: a number that can be read in two ways is read in neither, unless its column settles it;
nothing is rounded; what is negative is no number here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from ecluse.facts.csv_rows import csv_rows
from ecluse.law.data_home import SHIPPED
from ecluse.orders.cell_text import narrowed

POINT, COMMA = ".", ","
_OTHER = {POINT: COMMA, COMMA: POINT}
_LONGEST = 30
_WORDS = "amount_words.csv"
_COLUMNS = ("kind", "word", "currencies")
_CODE = re.compile("[A-Z]{3}")  # of ISO 4217
_SPACED = re.compile(r"\d{1,3}(?:([ '’])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
_FORMS = {
    sign: re.compile(
        rf"(?:\d+(?:[{sign}]\d*)?|[{sign}]\d+)(?:[eE][+-]?\d{{1,3}})?"  # 1250, 12.5, 1.25E+05
        rf"|[1-9]\d{{0,2}}(?:[{other}]\d{{3}})+(?:[{sign}]\d*)?"  # 1,250 and 1,250.50
    )
    for sign, other in _OTHER.items()
}


def decimal_sign(texts: Iterable[str]) -> str | None:
    """The sign that parts decimals in a column; None where nothing tells, or some tell one and some
    the other.

    >>> decimal_sign(["1.250", "12,5"]), decimal_sign(["1.250", "0.5"]), decimal_sign(["1.250"])
    (',', '.', None)
    """
    found = {POINT, COMMA}
    for text in texts:
        possible = _possible(_plain(text))
        if len(possible) == 1:
            found &= possible
    return found.pop() if len(found) == 1 else None


def doubtful(text: str) -> bool:
    """Whether a text is one number with a decimal point and another with a decimal comma.

    >>> [doubtful(text) for text in ("1.250", "1,250", "0.250", "1250.000", "12.5")]
    [True, True, False, False, False]
    """
    return len(readings(text)) > 1


def in_doubt(text: str) -> str:
    """The condition, in SQL, under which a text has a point before its last three digits: all plain
    numbers that are doubtful, and few others.
    """
    return f"(length({text}) BETWEEN 5 AND 7 AND substr({text}, length({text}) - 3, 1) = '.')"


def readings(text: str, sign: str | None = None) -> list[Decimal]:
    """The numbers that a text may say: one, or two where nothing tells which sign parts its
    decimals, or none.

    >>> texts = ("1,250.50", "1.250,50", "12 500", "0x")
    >>> [[str(number) for number in readings(text)] for text in texts]
    [['1250.50'], ['1250.50'], ['12500'], []]
    >>> [[str(number) for number in readings("1.250", sign)] for sign in (None, POINT, COMMA)]
    [['1.250', '1250'], ['1.250'], ['1250']]
    """
    plain = _plain(text)
    if len(plain) > _LONGEST:
        return []
    possible = _possible(plain)
    found = [
        Decimal(plain.replace(_OTHER[mark], "").replace(mark, "."))
        for mark in (POINT, COMMA)
        if mark in possible and sign in (None, mark)
    ]
    return list(dict.fromkeys(found))


def counts(text: str, unit: str | None) -> bool:
    """Whether a figure counts a unit: what stands beside it says that unit, or nothing does.

    >>> [counts(text, "USD") for text in ("4900", "US$ 4,900", "EUR 4.900,00", "8 pcs")]
    [True, True, False, False]
    """
    plain = narrowed(text)
    if unit == "USD":
        plain = re.sub(rf"\s*{_one_of('dollars')}\s*", "", plain, flags=re.IGNORECASE)
    return _beside().search(plain) is None


def _plain(text: str) -> str:
    """A number's digits and signs: without currency, unit, and the spaces between thousands."""
    plain = _beside().sub("", narrowed(text)).strip().removeprefix("+")
    plain = re.sub(r"(?<=\d)_(?=\d)", "", plain)
    if match := _SPACED.fullmatch(plain):
        plain = plain.replace(match[1], "")
    return plain


def _possible(plain: str) -> set[str]:
    """The signs that may part decimals in a number; both where it has neither."""
    return {sign for sign, form in _FORMS.items() if form.fullmatch(plain)}


@cache
def _beside() -> re.Pattern[str]:
    """What may stand beside an amount of a line, which its own column, or a currency's, says more
    of: shipped words, whatever data answer.
    """
    before, behind = _one_of("before"), _one_of("behind")
    return re.compile(rf"^{before}\s*|\s*{behind}\.?$", re.IGNORECASE)


def currency_beside(text: str) -> str | None:
    """The currency that stands beside an amount, as ISO 4217 has it; a sign of several as it is.

    >>> texts = ("US$ 4,900", "4900 EUR", "€5", "¥100000", "$ 7", "8 pcs", "12.5")
    >>> [currency_beside(text) for text in texts]
    ['USD', 'EUR', 'EUR', '¥', '$', None, None]
    """
    met = (found[0].strip().rstrip(".").upper() for found in _beside().finditer(narrowed(text)))
    said = next((word for word in met if word in _currencies()), None)
    if said is None:
        return None
    first, *others = _currencies()[said]
    return said if others else first


def may_be_one(one: str, other: str) -> bool:
    """Whether two words for a currency may mean one; whoever is no currency here may be any.

    >>> may_be_one("USD", "$"), may_be_one("JPY", "$"), may_be_one("eur", "EUR")
    (True, False, True)
    >>> may_be_one("USD", "CHF"), may_be_one("USD", "dollars")
    (False, True)
    """
    both = [_meant(word.strip().upper()) for word in (one, other)]
    return not all(both) or not both[0].isdisjoint(both[1])


def _meant(word: str) -> frozenset[str]:
    """The currencies that a word may mean; none of a word that is no sign and no code."""
    if word in _currencies():
        return frozenset(_currencies()[word])
    return frozenset({word}) if _CODE.fullmatch(word) else frozenset()


@cache
def _currencies() -> dict[str, tuple[str, ...]]:
    """The currencies of which each word may be."""
    return {
        row["word"].upper(): tuple(row["currencies"].split("|"))
        for row in csv_rows(SHIPPED / _WORDS, _WORDS, _COLUMNS)
        if row["currencies"]
    }


@cache
def _one_of(kind: str) -> str:
    """A pattern for any word of a kind."""
    rows = csv_rows(SHIPPED / _WORDS, _WORDS, _COLUMNS)
    return f"(?:{'|'.join(re.escape(row['word']) for row in rows if row['kind'] == kind)})"

"""What stands in a cell, as people and their systems write it: numbers, dates, blanks.

Belongs here: one cell's text to a value, or why it is none. Does not: which column it stands in, or
what follows from it.
Always true: a date that can be read in two ways is read in neither, unless the column settles it;
nothing is rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from ecluse.facts.known import says_unknown

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u2009\ufeff\u200b]+")
_BLANK = frozenset({"", "-", "--", "n/a", "null", "(blank)"})  # never "na": that is Namibia
_PLAIN = re.compile(r"\d+(\.\d+)?")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_COMMA_DECIMALS = re.compile(r"\d+,\d{1,2}")
_CURRENCY = re.compile(
    r"^(usd|us\$|eur|gbp|jpy|cny|rmb|[$€£¥])\s*|\s*(usd|eur|gbp|jpy|cny|rmb|[$€£¥]|pcs|pc|ea|units?|st)\.?$",
    re.IGNORECASE,
)

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: .*)?")
_NAMED = re.compile(
    r"(\d{1,2})[-. /]([a-zéûA-ZÉÛ]{3,9})[-., /]+(\d{4}|\d{2})|([a-zéûA-ZÉÛ]{3,9})[. ]+(\d{1,2}),? (\d{4})"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier",
            "feb february fév février",
            "mar march mars",
            "apr april avr avril",
            "may mai",
            "jun june juin",
            "jul july juil juillet",
            "aug august août",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december déc décembre",
        ),
        1,
    )
    for name in names.split()
}

DAY_FIRST, MONTH_FIRST = "day/month/year", "month/day/year"


def clean(text: str | None) -> str:
    r"""A cell without surrounding and doubled spaces, of whatever width.

    >>> clean(" NVIDIA\u00a0H20 "), clean(None)
    ('NVIDIA H20', '')
    """
    return "" if text is None else _SPACES.sub(" ", text).strip()


def blank(text: str | None) -> bool:
    """Whether a cell says nothing ("", "-", "N/A" …)."""
    return clean(text).casefold() in _BLANK


def unknown(text: str | None) -> bool:
    """Whether a cell says that nobody knows, which is not the same as leaving it out."""
    return says_unknown(clean(text))


def number_of(text: str) -> Decimal | None:
    """A number with the thousands and decimal signs that people use; None where it is none, or
    negative.

    >>> [str(number_of(each)) for each in ("1,250", "1.250,50", "12 500", "1'000.5", "$ 30,000.00", "12,5", "0x")]
    ['1250', '1250.50', '12500', '1000.5', '30000.00', '12.5', 'None']
    """
    plain = (
        _CURRENCY.sub("", clean(text)).strip().replace(" ", "").replace("'", "").replace("’", "")
    )
    if _COMMA_THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _DOT_THOUSANDS.fullmatch(plain) and "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif _COMMA_DECIMALS.fullmatch(plain):
        plain = plain.replace(",", ".")
    if not _PLAIN.fullmatch(plain) or len(plain) > 30:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def order_of_days(texts: Iterable[str]) -> str | None:
    """Which comes first in this column's dates, the day or the month; None where nothing tells, or
    some tell one and some the other.
    """
    found = set()
    for text in texts:
        match = _NUMERIC.fullmatch(clean(text))
        if match:
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                found.add(DAY_FIRST)
            elif second > 12 >= first:
                found.add(MONTH_FIRST)
            elif match[2] == ".":
                found.add(DAY_FIRST)
    return found.pop() if len(found) == 1 else None


def dates_of(text: str, order: str | None = None) -> list[date]:
    """The days that a text may mean: one, or two where the day and the month can be told apart by
    nothing, or none.

    >>> [day.isoformat() for day in dates_of("03/04/2025")]
    ['2025-04-03', '2025-03-04']
    >>> {dates_of(text)[0] for text in ("2025-04-15", "15-Apr-2025", "04/15/2025", "15.04.2025")}
    {datetime.date(2025, 4, 15)}
    """
    plain = clean(text)
    if match := _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _days((match[1], match[2], match[3]))
    if match := _NUMERIC.fullmatch(plain):
        first, second, year = match[1], match[3], _year(match[4])
        day_first, month_first = (year, second, first), (year, first, second)
        if order == DAY_FIRST or match[2] == ".":
            return _days(day_first)
        if order == MONTH_FIRST:
            return _days(month_first) or _days(day_first)
        return _days(day_first, month_first)
    if match := _NAMED.fullmatch(plain):
        day, month, year = (
            (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        )
        number = _MONTHS.get(month.casefold())
        return _days((_year(year), str(number), day)) if number else []
    return []


def _year(text: str) -> str:
    return text if len(text) == 4 else f"20{text}"


def _days(*candidates: tuple[str, str, str]) -> list[date]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(datetime(int(year), int(month), int(day)).date())
        except ValueError:
            continue
    return list(dict.fromkeys(found))

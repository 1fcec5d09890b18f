"""Days as people and their systems write them.

Belongs here: the day that a text says, and whether the day, the month or the year comes first in a
column. Does not: whether the record reaches back to it.
Always true: a day that can be read in two ways is read in neither, unless its column settles it,
dates with points and others each by themselves; a moment with an offset is dated in UTC; what
stands after a day and is no time is no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from ecluse.facts.cldr import month_names
from ecluse.orders.cell_text import clean, narrowed

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day/month/year", "month/day/year", "year/month/day"
_ORDERS = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)

_TIME = (
    r"(?:(?:T|,? )(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?\d{2}(?:[.,]\d{1,9})?)?"
    r" ?(?P<half>[AP]\.?M\.?)?(?: ?Uhr)?"
    r" ?(?:Z|UTC|GMT|(?P<sign>[+−-])(?P<hours>\d{2}):?(?P<minutes>\d{2})?)?(?:\[[^\]]+\])?)?"
)
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})",
        r"(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<y>\d{4}) ?[年년] ?(?P<m>\d{1,2}) ?[月월] ?(?P<d>\d{1,2}) ?[日일号號]?",
        (
            r"(?P<d>\d{1,2})(?:[-. /]+| de )(?P<name>[^\W\d_]{3,12})"
            r"(?:[-., /]+| de )(?P<y>\d{4}|\d{2})"
        ),
        r"(?P<name>[^\W\d_]{3,12})[. ]+(?P<d>\d{1,2}),? (?P<y>\d{4})",
        r"(?P<y>\d{4})[-. /]+(?P<name>[^\W\d_]{3,12})[-. /]+(?P<d>\d{1,2})",
    )
)
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})(?P<s>[-/.]) ?(?P<b>\d{1,2})(?P=s) ?(?P<c>\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTHS = {name: number for number, month in enumerate(_ENGLISH, 1) for name in (month, month[:3])}
_HYPHENS = re.compile("[\u2010\u2011\ufe63\uff0d]")
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)[.,]? ", re.IGNORECASE
)
_RUN_ON = re.compile(r"^(20\d{6})(\d{6})$")
_ENDED = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}\.|\d{1,2}\.\d{1,2}\.\d{4}\.|\d{4}-\d{2}-\d{2}Z")
_SERIAL = re.compile(r"[1-9]\d{4}(\.\d+)?")
_SERIAL_FROM, _SERIALS = date(1899, 12, 30), range(36526, 73051)  # 2000-01-01 to 2099-12-31


def dates_of(
    text: str,
    orders: Sequence[str] = _ORDERS,
    since: date | None = None,
) -> list[date]:
    """The days that a text may mean: one, or several where nothing tells the day, the month and the
    year apart, or none.

    Args:
        orders: What may come first in the column, as `orders_of` finds it.
        since: A year of two digits comes first in no date before this day.

    >>> [day.isoformat() for day in dates_of("03/04/2025")]
    ['2025-04-03', '2025-03-04']
    >>> {dates_of(text)[0] for text in ("2025-04-15", "15-Apr-2025", "04/15/2025", "15.04.2025")}
    {datetime.date(2025, 4, 15)}
    >>> dates_of("2025-04-08T23:30:00-05:00")
    [datetime.date(2025, 4, 9)]
    """
    plain = _as_written_alone(text)
    for form in _FORMS:
        if match := form.fullmatch(plain):
            parts = match.groupdict()
            month = parts.get("m") or str(_month(parts["name"]))
            return _days([(parts["y"], month, parts["d"])], match)
    if match := _NUMERIC.fullmatch(plain):
        possible = _possible(match, since)
        return _days(
            [possible[order] for order in _ORDERS if order in possible and order in orders], match
        )
    return []


def orders_of(texts: Iterable[str], since: date | None = None) -> tuple[str, ...]:
    """What may come first in a column's dates: one where a date allows nothing else, several where
    nothing tells, all where some tell one and some another.

    >>> orders_of(["03/04/2025", "25/04/2025"])
    ('day/month/year',)
    """
    found = set(_ORDERS)
    for text in texts:
        match = _NUMERIC.fullmatch(_as_written_alone(text))
        possible = _possible(match, since) if match else None
        found &= set(possible) if possible else found
    return tuple(order for order in _ORDERS if order in (found or _ORDERS))


def is_dotted(text: str) -> bool:
    """Whether a text is three numbers with points between: these say nothing of the order between
    other signs.
    """
    match = _NUMERIC.fullmatch(_as_written_alone(text))
    return match is not None and match["s"] == "."


def _as_written_alone(text: str) -> str:
    """A text without what systems write around a day: the weekday before it, a spreadsheet's mark
    of a text, hyphens of print, a last point, the Z of a day in UTC; seconds run on are parted.

    >>> texts = ("Monday, June 2, 2025", "'2025-06-02", "2025\u201106\u201102", "2025.06.02.")
    >>> [_as_written_alone(text) for text in (*texts, "2025-06-02Z", "20250602101500")]
    ['June 2, 2025', '2025-06-02', '2025-06-02', '2025.06.02', '2025-06-02', '20250602T101500']
    """
    plain = _HYPHENS.sub("-", narrowed(text)).removeprefix("'")
    plain = _WEEKDAY.sub("", _RUN_ON.sub(r"\1T\2", plain))
    return plain[:-1] if _ENDED.fullmatch(plain) else plain


def serial_of(text: str) -> date | None:
    """The day for which a text is a spreadsheet's number, counted from 1900; None where it is none.

    >>> serial_of("45767")
    datetime.date(2025, 4, 20)
    """
    plain = clean(text)
    if not _SERIAL.fullmatch(plain) or int(float(plain)) not in _SERIALS:
        return None
    return _SERIAL_FROM + timedelta(days=int(float(plain)))


def _possible(match: re.Match[str], since: date | None) -> dict[str, tuple[str, str, str]]:
    """The orders in which three numbers are a day, each with its year, month and day.

    A year of two digits may come first too, if that is no day before `since`, and only beside
    another order: alone it would be a slip of the pen that is read as a day of another year.
    """
    first, second, third = match["a"], match["b"], match["c"]
    found = {DAY_FIRST: (third, second, first)}
    if match["s"] != ".":
        found[MONTH_FIRST] = (third, first, second)
    found = {order: parts for order, parts in found.items() if _day(*parts)}
    if found and since is not None and len(third) == len(first) == 2:
        day = _day(first, second, third)
        if day is not None and day >= since:
            found[YEAR_FIRST] = (first, second, third)
    return found


def _month(name: str) -> int:
    """The number of a month, by its English name first; 0 where no language has it."""
    plain = name.casefold()
    return _MONTHS.get(plain) or month_names().get(plain, 0)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year if len(year) == 4 else f"20{year}"), int(month), int(day))
    except ValueError:
        return None


def _days(candidates: Iterable[tuple[str, str, str]], match: re.Match[str]) -> list[date]:
    found = [_in_utc(day, match) for parts in candidates if (day := _day(*parts)) is not None]
    return [day for day in dict.fromkeys(found) if day is not None]


def _in_utc(day: date, match: re.Match[str]) -> date | None:
    """The day in UTC, by the time and the offset that follow it; None where these are none."""
    if match["hour"] is None:
        return day
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    ahead = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    try:
        clock = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)
        return (clock + ahead if match["sign"] in ("-", "−") else clock - ahead).date()
    except (ValueError, OverflowError):
        return None

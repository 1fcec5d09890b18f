"""The country that an address in Chinese, Japanese or Korean names.

Belongs here: names of countries in scripts that put no spaces between words. Does not: cities
(address_city), addresses in other scripts (address_country).
Always true: a name with which a street's goes on ("德国路") is no country, but of a country that
counts wherever a part begins with it only a house's is none ("香港大厦"); one that may be a part of
another word counts only where nothing of its script stands beside it, and one that stands within a
part is a building's ("华美国际大厦").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from ecluse.screening.address_city import cities

_SCRIPTS = ("CJK", "KATAKANA", "HIRAGANA", "HANGUL")
_SURE = 3  # signs of a name that is hardly a part of another word
_OF_A_LAND = ("国", "國")


def country_in_han(part: str, surely: Mapping[str, str], streets: Iterable[str]) -> str | None:
    """The country that a part of an address names: the narrowest of those with which it begins,
    else the last that it names.

    >>> country_in_han("中国香港中环", {"中国": "CN", "香港": "HK"}, ())
    'HK'
    >>> country_in_han("上海市德国路", {"德国": "DE"}, ["路"]) is None
    True

    Args:
        surely: Names that count wherever a part begins with them, and which others may follow.
        streets: What makes a name a street's that stands behind it.
    """
    if part.isascii():
        return None
    after = tuple(streets)
    houses = tuple(sign for sign in after if sign not in cities().street)
    rest, code = part.strip(), None
    while name := next((each for each in surely if rest.startswith(each)), None):
        rest = rest[len(name) :]
        if rest.startswith(houses):
            break
        code = surely[name]
    if code is not None:
        return code
    found = _pattern(tuple(surely)).finditer(part)
    last = None
    for met in found:
        if not part[met.end() :].startswith(after) and _is_name(met, part):
            last = met[0]
    return None if last is None else surely.get(last) or _names()[last]


def _is_name(met: re.Match[str], part: str) -> bool:
    """Whether a country's name stands for it where it was met, and is no part of another word: it
    begins or ends the part, for what is named within an address is a building, or a street.
    """
    name, script = met[0], script_of(met[0][0])
    before, behind = part[: met.start()].strip(), part[met.end() :].strip()
    if before and behind:
        return False
    begins = script_of(part[: met.start()][-1:]) != script
    ends = script_of(behind[:1]) is None or part[met.end() :][:1].isspace()
    if script == _SCRIPTS[0]:
        return len(name) >= _SURE or name.endswith(_OF_A_LAND) or begins or ends
    return begins and (ends or len(name) >= _SURE)


def script_of(sign: str) -> str | None:
    """The script of a sign, of those that part no words; None for another's, and for no sign."""
    name = unicodedata.name(sign, "") if sign else ""
    return next((script for script in _SCRIPTS if name.startswith(script)), None)


@cache
def _names() -> dict[str, str]:
    """Names of countries in these scripts, in the languages of the CLDR."""
    from ecluse.facts.cldr import country_names

    return {name: code for name, code in country_names(str).items() if script_of(name[0])}


@lru_cache(maxsize=4)
def _pattern(others: tuple[str, ...]) -> re.Pattern[str]:
    every = sorted({*_names(), *others}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, every)))

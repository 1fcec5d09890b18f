"""Text that somebody else wrote, made fit to be shown: nothing in it moves a cursor, hides or
turns round what stands beside it.

Belongs here: which characters are dangerous to show, how they are written instead, and how a long
text is shortened.
Does not: what the text means, markup of a terminal or of a page.
Always true: `visible` of a visible text is that text; the result is one line and can be encoded.
"""

from __future__ import annotations

import re
from functools import cache

# Controls of C0 and C1; then whatever is invisible, joins, hides or changes direction (Unicode's
# categories Cf, Zl, Zp and what else it ignores by default); lone surrogates, which no file holds.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_LAYOUT = "\t\n"
_HIDDEN = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SURROGATES = "\ud800-\udfff"
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str, most: int | None = None) -> str:
    r"""The text on one line, each dangerous character written as its escape.

    Args:
        most: Characters at most; the middle of a longer text is left out.

    >>> visible("H100\x1b[2J\u202e"), visible("a\nb"), visible("x" * 100, 11)
    ('H100\\x1b[2J\\u202e', 'a\\nb', 'xxxxxxx…xxx')
    """
    if most is not None and len(text) > most:
        tail = most // 3
        text = f"{text[: most - 1 - tail]}…{text[len(text) - tail :]}"
    if text.isascii() and text.isprintable():
        return text
    return _dangerous(_LAYOUT).sub(_escape, text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines: tabs and ends of lines stay."""
    return _dangerous().sub(_escape, text)


def visible_json(text: str) -> str:
    """JSON text with each dangerous character as JSON's escape; the value is the same.

    Between strings JSON holds nothing but spaces and ends of lines, so no place is changed but
    inside a string.
    """
    return _dangerous().sub(_json_escape, text)


def hidden_in(text: str) -> str | None:
    """The first character of a text of several lines that is dangerous to show, as `U+202E`; None
    where there is none.
    """
    found = _dangerous().search(text)
    return None if found is None else f"U+{ord(found[0]):04X}"


@cache
def _dangerous(more: str = "") -> re.Pattern[str]:
    return re.compile(f"[{more}{_CONTROLS}{_HIDDEN}{_SURROGATES}]")


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _SHORT:
        return _SHORT[sign]
    code = ord(sign)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def _json_escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"

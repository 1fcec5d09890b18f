"""What a cell of text says at all: something, nothing, that nobody knows, or an error.

Belongs here: telling these four apart. Does not: numbers (cell_number), days (cell_day), or what
follows for the line.
Always true: an error of a spreadsheet is never a blank.
"""

from __future__ import annotations

import re

from ecluse.facts.known import says_unknown
from ecluse.tables.no_value import no_value

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u2009\ufeff\u200b]+")
_BLANK = frozenset({"", "-", "--", "null", "(blank)"})
# "N/A", "n.a.", "N. A."; never "NA": that is Namibia.
_NOT_AVAILABLE = re.compile(r"n\s?[./]\s?a\s?[./]?", re.IGNORECASE)
# Spreadsheets write "#REF!", "#NAME?", "#N/A", in German "#BEZUG!", "#NV", in Spanish "#¡VALOR!",
# "#N/D" and so forth; "###" for what does not fit, LibreOffice "Err:502", and a program may leave a
# formula that nobody has worked out.
_ERROR = re.compile(
    r"=.*|#\S{1,30}[!?]|#N/\S{1,6}(\s.*)?|#NV|#GETTING_DATA|#+|err:\s?\d+",
    re.IGNORECASE | re.DOTALL,
)


def clean(text: str | None) -> str:
    r"""A cell without surrounding and doubled spaces, of whatever width.

    >>> clean(" NVIDIA\u00a0H20 "), clean(None)
    ('NVIDIA H20', '')
    """
    return "" if text is None else _SPACES.sub(" ", text).strip()


def blank(text: str | None) -> bool:
    """Whether a cell says nothing ("", "-", "N/A" …)."""
    plain = clean(text)
    return plain.casefold() in _BLANK or _NOT_AVAILABLE.fullmatch(plain) is not None


def unknown(text: str | None) -> bool:
    """Whether a cell says that nobody knows, which is not the same as leaving it out."""
    return says_unknown(clean(text))


def error(text: str | None) -> bool:
    """Whether a cell holds an error of a spreadsheet, or a byte that is no text, in place of what
    it should say.

    >>> [error(each) for each in ("#N/A", "#BEZUG!", "Err:502", "#1 Computing", "N/A")]
    [True, True, True, False, False]
    """
    return _ERROR.fullmatch(clean(text)) is not None or (text is not None and no_value(text))

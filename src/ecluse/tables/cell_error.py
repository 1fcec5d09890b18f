r"""Errors that stand in a cell where a value should: written once, for every form of file.

Belongs here: what an error looks like, as a number of the binary forms, as text, and as SQL may
find one. Does not: what follows for a line.
Always true: an error is never a blank, a name, a number or a day.
"""

from __future__ import annotations

import re

from ecluse.tables.encoding import STRAY_BYTE

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # as the binary forms number them
ERROR_TEXTS = frozenset(ERRORS.values())
# Few texts match this; those are looked at closely (`is_error`). For DuckDB, whatever the case.
MAY_BE_ERROR = r"^\s*(#|=|err:)|\\x"
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u2009\ufeff\u200b]+")
# Spreadsheets write "#REF!", "#NAME?", "#N/A", in German "#BEZUG!", "#NV", in Spanish "#¡VALOR!",
# "#N/D" and so forth; "###" for what does not fit, LibreOffice "Err:502", and a program may leave a
# formula that nobody has worked out.
_ERROR = re.compile(
    r"=.*|#\S{1,30}[!?]|#N/\S{1,6}(\s.*)?|#NV|#GETTING_DATA|#+|err:\s?\d+",
    re.IGNORECASE | re.DOTALL,
)
_FORMULA = re.compile(r"\s*=")
# A formula of places of a sheet alone; in the open form a place stands in brackets: "=[.A1]".
_PLACE = r"\[?\.?\$?[A-Z]{1,3}\$?\d{1,7}\]?"
_REFERENCE = re.compile(rf"=[+-]?{_PLACE}([-+*/&:,;^]{_PLACE})*", re.IGNORECASE)
_STRAY = re.compile(STRAY_BYTE)


def clean(text: str | None) -> str:
    r"""A cell without surrounding and doubled spaces, of whatever width.

    >>> clean(" NVIDIA\u00a0H20 "), clean(None)
    ('NVIDIA H20', '')
    """
    return "" if text is None else _SPACES.sub(" ", text).strip()


def is_error(text: str | None) -> bool:
    r"""Whether a cell shows an error, a formula that nothing has worked out, or a byte that is no
    text.

    >>> [is_error(text) for text in ("#N/A", "#BEZUG!", "Err:502", "=VLOOKUP(A2,B:C,2,0)")]
    [True, True, True, True]
    >>> [is_error(text) for text in ("T\\xfcrkiye", "#1 Computing", "N/A", "China", None)]
    [True, False, False, False, False]
    """
    if text is None:
        return False
    return (
        _ERROR.fullmatch(clean(text)) is not None
        or text.strip().upper() in ERROR_TEXTS
        or _FORMULA.match(text) is not None
        or _STRAY.search(text) is not None
    )


def is_reference(text: str) -> bool:
    r"""Whether a cell is a formula that refers to other cells and says nothing itself.

    >>> [is_reference(text) for text in ("=A1", " = $B$12 + C3", "=[.A2]", "=A1:B3")]
    [True, True, True, True]
    >>> [is_reference(text) for text in ("A1", "=Huawei", '="Huawei"', "=Huawei!A1", "=A1&Huawei")]
    [False, False, False, False, False]
    """
    return _REFERENCE.fullmatch(_SPACES.sub("", text)) is not None

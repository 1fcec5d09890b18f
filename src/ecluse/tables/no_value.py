"""Texts that stand where a file holds no value.

Belongs here: what such a text looks like, from whatever form of file. Does not: what follows for a
line.
Always true: such a text is never a name, a number or a day.
"""

from __future__ import annotations

import re

from ecluse.tables.encoding import STRAY_BYTE
from ecluse.tables.sheet import ERRORS

_FORMULA = re.compile(r"\s*=")
_STRAY = re.compile(STRAY_BYTE)


def no_value(text: str) -> bool:
    r"""Whether a cell shows an error, a formula that nothing has worked out, or a byte that is no
    text.

    >>> [no_value(text) for text in ("#N/A", "=VLOOKUP(A2,B:C,2,0)", "T\\xfcrkiye", "China")]
    [True, True, True, False]
    """
    return (
        text.strip().upper() in ERRORS.values()
        or _FORMULA.match(text) is not None
        or _STRAY.search(text) is not None
    )

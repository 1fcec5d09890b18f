"""The code that what is kept from run to run rests on.

Belongs here: a digest of rooms of this package. Does not: what is kept, or data.
Always true: it changes with every letter of a module in these rooms, and with the Python that runs
them.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


@cache
def code_digest(*rooms: str) -> str:
    """The digest of all modules of some rooms."""
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for room in rooms:
        for path in sorted((_PACKAGE / room).rglob("*.py")):
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()

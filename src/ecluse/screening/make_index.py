"""The index of the lists, made in a process of its own.

Belongs here: starting that process. Does not: what the index is (index), or opening it (screen).
Always true: what making takes, some 250 MB for a few seconds, is given back, for the process ends;
where it cannot be made so, whoever first asks for a party makes it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ecluse.screening.screen import OPENING, Screener

_MAIN = (
    "import sys; sys.path[:0] = sys.argv[2:]\n"
    "from pathlib import Path\n"
    "from ecluse.screening.screen import Screener\n"
    "Screener.open(Path(sys.argv[1]))"
)


def make_index(folder: Path) -> bool:
    """Make the index of the lists of a data folder, where none is kept; whether one was made.

    Raises:
        NotScreened: What compares names cannot be imported.
        DataError, SeveralErrors: A list is not as it was sealed.
    """
    paths = [path for path in sys.path if path]
    with OPENING:
        if Screener.is_made(folder) or not sys.executable:
            return False
        done = subprocess.run(  # noqa: S603  this program, and our own code
            [sys.executable, "-c", _MAIN, str(folder), *paths],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    return done.returncode == 0

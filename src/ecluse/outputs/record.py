"""What was put in use in a home folder, the newest last: a small record, written in one step.

Belongs here: reading such a record, and putting it whole in its place. Does not: what its rows say.
Always true: whoever reads beside the writing finds the old record or the new one, never a part.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ecluse.errors import DataError, InputError
from ecluse.outputs.cache import part_of

T = TypeVar("T")
IN_USE = "in-use.json"
_MOST_KEPT = 20
_DIGEST = re.compile("[0-9a-f]{64}")


def read_record(home: Path, row_of: Callable[[Any], T], what: str, mend: str) -> tuple[T, ...]:
    """What was put in use, the newest last; nothing where no record is there.

    Args:
        row_of: What a row of the JSON says.
        what: The error of a record that cannot be read; `mend` is how to mend it.

    Raises:
        DataError: It cannot be read.
    """
    path = home / IN_USE
    try:
        return tuple(map(row_of, json.loads(path.read_text(encoding="utf-8"))))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(what, str(path), mend) from error


def digest_in(text: str) -> str:
    """A digest in a record, which becomes a part of a path.

    Raises:
        ValueError: It is none.
    """
    if not _DIGEST.fullmatch(text):
        raise ValueError("no digest")
    return text


def put_record(home: Path, rows: Sequence[object], called: str) -> None:
    """Write the newest of some rows; `called` is what the folder is called in an error.

    Raises:
        InputError: The folder cannot be written.
    """
    try:
        with part_of(home / IN_USE) as part:
            part.write_text(json.dumps(rows[-_MOST_KEPT:], indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise unwritable(called, home, error.strerror) from error


def unwritable(called: str, place: Path, why: str | None) -> InputError:
    """The error of a home folder, or a place in it, that cannot be written."""
    mend = "check the folder and its permissions"
    return InputError(f"{called} cannot be written: {why}", str(place), mend)

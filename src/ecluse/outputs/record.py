"""A small record of a home folder, written in one step.

Belongs here: putting a record whole in its place. Does not: what it says, or reading it.
Always true: whoever reads beside the writing finds the old record or the new one, never a part.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ecluse.errors import InputError
from ecluse.outputs.cache import part_of


def put_record(path: Path, rows: Sequence[object], home: str) -> None:
    """Write rows as JSON; `home` is what the folder is called in an error.

    Raises:
        InputError: The folder cannot be written.
    """
    try:
        with part_of(path) as part:
            part.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        what = f"{home} cannot be written: {error.strerror}"
        raise InputError(what, str(path.parent), "check the folder and its permissions") from error

"""A small record of a home folder, written in one step.

Belongs here: putting a record whole in its place. Does not: what it says, or reading it.
Always true: whoever reads beside the writing finds the old record or the new one, never a part.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ecluse.errors import InputError


def put_record(path: Path, rows: Sequence[object], home: str) -> None:
    """Write rows as JSON; `home` is what the folder is called in an error.

    Raises:
        InputError: The folder cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", delete=False, encoding="utf-8"
        ) as part:
            part.write(json.dumps(rows, indent=1) + "\n")
        os.replace(part.name, path)
    except OSError as error:
        what = f"{home} cannot be written: {error.strerror}"
        raise InputError(what, str(path.parent), "check the folder and its permissions") from error

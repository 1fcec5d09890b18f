"""Pictures, put in their place whole and with our mark.

Belongs here: saving a figure of matplotlib. Does not: drawing it.
Always true: the file is whole or as it was; the same figure gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ecluse.outputs.check import check_picture
from ecluse.outputs.mark import WRITTEN
from ecluse.outputs.staging import written

_MARKS: dict[str, dict[str, str | None]] = {
    ".svg": {"Date": None, "Creator": WRITTEN},
    ".png": {"Software": WRITTEN},
    ".pdf": {"CreationDate": None, "Creator": WRITTEN},
}


def save_picture(figure: Any, path: Path, *, force: bool = False, **options: Any) -> None:
    """Save a figure; `options` are matplotlib's.

    Raises:
        InputError: The name has no form of a picture, the folder is not there, the disk refuses, or
            there is a file that ecluse did not write.
    """
    check_picture(path)
    with written(path, force=force) as part:
        figure.savefig(part, metadata=_MARKS[path.suffix.lower()], **options)

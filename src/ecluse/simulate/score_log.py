"""The record of scorings: one line for each, never written over.

Belongs here: where the record is kept, and adding a line. Does not: scoring (score_market).
Always true: a line is added in one write at the end of the file, so that several scorings at once
leave whole lines; nothing that stands in the file is changed, and to a file that is no record
nothing is added.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from errno import ENOSPC
from pathlib import Path

from ecluse.answers.plain import plain
from ecluse.errors import InputError
from ecluse.outputs.user_folder import user_data
from ecluse.simulate.score_answer import ScoreAnswer

SCHEMA = "ecluse.score-log/1"
_LONGEST = 1 << 16  # bytes of a line
_KEPT = (
    *("on", "market", "destination", "draws", "seed", "cutoff", "priors_hash", "data_hash"),
    "engine",
    *("outcomes", "outcomes_hash", "summary"),
)


def score_log(settings: Mapping[str, str] = os.environ) -> Path:
    """The record under the user's own folder."""
    return user_data(settings) / "scores.jsonl"


def check_log(path: Path) -> None:
    """Refuse, before any work, a file of the user's that is no record of scorings.

    Raises:
        InputError: It is none, or cannot be read.
    """
    where, mend = f"log {path}", "name another file for the record"
    try:
        if not path.exists() or path.is_char_device():
            return
        with path.open("rb") as file:
            first = file.readline(_LONGEST)
    except OSError as error:
        what = f"the record of scorings cannot be read: {error.strerror}"
        raise InputError(what, where, mend) from error
    if first.strip() and not _is_ours(first):
        raise InputError("this file is no record of scorings", where, mend)


def _is_ours(line: bytes) -> bool:
    """Whether a line is of a record."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("schema") == SCHEMA


def record_scoring(path: Path, found: ScoreAnswer) -> None:
    """Add a scoring to a record; the file and its folder are made where they are missing.

    Raises:
        InputError: It cannot be written to.
    """
    line = json.dumps(_line(found), ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            whole = _broken_off(handle) + line.encode()
            if os.write(handle, whole) < len(whole):
                raise OSError(ENOSPC, os.strerror(ENOSPC))
        finally:
            os.close(handle)
    except OSError as error:
        what = f"the record of scorings cannot be written: {error.strerror}"
        raise InputError(what, f"log {path}", "name another file for the record") from error


def _broken_off(handle: int) -> bytes:
    """A line break where the last line of a file has none, so that no two lines run together."""
    end = os.lseek(handle, 0, os.SEEK_END)
    if end == 0:
        return b""
    os.lseek(handle, end - 1, os.SEEK_SET)
    return b"" if os.read(handle, 1) == b"\n" else b"\n"


def _line(found: ScoreAnswer) -> dict[str, object]:
    """What is kept of a scoring: what was scored on what, and the means; no outcome."""
    told = plain(found)
    clean = told["without_hindsight"]
    return (
        {"schema": SCHEMA}
        | {name: told[name] for name in _KEPT}
        | {"without_hindsight": {name: clean[name] for name in ("priors_hash", "summary")}}
    )

"""Answers kept from one run to the next, so that a case is determined once for each version of the
data.

Belongs here: writing them to the user's own cache and finding them there again. Does not:
answering.
Always true: what is kept is used only for the same data, the same code, the same reading and the
same day of knowledge, under no scenario; it is read only from a place that nobody else can write,
and holds nothing but texts and numbers.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import stat
from datetime import date
from pathlib import Path
from typing import Any

from ecluse.errors import InputError
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.orders.read import quoted
from ecluse.outputs.scratch import BEFORE
from ecluse.outputs.staging import staged, swap_folder

log = logging.getLogger(__name__)
_MOST_BYTES = 200_000_000
CASES, RECORDS = "cases.parquet", "records.parquet"


def cache_folder() -> Path:
    """The user's own cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ecluse"


def place_of(library: Library, reading: Reading, known: date | None) -> Path | None:
    """Where the answers for this data, code, reading and day of knowledge are kept; None where
    nothing can be kept.
    """
    root = cache_folder()
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = root.stat()
    except OSError:
        return None
    if hasattr(os, "getuid") and (
        found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        return None
    return root / f"orders-{_digest(library, reading, known)}"


def _digest(library: Library, reading: Reading, known: date | None) -> str:
    digest = hashlib.sha256(f"{library.version} {reading.value} {known}".encode())
    package = Path(__file__).parent.parent
    for room in ("determine", "orders", "law", "facts"):
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def load_kept(connection: Any, folder: Path | None) -> bool:
    """Make the kept cases and records queryable as `kept_cases` and `kept_records`; whether there
    are any.
    """
    import duckdb

    if folder is None or not (folder / CASES).is_file():
        return False
    try:
        for name, file in (("kept_cases", CASES), ("kept_records", RECORDS)):
            connection.execute(
                f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet({quoted(folder / file)})"
            )
            connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    except duckdb.Error as error:
        log.info("the answers kept at %s are not usable: %s", folder, error)
        return False
    return True


def keep(connection: Any, folder: Path | None, cases: str, records: str) -> None:
    """Keep what two statements give, in place of what was kept before; older data's answers go."""
    import duckdb

    if folder is None:
        return
    try:
        with staged(folder) as staging:
            part = staging.part
            part.mkdir()
            connection.execute(f"COPY ({records}) TO {quoted(part / RECORDS)} (FORMAT parquet)")
            connection.execute(f"COPY ({cases}) TO {quoted(part / CASES)} (FORMAT parquet)")
            if sum(path.stat().st_size for path in part.iterdir()) > _MOST_BYTES:
                return
            swap_folder(part, folder, staging.folder / BEFORE)
        _only_recent(folder)
    except (OSError, InputError, duckdb.IOException, duckdb.PermissionException) as error:
        log.info("nothing kept at %s: %s", folder, error)


def _only_recent(folder: Path, most: int = 4) -> None:
    kept = sorted(
        folder.parent.glob("orders-*"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    for path in kept[most:]:
        shutil.rmtree(path, ignore_errors=True)

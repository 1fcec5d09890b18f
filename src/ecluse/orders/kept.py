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
import sys
from datetime import date
from pathlib import Path
from typing import Any

from ecluse.errors import InputError
from ecluse.law.cache import cache_folder, sweep, used
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.outputs.scratch import BEFORE
from ecluse.outputs.staging import staged, swap_folder
from ecluse.tables.read import quoted

log = logging.getLogger(__name__)
_MOST_BYTES = 200_000_000
CASES, RECORDS = "cases.parquet", "records.parquet"


def place_of(library: Library, reading: Reading, known: date | None) -> Path | None:
    """Where the answers for this data, code, reading and day of knowledge are kept; None where
    nothing can be kept.
    """
    root = cache_folder()
    return None if root is None else root / f"orders-{_digest(library, reading, known)}"


def _digest(library: Library, reading: Reading, known: date | None) -> str:
    python = f"{sys.version_info[:3]}"
    digest = hashlib.sha256(f"{library.digest} {python} {reading.value} {known}".encode())
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
    used(folder)
    return True


def keep(connection: Any, folder: Path | None, cases: str, records: str) -> None:
    """Keep what two statements give, in place of what was kept before, beside the newest others."""
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
        sweep(folder.parent, "orders-*")
    except (OSError, InputError, duckdb.IOException, duckdb.PermissionException) as error:
        log.info("nothing kept at %s: %s", folder, error)

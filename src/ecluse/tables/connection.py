"""The connection in which a book is read, joined and written, and what it may touch.

Belongs here: its settings, and locking it down. Does not: what is asked of it.
Always true: memory is bounded, and what does not fit goes to a folder of its own; before anything
of the user's is opened, the connection can reach no file but those named, no extension and no
network, and nothing can undo that: a database of somebody else may hold views that try.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ecluse.tables.names import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "640MB"
_SPILL = "spill"
_BESIDE = ("", ".wal", ".wal.checkpoint", ".wal.recovery")  # what a database keeps beside itself
_ALONE = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET allow_persistent_secrets = false",
    "SET python_enable_replacements = false",
)
_OURS = (
    # The book is always the side that streams, never the one that is hashed.
    "SET preserve_insertion_order = true",
    "SET disabled_optimizers = 'join_order,build_side_probe_side'",
    "SET enable_progress_bar = false",
    "SET TimeZone = 'UTC'",  # a moment has the same day on every machine
)
_LOCKED = ("SET enable_external_access = false", "SET lock_configuration = true")


def connect(
    folder: Path,
    memory: str = MEMORY,
    *,
    files: Iterable[Path] = (),
    folders: Iterable[Path] = (),
) -> DuckDBPyConnection:
    """A connection of our own, in memory, that spills to `folder`.

    Args:
        files: What it may open besides `folder`; of a database, its logs too.
        folders: The same, with all that lies in them.
    """
    import duckdb

    connection = duckdb.connect(
        config={"temp_directory": str(folder / _SPILL), "memory_limit": memory}
    )
    named = [Path(f"{path}{end}") for path in files for end in _BESIDE]
    allowed = (
        f"SET allowed_directories = [{_listed((folder, *folders))}]",
        f"SET allowed_paths = [{_listed(named)}]",
    )
    for setting in (*_ALONE, *_OURS, *allowed, *_LOCKED):
        connection.execute(setting)
    return connection


def own_folder(connection: DuckDBPyConnection) -> Path:
    """The folder that a connection was given to work in."""
    ((spill,),) = connection.execute("SELECT current_setting('temp_directory')").fetchall()
    return Path(spill).parent


@contextmanager
def waiting(connection: DuckDBPyConnection, select: str) -> Iterator[str]:
    """What a statement gives, put aside, as a statement that reads it."""
    with tempfile.TemporaryDirectory(dir=own_folder(connection)) as folder:
        aside = quoted(Path(folder) / "waiting.parquet")
        connection.execute(f"COPY ({select}) TO {aside} (FORMAT parquet)")
        yield f"SELECT * FROM read_parquet({aside})"


def _listed(paths: Iterable[Path]) -> str:
    """Paths as they stand, and as patterns that name each alone: readers of files take patterns."""
    spelled = (str(path.absolute()) for path in paths)
    both = ((text, re.sub(r"([\[*?])", r"[\1]", text)) for text in spelled)
    return ", ".join(quoted(text) for text in dict.fromkeys(chain.from_iterable(both)))

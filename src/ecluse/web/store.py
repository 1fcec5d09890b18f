"""What a server keeps: one SQLite file in its data folder.

Belongs here: the file, its tables, and what may go wrong with it. Does not: what a row means (kept,
jobs).
Always true: a row of `kept` is never changed and never removed; a file of another schema is
refused, not mended; no address of whoever asked is in it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from ecluse.errors import InputError
from ecluse.web.problem import Refused

FILE = "ecluse.sqlite"
VERSION = 1
_TABLES = (
    "CREATE TABLE salt (value BLOB NOT NULL) STRICT",
    """
CREATE TABLE kept (
    digest TEXT PRIMARY KEY,
    kept_on TEXT NOT NULL,
    engine TEXT NOT NULL,
    data_version TEXT NOT NULL,
    known TEXT NOT NULL,
    question TEXT NOT NULL,
    answer_en BLOB NOT NULL,
    answer_fr BLOB NOT NULL,
    told_en BLOB NOT NULL,
    told_fr BLOB NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TRIGGER kept_stays BEFORE UPDATE ON kept
BEGIN SELECT RAISE(ABORT, 'a kept answer is never changed'); END;
""",
    """
CREATE TRIGGER kept_is_never_lost BEFORE DELETE ON kept
BEGIN SELECT RAISE(ABORT, 'a kept answer is never removed'); END;
""",
    """
CREATE TABLE quota (
    who TEXT NOT NULL,
    day TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (who, day)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    asked TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER,
    seconds REAL NOT NULL DEFAULT 0,
    lines INTEGER,
    error TEXT,
    runner TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    made_at REAL NOT NULL,
    expires_at REAL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX job_by_state ON job (state, made_at)",
)
_BUSY_MS = 10_000


class Store:
    """The file of a data folder; each thread has a connection of its own.

    Raises:
        InputError: The folder cannot be used, or the file is of another schema.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._path = self.folder / FILE
        self._here = threading.local()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            mend = "name a folder that can be written"
            raise InputError(f"nothing can be kept: {error}", str(folder), mend) from error

    def _prepare(self) -> None:
        """Make the tables where there are none.

        Raises:
            InputError: The file is of another schema.
        """
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        ((version,),) = connection.execute("PRAGMA user_version").fetchall()
        if version == 0:
            for statement in _TABLES:
                connection.execute(statement)
            connection.execute("INSERT INTO salt VALUES (?)", (secrets.token_bytes(32),))
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
        if version not in (0, VERSION):
            what = f"the store has schema {version}, and this ecluse reads {VERSION}"
            raise InputError(what, str(self._path), "use the ecluse that wrote it, or a new folder")

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._here, "connection", None)
        if found is None:
            found = sqlite3.connect(self._path, isolation_level=None, timeout=_BUSY_MS / 1000)
            found.row_factory = sqlite3.Row
            found.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = FULL")
            self._here.connection = found
        return found

    def read(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """The rows that a statement finds.

        Raises:
            Refused: The file cannot be read.
        """
        with _told():
            return self._connection().execute(statement, values).fetchall()

    def write(self, statement: str, *values: object) -> list[sqlite3.Row]:
        """Write by one statement; the rows that it returns.

        Raises:
            Refused: It cannot be written: the disk may be full.
        """
        with self.writing() as connection:
            return connection.execute(statement, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction: all of it is written, or nothing.

        Raises:
            Refused: It cannot be written: the disk may be full.
        """
        with _told():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def whose(self, key: str) -> str:
        """What stands for an address or a token in a count: its hash with the salt of the file."""
        ((salt,),) = self.read("SELECT value FROM salt")
        return hashlib.blake2b(key.encode(), key=salt, digest_size=16).hexdigest()

    def close(self) -> None:
        """Close this thread's connection."""
        found = getattr(self._here, "connection", None)
        if found is not None:
            found.close()
            self._here.connection = None


@contextmanager
def _told() -> Iterator[None]:
    """What SQLite says, as an error of a request."""
    try:
        yield
    except sqlite3.Error as error:
        raise no_room(f"the store cannot be used: {error}") from error


def no_room(what: str) -> Refused:
    """The error of a disk that is full or cannot be written."""
    mend = "tell whoever runs this server: its disk may be full"
    return Refused(HTTPStatus.INSUFFICIENT_STORAGE, what, "server", mend)

"""A PostgreSQL server of our own for the tests that need one: a private cluster on a free port,
gone afterwards.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "s3cret/w@rd"
IN_A_URL = "s3cret%2Fw%40rd"


@dataclass(frozen=True)
class Server:
    """A running server; `url` names its one database and holds the password."""

    port: int
    user: str = "clerk"

    @property
    def url(self) -> str:
        return f"postgresql://{self.user}:{IN_A_URL}@127.0.0.1:{self.port}/shop"

    def run(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements; the rows of the last."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def tables(self) -> list[str]:
        """The tables that are there."""
        return [
            row[0]
            for row in self.run(
                "SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', "
                "'information_schema') ORDER BY 1"
            )
        ]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Server]:
    """The server, started once."""
    pytest.importorskip(
        "psycopg", reason="psycopg is not installed: pip install 'ecluse[postgres]'"
    )
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None:
        pytest.skip("PostgreSQL's server is not installed: apt-get install postgresql")
    bin_ = Path(initdb).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="ecluse-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server does not run as root
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    secret = folder / "secret"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    secret.chmod(0o644)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"

    def call(*words: str) -> None:
        done = subprocess.run(
            [*as_user, *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    settings = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c "
        "synchronous_commit=off -c max_connections=20 -c shared_buffers=16MB"
    )
    call(
        str(bin_ / "initdb"),
        "-D",
        str(data),
        "-U",
        "clerk",
        "-A",
        "scram-sha-256",
        f"--pwfile={secret}",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    call(
        str(bin_ / "pg_ctl"),
        "-D",
        str(data),
        "-w",
        "-l",
        str(folder / "log"),
        "-o",
        settings,
        "start",
    )
    try:
        import psycopg

        with psycopg.connect(
            Server(port).url.replace("/shop", "/postgres"), autocommit=True
        ) as connection:
            connection.execute("CREATE DATABASE shop")
        yield Server(port)
    finally:
        call(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(cluster: Server) -> Server:
    """The server with an empty database."""
    cluster.run(
        "DROP SCHEMA IF EXISTS sales CASCADE", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public"
    )
    return cluster

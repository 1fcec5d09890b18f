"""What an engine does for a book: it runs the statements of `join` where the book is.

Belongs here: what is asked of every engine. Does not: how one does it (engine_duckdb,
engine_spark), or what is decided.
Always true: an engine sees the book and small tables only; the small tables are made in the
embedded engine and given to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol


class Engine(Protocol):
    """Runs statements over one book."""

    def lay(self, names: Sequence[str]) -> None:
        """Give it tables of the embedded engine, as they are now."""

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement gives."""

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """What a statement gives, a stretch at a time."""

    def into(self, name: str, columns: Sequence[tuple[str, str]], statement: str) -> None:
        """Keep what a statement gives as a table of the embedded engine; `columns` are names and
        DuckDB types.
        """

    def beside(self, name: str, columns: Sequence[tuple[str, str]], statement: str) -> bool:
        """Keep as a table what a statement gives of single lines, where that may be as many as the
        book has; whether it was kept.
        """

    def write(self, statement: str, out: str | Path, columns: Sequence[str], lines: int) -> int:
        """Write what a statement gives, `lines` lines, all or nothing; the lines written."""

    def close(self) -> None:
        """Give back what it holds."""

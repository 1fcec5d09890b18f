"""Apache Spark, for a book that outgrows one machine: the same tables, the same joins, the same
answers.

Belongs here: the session, laying the small tables before it, scanning and writing a book with it.
Does not: what is decided.
Always true: Spark sees the book and small tables only; what it scans is summed before it comes
back; a book is written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecluse.errors import InputError
from ecluse.outputs.mark import SPARK, WRITTEN
from ecluse.outputs.staging import staged
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.read import Book, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEND = (
    "pip install 'ecluse[spark]' (PySpark 4.3) and install Java 17 or later, "
    "or take the engine duckdb, which runs on this machine"
)
_BOOK = "ecluse_book"
_CONFIG = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.autoBroadcastJoinThreshold": str(256 * 1024 * 1024),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "2g",
    "spark.log.level": "OFF",
}


class SparkEngine:
    """A session that scans one book."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        book: Book,
        folder: Path,
        master: str | None = None,
    ) -> None:
        if not book.parquet:
            raise InputError(
                "Spark reads Parquet, or text that was staged as Parquet",
                book.source,
                "give a Parquet file or folder",
            )
        self.connection = connection
        self.folder = folder
        self.session, self._mine = _session(master)
        self.relation = book.relation
        names = ", ".join(quoted(Path(name).name) for name in book.parquet)
        # A row is known by its file's place in the list and its number in the file, as DuckDB's
        # reading of the book counts.
        number = (
            "_metadata.row_index"
            if len(book.parquet) == 1
            else "_metadata.row_index + 1000000000000 * "
            f"(array_position(array({names}), _metadata.file_name) - 1)"
        )
        columns = [
            f"`{name}`"
            for name in (*book.headings, *(("__row", "__fault") if book.has_fault else ()))
        ]
        # A name is a name there too: signs of patterns are taken as they stand.
        files = [re.sub(r"([\[\]{}*?\\])", r"\\\1", name) for name in book.parquet]
        self.session.read.parquet(*files).selectExpr(
            *columns, f"{number} AS file_row_number"
        ).createOrReplaceTempView(_BOOK)

    def lay(self, names: Sequence[str]) -> None:
        """Lay tables of the embedded engine before the session."""
        for name in names:
            path = self.folder / f"{name}.parquet"
            self.connection.execute(
                f"COPY (SELECT * FROM {name}) TO {quoted(path)} (FORMAT parquet)"
            )
            self.session.read.parquet(str(path)).createOrReplaceTempView(name)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement over the book gives."""
        return [tuple(row) for row in self.session.sql(self._worded(statement)).collect()]

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """What a statement gives, a partition at a time."""
        for row in self.session.sql(self._worded(statement)).toLocalIterator():
            yield tuple(row)

    def into(self, name: str, columns: Sequence[tuple[str, str]], statement: str) -> None:
        """Keep what a statement gives as a table of the embedded engine, and give it to the
        session.
        """
        load_table(self.connection, name, columns, self.rows(statement))
        self.lay([name])

    def beside(self, name: str, columns: Sequence[tuple[str, str]], statement: str) -> bool:
        """Not here: lines do not leave the session."""
        del name, columns, statement
        return False

    def write(
        self,
        statement: str,
        out: str | Path,
        columns: Sequence[str],  # noqa: ARG002  the folder holds what Spark names
        lines: int,  # noqa: ARG002  Spark counts them itself
    ) -> int:
        """Write what a statement gives as a folder of Parquet files; the lines written.

        Raises:
            InputError: The name is not that of a Parquet folder.
        """
        out = Path(out)
        if out.suffix.casefold() not in (".parquet", ""):
            raise InputError(
                f"Spark writes a folder of Parquet files, not '{out.suffix}'",
                str(out),
                "name it .parquet",
            )
        with staged(out) as staging:
            part = staging.part
            self.session.sql(self._worded(statement)).write.mode("overwrite").parquet(str(part))
            count = int(self.session.read.parquet(str(part)).count())
            (part / SPARK).write_text(f"{WRITTEN}\n", encoding="utf-8")
            staging.put_folder()
        return count

    def close(self) -> None:
        """Stop the session, if it was started here."""
        if self._mine:
            self.session.stop()

    def _worded(self, statement: str) -> str:
        """The statement in Spark's words."""
        statement = re.sub(r"\bAS VARCHAR\)", "AS STRING)", statement.replace(self.relation, _BOOK))
        statement = statement.replace(", '', 'g')", ", '')").replace(
            "regexp_matches(", "regexp_like("
        )  # it replaces every match
        return re.sub(r"regexp_full_match\((.*?), '(.*?)'\)", r"regexp_like(\1, '^\2$')", statement)


def _session(master: str | None) -> tuple[Any, bool]:
    """A session, and whether it is ours to stop."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise InputError("Java is not installed", "engine", _MEND)
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InputError("PySpark is not installed", "engine", _MEND) from error
    where = master or "local[*]"
    running = SparkSession.getActiveSession()
    try:
        builder = SparkSession.builder.appName("ecluse orders").master(where)
        cores = os.cpu_count() or 1
        partitions = str(2 * cores) if where.startswith("local") else "200"
        for name, value in {**_CONFIG, "spark.sql.shuffle.partitions": partitions}.items():
            builder = builder.config(name, value)
        session = running or builder.getOrCreate()
    except Exception as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"Spark does not start: {first}", "engine", _MEND) from error
    session.sparkContext.setLogLevel("OFF")
    for name in ("spark.sql.ansi.enabled", "spark.sql.ansi.doubleQuotedIdentifiers"):
        session.conf.set(name, "true")
    return session, running is None

"""The lines of an order book whose answer differs between two laws.

Belongs here: answering a book twice and setting the answers side by side. Does not: answering (orders).
Always true: every line is answered under both laws; a side whose day the user named answers every line under the law of that
day, another answers each line under the law of the line's own day.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register
from ecluse.simulate.side import Side

# The columns that an answered book carries (ecluse.orders.record.OUTPUT).
_OUTCOME, _EXCEPTION, _POLICY = "ecluse_outcome", "ecluse_exception", "ecluse_review_policy"


@dataclass(frozen=True)
class Pinned(Register):
    """A register that has one day: whatever day is asked, it answers with the law of that day."""

    day: date = date.max

    def at(self, on: date, known: date | None = None, reading: Reading = Reading.ENFORCED) -> Law:
        """The law of the pinned day."""
        return super().at(self.day, known, reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDiff:
    """How many lines changed, by from → to."""

    lines: int
    changed: int
    groups: tuple[tuple[str, str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "lines": self.lines,
            "lines_changed": self.changed,
            "groups": [{"from": a, "to": b, "lines": n} for a, b, n in self.groups],
        }


def register_for(side: Side) -> Register:
    """The register with which a side answers a book."""
    register = side.register
    if not side.pinned:
        return register
    return Pinned(measures=register.measures, horizon=register.horizon, answers_from=register.answers_from, day=side.on)


def diff_lines(before: Side, after: Side, source: str, out: Path | None = None) -> BookDiff:
    """Answer a book under both laws; every changed line goes to `out` (CSV or Parquet) where given.

    Raises:
        InputError: The book cannot be read, or `out` cannot be written.
    """
    import duckdb

    from ecluse.errors import InputError
    from ecluse.orders.book import run_orders

    if out is not None and out.suffix.lower() not in (".csv", ".parquet"):
        raise InputError(f"cannot write '{out.name}'", "--out", "give a name that ends in .csv or .parquet")
    with tempfile.TemporaryDirectory(prefix="ecluse-diff-") as folder:
        paths = []
        for name, side in (("before", before), ("after", after)):
            path = Path(folder) / f"{name}.parquet"
            known = None if side.law.known == date.max else side.law.known
            run_orders(
                source,
                library=side.library,
                register=register_for(side),
                out=path,
                reading=side.law.reading,
                known=known,
            )
            paths.append(str(path))
        connection = duckdb.connect()
        try:
            connection.execute(
                f"CREATE TABLE pairs AS SELECT a.*, b.{_OUTCOME} AS outcome_before, b.{_EXCEPTION} AS exception_before, "
                f"b.{_POLICY} AS review_policy_before FROM read_parquet(?) a POSITIONAL JOIN read_parquet(?) b",
                [paths[1], paths[0]],
            )
            moved = (
                f"{_OUTCOME} IS DISTINCT FROM outcome_before OR {_EXCEPTION} IS DISTINCT FROM exception_before "
                f"OR {_POLICY} IS DISTINCT FROM review_policy_before"
            )
            said = "concat_ws(', ', concat_ws(' ', {0}, {1}), {2})"
            then = said.format("outcome_before", "exception_before", "review_policy_before")
            now = said.format(_OUTCOME, _EXCEPTION, _POLICY)
            lines = connection.execute("SELECT count(*) FROM pairs").fetchone()
            groups = connection.execute(
                f"SELECT {then}, {now}, count(*) FROM pairs WHERE {moved} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
            ).fetchall()
            if out is not None:
                kind = "PARQUET" if out.suffix.lower() == ".parquet" else "CSV, HEADER"
                connection.execute(
                    f"COPY (SELECT * FROM pairs WHERE {moved}) TO '{str(out).replace(chr(39), chr(39) * 2)}' (FORMAT {kind})"
                )
        finally:
            connection.close()
    return BookDiff(
        lines=lines[0] if lines else 0,
        changed=sum(row[2] for row in groups),
        groups=tuple((row[0], row[1], row[2]) for row in groups),
    )

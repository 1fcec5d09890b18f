"""From the table of changed lines to the answer of a comparison, and to the file of these lines.

Belongs here: putting the changed lines into one language. Does not: finding them (side_by_side),
or why they changed (kinds).
Always true: every changed line is in one group, and is written once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from ecluse.answers.copied import copied
from ecluse.compare.amounts import sums
from ecluse.compare.answer import BookDiff, LineChange, LineGroup, LineTotals
from ecluse.compare.kinds import Kinds
from ecluse.compare.side import Side
from ecluse.compare.side_by_side import AFTER, BEFORE, BY, VERDICT, AnsweredBook, verdict_of
from ecluse.orders.record import OUTPUT
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.names import name_of
from ecluse.tables.write import Place, write_book

ADDED = (
    "ecluse_answer_before",
    "ecluse_answer_after",
    "ecluse_changed_by",
    "ecluse_changed_by_citation",
    "ecluse_line_tpp",
)


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """The table `changed`, ready to be put into one language."""

    connection: DuckDBPyConnection
    book: AnsweredBook
    kinds: Kinds
    sides: tuple[Side, Side]
    lang: str

    def answer(self, out: str | Path | None, one_by_one: int | None) -> BookDiff:
        """What changed in the book.

        Args:
            out: Where the changed lines were written.
            one_by_one: How many changed lines to list one by one; none where left out.
        """
        before, after = self.sides
        return BookDiff(
            before=before.label_of_lines(self.lang),
            after=after.label_of_lines(self.lang),
            lines=self.book.lines,
            groups=self.groups(),
            total=self.total(),
            kinds=self.kinds.count,
            asked=self.kinds.asked,
            out=None if out is None else str(out),
            notes=before.notes + after.notes,
            changes=None if one_by_one is None else self.first(one_by_one),
        )

    def total(self) -> LineTotals:
        """What all changed lines come to."""
        return next((amounts for _, amounts in sums(self.connection, ())), LineTotals())

    def groups(self) -> tuple[LineGroup, ...]:
        """The changed lines by both answers and by cause, the largest group first."""
        groups = [
            copied(
                LineGroup,
                amounts,
                before=str(verdict_of(then)),
                after=str(verdict_of(now)),
                by=self._by(place),
            )
            for (then, now, place), amounts in sums(self.connection, (BEFORE, AFTER, BY))
        ]
        return tuple(
            sorted(groups, key=lambda group: (-group.lines, group.before, group.after, group.by))
        )

    def first(self, most: int) -> tuple[LineChange, ...]:
        """The first changed lines, in the order of the book."""
        columns = (self.book.means[role] for role in ("destination", "date"))
        cells = (f"CAST({name_of(column)} AS VARCHAR)" for column in columns)
        rows = self.connection.execute(
            f"SELECT __line + 1, ecluse_item, {', '.join(cells)}, {BEFORE}, {AFTER}, {BY} "
            f"FROM changed ORDER BY __line LIMIT {int(most)}"
        ).fetchall()
        return tuple(
            LineChange(
                line=line,
                item=item,
                destination=destination,
                day=day,
                before=str(verdict_of(then)),
                after=str(verdict_of(now)),
                by=self._by(place),
            )
            for line, item, destination, day, then, now, place in rows
        )

    def write(self, own: Mapping[str, str], out: Place, source: str) -> None:
        """Write every changed line, with both answers and its cause.

        Args:
            own: The book's own columns, with their types.
        """
        self._load_texts()
        added = ("t.text", "n.text", "e.text", "e.citation", "c.__tpp")
        kept = [name for name in own if name.casefold() not in ADDED]
        columns = [f"c.{name_of(name)}" for name in (*kept, *OUTPUT)]
        columns += [
            f"{expression} AS {name}" for expression, name in zip(added, ADDED, strict=True)
        ]
        write_book(
            self.connection,
            f"SELECT {', '.join(columns)} FROM changed c "
            f"LEFT JOIN explained e ON e.place = c.{BY} "
            f"LEFT JOIN answer_texts t ON t.verdict IS NOT DISTINCT FROM c.{BEFORE} "
            f"LEFT JOIN answer_texts n ON n.verdict IS NOT DISTINCT FROM c.{AFTER} "
            f"ORDER BY c.__line",
            out,
            [*kept, *OUTPUT, *ADDED],
            {**own, "ecluse_line_tpp": "DECIMAL"},
            source=source,
        )

    def _by(self, place: int) -> tuple[str, ...]:
        return self.kinds.explanations[place].texts(self.lang)

    def _load_texts(self) -> None:
        """Make the tables `explained` and `answer_texts`: each explanation and verdict in words."""
        cited = {
            measure.measure: str(measure.cited)
            for side in self.sides
            for measure in side.register.measures
        }
        explained = []
        for place, explanation in enumerate(self.kinds.explanations):
            citations = [cited[cause.name] for cause in explanation.causes if cause.name in cited]
            explained.append((place, "; ".join(self._by(place)), "; ".join(citations) or None))
        columns = [("place", "INTEGER"), ("text", "VARCHAR"), ("citation", "VARCHAR")]
        load_table(self.connection, "explained", columns, explained)
        verdicts = self.connection.execute(
            f"SELECT {BEFORE} FROM changed UNION SELECT {AFTER} FROM changed"
        ).fetchall()
        texts = [(verdict, str(verdict_of(verdict))) for (verdict,) in verdicts]
        columns = [("verdict", VERDICT), ("text", "VARCHAR")]
        load_table(self.connection, "answer_texts", columns, texts)

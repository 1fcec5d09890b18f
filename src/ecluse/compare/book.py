"""The lines of an order book whose answer differs between two laws, or between two releases of the
facts.

Belongs here: answering a book twice, setting the answers side by side, summing what changed and by
what.
Does not: answering (orders), undoing changes (blame), adding up amounts (amounts).
Always true: every line is answered under both sides; a line's change is laid at a door once for its
kind, on a line that the engine answers alone as the book does, and otherwise at none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from ecluse.compare.amounts import Amounts, amounts_of, sums
from ecluse.compare.blame import Blame
from ecluse.compare.diff import days_between
from ecluse.compare.line import Lines, lines_of
from ecluse.compare.side import Side, at_the_same_day
from ecluse.determine.decide import determine
from ecluse.determine.verdict import HELD
from ecluse.errors import EcluseError
from ecluse.law.measure import Reading
from ecluse.law.register import Law, Register
from ecluse.orders.book import run_orders
from ecluse.orders.record import HELD_COLUMN, OUTPUT
from ecluse.outputs.scratch import scratch
from ecluse.tables.connection import connect
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.intake import take
from ecluse.tables.names import name_of, quoted
from ecluse.tables.write import Place, check_out, place_for, write_book

Progress = Callable[[str, int, int], None]
ADDED = (
    "ecluse_answer_before",
    "ecluse_answer_after",
    "ecluse_changed_by",
    "ecluse_changed_by_citation",
    "ecluse_line_tpp",
)
SEVERAL = "several changes together: no one or two explain it"
TOTALS = "a running total or a quantity of the book"
NOT_ASKED = "not worked out: a rare kind of change"
_MOST_KINDS = 500
ANSWERED = (*OUTPUT, HELD_COLUMN)


@dataclass(frozen=True)
class Pinned(Register):
    """A register that has one day: whatever day is asked, it answers with the law of that day."""

    day: date = date.max

    def at(
        self, on: date, known: date | None = None, reading: Reading | str = Reading.ENFORCED
    ) -> Law:
        """The law of the pinned day."""
        return super().at(self.day, known, reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The lines that went from one answer to another by the same changes."""

    before: str
    after: str
    by: tuple[str, ...]
    amounts: Amounts

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "from": self.before,
            "to": self.after,
            "measures": list(self.by),
            **self.amounts.to_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDiff:
    """What changed in a book.

    Args:
        kinds: Distinct kinds of change: item, places, other facts, and the whole answer before and
            after.
        asked: How many of them the engine was asked about; the most frequent ones.
    """

    before: str
    after: str
    lines: int
    groups: tuple[Change, ...]
    total: Amounts
    kinds: int
    asked: int
    out: str | None
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> int:
        """How many lines changed."""
        return self.total.lines

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "before": self.before,
            "after": self.after,
            "lines": self.lines,
            "changed": self.total.to_dict(),
            "groups": [each.to_dict() for each in self.groups],
            "kinds": self.kinds,
            "kinds_asked": self.asked,
            "out": self.out,
            "notes": list(self.notes),
        }


def register_for(side: Side) -> Register:
    """The register with which a side answers a book."""
    register = side.register
    if not side.pinned:
        return register
    return Pinned(
        measures=register.measures,
        horizon=register.horizon,
        answers_from=register.answers_from,
        day=side.on,
    )


def diff_lines(
    before: Side,
    after: Side,
    source: str,
    out: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    read: Sequence[tuple[str, Path]] = (),
    force: bool = False,
) -> BookDiff:
    """Answer a book on both sides; every changed line goes to `out`, in any form that order books
    are written in.

    Args:
        read: What the caller reads besides, in words and by its place: `out` may not be that.
        force: Replace a file that ecluse did not write.

    Raises:
        InputError: The book cannot be read, or `out` cannot be written.
    """
    tell = progress or (lambda *_: None)
    check_out(out, source, read=read, force=force)
    with ExitStack() as stack:
        folder = stack.enter_context(scratch("ecluse-diff-"))
        place = stack.enter_context(place_for(out, force=force)) if out is not None else None
        taken = take(source, folder)
        stack.enter_context(taken.named())
        paths = {}
        for name, side in (("before", before), ("after", after)):
            paths[name] = folder / f"{name}.parquet"
            report = run_orders(
                taken.text,
                library=side.library,
                register=register_for(side),
                out=paths[name],
                reading=side.law.reading,
                known=None if side.law.known == date.max else side.law.known,
                columns=columns,
                progress=partial(_told, tell, name),
                held=True,
            )
        means = {row.means: row.column for row in report.columns}
        signs = {
            row.means: row.decimal_sign for row in report.columns if row.decimal_sign is not None
        }
        connection = (
            connect(folder, files=place.files, folders=place.folders) if place else connect(folder)
        )
        try:
            own = _laid_side_by_side(connection, paths["before"], paths["after"])
            dates = connection.execute(
                f"SELECT DISTINCT CAST({name_of(means['date'])} AS VARCHAR) FROM changed"
            ).fetchall()
            every = [
                row[0]
                for row in connection.execute(
                    f"SELECT DISTINCT CAST({name_of(means['date'])} AS VARCHAR) FROM read_parquet({quoted(paths['after'])})"
                ).fetchall()
                if row[0] is not None
            ]
            lines = lines_of(means, every if dates else [], after.library, signs)
            kinds, asked = _blamed(connection, lines, before, after, tell)
            amounts_of(connection, means, after.library, signs)
            groups = tuple(
                Change(before=then, after=now, by=tuple(by.split("; ")), amounts=amounts)
                for (then, now, by), amounts in sums(
                    connection, ("answer_before", "answer_after", "changed_by")
                )
            )
            total = dict(sums(connection, ())).get((), Amounts())
            if place is not None:
                tell("write", 0, 1)
                _write(connection, own, place, source, (before, after))
        finally:
            connection.close()
    return BookDiff(
        before=before.label_of_lines,
        after=after.label_of_lines,
        lines=report.lines_in,
        groups=groups,
        total=total,
        kinds=kinds,
        asked=asked,
        out=out,
        notes=(*before.notes, *after.notes),
    )


def _told(tell: Progress, name: str, stage: str, done: int, total: int) -> None:
    tell(f"{name}: {stage}", done, total)


# ---- side by side --------------------------------------------------------------------------------


def _laid_side_by_side(connection: Any, before: Path, after: Path) -> dict[str, str]:
    """Make the table `changed` of the lines whose answer differs; the book's own columns, with
    their types.
    """
    described = connection.execute(
        f"DESCRIBE SELECT * FROM read_parquet({quoted(after)})"
    ).fetchall()
    own = {str(name): str(kind) for name, kind, *_ in described if name not in ANSWERED}
    then = ", ".join(
        f"b.{name_of(name)} AS {name_of('__then_' + name)}" for name in (*ANSWERED, *own)
    )
    connection.execute(
        f"CREATE TEMP VIEW pairs AS SELECT a.*, {then} FROM (SELECT *, file_row_number AS __line FROM read_parquet({quoted(after)}, file_row_number=true)) a "
        f"POSITIONAL JOIN read_parquet({quoted(before)}) b"
    )
    other = " OR ".join(
        f"{name_of(name)} IS DISTINCT FROM {name_of('__then_' + name)}" for name in own
    )
    if own and connection.execute(f"SELECT count(*) FROM pairs WHERE {other}").fetchone()[0]:
        raise EcluseError(
            "the book gave its lines in two orders",
            "--orders",
            "export it to a file first, and compare that",
        )
    connection.execute(
        f"CREATE TEMP TABLE changed AS SELECT * FROM (SELECT *, {_said_of('__then_')} AS answer_before, {_said_of('')} AS answer_after FROM pairs) "
        "WHERE answer_before <> answer_after"
    )
    return own


def _said_of(which: str) -> str:
    """The expression of what is said of a line, in the words of `Verdict`."""
    outcome, exception, policy = (
        f"{which}ecluse_{name}" for name in ("outcome", "exception", "review_policy")
    )
    license_ = f"{outcome} = 'LICENSE'"
    return (
        f"concat_ws(', ', concat_ws(' ', {outcome}, {exception}), CASE WHEN {license_} THEN coalesce({policy}, 'not published') END, "
        f"CASE WHEN {license_} AND {which}{HELD_COLUMN} IS NOT NULL THEN {quoted(HELD)} END)"
    )


# ---- by what -------------------------------------------------------------------------------------


def _blamed(
    connection: Any, lines: Lines, before: Side, after: Side, tell: Progress
) -> tuple[int, int]:
    """Add to `changed` what each line changed by; how many kinds of change there are, and how many
    were asked about.
    """
    meanings = {**lines.asked, "date": lines.columns["date"]}
    cells = [
        f"CAST({name_of(column)} AS VARCHAR) AS {name_of('__of_' + meaning)}"
        for meaning, column in meanings.items()
    ]
    periods = _periods(lines, before, after)
    load_table(connection, "periods", [("t", "VARCHAR"), ("p", "INTEGER")], list(periods.items()))
    # A kind is told by all on which an answer rests, and by the whole of both answers; a day, by
    # the law that it falls under.
    answers = [prefix + name for prefix in ("", "__then_") for name in OUTPUT]
    key = [name_of("__of_" + meaning) for meaning in lines.asked] + ["p", *answers]
    connection.execute(
        f"CREATE TEMP VIEW celled AS SELECT c.*, periods.p FROM (SELECT *, {', '.join(cells)} FROM changed) c LEFT JOIN periods ON periods.t = {name_of('__of_date')}"
    )
    hashed = f"hash({', '.join(key)})"
    firsts = ", ".join(
        f"first({name_of('__of_' + meaning)} ORDER BY __line)" for meaning in meanings
    )
    rows = connection.execute(
        f"SELECT {hashed} AS k, first(p), first(answer_before), first(answer_after), {firsts} FROM celled GROUP BY k ORDER BY count(*) DESC, min(__line)"
    ).fetchall()
    asked = sorted(rows[:_MOST_KINDS], key=lambda row: (row[1] is not None, row[1] or 0))
    named = [(row[0], NOT_ASKED) for row in rows[_MOST_KINDS:]]
    done = 0
    for _, group in groupby(asked, key=lambda row: row[1]):
        blame: Blame | None = None
        for row in group:
            tell("blame", done, len(asked))
            done += 1
            shipments = [
                lines.shipment(dict(zip(meanings, row[4:], strict=True)), side.library)
                for side in (before, after)
            ]
            if blame is None:
                blame = Blame(
                    *_on_the_day(before, after, next((each.on for each in shipments if each), None))
                )
            named.append((row[0], _by(blame, shipments, row[2], row[3])))
    load_table(connection, "kinds", [("k", "UBIGINT"), ("by", "VARCHAR")], named)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE changed AS SELECT c.* EXCLUDE (k, p), kinds.by AS changed_by FROM "
        f"(SELECT *, {hashed} AS k FROM celled) c LEFT JOIN kinds USING (k)"
    )
    return len(rows), len(asked)


def _on_the_day(before: Side, after: Side, day: date | None) -> tuple[Side, Side]:
    if before.pinned or after.pinned or day is None:
        return before, after
    return at_the_same_day(before, day), at_the_same_day(after, day)


def _periods(lines: Lines, before: Side, after: Side) -> dict[str, int]:
    """The period of constant law that each date text falls into, counted on both sides."""
    edges = days_between(before, after)
    if before.pinned:
        edges = []
    edges = sorted(
        {
            *edges,
            *(
                each.treated_as.since
                for side in (before, after)
                for each in side.library.countries.by_code.values()
                if each.treated_as
            ),
        }
    )
    return {
        text: sum(1 for edge in edges if edge <= day)
        for text, day in lines.days.items()
        if day is not None
    }


def _by(blame: Blame, shipments: list[Any], then: str, now: str) -> str:
    """What a kind of change is by, in words: measures, figures, or why that cannot be said."""
    sides = (blame.late, blame.early) if blame.turned else (blame.early, blame.late)
    if shipments[0] is None or shipments[1] is None:
        return "the catalogue or the spellings" if shipments[0] is not shipments[1] else TOTALS
    found = [
        determine(ship, side.law, side.library, depends=False)
        for ship, side in zip(shipments, sides, strict=True)
    ]
    if [str(each.verdict) for each in found] != [then, now]:
        return TOTALS
    ours, theirs = (ship.item.name for ship in shipments)
    if ours != theirs:
        return f"the catalogue: read as {ours} before and as {theirs} after"
    return "; ".join(blame.responsible(shipments[0 if blame.turned else 1], *found)) or SEVERAL


# ---- what is written -----------------------------------------------------------------------------


def _write(
    connection: Any, own: Mapping[str, str], out: Place, source: str, sides: tuple[Side, Side]
) -> None:
    cited = {
        measure.measure: str(measure.cited) for side in sides for measure in side.register.measures
    }
    causes = [
        row[0] for row in connection.execute("SELECT DISTINCT changed_by FROM changed").fetchall()
    ]
    load_table(
        connection,
        "cited",
        [("by", "VARCHAR"), ("citation", "VARCHAR")],
        [
            (by, "; ".join(cited[each] for each in by.split("; ") if each in cited) or None)
            for by in causes
        ],
    )
    added = ("answer_before", "answer_after", "changed_by", "citation", "line_tpp")
    select = ", ".join(
        [
            *(f"c.{name_of(name)}" for name in (*own, *OUTPUT)),
            *(f"{have} AS {name}" for have, name in zip(added, ADDED, strict=True)),
        ]
    )
    statement = f"SELECT {select} FROM changed c LEFT JOIN cited ON cited.by = c.changed_by ORDER BY c.__line"
    write_book(
        connection,
        statement,
        out,
        [*own, *OUTPUT, *ADDED],
        {**own, "ecluse_line_tpp": "DECIMAL"},
        source=source,
    )

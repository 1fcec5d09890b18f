"""The report's figures, from the grouped lines and their answers.

Belongs here: the sums by answer, destination, item, measure, need and flag; declared ECCNs; rows
that could not be read.
Does not: words (report).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ecluse.law.library import Library
from ecluse.law.register import Register
from ecluse.orders.codes import Asked, Resolved
from ecluse.orders.eccn import disagreement
from ecluse.orders.join import row_of, text_of
from ecluse.orders.lookup import Answers
from ecluse.orders.record import Record
from ecluse.orders.resolve import Problem, Problems
from ecluse.orders.tally import Row, Tally, split
from ecluse.tables.engine_duckdb import load_table
from ecluse.tables.read import FAULT, Book

_MOST_ROWS_LISTED = 1_000


def counted(connection: Any, answers: Answers, resolved: Resolved, asked: Asked) -> dict[str, Any]:
    """The sums, of the lines that `settled` holds with their answers, as `join.with_answers` gives
    them.
    """
    tally, library = Tally(), asked.library
    currencies = resolved.currencies

    def sums(by: str) -> list[tuple[Any, ...]]:
        orders = "outcome IS NOT NULL"  # not the rows of totals
        statement = f"SELECT {by}, c, sum(n)::BIGINT, sum(q), sum(v) FROM settled JOIN answers USING (a) WHERE {orders} GROUP BY ALL ORDER BY ALL"
        found: list[tuple[Any, ...]] = connection.execute(statement).fetchall()
        return found

    for number, currency, *summed in sums("a"):
        record, amounts = answers.records[number], (*summed, currencies[currency])
        tally.add("total", "all", *amounts)
        tally.add("outcome", (record.outcome, record.exception, record.review_policy), *amounts)
        if record.outcome in ("LICENSE", "EXCEPTION", "UNDETERMINED"):
            for measure in split(record.measure):
                tally.add("measure", measure, *amounts)
                tally.add(f"measure {measure}", record.outcome, *amounts)
        for need in split(record.needs):
            tally.add("need", need, *amounts)
        for flag in split(record.red_flags, " | "):
            tally.add("flag", flag, *amounts)
        before = answers.before[number]
        if before is not None:
            tally.add("changed", (before, _answer(record)), *amounts)
    for place, outcome, currency, *summed in sums("d, outcome"):
        code, amounts = resolved.meanings.places[place], (*summed, currencies[currency])
        tally.add("destination", code, *amounts)
        tally.add(f"destination {code}", outcome, *amounts)
    for item, outcome, currency, *summed in sums("i, outcome"):
        name, amounts = (
            resolved.meanings.items[item - 1].name if item else "(unresolved)",
            (*summed, currencies[currency]),
        )
        tally.add("item", name, *amounts)
        tally.add(f"item {name}", outcome, *amounts)
    eccn: dict[tuple[str, str, str], list[int]] = {}
    declared = "SELECT a, e, i, sum(n)::BIGINT, min(r) FROM settled WHERE e > 0 AND i > 0 GROUP BY ALL ORDER BY ALL"
    for number, code, item, lines, first_row in connection.execute(declared).fetchall():
        record, text, name = (
            answers.records[number],
            resolved.eccns[code],
            resolved.meanings.items[item - 1].name,
        )
        why = disagreement(text, record.classification, sure=record.outcome != "UNDETERMINED")
        if why is not None:
            seen = eccn.setdefault((name, text, why), [0, first_row])
            seen[0], seen[1] = seen[0] + lines, min(seen[1], first_row)
    return {
        "total": tally.rows("total")[0]
        if "total" in tally.by
        else {"name": "all", "lines": 0, "units": 0, "value": {}},
        "outcomes": [
            {"outcome": name[0], "exception": name[1], "review_policy": name[2], **row}
            for row in tally.rows("outcome")
            if (name := row.pop("name"))
        ],
        "measures": [
            {"measure": row.pop("name"), **row}
            | {"outcomes": _lines(tally, f"measure {name}"), "title": _title(asked.register, name)}
            for row in tally.rows("measure")
            if (name := row["name"])
        ],
        "destinations": [
            {
                "code": name,
                "country": library.countries.by_code[name].en
                if name in library.countries.by_code
                else "(not made out)",
                **row,
                "outcomes": _lines(tally, f"destination {name}"),
            }
            for row in tally.rows("destination")
            if (name := row.pop("name"))
        ],
        "items": [
            {"item": name, **row, "outcomes": _lines(tally, f"item {name}")}
            for row in tally.rows("item")
            if (name := row.pop("name"))
        ],
        "needs": [{"need": row.pop("name"), **row} for row in tally.rows("need")],
        "red_flags": [{"flag": row.pop("name"), **row} for row in tally.rows("flag")],
        "changed": [
            {"before": name[0], "now": name[1], **row}
            for row in tally.rows("changed")
            if (name := row.pop("name"))
        ],
        "attention": _attention(tally),
        "eccn": [
            {"item": item, "declared": text, "reason": why, "lines": seen[0], "first_row": seen[1]}
            for (item, text, why), seen in sorted(
                eccn.items(), key=lambda pair: (-pair[1][0], pair[1][1], pair[0])
            )
        ],
    }


def presumptions(
    connection: Any, answers: Answers, roles: Mapping[str, str], library: Library
) -> list[str]:
    """What the top of a report must say: seats that no column gives, figures against the catalogue,
    days after the record.
    """
    lines: dict[int, int] = dict(
        connection.execute("SELECT a, sum(n)::BIGINT FROM settled GROUP BY ALL").fetchall()
    )

    def total(of: Callable[[Record], object]) -> int:
        return sum(n for number, n in lines.items() if of(answers.records[number]))

    notes = []
    if "headquarters" not in roles and (count := total(lambda record: record.seat)):
        notes.append(
            "no column gives the headquarters: each company is taken to sit where its goods go; "
            f"{count:,} {_lines_are(count)} freer than a license only on that ground"
        )
    if count := total(lambda record: record.read_up_to):
        day = library.data_as_of.isoformat()
        dated = "is dated" if count == 1 else "are dated"
        notes.append(
            f"{count:,} {'line' if count == 1 else 'lines'} {dated} after {day}, up to which the "
            "law was read: nothing published later is in their answers"
        )
    return notes


def _lines_are(count: int) -> str:
    return "line is" if count == 1 else "lines are"


def _answer(record: Any) -> str:
    text = f"{record.outcome} {record.exception}" if record.exception else record.outcome
    return f"{text}, {record.review_policy}" if record.review_policy else text


def _lines(tally: Tally, name: str) -> dict[str, int]:
    return {key: total.lines for key, total in sorted(tally.by.get(name, {}).items())}


def _title(register: Register, name: str) -> str:
    return next(
        (measure.title.en for measure in register.measures if measure.measure == name), name
    )


_WEIGHT = (
    "policy of denial",
    "presumption of denial",
    "not published",
    "as the list entry says",
    "case-by-case",
    "presumption of approval",
)


def _attention(tally: Tally) -> list[Row]:
    """What to look at first: licenses by how they would be reviewed, the strictest first, then what
    is undecided.
    """
    found = []
    outcomes = tally.by.get("outcome", {})
    licenses = [(key, total) for key, total in outcomes.items() if key[0] == "LICENSE"]
    for key, total in sorted(
        licenses,
        key=lambda pair: _WEIGHT.index(pair[0][2]) if pair[0][2] in _WEIGHT else len(_WEIGHT),
    ):
        found.append(
            {"what": f"license needed, {key[2] or 'no review policy on record'}", **total.plain()}
        )
    for key, total in outcomes.items():
        if key[0] == "UNDETERMINED":
            found.append(
                {"what": "undetermined: may not be shipped before it is settled", **total.plain()}
            )
    for flag, total in tally.by.get("flag", {}).items():
        found.append({"what": f"red flag: {flag}", **total.plain()})
    return found


def note_unread(book: Book, problems: Problems) -> None:
    """Note the cells in which the file itself holds no value, in whatever column; a part that no
    item has is noted as that.
    """
    noted = {(each.column, each.text): each.meaning for each in problems.found}
    for column, texts in book.unreadable.items():
        for text, reason in texts.items():
            meaning = noted.get((column, text), "text")
            if meaning != "part":
                problems.add(column, meaning, text, reason)


def problems_of(
    connection: Any, book: Book, problems: Problems, resolved: Resolved
) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows and cells that could not be read, in row order; the part names that name nothing; and
    how many there are of the first, by column (None for whole rows).

    Of each column so many are listed; all are counted. A row of totals has none, and a part that
    its description tells is none.
    """
    quarantined: list[Row] = []
    unreadable: list[Row] = []
    unresolved: list[Row] = []
    by_column: dict[str, dict[str, Problem]] = {}
    for problem in problems.found:
        by_column.setdefault(problem.column, {})[problem.text] = problem
    row = row_of(book)
    load_table(connection, "total_rows", [("r", "BIGINT")], [(each,) for each in resolved.totals])
    if book.has_fault:
        rows = int(connection.execute(f"SELECT count({FAULT}) FROM {book.relation}").fetchone()[0])
        unreadable.extend([{"column": None, "lines": rows}] if rows else [])
        faults = connection.execute(
            f"SELECT {row}, {FAULT} FROM {book.relation} b WHERE {FAULT} IS NOT NULL ORDER BY 1 LIMIT {_MOST_ROWS_LISTED}"
        ).fetchall()
        quarantined.extend(
            {"row": number, "column": None, "text": None, "reason": fault, "near": []}
            for number, fault in faults
        )
    for column, texts in by_column.items():
        load_table(connection, "bad_texts", [("t", "VARCHAR")], [(text,) for text in texts])
        text = text_of(book, column)
        where = f"FROM {book.relation} b JOIN bad_texts ON bad_texts.t = {text}"
        described = resolved.columns.roles.get("description")
        by_part = column == resolved.columns.roles["part"]
        if by_part and described is not None:
            where += f" LEFT JOIN m_description d ON d.t = {text_of(book, described)}"
        where += " WHERE true"
        where += " AND d.t IS NULL" if by_part and described is not None else ""
        where += f" AND b.{FAULT} IS NULL" if book.has_fault else ""
        where += f" AND {row} NOT IN (SELECT r FROM total_rows)" if resolved.totals else ""
        counts = dict(connection.execute(f"SELECT {text}, count(*) {where} GROUP BY 1").fetchall())
        cells = sum(
            lines for value, lines in counts.items() if texts[value].meaning != "part"
        )  # part names are counted by themselves
        unreadable.extend([{"column": column, "lines": cells}] if cells else [])
        listed = connection.execute(
            f"SELECT {row}, {text} {where} ORDER BY 1 LIMIT {_MOST_ROWS_LISTED}"
        ).fetchall()
        first: dict[str, list[int]] = {}
        for number, value in listed:
            problem = texts[value]
            first.setdefault(value, []).append(number)
            quarantined.append(
                {
                    "row": number,
                    "column": column,
                    "text": value,
                    "reason": problem.reason,
                    "near": list(problem.near),
                }
            )
        for value, problem in texts.items():
            if problem.meaning == "part" and value in counts:
                unresolved.append(
                    {
                        "part": value,
                        "lines": counts.get(value, 0),
                        "rows": first.get(value, [])[:20],
                        "near": list(problem.near),
                    }
                )
    quarantined.sort(key=lambda each: (each["row"], each["column"] or ""))
    unresolved.sort(key=lambda each: (-each["lines"], each["part"]))
    return quarantined, unresolved, unreadable

"""A whole order book: read, resolved, decided, totalled, written.

Belongs here: the order of the steps, and the checks between them. Does not: any step.
Always true: lines out are lines in, or there is no output at all.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ecluse.determine.to_json import DISCLAIMER
from ecluse.errors import EcluseError, InputError, near
from ecluse.facts.known import Known
from ecluse.law.condition.tree import OneOf, facts_of
from ecluse.law.library import Library
from ecluse.law.measure import Reading
from ecluse.law.provision import conditions_of
from ecluse.law.register import Register
from ecluse.orders.cell_text import blank, clean
from ecluse.orders.columns import Columns, find_columns
from ecluse.orders.eccn import disagreement
from ecluse.orders.engine_duckdb import connect, load_table
from ecluse.orders.hoist import Answers, Decider, Meanings
from ecluse.orders.cumulative import Line, run_totals
from ecluse.orders.join import Radix, answered, cases_of, counted_lines, output_columns, text_of
from ecluse.orders.read import FAULT, Book, open_book
from ecluse.orders.record import COLUMNS, OUTPUT, values
from ecluse.orders.resolve import (
    NOWHERE,
    Problem,
    Problems,
    countries_of,
    days_of,
    end_uses_of,
    exporters_of,
    values_of_fact,
    items_of,
    numbers_of,
)
from ecluse.orders.slices import slices_of
from ecluse.orders.tally import BookReport, Row, Tally, split
from ecluse.orders.write import write_book

Progress = Callable[[str, int, int], None]
ENGINES = ("duckdb", "spark")
_MOST_ROWS_LISTED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a book is to be answered."""

    library: Library
    register: Register
    reading: Reading
    known: date | None
    since: date | None


@dataclass(slots=True, kw_only=True)
class _Resolved:
    """The texts of a book, resolved and loaded."""

    meanings: Meanings
    further: list[tuple[str, str, bool]]
    radix: Radix
    problems: Problems
    eccns: list[str]
    currencies: list[str]
    notes: list[str]


def run_orders(
    source: str | Path,
    *,
    library: Library,
    register: Register | None = None,
    out: str | Path | None = None,
    reading: Reading = Reading.ENFORCED,
    known: date | None = None,
    engine: str = "duckdb",
    master: str | None = None,
    columns: Mapping[str, str] | None = None,
    since: date | None = None,
    tables: Path | None = None,
    report: Path | None = None,
    progress: Progress | None = None,
) -> BookReport:
    """Answer every line of an order book.

    Args:
        source: A CSV, Excel, Parquet, Arrow file, `FILE.duckdb#TABLE`, or a PostgreSQL address with `#TABLE`.
        register: The law's log, with a scenario applied where one is; the library's where left out.
        master: The Spark master; this machine where left out.
        out: Where to write every line with its answer; the form by the name's end. Nothing is written where left out.
        columns: Meaning → column, for columns that are not called as they usually are.
        since: Mark the lines whose answer changed by what was published after this day.
        tables: A folder for the determination tables as Parquet, with the SQL that joins them.
        report: An HTML file for the report.
        progress: Called with a stage, what is done of it and how much there is.

    Raises:
        InputError, SeveralErrors: The source is not there or no book, a column is not found, or an output cannot be written.
    """
    if engine not in ENGINES:
        raise InputError(f"no engine is called '{engine}'", "--engine", near(engine, ENGINES) or f"give {' or '.join(ENGINES)}")
    began = time.perf_counter()
    tell = progress or (lambda *_: None)
    asked = Asked(library=library, register=register or library.register, reading=reading, known=known, since=since)
    _writable(out, source)
    with tempfile.TemporaryDirectory(prefix="ecluse-orders-") as folder:
        connection = connect(Path(folder))
        try:
            tell("read", 0, 1)
            book = open_book(source, connection, Path(folder))
            found = find_columns(book.headings, library.vocabulary, columns or {}, book.source)
            tell("resolve", 0, 1)
            resolved = _resolve(connection, book, found, asked)
            tell("decide", 0, 1)
            decider = Decider(library, resolved.meanings)
            cases = connection.execute(cases_of(book, found, resolved.further, resolved.radix)).fetchall()
            by_key = _decide(decider, cases, resolved.radix, tell)
            overridden, allocations = _line_by_line(connection, decider, by_key, book, found, resolved, tell)
            if overridden:
                cases = connection.execute(cases_of(book, found, resolved.further, resolved.radix, overridden=True)).fetchall()
            _load_answers(connection, decider.answers, by_key, resolved.radix)
            lines_in = sum(row[5] for row in cases)
            lines_out = lines_in
            headings = [heading for heading in book.headings if heading not in OUTPUT]
            if tables is not None:
                from ecluse.orders.tables import export_tables

                export_tables(connection, tables, book, found, resolved.further, resolved.radix, library.version)
            if out is not None:
                tell("write", 0, 1)
                select = answered(book, found, resolved.further, resolved.radix, headings, library.version, before=since is not None, overridden=overridden)
                lines_out = _write(connection, engine, select, Path(str(out)), headings, book, since is not None)
                if lines_out != lines_in:
                    raise EcluseError(f"{lines_in} lines went in and {lines_out} came out", str(out), "do not use the output; report this as an error of ecluse")
            counted = _counted(connection, cases, by_key, decider.answers, resolved, found, asked)
            quarantined, unresolved = _problems(connection, book, found, resolved.problems)
        finally:
            connection.close()
    made = BookReport(
        source=str(source), out=str(out) if out is not None else None, engine=engine, reading=reading.value, known=known.isoformat() if known else None,
        since=since.isoformat() if since else None, data_version=library.version, data_as_of=library.data_as_of.isoformat(), lines_in=lines_in,
        lines_out=lines_out, quarantined=quarantined, unresolved=unresolved, columns=list(found.shown()), notes=[*book.notes, *resolved.notes],
        cases=len(by_key), decided=decider.decided, seconds=round(time.perf_counter() - began, 3), allocations=allocations,
        disclaimer=DISCLAIMER["en"].format(day=library.data_as_of.isoformat()), **counted,
    )
    if report is not None:
        from ecluse.orders.report_html import write_report

        write_report(made, report)
    return made


def _writable(out: str | Path | None, source: str | Path) -> None:
    if out is None:
        return
    place = Path(str(out).partition("#")[0])
    if not place.parent.is_dir():
        raise InputError("there is no such folder", str(place.parent), "make it, or write elsewhere")
    if place.is_dir():
        raise InputError("this is a folder", str(out), "name a file")
    if place.exists() and str(place) == str(source).partition("#")[0] and "#" not in str(out):
        raise InputError("the output would take the place of the book", str(out), "write to another file")


def _write(connection: Any, engine: str, select: str, out: Path, headings: list[str], book: Book, before: bool) -> int:
    if engine == "spark":
        raise InputError("Spark is not built in yet", "--engine", "use duckdb")
    return write_book(connection, select, out, output_columns(headings, before=before), book.types)


# ---- texts to codes -------------------------------------------------------------------------------------------------


def _texts(connection: Any, book: Book, column: str, where: str = "true") -> list[str]:
    text = text_of(book, column)
    where += f" AND b.{FAULT} IS NULL" if book.has_fault else ""
    rows = connection.execute(f"SELECT DISTINCT {text} AS t FROM {book.relation} b WHERE {text} IS NOT NULL AND {where} ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def _resolve(connection: Any, book: Book, columns: Columns, asked: Asked) -> _Resolved:
    library, roles = asked.library, columns.roles
    problems, notes = Problems(), []
    items = items_of(_texts(connection, book, roles["part"]), library, roles["part"], problems)
    distinct = list({item.name: item for item in items.values() if item is not None}.values())
    places_of_items = {item.name: place for place, item in enumerate(distinct)}
    load_table(connection, "m_part", [("t", "VARCHAR"), ("v", "INTEGER"), ("name", "VARCHAR")],
               [(text, places_of_items[item.name] if item else None, item.name if item else None) for text, item in items.items()])
    places = [NOWHERE]
    for role in ("destination", "headquarters", "parent_headquarters"):
        if role in roles:
            codes = countries_of(_texts(connection, book, roles[role]), library.countries, roles[role], role, problems)
            for code in codes.values():
                if code is not None and code not in places:
                    places.append(code)
            load_table(connection, f"m_{role}", [("t", "VARCHAR"), ("v", "INTEGER")],
                       [(text, None if code is None else places.index(code)) for text, code in codes.items()])
    days, order = days_of(_texts(connection, book, roles["date"]), roles["date"], problems)
    if order is not None:
        notes.append(f"dates such as 03/04/2025 in '{roles['date']}' are read as {order}, for others in the column allow nothing else")
    slices = slices_of((day for day in days.values() if day), library, asked.register, asked.known, asked.reading, asked.since)
    load_table(connection, "m_date", [("t", "VARCHAR"), ("v", "INTEGER"), ("d", "DATE")],
               [(text, slices.number(day) if day else None, day) for text, day in days.items()])
    facts, further = _further(connection, book, columns, asked, problems)
    for role in ("quantity", "unit_value", "value"):
        if role in roles and book.types[roles[role]] == "VARCHAR":
            plain = f"TRY_CAST({text_of(book, roles[role])} AS DECIMAL(18,4))"
            numbers = numbers_of(_texts(connection, book, roles[role], f"({plain} IS NULL OR {plain} <= 0)"), roles[role], role, problems)
            load_table(connection, f"m_{role}", [("t", "VARCHAR"), ("v", "DECIMAL(18,4)")], [pair for pair in numbers.items() if pair[1] is not None and pair[1] < Decimal(10) ** 13])
    eccns, currencies = [""], [""]
    for role, listed in (("eccn", eccns), ("currency", currencies)):
        if role in roles:
            texts = _texts(connection, book, roles[role])
            names = [clean(text) for text in texts]
            listed.extend(dict.fromkeys(name for name in names if not blank(name)))
            load_table(connection, f"m_{role}", [("t", "VARCHAR"), ("v", "INTEGER")],
                       [(text, listed.index(name) if name in listed else 0) for text, name in zip(texts, names, strict=True)])
    meanings = Meanings(slices=slices, items=distinct, places=places, facts=facts)
    radix = Radix(laws=len(slices.slices), items=len(distinct), places=len(places), facts=tuple(len(kinds) for _, kinds in facts))
    return _Resolved(meanings=meanings, further=further, radix=radix, problems=problems, eccns=eccns, currencies=currencies, notes=notes)


def _further(connection: Any, book: Book, columns: Columns, asked: Asked, problems: Problems) -> tuple[list[tuple[str, list[Known | None]]], list[tuple[str, str, bool]]]:
    """The columns that give further facts: their values, numbered, and which of them are figures of the item."""
    library = asked.library
    named = {**{fact: columns.roles[fact] for fact in ("exporter", "end_use", "origin") if fact in columns.roles}, **columns.facts}
    facts: list[tuple[str, list[Known | None]]] = []
    further: list[tuple[str, str, bool]] = []
    for fact, column in named.items():
        texts = _texts(connection, book, column)
        found: Mapping[str, Known | None]
        if fact == "exporter":
            exporters = exporters_of(texts, _exporters(library, asked.register))
            found = {text: None if name is None else Known(value=name) for text, name in exporters.items()}
        elif fact == "end_use":
            found = end_uses_of(texts, library)
        else:
            found = values_of_fact(texts, fact, library, column, problems)
        kinds: list[Known | None] = [None]
        rows = []
        numbers: dict[Known, int] = {}
        for text, known in found.items():
            if known is None:
                rows.append((text, 0))
                continue
            if known not in numbers:
                numbers[known] = len(kinds)
                kinds.append(known)
            rows.append((text, numbers[known]))
        load_table(connection, f"m_fact{len(facts)}", [("t", "VARCHAR"), ("v", "INTEGER")], rows)
        meaning = library.vocabulary.facts[fact]
        facts.append((fact, kinds))
        further.append((fact, column, meaning.of == "item" and meaning.type.value == "number"))
    return facts, further


def _exporters(library: Library, register: Register) -> dict[str, str]:
    """The exporters that a rule or a record knows, by folded name."""
    names = {name for measure in register.measures for name in measure.binds}
    for measure in register.measures:
        for change in measure.changes:
            for condition in conditions_of(change.says) if change.says else ():
                if "exporter" in facts_of(condition):
                    names.update(_words(condition))
    return {**{name: name for name in (*library.exporters.roles, *library.exporters.headquarters)}, **{name.casefold(): name for name in names}}


def _words(node: Any) -> set[str]:
    if isinstance(node, OneOf):
        return set(node.words) if node.fact == "exporter" else set()
    parts = getattr(node, "parts", None) or ((node.part,) if hasattr(node, "part") else ())
    return set().union(*(_words(part) for part in parts))


# ---- cases to answers -----------------------------------------------------------------------------------------------


def _decide(decider: Decider, rows: list[tuple[Any, ...]], radix: Radix, tell: Progress) -> dict[Any, int]:
    keys = list(dict.fromkeys(row[0] for row in rows))
    cases, found = {}, {}
    for key in keys:
        fault, case = radix.unpacked(key)
        if case is None:
            found[key] = decider.answers.fault(fault)
        else:
            cases[case] = key
    numbers = decider.decide(cases, lambda done: tell("decide", done, len(cases)))
    found.update({cases[case]: number for case, number in numbers.items()})
    return found


def _line_by_line(connection: Any, decider: Decider, by_key: Mapping[Any, int], book: Book, columns: Columns, resolved: _Resolved, tell: Progress) -> tuple[bool, list[Row]]:
    """Answer the lines whose quantity or running total decides; whether there are any, and what was counted."""
    cases = {key: case for key in by_key if (case := resolved.radix.unpacked(key)[1]) is not None}
    counted = [key for key, case in cases.items() if decider.line_by_line(case)]
    if not counted:
        return False, []
    tell("count", 0, 1)
    load_table(connection, "counted_cases", [("k", "BIGINT" if resolved.radix.fits else "VARCHAR")], [(key,) for key in counted])
    result = connection.execute(counted_lines(book, columns, resolved.further, resolved.radix))
    overrides, rows = run_totals(decider, _fetched(result), cases.__getitem__)
    load_table(connection, "overrides", [("r", "BIGINT"), ("a", "INTEGER")], overrides)
    return True, rows


def _fetched(result: Any) -> Iterator[Line]:
    while rows := result.fetchmany(10_000):
        yield from (Line(*row) for row in rows)


def _load_answers(connection: Any, answers: Answers, by_key: Mapping[Any, int], radix: Radix) -> None:
    load_table(connection, "cases", [("k", "BIGINT" if radix.fits else "VARCHAR"), ("a", "INTEGER")], list(by_key.items()))
    rows = [(number, *values(record), before) for number, (record, before) in enumerate(zip(answers.records, answers.before, strict=True))]
    load_table(connection, "answers", [("a", "INTEGER"), *((name, "VARCHAR") for name in (*COLUMNS, "before"))], rows)


# ---- what it comes to -----------------------------------------------------------------------------------------------


def _counted(connection: Any, rows: list[tuple[Any, ...]], by_key: Mapping[Any, int], answers: Answers, resolved: _Resolved, columns: Columns, asked: Asked) -> dict[str, Any]:
    del connection, columns
    tally = Tally()
    library = asked.library
    eccn: dict[tuple[str, str, str], list[Any]] = {}
    for key, currency, declared, place, item, lines, units, value, first_row, own in rows:
        number = by_key[key] if own is None else own
        record = answers.records[number]
        amounts = (lines, units, value, resolved.currencies[currency])
        code = resolved.meanings.places[place]
        name = resolved.meanings.items[item].name if item >= 0 else "(unresolved)"
        tally.add("total", "all", *amounts)
        tally.add("outcome", (record.outcome, record.exception, record.review_policy), *amounts)
        tally.add("destination", code, *amounts)
        tally.add(f"destination {code}", record.outcome, *amounts)
        tally.add("item", name, *amounts)
        tally.add(f"item {name}", record.outcome, *amounts)
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
        if declared:
            text = resolved.eccns[declared]
            why = disagreement(text, record.classification, sure=record.outcome != "UNDETERMINED")
            if why is not None and item >= 0:
                seen = eccn.setdefault((name, text, why), [0, first_row])
                seen[0], seen[1] = seen[0] + lines, min(seen[1], first_row)
    return {
        "total": tally.rows("total")[0] if "total" in tally.by else {"name": "all", "lines": 0, "units": 0, "value": {}},
        "outcomes": [{"outcome": name[0], "exception": name[1], "review_policy": name[2], **row} for row in tally.rows("outcome") if (name := row.pop("name"))],
        "measures": [{"measure": row.pop("name"), **row} | {"outcomes": _lines(tally, f"measure {name}"), "title": _title(asked.register, name)}
                     for row in tally.rows("measure") if (name := row["name"])],
        "destinations": [{"code": name, "country": library.countries.by_code[name].en if name in library.countries.by_code else "(not made out)", **row,
                          "outcomes": _lines(tally, f"destination {name}")} for row in tally.rows("destination") if (name := row.pop("name"))],
        "items": [{"item": name, **row, "outcomes": _lines(tally, f"item {name}")} for row in tally.rows("item") if (name := row.pop("name"))],
        "needs": [{"need": row.pop("name"), **row} for row in tally.rows("need")],
        "red_flags": [{"flag": row.pop("name"), **row} for row in tally.rows("flag")],
        "changed": [{"before": name[0], "now": name[1], **row} for row in tally.rows("changed") if (name := row.pop("name"))],
        "attention": _attention(tally, answers),
        "eccn": [{"item": item, "declared": text, "reason": why, "lines": seen[0], "first_row": seen[1]}
                 for (item, text, why), seen in sorted(eccn.items(), key=lambda pair: (-pair[1][0], pair[1][1], pair[0]))],
    }


def _answer(record: Any) -> str:
    text = f"{record.outcome} {record.exception}" if record.exception else record.outcome
    return f"{text}, {record.review_policy}" if record.review_policy else text


def _lines(tally: Tally, name: str) -> dict[str, int]:
    return {key: total.lines for key, total in sorted(tally.by.get(name, {}).items())}


def _title(register: Register, name: str) -> str:
    return next((measure.title.en for measure in register.measures if measure.measure == name), name)


_WEIGHT = ("policy of denial", "presumption of denial", "not published", "as the list entry says", "case-by-case", "presumption of approval")


def _attention(tally: Tally, answers: Answers) -> list[Row]:
    """What to look at first: licenses by how they would be reviewed, the strictest first, then what is undecided."""
    del answers
    found = []
    outcomes = tally.by.get("outcome", {})
    licenses = [(key, total) for key, total in outcomes.items() if key[0] == "LICENSE"]
    for key, total in sorted(licenses, key=lambda pair: _WEIGHT.index(pair[0][2]) if pair[0][2] in _WEIGHT else len(_WEIGHT)):
        found.append({"what": f"license needed, {key[2] or 'no review policy on record'}", **total.plain()})
    for key, total in outcomes.items():
        if key[0] == "UNDETERMINED":
            found.append({"what": "undetermined: may not be shipped before it is settled", **total.plain()})
    for flag, total in tally.by.get("flag", {}).items():
        found.append({"what": f"red flag: {flag}", **total.plain()})
    return found


def _problems(connection: Any, book: Book, columns: Columns, problems: Problems) -> tuple[list[Row], list[Row]]:
    """Rows and cells that could not be read, in row order; and the part names that name nothing."""
    del columns
    quarantined: list[Row] = []
    unresolved: list[Row] = []
    by_column: dict[str, dict[str, Problem]] = {}
    for problem in problems.found:
        by_column.setdefault(problem.column, {})[problem.text] = problem
    row = f"b.{book.row}" if book.row.startswith(("file_row", "__")) else book.row
    if book.has_fault:
        faults = connection.execute(f"SELECT {row}, {FAULT} FROM {book.relation} b WHERE {FAULT} IS NOT NULL ORDER BY 1 LIMIT {_MOST_ROWS_LISTED}").fetchall()
        quarantined.extend({"row": number, "column": None, "text": None, "reason": fault, "near": []} for number, fault in faults)
    for column, texts in by_column.items():
        load_table(connection, "bad_texts", [("t", "VARCHAR")], [(text,) for text in texts])
        text = text_of(book, column)
        where = f"FROM {book.relation} b JOIN bad_texts ON bad_texts.t = {text}" + (f" AND b.{FAULT} IS NULL" if book.has_fault else "")
        counts = dict(connection.execute(f"SELECT {text}, count(*) {where} GROUP BY 1").fetchall())
        listed = connection.execute(f"SELECT {row}, {text} {where} ORDER BY 1 LIMIT {_MOST_ROWS_LISTED}").fetchall()
        first: dict[str, list[int]] = {}
        for number, value in listed:
            problem = texts[value]
            first.setdefault(value, []).append(number)
            quarantined.append({"row": number, "column": column, "text": value, "reason": problem.reason, "near": list(problem.near)})
        for value, problem in texts.items():
            if problem.meaning == "part":
                unresolved.append({"part": value, "lines": counts.get(value, 0), "rows": first.get(value, [])[:20], "near": list(problem.near)})
    quarantined.sort(key=lambda each: (each["row"], each["column"] or ""))
    unresolved.sort(key=lambda each: (-each["lines"], each["part"]))
    return quarantined, unresolved

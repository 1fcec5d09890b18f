"""A market's answer as a file: whole as JSON, or its rows as a table.

Belongs here: which rows a table has, and writing. Does not: the forms of tables (tables/write).
Always true: JSON holds the answer to the last bit, so that it can be run again; a table holds the
lines of a book where one is the demand, else the ranges; what ecluse did not write is not replaced
unasked, and nothing is half written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ecluse.answers.plain import plain
from ecluse.errors import InputError
from ecluse.outputs.check import Output, check_outputs
from ecluse.outputs.scratch import scratch
from ecluse.outputs.staging import written
from ecluse.simulate.result import SimulationAnswer
from ecluse.tables.connection import connect
from ecluse.tables.halfway import one_line
from ecluse.tables.relation import load_table
from ecluse.tables.write import check_out, place_for, write_book

JSON = ".json"
_ROWS = "simulation_rows"


def check_file(
    out: str | Path, read: Sequence[tuple[str, Path]] = (), *, force: bool = False
) -> None:
    """Refuse, before any work, a file that cannot be written or would cost the user something.

    Args:
        read: What is read besides, in words and by its place.

    Raises:
        InputError, SeveralErrors: It is one.
    """
    if _is_json(out):
        check_outputs([Output(option="out", path=Path(out))], read, force=force)
        return
    try:
        check_out(out, "", read=read, force=force)
    except InputError as error:
        if "no form of file" not in error.what:
            raise
        mend = f"{error.mend}, or .json for the whole answer"
        raise InputError(error.what, error.where, mend) from error


def write_simulation(said: SimulationAnswer, out: str | Path, *, force: bool = False) -> int:
    """Write an answer; how many rows a table has, or ranges JSON.

    Raises:
        InputError: It cannot be written, or would replace what ecluse did not write.
    """
    if _is_json(out):
        text = json.dumps(plain(said), ensure_ascii=False, indent=2, allow_nan=False)
        with written(out, force=force) as path:
            path.write_text(f"{text}\n", encoding="utf-8")
        return len(said.series)
    rows = [flat(row) for row in plain(rows_to_tell(said))]
    types = _types(rows)
    with (
        one_line(str(out)),
        scratch("ecluse-simulation-") as folder,
        place_for(out, force=force) as place,
        closing(connect(folder, files=place.files, folders=place.folders)) as connection,
    ):
        values = [[row.get(name) for name in types] for row in rows]
        load_table(connection, _ROWS, [*types.items()], values)
        return write_book(connection, f"SELECT * FROM {_ROWS}", place, [*types], types, len(rows))


def rows_to_tell(said: SimulationAnswer) -> Sequence[object]:
    """The rows of an answer's table: the lines of a book, the effect, or the ranges."""
    if said.orders is not None:
        return said.orders.lines
    return said.series if said.effect is None else said.effect


def flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """A row whose inner objects have become columns.

    >>> flat({"row": 2, "delivered": {"p5": 0.1}})
    {'row': 2, 'delivered_p5': 0.1}
    """
    cells: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            cells |= flat(value, f"{before}{key}_")
        else:
            cells[before + key] = value
    return cells


def _types(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The columns of all rows in the order in which they come, each with its DuckDB type; a column
    that says nothing in any row is text, unless it is an inner object that others have.
    """
    names = dict.fromkeys(name for row in rows for name in row)
    said = {name: {type(row[name]) for row in rows if row.get(name) is not None} for name in names}
    found = {}
    for name, kinds in said.items():
        if kinds or not any(other.startswith(f"{name}_") for other in names):
            known = [_KINDS.get(kind, "VARCHAR") for kind in kinds]
            widest = next((k for k in _WIDEST if k in known), "VARCHAR")
            found[name] = "DATE" if name in _DAYS else widest
    return found


_KINDS = {str: "VARCHAR", bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE"}
_DAYS = frozenset({"due", "from", "until"})
_WIDEST = ("VARCHAR", "DOUBLE", "BIGINT", "BOOLEAN")


def _is_json(out: str | Path) -> bool:
    return str(out).casefold().endswith(JSON)

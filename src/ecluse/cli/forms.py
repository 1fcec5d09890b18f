"""One answer in the form that was asked for: JSON, CSV, or Markdown.

Belongs here: plain rows as text for programs and pages. Does not: what stands in a row (the rooms),
or text for people (each command).
Always true: CSV and Markdown hold the rows of the JSON, under its keys; a cell that a spreadsheet
would run is made harmless.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ecluse.answers.plain import plain
from ecluse.cli.options import SpeechOptions, TableOptions
from ecluse.cli.screen import print_json
from ecluse.visible import visible

Row = Mapping[str, Any]


def print_data(
    found: object, options: TableOptions | SpeechOptions, rows: str | Sequence[object] | None = None
) -> bool:
    """Print an answer on standard output as data, where the options ask for that; whether they do.

    Args:
        found: What JSON holds: an answer, or a list of them.
        rows: What CSV and Markdown hold: a key of the answer, or a list; the answer itself where
            left out.
    """
    if options.form == "text":
        return False
    if options.form == "json":
        print_json(plain(found))
        return True
    data = plain(found if rows is None or isinstance(rows, str) else rows)
    write = csv_text if options.form == "csv" else markdown_text
    chosen: Sequence[Row] = data[rows] if isinstance(rows, str) else data
    sys.stdout.write(write([flat(row) for row in chosen]))
    return True


def flat(row: Row, before: str = "") -> dict[str, str]:
    """A row with text in each cell: keys of inner objects joined by dots, lists by semicolons.

    >>> flat({"item": "H20", "figures": {"tpp": 2368.0}, "needs": ["a", "b"], "url": None})
    {'item': 'H20', 'figures.tpp': '2368', 'needs': 'a; b', 'url': ''}
    """
    cells: dict[str, str] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            cells |= flat(value, f"{before}{key}.")
        else:
            cells[before + key] = _cell(value)
    return cells


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, list | tuple):
        return "; ".join(
            json.dumps(part, ensure_ascii=False) if isinstance(part, Mapping) else _cell(part)
            for part in value
        )
    return visible(str(value))


def csv_text(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows as CSV, the heading first.

    >>> print(csv_text([{"item": "H20", "says": "=1+1"}]), end="")
    item,says
    H20,'=1+1
    """
    from ecluse.tables.write import harmless

    text = io.StringIO()
    writer = csv.DictWriter(text, _keys(rows), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: harmless(cell) for key, cell in row.items()} for row in rows)
    return text.getvalue()


def markdown_text(rows: Sequence[Mapping[str, str]]) -> str:
    r"""Rows as a Markdown table.

    >>> print(markdown_text([{"item": "H20", "says": "a|b"}]), end="")
    | item | says |
    | --- | --- |
    | H20 | a\|b |
    """
    keys = _keys(rows)
    table = [keys, ["---"] * len(keys), *([row.get(key, "") for key in keys] for row in rows)]
    return "".join(f"| {' | '.join(map(_escaped, cells))} |\n" for cells in table)


def _keys(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def _escaped(cell: str) -> str:
    for sign in ("\\", "|", "<", "[", "`"):
        cell = cell.replace(sign, "\\" + sign)
    return cell

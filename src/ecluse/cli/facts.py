"""`ecluse facts`: the facts that `--given` can set.

Belongs here: its options. Does not: the vocabulary (facts).
Always true: it lists every fact that a condition may ask about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ecluse.answers.plain import plain
from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions
from ecluse.cli.screen import console
from ecluse.cli.session import library
from ecluse.facts.fact_answer import facts_of
from ecluse.words.say import say

_COUNTRY = "CC"  # what a country is written as


def facts(*, table: TableOptions = TableOptions()) -> None:
    """List every fact that a rule may ask, with its unit, what it means, and what is taken where it
    is left out.
    """
    found = facts_of(library().vocabulary, table.lang)
    if not print_data(found, table):
        _print(plain(found), table.lang)


def _print(rows: Sequence[Mapping[str, Any]], lang: str) -> None:
    from rich.text import Text

    from ecluse.cli.columns import headed

    table = headed(say(f"fact_table.{key}", lang) for key in ("fact", "takes", "means"))
    for row in rows:
        means = Text(row["meaning"])
        if row["if_left_out"]:
            left_out = say("fact_table.left out", lang, row["if_left_out"])
            means.append(f"\n{left_out}", style="dim")
        table.add_row(Text(row["fact"], style="bold"), Text(_takes(row)), means)
    console().print(table)


def _takes(row: Mapping[str, Any]) -> str:
    """What may stand after the fact's name, as `--given` takes it in every language."""
    if row["values"]:
        return " | ".join(row["values"])
    others = {"number": row["unit"], "flag": "yes | no", "country": _COUNTRY}
    return str(others.get(row["type"], row["type"]))

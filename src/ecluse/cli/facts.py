"""`ecluse facts`: the facts that `--given` can set."""

from __future__ import annotations

from ecluse.answers.plain import plain
from ecluse.cli.session import Lang, console, library, print_json
from ecluse.facts.fact_answer import facts_of


def facts(*, json: bool = False, lang: Lang = "en") -> None:
    """List every fact that a rule may ask, with its unit, what it means, and what is taken where it
    is left out.

    Args:
        json: Print JSON.
        lang: Language of the meanings: en or fr.
    """
    books = library()
    rows = plain(facts_of(books.vocabulary, lang))
    if json:
        print_json(rows)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("fact", "takes", "means"):
        table.add_column(column, overflow="fold")
    for row in rows:
        takes = (
            " | ".join(row["values"])
            if row["values"]
            else {"number": row["unit"], "flag": "yes | no", "country": "CC"}.get(
                str(row["type"]), row["type"]
            )
        )
        left_out = f"\n[dim]left out: {row['if_left_out']}[/dim]" if row["if_left_out"] else ""
        table.add_row(f"[bold]{row['fact']}[/bold]", str(takes), f"{row['meaning']}{left_out}")
    console().print(table)

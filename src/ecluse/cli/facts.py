"""`ecluse facts`: the facts that `--given` can set."""

from __future__ import annotations

from ecluse.cli.session import Lang, console, library, print_json


def facts(*, json: bool = False, lang: Lang = "en") -> None:
    """List every fact that a rule may ask, with its unit, what it means, and what is taken where it
    is left out.

    Args:
        json: Print JSON.
        lang: Language of the meanings: en or fr.
    """
    books = library()
    rows = [
        {
            "fact": name,
            "of": meaning.of,
            "type": meaning.type.value,
            "unit": meaning.unit,
            "values": list(meaning.symbols),
            "meaning": meaning.meaning.say(lang),
            "if_left_out": meaning.if_left_out.text.say(lang) if meaning.if_left_out else None,
        }
        for name, meaning in books.vocabulary.facts.items()
    ]
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

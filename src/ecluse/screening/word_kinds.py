"""The words of a table of `screening`, by kind.

Belongs here: reading a table with the columns `kind`, `word` and `form`. Does not: what a kind
means (name_words, address_country, address_city, region_places).
Always true: a line of a kind that nobody knows, or without a word, is refused with its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ecluse.facts.csv_rows import csv_rows


def words_by_kind(
    folder: Path, table: str, kinds: Iterable[str], what: str, *, forms: bool = False
) -> dict[str, dict[str, str]]:
    """The words of each kind, with their forms; a word without one is its own.

    Args:
        folder: A data folder.
        table: The table's file in `screening`.
        what: What a line must say, in errors: "word of a name".
        forms: Each word must have a form.

    Raises:
        DataError: A line is of no kind, or is cut short.
    """
    found: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
    for row in csv_rows(folder / "screening" / table, table, ("kind", "word", "form")):
        if row["kind"] not in found or not row["word"] or (forms and not row["form"]):
            tail = ", with its form" if forms else ""
            mend = f"write a word of one of the kinds {', '.join(found)}{tail}"
            raise row.error(f"a line says no {what}", mend)
        found[row["kind"]][row["word"]] = row["form"] or row["word"]
    return found

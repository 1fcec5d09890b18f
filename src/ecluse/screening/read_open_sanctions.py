"""A dataset of OpenSanctions that the user has: `targets.simple.csv`, or nested JSON lines.

Belongs here: the columns and keys of these. Does not: fetching, or shipping any of it: the data are
licensed CC BY-NC 4.0, and using them is the user's to answer for.
Always true: its rows are a list of their own, which asks no license by itself: it points at a
party that a person looks at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from ecluse.screening.published import (
    FileMistakes,
    PublishedLists,
    Road,
    filled,
    lists_of,
    named_rows,
    one_line,
)
from ecluse.screening.read_table import Cells, joined

CODE = "OS"
COLUMNS = frozenset({"id", "schema", "name", "aliases", "countries", "identifiers", "dataset"})
_SOURCE = "OpenSanctions (CC BY-NC 4.0), the user's own copy"
_TYPES = {"Person": "Individual", "Vessel": "Vessel", "Airplane": "Aircraft"}
_NUMBERS = ("registrationNumber", "taxNumber", "leiCode", "uscCode", "innCode", "ogrnCode")
_PARTIES = frozenset(
    {"Company", "Organization", "LegalEntity", "PublicBody", "Person", "Vessel", "Airplane"}
)


def read_simple(text: str, mistakes: FileMistakes) -> PublishedLists:
    """`targets.simple.csv`.

    Raises:
        InputError, SeveralErrors: Every mistake in it.
    """
    rows = [
        filled(
            number=row["id"],
            name=one_line(row["name"]),
            aliases=joined(map(one_line, row["aliases"].split(";"))),
            type=_TYPES.get(row["schema"], "Entity"),
            countries=joined(_known(row["countries"].split(";"), mistakes)),
            identifiers=joined(map(one_line, row["identifiers"].split(";"))),
            note=one_line(row["dataset"]),
        )
        for _, row in named_rows(text, mistakes, COLUMNS, "name")
    ]
    return lists_of(Road.OPEN_SANCTIONS, _SOURCE, {CODE: rows}, mistakes)


def read_nested(text: str, mistakes: FileMistakes) -> PublishedLists:
    """Nested JSON lines: one entity a line, with `schema` and `properties`.

    Raises:
        InputError, SeveralErrors: Every mistake in it.
    """
    rows: list[Cells] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
            properties = entity["properties"]
            names = properties.get("name") or []
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            mistakes.add("a line that is no entity, or is cut short", number, "get the file anew")
            continue
        if entity.get("schema") in _PARTIES and names:
            rows.append(_party(entity, properties, names, mistakes))
    return lists_of(Road.OPEN_SANCTIONS, _SOURCE, {CODE: rows}, mistakes)


def _party(
    entity: Mapping[str, Any],
    properties: Mapping[str, Any],
    names: list[str],
    mistakes: FileMistakes,
) -> Cells:
    def said(*keys: str) -> list[str]:
        return [one_line(str(value)) for key in keys for value in properties.get(key) or ()]

    others = [*map(one_line, names[1:]), *said("alias", "weakAlias", "previousName")]
    return filled(
        number=str(entity.get("id") or ""),
        name=one_line(names[0]),
        aliases=joined(others),
        type=_TYPES.get(str(entity.get("schema")), "Entity"),
        countries=joined(_known(said("country", "jurisdiction", "mainCountry"), mistakes)),
        identifiers=joined(said(*_NUMBERS)),
        note=joined(map(str, entity.get("datasets") or ())),
    )


def _known(codes: list[str], mistakes: FileMistakes) -> list[str]:
    """The codes that are of countries: it has some of its own for what is no more, or not yet."""
    return [code for code in map(str.upper, codes) if re.fullmatch("[A-Z]{2}", code) and code in
            mistakes.countries.by_code]  # fmt: skip

"""The bodies of § 744.22(f)(2) go by the names that our other lists and general use give them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ecluse.law.data_home import SHIPPED
from ecluse.screening import index as indexes
from ecluse.screening.codes import read_spellings
from ecluse.screening.entry import MILITARY_INTELLIGENCE, SDN, Entry, Lists
from ecluse.screening.lists import FOLDER, cells_of, opened, tables_of
from ecluse.screening.match import Band
from ecluse.screening.party import Party
from ecluse.screening.read_table import many
from ecluse.screening.screen import Screener

TABLES = {table.version.list: table for table in tables_of(SHIPPED)}
BODIES = tuple(opened(TABLES[MILITARY_INTELLIGENCE], read_spellings(SHIPPED / FOLDER)))
_ROW = re.compile(r"SDN row (\d+)")


@pytest.fixture(scope="module")
def screener() -> Screener:
    lists = Lists(entries=BODIES, versions=(TABLES[MILITARY_INTELLIGENCE].version,))
    index = indexes._in_memory(lists)
    return Screener(folder=Path(), versions=lists.versions, digest="d", index=index)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("IRGC Intelligence Organization", "IR"),
        ("Dirección General de Contrainteligencia Militar", "VE"),
        ("Syrian Military Intelligence Service", "SY"),
        ("Russian GRU", "RU"),
        ("GRU", "RU"),
        ("ГРУ", "RU"),
        ("Main Directorate of the General Staff", "RU"),
        ("Главное разведывательное управление", "RU"),
        ("Cambodian General Department of Research and Intelligence", "KH"),
        ("KPA Unit 586", "KP"),
        ("정찰총국", "KP"),
        ("中央军委联合参谋部情报局", "CN"),
    ],
)
def test_a_body_is_found_by_its_other_names(screener: Screener, name: str, country: str) -> None:
    best = screener.matches(Party(name=name))[0]
    assert best.band is Band.HIT
    assert screener.entry(best.entry).countries == (country,)


@pytest.mark.parametrize("name", ["GRU Airport", "National Reconnaissance Office", "情报局"])
def test_what_is_none_of_them_is_no_hit(screener: Screener, name: str) -> None:
    assert all(match.band is not Band.HIT for match in screener.matches(Party(name=name)))


def test_a_body_has_every_name_that_its_sdn_row_carries() -> None:
    cited = {met[1]: body for body in BODIES for met in _ROW.finditer(body.note or "")}
    assert len(cited) == 4
    rows = {row["number"]: row for row in cells_of(TABLES[SDN]) if row["number"] in cited}
    assert {
        number: _missing(rows[number], body) for number, body in cited.items()
    } == dict.fromkeys(cited, frozenset())


def _missing(row: dict[str, str], body: Entry) -> frozenset[str]:
    """The names of a row that its body lacks."""
    own = {name.casefold() for name in body.names}
    return frozenset({row["name"].casefold(), *map(str.casefold, many(row, "aliases"))} - own)

"""The companies on record: a recalled headquarters frees nobody, and stands in a country."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ecluse.law.company_check import company_flaws
from ecluse.law.library import DATA, Library, load
from ecluse.law.seats import restricted_seats

WHERE = "data/companies/companies.csv"
HEADING = "key,name,names,headquarters,parent,ultimate_parent,since,until,ids,kind,read,source,note"


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Library, Path]:
    """A library whose tables of companies may be written anew."""
    shutil.copytree(DATA / "companies", tmp_path / "companies")
    return load(), tmp_path


def _flaws(changed: tuple[Library, Path], row: str) -> list[str]:
    library, folder = changed
    (folder / "companies/companies.csv").write_text(f"{HEADING}\n{row}\n", "utf-8")
    (folder / "companies/owners.csv").unlink()
    library = replace(library, folder=folder)
    return [f"{flaw.where}: {flaw.what}" for flaw in company_flaws(library)]


def test_the_shipped_companies_have_no_flaw():
    assert list(company_flaws(load())) == []


@pytest.mark.parametrize(
    ("row", "flaws"),
    [
        pytest.param("a,A,,CN,,,,,,,memory,,", [], id="recalled, in D:5"),
        pytest.param("a,A,,MO,,,,,,,memory,,", [], id="recalled, in Macau"),
        pytest.param("a,A,,HK,,,,,,,memory,,", [], id="recalled, treated as China"),
        pytest.param("a,A,,,,,,,,,memory,,", [], id="recalled, and nowhere on record"),
        pytest.param("a,A,,SG,,,,,,,secondary,a page,", [], id="read, elsewhere"),
        pytest.param(
            "a,A,,SG,,,,,,,memory,,",
            ["data/companies/companies.csv: the headquarters of 'a' rest on memory and could free"],
            id="recalled, elsewhere",
        ),
        pytest.param(
            "a,A,,XQ,,,,,,,opened,a page,",
            [f"{WHERE}: 'a' is headquartered in 'XQ', which is no country"],
            id="no country",
        ),
        pytest.param(
            "a,A,,Singapore,,,,,,,opened,,",
            [
                f"{WHERE}:2: 'Singapore' is no country",
                f"{WHERE}:2: a row that was read (opened) names no source",
            ],
            id="every mistake of a row",
        ),
    ],
)
def test_a_headquarters_from_memory_cannot_free(changed, row, flaws):
    assert _flaws(changed, row) == flaws


@pytest.mark.parametrize(
    ("code", "on", "is_one"),
    [
        ("CN", date(2022, 8, 1), True),
        ("MO", date(2022, 8, 1), True),
        ("HK", date(2026, 1, 1), True),
        ("KH", date(2026, 2, 2), True),  # until it left D:5
        ("KH", date(2026, 2, 3), False),
        ("TW", date(2026, 1, 1), False),
        ("US", date(2026, 1, 1), False),
    ],
)
def test_restricted_seats_are_those_of_the_group_on_the_day(code, on, is_one):
    library = load()
    assert (code in restricted_seats(library, library.register.at(on))) is is_one

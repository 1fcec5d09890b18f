"""Finding a country, and the one country that is treated as another."""

from datetime import date

import pytest
from pytest import param

from ecluse.errors import UnknownNameError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"),
        ("cn", "CN"),
        ("China", "CN"),
        ("Chine", "CN"),
        ("NO", "NO"),
        ("Norway", "NO"),
        ("Norvège", "NO"),
        ("norvege", "NO"),
        ("UAE", "AE"),
        ("U.A.E.", "AE"),
        ("Émirats arabes unis", "AE"),
        ("United Arab Emirates", "AE"),
        ("Hong Kong", "HK"),
        ("Macau", "MO"),
        ("Macao", "MO"),
        ("Taiwan", "TW"),
        ("Côte d’Ivoire", "CI"),
        ("South Korea", "KR"),
        ("North Korea", "KP"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("UK", "GB"),
        ("United Kingdom", "GB"),
        ("USA", "US"),
        ("Russia", "RU"),
        ("Burma", "MM"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("  germany ", "DE"),
    ],
)
def test_a_country_is_found_as_people_write_it(library, text, code):
    assert library.countries.code(text, "here") == code


@pytest.mark.parametrize("text", ["Korea", "Congo", "Virgin Islands"])
def test_a_name_that_two_countries_share_is_asked_about(library, text):
    with pytest.raises(UnknownNameError):
        library.countries.code(text, "here")


def test_a_misspelt_country_is_told_what_is_near(library):
    with pytest.raises(UnknownNameError) as caught:
        library.countries.code("Germny", "command line")
    assert (
        str(caught.value)
        == "no country is called 'Germny' (command line): near names are 'Germany', 'Guernsey', 'Guernesey'"
    )


@pytest.mark.parametrize("text", ["", "   ", "ZZ", "XX", "-", "?"])
def test_no_country_is_guessed(library, text):
    with pytest.raises(UnknownNameError):
        library.countries.code(text, "here")


def test_every_code_and_name_finds_its_own_country(library):
    for code, country in library.countries.by_code.items():
        for text in (code, country.en, country.fr):
            assert library.countries.code(text, "here") == code, text


def test_no_alias_stands_for_two_countries(library):
    from ecluse.facts.country import folded

    owners = {}
    for code, country in library.countries.by_code.items():
        for spelling in (country.en, country.fr, *country.aliases):
            owners.setdefault(folded(spelling), set()).add(code)
    assert {spelling: codes for spelling, codes in owners.items() if len(codes) > 1} == {}


def test_every_country_of_a_group_is_a_country(library):
    from ecluse.law.provision import Group

    named = {
        code
        for measure in library.register.measures
        for change in measure.changes
        if isinstance(change.says, Group)
        for code in (change.says.members or frozenset())
        | change.says.joins
        | change.says.leaves
        | change.says.doubtful
    }
    assert named - set(library.countries.by_code) == set()


@pytest.mark.parametrize(
    ("code", "on", "treated"),
    [
        param("HK", date(2020, 12, 22), "HK", id="Hong Kong the day before 85 FR 83765"),
        param("HK", date(2020, 12, 23), "CN", id="Hong Kong on the day"),
        param("HK", date(2026, 11, 23), "CN", id="Hong Kong today"),
        param("MO", date(2026, 11, 23), "MO", id="Macau is a destination of its own"),
        param("TW", date(2026, 11, 23), "TW", id="Taiwan too"),
    ],
)
def test_as_which_country_the_law_treats_a_country(library, code, on, treated):
    assert library.countries.for_the_law(code, on) == treated

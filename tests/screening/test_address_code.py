"""The code that ends an address is a country's, a state's or a province's: by the post code behind
it and the city before it. One read wrongly sends a party to another country.
"""

from __future__ import annotations

import pytest

from ecluse.screening.address_code import code_at_end, has_city
from ecluse.screening.address_words import address_words


@pytest.mark.parametrize(
    ("address", "country"),
    [
        # A state's: a ZIP code of it, or a city of it.
        ("12 Main St, Springfield, IL 62704", None),
        ("Sacramento, CA 95814", None),
        ("Los Angeles, CA", None),
        ("Hauptstr 1, Wilmington, DE 19801", None),
        ("Indianapolis, IN 46204", None),
        # The same code is a country's without them: the ZIP code is another state's or too long.
        ("Someplace, CA 10001", "CA"),
        ("Main 1, CA", "CA"),
        ("Rothschild Blvd 1, Tel Aviv, IL", "IL"),
        ("Rothschild Blvd 1, Tel Aviv, IL 6688101", "IL"),
        ("Hauptstr 1, Berlin, DE 10115", "DE"),
        ("Bengaluru, IN 560001", "IN"),
        # No state has it: a part of its own says the country.
        ("Via Roma 1, Roma, IT", "IT"),
        ("Main 1 IT", None),
        # A code and a post code begin a part.
        ("Street 1, DE-10115 Berlin", "DE"),
        ("Street 1, DE-10115", "DE"),
        ("Street 1, XX-10115 Berlin", None),
        # A province's: six figures behind it, or a city of its country before it.
        ("Shenzhen, GD 518000", "CN"),
        ("Guangzhou, GD", "CN"),
        ("Harbin, HL 150001", "CN"),
        ("1 King St, Toronto, ON M5H 1A1", None),
    ],
)
def test_whose_code_ends_an_address(address: str, country: str | None) -> None:
    assert code_at_end(address, None) == country


def test_a_province_of_the_country_that_is_said_says_no_other() -> None:
    assert code_at_end("Shenzhen, GD 518000", "CN") is None
    assert code_at_end("Shenzhen, GD 518000", "SG") == "CN"


def test_a_country_with_codes_of_its_own_is_told_by_none() -> None:
    for country in address_words().own_codes:
        assert code_at_end("Rothschild Blvd 1, Tel Aviv, IL", country) is None


@pytest.mark.parametrize(
    ("state", "place", "has"),
    [
        ("CA 95472", "Sebastopol", True),  # a ZIP code of the state
        ("TX 75201", "Paris", True),
        ("TX", "Paris", False),
        ("OK", "Moscow", False),
        ("XX 95472", "Sebastopol", False),  # no state
        ("", "Sebastopol", False),
    ],
)
def test_a_place_is_a_states_by_its_zip_code_or_the_table(state, place, has) -> None:
    assert has_city(state, place, address_words()) is has

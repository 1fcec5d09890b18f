"""Whether two addresses are one house, and one unit of it."""

from __future__ import annotations

import pytest
from pytest import param

from ecluse.screening.address import address_key, countries_of, meets

LISTED = "Unit D, 16/F One Capital Place, 18-20 Luard Rd, Wan Chai, Hong Kong"


@pytest.mark.parametrize(
    ("asked", "house", "unit"),
    [
        param("18 Luard Road", True, True, id="no unit and no floor is said"),
        param("20 Luard Street, Hong Kong", True, True, id="the other number of two"),
        param("19 Luard Road", False, True, id="a number between them"),
        param("Luard Road, Wan Chai", False, True, id="no number"),
        param("18 Lockhart Road", False, True, id="another street"),
        param("Flat D, 16th Floor, 18 Luard Road", True, True, id="the unit, otherwise written"),
        param("Unit A, 16/F, 18 Luard Road", True, False, id="another unit of the floor"),
        param("Unit D, 3/F, 18 Luard Road", True, False, id="the unit of another floor"),
    ],
)
def test_a_house_is_met_by_its_number_and_street(asked: str, house: bool, unit: bool) -> None:
    assert meets(address_key(asked), address_key(LISTED)) == (house, unit)


def test_of_several_units_each_is_one() -> None:
    listed = address_key("Room 1318-19, 610 Nathan Road, Mongkok")
    met = [meets(address_key(f"Room {room}, 610 Nathan Road"), listed)[1] for room in (1317, 1318)]
    assert met == [False, True]
    assert meets(address_key("Room 19, 610 Nathan Road"), listed)[1]


def test_the_site_is_neither_street_nor_country_nor_kind_of_building() -> None:
    assert address_key("Tech Tower, 18 Luard Road, Wan Chai").site == {"tech", "chai"}
    assert address_key("Tech Tower, 18 Luard Road, Wan Chai, Japan").site == {"tech", "chai"}


def test_a_country_is_read_at_the_end_of_any_part() -> None:
    assert countries_of("Luard Road, Hong Kong; 5 Main, Moscow Russia") == {"HK", "RU"}

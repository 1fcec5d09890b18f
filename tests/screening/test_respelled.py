"""Names as they may have been meant: letters apart, words run together, digits for letters."""

from __future__ import annotations

import pytest

from ecluse.law.data_home import SHIPPED
from ecluse.screening.match import Band
from ecluse.screening.parts import asked_parts
from ecluse.screening.party import Party
from ecluse.screening.respelled import respelled
from ecluse.screening.screen import Screener


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("H-u-a-w-e-i", ["Huawei"]),
        ("H.u.a.w.e.i Tech", ["Huawei Tech"]),
        ("HuaweiTechnologies", ["Huawei Technologies"]),
        ("huaweitechnologies", ["huawei technologies"]),
        ("InspurElectronicInformation", ["Inspur Electronic Information"]),
        ("1nspur Group", ["inspur Group", "lnspur Group"]),
        ("Techn0", ["Techno", "Techno"]),
        ("ByteDance", []),  # a name of its own
        ("Microelectronics", []),  # a usual word
        ("51job", []),
        ("21Vianet", []),
        ("Area10 Ltd", []),  # its number
        ("A-B Foods", []),
        ("G42", []),
    ],
)
def test_what_a_name_may_have_been_meant_for(name, readings):
    assert list(respelled(name)) == readings


@pytest.mark.parametrize(
    "name",
    [
        "HuaweiTechnologies",
        "huaweitechnologies",
        "HuaweiTechnologiesCoLtd",
        "H-u-a-w-e-i Technologies",
        "Huawe1 Technologies",
        "1nspur Gr0up",
        "Foo Trading; HuaweiTechnologies",
    ],
)
def test_a_listed_name_is_found_so(name):
    found = Screener.open(SHIPPED).matches(Party(name=name))
    assert any(match.band is not Band.NONE for match in found)


@pytest.mark.parametrize("name", ["Amberfield Robotics", "QuillonDataSystems", "Level10 Cloud"])
def test_a_firm_that_nobody_lists_is_not(name):
    assert Screener.open(SHIPPED).matches(Party(name=name)) == ()


@pytest.mark.parametrize("name", ["Huawe1, c/o Sugon", "HikVisionDigital"])
def test_the_name_as_it_was_written_comes_first(name):
    assert asked_parts(name)[0].text == name

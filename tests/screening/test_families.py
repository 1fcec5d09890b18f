"""A listed group, with what says where its unit is, or which one."""

from __future__ import annotations

import pytest

from ecluse.law.data_home import SHIPPED
from ecluse.screening.bare_name import bare_name
from ecluse.screening.concern_word import names_of_concern
from ecluse.screening.match import Band
from ecluse.screening.party import Party
from ecluse.screening.screen import Screener

SCREENER = Screener.open(SHIPPED)
MET = """
CETC 54 Germany; CETC 54 Deutschland GmbH; CETC Germany; CETC LIV; CETC-54; CETC54; CETC 99
CETC Berlin; CETC ５４; CETC ٥٤; CETC ⅬⅣ; CETC 五十四; CETC fifty-four Germany; СЕТС 54
СЕТС LIV Germany; CETC 54 (DE); Research Institute 五十四; Research Institute LIV; 54 НИИ
54-й НИИ; НИИ 54; пятьдесят четвёртый НИИ
пятьдесят четвертый научно-исследовательский институт; пятьдесят четвёртого института
46 ЦНИИ; сорок шестой ЦНИИ; 46-й центральный научно-исследовательский институт; CASC 772
CASIC XXV; AVIC 601; CSSC Norway; CSIC 712 France; SMIC 4; SMIC Germany; NUDT 5
YMTC Germany 2; Mikron Germany; Zhipu Germany; IEIT Deutschland GmbH; Almaz-Antey Germany
Germany Mikron; Huawei 5 Germany
"""
SPELLED = """
H u a w e i; C E T C 54; Hai Kang Wei Shi; Zhongxin Guoji; Huavvei; HUAWEl TECHNOLOGlES; HuaweiTech
CETC54Germany; 38. Forschungsinstitut der CETC; Forschungsinstitut 54; 54e institut de recherche
Instituto de Investigación 54; Instytut Badawczy 54; 제54연구소; Квант НИИ; 14th Institute Germany
Institute Fourteen Germany; Fourteenth Research Institute; четырнадцатый институт; CETC № 54
"""
CONCERNS = """
Rosneft Deutschland GmbH; Rosneft Singapore Pte. Ltd.; Gazprom Germania GmbH; Gazprom Deutschland
Gazprom Marketing and Trading Limited; Sberbank Deutschland AG; Novatek Europe GmbH
Transneft Deutschland GmbH; Aeroflot Deutschland GmbH; Aeroflot Services Germany
Gazprombank Deutschland; Alrosa Deutschland; Severstal Italia S.r.l.; Mikron Europe B.V.
Sovcomflot Singapore; PDVSA Europa BV; NIOC Deutschland; VTB Deutschland
Kalashnikov Deutschland; Sovcombank Germany
Severstal Distribution Germany; Transneft Finland Sp. z o.o.
"""
OTHERS = """
Delta Deutschland GmbH; Lima Deutschland GmbH; Atlas Deutschland GmbH; Nova Deutschland GmbH
Orion Deutschland GmbH; Galaxy Deutschland GmbH; Titan Germany; Apex Deutschland GmbH
Panda Deutschland GmbH; Golden Deutschland GmbH; Prince Deutschland GmbH; Sanabil Deutschland
Concord Germany; Pegasus Deutschland; Concert Deutschland GmbH; Marketing Deutschland GmbH
Europa Germany; Gazprominka Handel Deutschland; Rosneft Amberfield Deutschland
Aeroflot Amberfield Deutschland; Apex Robotics GmbH
"""
CLEAN = """
Savvy Germany; IntelLiv; Level10 Cloud; A B C D Trading; First Research GmbH; Third Department Store
Siemens Germany; Bosch 5; Amberfield Robotics Germany; Delta Japan GmbH; Nova Germany
Sigma 7; Atlas Berlin; Research Institute XCIX; Сорок Лет ООО; XI Capital Germany
Air Germany; Germany 54; Studio 54; Titan Singapore Pte Ltd; LI Ning Germany
Bank of Germany; Alpha Deutschland AG; Apex 3 Germany
"""


def _names(table: str) -> list[str]:
    return [name.strip() for name in table.replace("\n", ";").split(";") if name.strip()]


@pytest.mark.parametrize("country", [None, "DE"])
def test_a_unit_of_a_listed_group_is_a_review_at_least(country: str | None) -> None:
    cleared = [
        name
        for name in _names(MET + SPELLED)
        if not SCREENER.matches(Party(name=name, country=country))
    ]
    assert not cleared


def test_a_country_or_a_number_beside_another_name_meets_nobody() -> None:
    met = [name for name in _names(CLEAN) if SCREENER.matches(Party(name=name))]
    assert not met


@pytest.mark.parametrize("country", [None, "DE"])
def test_the_word_of_a_concern_beside_a_place_is_looked_at(country: str | None) -> None:
    met = {
        name: {match.band for match in SCREENER.matches(Party(name=name, country=country))}
        for name in _names(CONCERNS)
    }
    assert all(bands == {Band.REVIEW} for bands in met.values()), met


def test_a_word_that_many_bear_is_of_no_concern() -> None:
    met = [name for name in _names(OTHERS) if SCREENER.matches(Party(name=name))]
    assert not met


def test_a_concern_is_of_one_country_or_a_family_that_is_called_so() -> None:
    words = ("aeroflot", "rosneft", "gazprom", "vtb", "galaxy", "delta", "tmk")
    found = [word for word in words if names_of_concern(SCREENER.index, word)]
    assert found == ["aeroflot", "rosneft", "gazprom", "vtb"]


def test_who_is_met_by_a_bare_name_alone_is_looked_at() -> None:
    bands = [match.band for match in SCREENER.matches(Party(name="Almaz-Antey Germany"))]
    assert set(bands) == {Band.REVIEW}


def test_families_are_of_several_entries_of_one_country() -> None:
    families = SCREENER.index.head.concerns
    assert {"cetc", "avic", "smic", "cssc", "casc"} <= families
    assert families.isdisjoint({"best", "isis", "star", "delta", "fgup", "kazan"})


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Amberfield 4 Germany", "Amberfield"),
        ("Amberfield, Rostov-on-Don", "Amberfield"),
        ("Amberfield South Korea", "Amberfield"),
        ("Amberfield VII Hong Kong", "Amberfield"),
        ("Amberfield Robotics DE", "Amberfield Robotics"),
        ("New Jersey Robotics", None),
        ("DE 4", None),
    ],
)
def test_what_is_left_of_a_name(name: str, bare: str | None) -> None:
    assert bare_name(name) == bare

"""The GLEIF's files: companies of some names, what stands above them, and bad files."""

from datetime import date
from pathlib import Path

import pytest

from ecluse.errors import InputError
from ecluse.facts.company import HowRead
from ecluse.facts.gleif import gleif_level, read_gleif

LEVEL_1 = (
    "LEI,Entity.LegalName,Entity.LegalAddress.Country,Entity.HeadquartersAddress.Country,"
    "Entity.EntityStatus\n"
)
LEVEL_2 = (
    "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,"
    "Relationship.RelationshipStatus\n"
)
ENTITIES = (
    "LEI1,Shop Sdn Bhd,MY,MY,ACTIVE\nLEI2,Middle Pte,SG,SG,ACTIVE\nLEI3,Top Group,KY,CN,ACTIVE\n"
    "LEI4,Stranger,US,US,ACTIVE\nLEI5,Shop Sdn Bhd,MY,MY,INACTIVE\n"
)
DIRECTLY, ULTIMATELY = "IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"
RELATIONS = (
    f"LEI1,LEI2,{DIRECTLY},ACTIVE\nLEI1,LEI3,{ULTIMATELY},ACTIVE\nLEI2,LEI3,{DIRECTLY},ACTIVE\n"
    f"LEI1,LEI4,{DIRECTLY},INACTIVE\nLEI3,LEI1,IS_FUND-MANAGED_BY,ACTIVE\n"
)
DAY = date(2026, 1, 1)


def _files(folder: Path, entities: str = ENTITIES, relations: str = RELATIONS) -> tuple[Path, Path]:
    one, two = folder / "lei2.csv", folder / "rr.csv"
    one.write_text(LEVEL_1 + entities, "utf-8")
    two.write_text(LEVEL_2 + relations, "utf-8")
    return one, two


def _wanted(name: str) -> bool:
    return name == "Shop Sdn Bhd"


def test_a_company_brings_all_that_stands_above_it(tmp_path):
    companies = read_gleif(*_files(tmp_path), _wanted, {"Top Group": "top"}.get)
    assert [(each.key, each.headquarters) for each in companies.companies] == [
        ("lei1", "MY"),
        ("lei2", "SG"),
    ]
    assert [(row.child, row.parent, row.percent) for row in companies.holdings] == [
        ("lei1", "lei2", None),
        ("lei1", "top", None),
        ("lei2", "top", None),
    ]
    shop = companies.company("lei1", DAY)
    assert shop is not None
    assert (shop.identifiers, shop.read) == (("LEI1",), HowRead.GIVEN)


def test_who_is_not_asked_for_is_not_read(tmp_path):
    companies = read_gleif(*_files(tmp_path), lambda _: False, dict[str, str]().get)
    assert (companies.companies, companies.holdings) == ((), ())


def test_a_ring_of_parents_ends(tmp_path):
    ring = f"LEI1,LEI2,{DIRECTLY},ACTIVE\nLEI2,LEI1,{DIRECTLY},ACTIVE\n"
    companies = read_gleif(*_files(tmp_path, relations=ring), _wanted, dict[str, str]().get)
    assert len(companies.holdings) == 2


@pytest.mark.parametrize(
    ("entities", "relations", "told"),
    [
        pytest.param("LEI1,Shop\n", RELATIONS, "a row of 2 cells, not 5 (lei2.csv:2)", id="cut"),
        pytest.param(ENTITIES, "LEI1,LEI2\n", "a row of 2 cells, not 4 (rr.csv:2)", id="cut too"),
    ],
)
def test_a_file_that_is_cut_short_is_refused(tmp_path, entities, relations, told):
    with pytest.raises(InputError) as raised:
        read_gleif(*_files(tmp_path, entities, relations), _wanted, dict[str, str]().get)
    assert told in str(raised.value)


def test_the_files_the_other_way_round_are_refused(tmp_path):
    one, two = _files(tmp_path)
    with pytest.raises(InputError, match="no column LEI"):
        read_gleif(two, one, _wanted, dict[str, str]().get)


def test_a_file_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_gleif(tmp_path / "a", tmp_path / "b", _wanted, dict[str, str]().get)


def test_the_files_are_known_by_their_headings():
    assert gleif_level(LEVEL_1.strip().split(",")) == "entities"
    assert gleif_level(LEVEL_2.strip().split(",")) == "relations"
    assert gleif_level(["name", "country"]) is None

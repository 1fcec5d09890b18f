"""Part numbers of the makers' lists and systems by name: an item each, or what it may be."""

import csv
from pathlib import Path

import pytest

from ecluse.errors import DataError, UnknownNameError
from ecluse.facts.catalogue import catalogue_of
from ecluse.facts.eccn import eccn_of
from ecluse.facts.item import Item
from ecluse.facts.parts import Parts
from ecluse.law.library import DATA, load

CATALOGUE = load().catalogue
PARTS = DATA / "parts"


def _rows(name: str) -> list[dict[str, str]]:
    with (PARTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NUMBERS = [row for each in _rows("lists.csv") for row in _rows(each["file"])]


def test_every_part_number_of_the_makers_lists_is_an_item_with_the_makers_eccn():
    assert len(NUMBERS) == 9_877  # 9,906 lines of the two lists, 29 of them twice
    found = {row["number"]: CATALOGUE.find(row["number"]) for row in NUMBERS}
    wrong = [
        row["number"]
        for row in NUMBERS
        if (item := found[row["number"]]) is None
        or item.eccn is None
        or item.eccn.number != row["eccn"]
    ]
    assert wrong == []


def test_every_eccn_of_the_lists_is_one():
    assert [row["eccn"] for row in NUMBERS if eccn_of(row["eccn"]) is None] == []


def test_every_item_that_a_table_names_is_in_the_catalogue():
    named = {row["item"] for row in [*NUMBERS, *_rows("systems.csv")] if row["item"]}
    assert named - CATALOGUE.items.keys() == set()


def test_a_number_without_figures_carries_the_makers_eccn_with_its_source_and_day():
    item = CATALOGUE.get("100-000001008", "here")
    assert item.name == "AMD 100-000001008"
    assert item.figures == {}
    assert item.eccn is not None
    assert (item.eccn.number, item.eccn.ccats) == ("5A992.c", "G167537")
    assert str(item.eccn.as_of) == "2026-06-30"
    assert item.eccn.cited[0].url is not None


def test_a_number_with_a_tpp_alone_carries_it():
    item = CATALOGUE.get("935-24287-0140-000", "here")
    assert item.contains is None
    assert item.figures["tpp"].number == 15840


def test_a_list_that_says_that_a_limit_is_met_gives_a_least_tpp():
    figure = CATALOGUE.get("100-300000093H", "here").figures["tpp"].figure
    assert (figure.low, figure.high) == (4800, None)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("900-2G133-0080-000", "NVIDIA L40S"),  # named by its description
        ("900-2G193-6200-101", "NVIDIA L4"),  # by its board and TPP, which leave one
        ("920-24387-2540-0R0", "NVIDIA DGX H100"),
        ("9002G13300800 00", "NVIDIA L40S"),
    ],
)
def test_a_number_of_an_accelerator_is_the_catalogues_item(number, name):
    assert CATALOGUE.get(number, "here").name == name


def test_the_same_number_is_the_same_value_each_time():
    assert CATALOGUE.find("100-000001008") is CATALOGUE.find("100 000001008")


def test_a_cloud_instance_is_the_chips_inside():
    item = CATALOGUE.get("p5.48xlarge", "here")
    assert item.contains is not None
    assert (item.contains.item, item.contains.count) == ("NVIDIA H100 SXM5 80GB", 8)
    assert "rented" in (item.notes or "")


def test_a_server_whose_name_does_not_settle_the_chip_is_no_item_and_says_what_it_may_be():
    assert CATALOGUE.find("PowerEdge XE9680") is None
    with pytest.raises(UnknownNameError) as caught:
        CATALOGUE.get("PowerEdge XE9680", "command line")
    assert caught.value.what == "'PowerEdge XE9680' does not settle which chip is inside"
    assert "Dell PowerEdge XE9680 (8x H100 SXM5 80GB)" in caught.value.near
    assert "Dell PowerEdge XE9680 (8x MI300X)" in caught.value.near
    assert CATALOGUE.near("PowerEdge XE9680") == list(caught.value.near)


def test_a_server_with_its_chip_named_is_that_configuration():
    item = CATALOGUE.get("XE9680 8x H100", "here")
    assert item.contains is not None
    assert item.contains.item == "NVIDIA H100 SXM5 80GB"


def test_an_instance_that_is_recalled_is_no_item():
    assert CATALOGUE.find("inf1.24xlarge") is None
    assert CATALOGUE.near("inf1.24xlarge") == ["AWS inf1.24xlarge"]


def test_a_number_that_another_eccn_is_filed_for_is_an_item_of_its_own(tmp_path: Path):
    _write(tmp_path, "A-1,a board,4A003.z.1,8471.50,,,Chip")
    chip = Item(name="Chip", vendor="Maker")
    found = catalogue_of([chip]).with_parts(Parts(tmp_path)).get("A-1", "here")
    assert found.name == "Maker A-1"
    assert found.eccn is not None
    assert found.eccn.number == "4A003.z.1"


@pytest.mark.parametrize("line", ["A-1,4A090.a", "A-1,a,b,c,d,e,f,g"])
def test_a_line_of_other_cells_is_refused_where_it_is_read(line, tmp_path: Path):
    _write(tmp_path, line)
    with pytest.raises(DataError, match="cells, not 7"):
        catalogue_of([]).with_parts(Parts(tmp_path)).find("A-1")


def test_a_list_of_other_columns_is_refused(tmp_path: Path):
    _write(tmp_path, "A-1,,EAR99,,,,", heading="number,eccn")
    with pytest.raises(DataError, match="other columns"):
        catalogue_of([]).with_parts(Parts(tmp_path)).find("A-1")


def test_data_without_tables_find_what_the_items_are_called_and_nothing_else(tmp_path: Path):
    catalogue = catalogue_of([Item(name="Chip One")]).with_parts(Parts(tmp_path))
    found = catalogue.find("Chip One")
    assert found is not None and found.name == "Chip One"
    assert catalogue.find("p5.48xlarge") is None
    assert catalogue.near("p5.48xlarge") == []


def _write(
    folder: Path, line: str, heading: str = "number,description,eccn,hts,tpp,ccats,item"
) -> None:
    parts = folder / "parts"
    parts.mkdir()
    (parts / "maker.csv").write_text(f"{heading}\n{line}\n", encoding="utf-8")
    lists = "file,vendor,headquarters,as_of,source,url,confidence"
    row = "maker.csv,Maker,US,2026-01-01,the list,https://example.org,high"
    (parts / "lists.csv").write_text(f"{lists}\n{row}\n", encoding="utf-8")


def test_parts_of_a_list_that_are_filed_alike_are_one_to_any_law():
    one, other = CATALOGUE.find("100-CK5225"), CATALOGUE.find("100-CG3125")
    assert one is not None
    assert other is not None
    assert one != other
    assert one.as_asked == other.as_asked
    assert len({item.as_asked for row in NUMBERS if (item := CATALOGUE.find(row["number"]))}) < 400

"""Words beside an item's name are taken off, and what they say must fit the item that is left: a
card with other memory, or of another form, is another item.
"""

from decimal import Decimal

import pytest

import build
from ecluse.facts.further_words import PlainName, plain_names

WORDS = {
    "dell": "maker",
    "refurbished": "state",
    "server": "form",
    "hbm3": "memory",
    "gddr6": "memory",
    "pcie": "pcie",
}


def names(text):
    return [found.name for found in plain_names(text, WORDS)]


def last(text):
    return [*plain_names(text, WORDS)][-1]


def test_words_go_kind_by_kind_and_what_tells_items_apart_goes_last():
    assert names("Dell X100 HBM3 48GB PCIe") == [
        "X100 HBM3 48GB PCIe",
        "X100 48GB PCIe",
        "X100 PCIe",
        "X100",
    ]


def test_a_word_that_is_not_on_file_stays():
    assert names("X100 Ultra") == []
    assert names("Dell X100 Ultra")[-1] == "X100 Ultra"


def test_a_name_of_such_words_alone_is_no_name():
    assert names("Dell") == names("Dell Server Refurbished") == []
    assert names("Dell 48GB") == [
        "48GB",
        "48GB",
    ]  # its size is not taken off: nothing would be left


@pytest.mark.parametrize(
    ("text", "count"),
    [("8x X100", 8), ("8 X X100", 8), ("8×X100", 8), ("9999 * X100", 9999), ("1x X100", 1)],
)
def test_a_count_before_the_name_is_read(text, count):
    assert [*plain_names(text, WORDS)] == [PlainName(name="X100", count=count)]


@pytest.mark.parametrize("text", ["0x X100", "10000x X100", "8x", "X100 8x", "-8x X100"])
def test_what_is_no_count_takes_nothing_off(text):
    assert names(text) == []


def test_a_count_of_none_names_nothing_whatever_stands_behind_it():
    assert names("0x Dell X100") == []
    assert [found.count for found in plain_names("2x Dell X100", WORDS)] == [2] * 5


@pytest.mark.parametrize(
    ("text", "size"), [("X100 48GB", 48), ("X100 48 GB", 48), ("X100 48g", 48), ("X100 48GiB", 48)]
)
def test_a_size_is_read_in_each_spelling(text, size):
    found = last(text)
    assert (found.name, found.memory_gb) == ("X100", Decimal(size))


def test_two_sizes_or_two_kinds_of_memory_name_nothing():
    assert names("X100 48GB 80GB") == names("X100 HBM3 GDDR6") == []
    assert names("X100 48GB 48gb")[-1] == "X100"  # said twice alike


def test_a_text_is_read_up_to_a_length_and_a_number_of_words():
    assert names("Dell X100" + " " * 111) and len("Dell X100") + 111 == 120
    assert names("Dell X100" + " " * 112) == []
    assert names("Dell " + "a " * 15) and names("Dell " + "a " * 16) == []


# ---- whether an item is what its words say -----------------------------------------------------


def fits(item, **said):
    return PlainName(name="X100", **said).fits(item)


def test_the_memory_of_an_item_is_its_own_or_its_accelerators():
    board = build.item(dram_capacity_gb=96, accelerator_memory_gb=48)
    assert fits(board) and fits(board, memory_gb=Decimal(48)) and fits(board, memory_gb=Decimal(96))
    assert not fits(board, memory_gb=Decimal("47.9"))
    assert not fits(build.item(tpp=100), memory_gb=Decimal(48))  # nobody says what it has


def test_a_card_says_so_or_has_no_link():
    assert fits(build.item(chip_link_gb_per_s=0), pcie=True)
    assert fits(build.item(item="X100 PCIe", chip_link_gb_per_s=600), pcie=True)
    assert not fits(build.item(chip_link_gb_per_s=1), pcie=True)
    assert not fits(build.item(tpp=100), pcie=True)

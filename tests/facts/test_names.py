"""Names that people type: with words beside them, with a count, and of other goods."""

from pathlib import Path

import pytest

from ecluse.law.library import load

CATALOGUE = load().catalogue
UNRELATED = (Path(__file__).parent / "names" / "unrelated.txt").read_text("utf-8").splitlines()


def test_there_are_three_hundred_names_of_unrelated_goods():
    assert len(set(UNRELATED)) >= 300


@pytest.mark.parametrize("first", range(0, len(UNRELATED), 50))
def test_names_of_unrelated_goods_match_nothing(first):
    names = UNRELATED[first : first + 50]
    assert {name: item.name for name in names if (item := CATALOGUE.find(name))} == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dell NVIDIA L40S 48GB PCIe Card", "NVIDIA L40S"),
        ("HPE NVIDIA A100 80GB PCIe", "NVIDIA A100 PCIe 80GB"),
        ("Lenovo ThinkSystem NVIDIA H100 80GB PCIe Gen5 GPU", "NVIDIA H100 PCIe 80GB"),
        ("PNY RTX A6000 48 GB", "NVIDIA RTX A6000"),
        ("refurbished NVIDIA T4 16GB HHHL", "NVIDIA T4"),
        ("H100 SXM5 HBM3 80GB module", "NVIDIA H100 SXM5 80GB"),
        ("1x L4 PCIe", "NVIDIA L4"),
    ],
)
def test_words_that_are_on_file_may_stand_beside_a_name(text, name):
    assert CATALOGUE.get(text, "here").name == name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("HP L40S 24GB", "the card has 48"),
        ("Dell L40S HBM3", "the card has GDDR6"),
        ("Dell B200 PCIe", "there is no such card"),
        ("ASUS ROG Strix RTX 4090 OC 24GB", "a card that is clocked higher is another item"),
        ("ASUS RTX 4090 24GB 48GB", "two sizes"),
        ("A1000", "part of two names, and the whole of none"),
        ("RTX A1000", "no figures are on file"),
        ("T10", "two designers have one"),
        ("RTX 5000", "there is a Quadro RTX 5000 and an RTX 5000 Ada"),
        ("RTX 6000", "likewise"),
        ("waterblock A100", "a word that is not on file"),
        ("0x H100", "none of them"),
    ],
)
def test_a_name_that_says_more_or_something_else_is_no_item(text, why):
    assert CATALOGUE.find(text) is None, why


@pytest.mark.parametrize(
    ("text", "inside", "count"),
    [
        ("4 × A100 SXM4", "NVIDIA A100 SXM4 80GB", 4),
        ("2x H100 PCIe", "NVIDIA H100 PCIe 80GB", 2),
        ("8x H100", "NVIDIA H100 SXM5 80GB", 8),
        ("2 x HGX H100 8-GPU", "NVIDIA H100 SXM5 80GB", 16),
        ("3 x Dell L40S 48GB", "NVIDIA L40S", 3),
    ],
)
def test_a_count_before_a_name_counts_the_ics(text, inside, count):
    contains = CATALOGUE.get(text, "here").contains
    assert contains is not None
    assert (contains.item, contains.count) == (inside, count)


def test_a_counted_name_is_one_value():
    assert CATALOGUE.find("3x L40S") is CATALOGUE.find("3 x NVIDIA L40S")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("ASUS ROG Strix RTX 4090 OC 24GB", "NVIDIA GeForce RTX 4090"),
        ("server with 8 H100 SXM5", "NVIDIA H100 SXM5 80GB"),
        ("NVIDIA H2O", "NVIDIA H20 96GB"),
        ("RTX 6000", "NVIDIA RTX 6000 Ada Generation"),
        ("RTX 5000", "NVIDIA Quadro RTX 5000"),
    ],
)
def test_a_name_that_is_not_understood_is_offered_what_stands_in_it(text, near):
    assert near in CATALOGUE.near(text)


@pytest.mark.parametrize("text", ["RTX toothbrush", "office chair", "toner cartridge black"])
def test_nothing_is_near_goods_of_another_kind(text):
    assert CATALOGUE.near(text) == []

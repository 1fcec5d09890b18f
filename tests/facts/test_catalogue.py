"""Finding an item by name or alias; a spelling names one item or none."""

from functools import cache

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.errors import DataError, UnknownNameError
from ecluse.facts.catalogue import Catalogue, catalogue_of
from ecluse.facts.item import Contained, Item
from ecluse.law.library import load

H20 = Item(name="NVIDIA H20", vendor="NVIDIA", aliases=("H20 96GB", "900-21010"))
H200 = Item(name="NVIDIA H200", vendor="NVIDIA")
BOARD = Item(
    name="HGX H20 8-GPU",
    vendor="NVIDIA",
    kind="board",
    contains=Contained(item="NVIDIA H20", count=8),
)
BOOK = catalogue_of([H20, H200, BOARD])


@pytest.mark.parametrize(
    "text",
    [
        "NVIDIA H20",
        "H20",
        "h20",
        " H 20 ",
        "nvidia-h20",
        "H20 96GB",
        "NVIDIA H20 96 GB",
        "H20 GPU",
        "900-21010",
        "New NVIDIA H20 Accelerator",
    ],
)
def test_an_item_is_found_as_people_write_it(text):
    assert BOOK.get(text, "here") is H20


def test_a_longer_name_is_not_the_shorter_item():
    assert BOOK.get("H200", "here") is H200
    assert BOOK.get("HGX H20 8-GPU", "here") is BOARD


@pytest.mark.parametrize("text", ["H2", "H2000", "H20X", "", "GPU", "NVIDIA"])
def test_no_item_is_guessed(text):
    assert BOOK.find(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, None) for text in ("chip", "Chip", "card", "8-GPU", "board", "server", "AMD A10")),
        ("NVIDIA A10", "NVIDIA A10"),
        ("A10", "NVIDIA A10"),
        ("H100 GPU", "NVIDIA H100 SXM5 80GB"),
    ],
)
def test_a_kind_of_thing_or_another_makers_name_is_no_item(text, name):
    found = shipped().find(text)
    assert (found and found.name) == name


@pytest.mark.parametrize(("alias", "found"), [("9002", False), ("90021", True)])
def test_a_few_digits_are_no_number_of_a_maker(alias, found):
    book = catalogue_of([Item(name="Maker's one", aliases=(alias,))])
    assert (book.find(alias) is not None) == found


def test_a_misspelt_item_is_told_what_is_near():
    with pytest.raises(UnknownNameError) as caught:
        BOOK.get("H2O", "command line")
    assert str(caught.value) == (
        "no item is called 'H2O' (command line): near names are 'NVIDIA H20', 'NVIDIA H200'; "
        "`ecluse chips` lists all"
    )


def test_the_ic_of_a_board_is_the_one_inside():
    assert BOOK.ic(BOARD) is H20
    assert BOOK.ic(H20) is H20


def test_two_items_may_not_share_a_name():
    with pytest.raises(DataError, match="two items are called 'NVIDIA H20'"):
        catalogue_of([H20, H20])


def test_two_items_may_not_share_a_spelling():
    with pytest.raises(DataError) as caught:
        catalogue_of([H20, Item(name="Other", aliases=("H20 96 GB",))])
    assert "names both NVIDIA H20 and Other" in str(caught.value)


def test_a_board_may_not_contain_what_is_not_there():
    with pytest.raises(DataError, match="contains 'NVIDIA H20', which is no item"):
        catalogue_of([BOARD])


@cache
def shipped() -> Catalogue:
    return load().catalogue


@st.composite
def written_names(draw: st.DrawFn) -> str:
    """A name of the catalogue as somebody may write it: other case, signs between, words around."""
    name = draw(st.sampled_from(sorted(shipped().names())))
    signs = st.sampled_from(["", "", "", " ", "-", ".", "_", "/", "  ", ",", "+", "(", "™"])
    text = "".join(draw(st.sampled_from([letter, letter.upper()])) + draw(signs) for letter in name)
    return (
        draw(signs)
        + draw(st.sampled_from(["", "NVIDIA ", "gpu ", "Card-"]))
        + text
        + draw(st.sampled_from(["", " GPU", " module", " (new)"]))
    )


@pytest.fixture(scope="module")
def let_through():
    """The names that the sift lets through, of some."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE spellings AS SELECT unnest($1::VARCHAR[]) AS t",
            [list(shipped().names())],
        )
        sift = shipped().may_name("t", "spellings")
        yield lambda names: {
            row[0]
            for row in connection.execute(
                f"SELECT t FROM (SELECT unnest($1::VARCHAR[]) AS t) WHERE {sift}", [names]
            ).fetchall()
        }


@settings(max_examples=15)
@given(names=st.lists(written_names() | st.text(max_size=12), min_size=20, max_size=40))
def test_the_sift_of_many_names_lets_through_whatever_the_catalogue_finds(let_through, names):
    found = {name for name in names if shipped().find(name) is not None}
    assert found <= let_through(names)


def test_the_sift_of_many_names_lets_little_else_through(let_through):
    assert (
        let_through(
            [f"design {number}" for number in range(50)]
            + [f"H{number} board of our own" for number in range(50)]
        )
        == set()
    )
    written = {"h-200", "  A100 sxm4 80GB", "Tensor  Core l20"}
    assert (
        let_through(sorted(written))
        == {name for name in written if shipped().find(name)}
        == written
    )


# ---- a text that holds a name, and names nothing -----------------------------------------------

HELD = catalogue_of([Item(name="Kestrel"), Item(name="Kestrel Pro")])


def test_the_longest_name_that_stands_in_a_text_is_offered():
    assert HELD.near("kit of Kestrel Pro (boxed)")[0] == "Kestrel Pro"
    assert HELD.near("Kestrel Pro, boxed")[0] == "Kestrel Pro"
    assert HELD.near("boxed kestrel")[0] == "Kestrel"


def test_an_eccn_answers_for_no_text_that_holds_a_name():
    """Else a chip in a kit would be taken for a part that is like nothing on file."""
    for text in ("Kestrel kit", "kit of Kestrel Pro (boxed)", "a/Kestrel;b", "Kestrel", ""):
        assert not HELD.knows_nothing_like(text), text
    for text in ("Toaster", "Kestrels kit", "Kes trel"):
        assert HELD.knows_nothing_like(text), text


def test_a_name_is_offered_from_the_first_words_and_counts_wherever_it_stands():
    assert HELD.near("a " * 15 + "Kestrel") == ["Kestrel"]
    assert HELD.near("a " * 16 + "Kestrel") == []
    assert not HELD.knows_nothing_like("a " * 16 + "Kestrel")

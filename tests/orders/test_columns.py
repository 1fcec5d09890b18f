"""Finding which column means what."""

from __future__ import annotations

import pytest

from ecluse.errors import InputError, SeveralErrors
from ecluse.orders.column_pairs import read_pairs
from ecluse.orders.columns import find_columns

from .build import library


def found(headings: list[str], **given: str):
    return find_columns(headings, library().vocabulary, given, "book.csv")


@pytest.mark.parametrize(
    "headings",
    [
        ["Part Number", "Country of Ultimate Destination", "Ship Date"],
        ["MATERIAL", "Ship-To Country", "Goods Issue Date"],
        ["part_number", "country_of_ultimate_destination", "export date"],
        ["Référence", "Pays de destination", "Date d'expédition"],
    ],
)
def test_the_usual_names_are_found(headings: list[str]) -> None:
    assert [found(headings).roles[role] for role in ("part", "destination", "date")] == headings


def test_a_fact_of_the_vocabulary_is_a_column_under_its_own_name() -> None:
    columns = found(["part", "destination", "date", "Consignee certificate", "tpp"])
    assert columns.facts == {"consignee_certificate": "Consignee certificate", "tpp": "tpp"}


def test_what_is_given_outranks_what_is_guessed() -> None:
    columns = found(["Item", "Material", "destination", "date"], part="Material")
    assert columns.roles["part"] == "Material"
    assert columns.given == {"part"}
    assert "Item" in columns.unused


def test_a_missing_column_is_named_with_those_there_are() -> None:
    with pytest.raises(SeveralErrors) as error:
        found(["Product", "Where to", "When"])
    assert str(error.value) == (
        "no column is called as the country of ultimate destination usually is (book.csv): "
        "give columns: destination=NAME; the columns are 'Product', 'Where "
        "to', 'When' (where another row names them, give its number as heading)\n"
        "no column is called as the ship date usually is (book.csv): "
        "give columns: date=NAME; the columns are 'Product', 'Where to', "
        "'When' (where another row names them, give its number as heading)"
    )


def test_a_column_that_is_not_there_is_told_what_is_near() -> None:
    with pytest.raises(
        InputError, match=r"no column is called 'Materiel' .*did you mean 'Material'"
    ):
        found(["Material", "destination", "date"], part="Materiel")


def test_pairs_are_read_as_written() -> None:
    assert read_pairs("part=Material, ship date=Due") == {"part": "Material", "ship_date": "Due"}
    with pytest.raises(InputError, match="'part' is not MEANING=COLUMN"):
        read_pairs("part")


def test_a_usual_name_has_one_meaning() -> None:
    from ecluse.facts.country import folded
    from ecluse.orders.columns import USUAL

    owners: dict[str, set[str]] = {}
    for role, names in USUAL.items():
        for name in names:
            owners.setdefault(folded(name), set()).add(role)
    assert {name: roles for name, roles in owners.items() if len(roles) > 1} == {}


def test_every_meaning_that_has_names_is_found_by_its_own() -> None:
    from ecluse.facts.country import folded
    from ecluse.orders.columns import USUAL

    assert all(folded(role) in map(folded, names) for role, names in USUAL.items() if names)


def test_columns_of_an_earlier_answer_are_not_called_unused() -> None:
    columns = found(["part", "destination", "date", "Remark", "ecluse_outcome"])
    assert columns.all_notes(library().vocabulary) == ["columns kept and not used: 'Remark'"]


@pytest.mark.parametrize("first", ["declared_eccn", "Declared ECCN"])
def test_a_name_that_stands_twice_is_refused_once_and_taken_for_nothing_else(first: str) -> None:
    second = f"{first} 2"  # as the reader numbers it
    columns = found(["part", "destination", "date", first, second])
    assert columns.roles["eccn"] == first
    assert (columns.facts, columns.unused) == ({}, (second,))
    assert columns.notes == (f"the eccn is '{first}', not '{second}'",)
    (rivals,) = columns.rivals
    assert (rivals.columns, rivals.positions) == ((first, second), (4, 5))


def test_two_columns_of_two_names_have_two_meanings() -> None:
    columns = found(["part", "destination", "date", "eccn", "declared_eccn"])
    assert (columns.roles["eccn"], columns.facts) == ("eccn", {"declared_eccn": "declared_eccn"})

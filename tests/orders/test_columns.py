"""Finding which column means what."""

from __future__ import annotations

import pytest

from ecluse.errors import InputError, SeveralErrors
from ecluse.orders.column_pairs import read_pairs
from ecluse.orders.columns import find_columns

from .build import library


def found(headings: list[str], **given: str):
    words = library().book_words
    return find_columns(headings, library().vocabulary, given, "book.csv", words=words)


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


def test_columns_of_an_earlier_answer_are_not_called_unused() -> None:
    columns = found(["part", "destination", "date", "Remark", "ecluse_outcome"])
    assert columns.all_notes(library().vocabulary, library().book_words) == [
        "columns kept and not used: 'Remark'"
    ]


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


@pytest.mark.parametrize(
    "names",
    [
        ("Region", "Ship To Region", "Destination Region"),
        ("Place of End Use", "End Use Country", "Country of End Use"),
        ("Restricted Party List", "Screening List"),
        ("End Use", "End Use Statement", "Intended Use", "Application"),
        ("Origin", "Country of Origin", "COO"),
    ],
)
def test_two_columns_of_one_meaning_must_say_the_same(names: tuple[str, ...]) -> None:
    (rival,) = found(["part", "destination", "date", *names]).rivals
    assert rival.columns == names


@pytest.mark.parametrize(
    "name",
    [
        *("Destination Country Code", "Ship-To Country Code", "Ship-to Country/Region"),
        *("Final Destination", "Country of Final Destination", "Deliver-to Country"),
        *("Country of Delivery", "Country of Ultimate Destination (ISO)", "Destination (ISO)"),
        *("Import Country", "Bestimmungsland", "Zielland", "Empfangsland", "Lieferland"),
        *("Pays de livraison", "Pays de destination finale", "País de destino", "目的国"),
        *("最终目的国", "仕向国", "목적국"),
    ],
)
def test_what_is_plainly_the_destination_goes_before_a_bare_country(name: str) -> None:
    columns = found(["part", "Country", name, "date"])
    assert columns.roles["destination"] == name
    assert columns.notes == (f"the country of ultimate destination is '{name}', not 'Country'",)
    assert not any(
        "headquarters" in note
        for note in columns.all_notes(library().vocabulary, library().book_words)
    )


@pytest.mark.parametrize(
    "name",
    [
        *("Actual Ship Date", "Date of Shipment", "Shipped Date", "Date Shipped", "Dispatch Date"),
        *("ETD", "Actual GI Date", "Scheduled Ship Date", "Versanddatum", "Ausfuhrdatum"),
        *("Lieferdatum", "Warenausgangsdatum", "发货日期", "出荷日", "선적일"),
    ],
)
def test_what_is_plainly_the_ship_date_goes_before_a_bare_date(name: str) -> None:
    columns = found(["part", "destination", "Date", name])
    assert columns.roles["date"] == name
    assert columns.notes == (f"the ship date is '{name}', not 'Date'",)


def test_a_heading_that_may_be_meant_is_told_where_a_bare_name_is_taken() -> None:
    headings = [
        "part",
        "Country",
        "Order Date",
        "Destino (código)",
        "Latest shipping day",
        "Colour",
    ]
    first, second = found(headings).notes
    assert first == (
        "'Country' is taken as the country of ultimate destination, and not 'Destino (código)': "
        "give columns: destination=NAME, if that is wrong"
    )
    assert second.startswith(
        "'Order Date' is taken as the ship date, and not 'Latest shipping day'"
    )
    assert found(headings, destination="Country", date="Order Date").notes == ()
    assert found(["part", "Country", "Date", "Shipping Method", "Delivery Note"]).notes == ()

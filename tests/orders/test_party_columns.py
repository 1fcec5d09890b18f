"""Which columns name parties, and what their cells say."""

from __future__ import annotations

import pytest
from pytest import param

from ecluse.determine.party_text import NAMED, NOTHING, PartyCell, read_party
from ecluse.orders.columns import BookColumns, find_columns
from ecluse.orders.party_columns import may_name_parties
from ecluse.screening.party import Role

from .build import library

NEEDED = ("part", "destination", "date")
WORDS = library().book_words


def found(*headings: str, **given: str) -> BookColumns:
    columns = (*NEEDED, *headings)
    return find_columns(columns, library().vocabulary, given, "book.csv", words=WORDS)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Purchaser", Role.PURCHASER),
        ("Sold-To Party Name", Role.PURCHASER),
        ("Sold-to pt", Role.PURCHASER),
        ("Ship-To Pt Name", Role.ULTIMATE_CONSIGNEE),
        ("Bill-to", Role.PURCHASER),
        ("Acheteur", Role.PURCHASER),
        ("Käufer", Role.PURCHASER),
        ("买方名称", Role.PURCHASER),
        ("Intermediate Consignee", Role.INTERMEDIATE_CONSIGNEE),
        ("Freight forwarder", Role.INTERMEDIATE_CONSIGNEE),
        ("Nom du transitaire", Role.INTERMEDIATE_CONSIGNEE),
        ("Spediteur", Role.INTERMEDIATE_CONSIGNEE),
        ("Ultimate Consignee Name", Role.ULTIMATE_CONSIGNEE),
        ("Ship-To Name", Role.ULTIMATE_CONSIGNEE),
        ("Destinataire", Role.ULTIMATE_CONSIGNEE),
        ("Name des Empfängers", Role.ULTIMATE_CONSIGNEE),
        ("收货人", Role.ULTIMATE_CONSIGNEE),
        ("End-User", Role.END_USER),
        ("End customer name", Role.END_USER),
        ("Utilisateur final", Role.END_USER),
        ("Endverwender", Role.END_USER),
        ("最终用户", Role.END_USER),
        ("Bill-To Customer", Role.PURCHASER),
        ("Reseller", Role.PURCHASER),
        ("Donneur d'ordre", Role.PURCHASER),
        ("Comprador", Role.PURCHASER),
        ("구매자", Role.PURCHASER),
        ("Commissionnaire", Role.INTERMEDIATE_CONSIGNEE),
        ("Customs Broker", Role.INTERMEDIATE_CONSIGNEE),
        ("Bank", Role.INTERMEDIATE_CONSIGNEE),
        ("Consignatario", Role.ULTIMATE_CONSIGNEE),
        ("荷受人", Role.ULTIMATE_CONSIGNEE),
        ("Usuario final", Role.END_USER),
        ("エンドユーザー名", Role.END_USER),
        ("Company", Role.PURCHASER),
        ("Account Name", Role.PURCHASER),
        ("NAME1", Role.PURCHASER),
        ("Firma", Role.PURCHASER),
        ("Société", Role.PURCHASER),
        ("Raison sociale", Role.PURCHASER),
        ("公司名称", Role.PURCHASER),
        ("업체명", Role.PURCHASER),
        ("Контрагент", Role.PURCHASER),
        ("Получатель", Role.ULTIMATE_CONSIGNEE),
        ("收件人", Role.ULTIMATE_CONSIGNEE),
        ("Final consignee", Role.ULTIMATE_CONSIGNEE),
        ("Consignee Name and Address", Role.ULTIMATE_CONSIGNEE),
        ("Endabnehmer", Role.END_USER),
        ("Ultimate end user", Role.END_USER),
        ("Final Customer", Role.END_USER),
        ("Customer (end user)", Role.END_USER),
        ("End User Company Name", Role.END_USER),
        ("终端客户名称", Role.END_USER),
        ("最終需要家", Role.END_USER),
    ],
)
def test_a_heading_tells_the_role_of_its_party(heading: str, role: Role) -> None:
    assert [(seat.role, seat.name) for seat in found(heading).parties] == [(role, heading)]


def test_what_is_said_beside_a_party_is_read_with_it() -> None:
    columns = found(
        "Consignee", "Consignee Country", "Address of Consignee", "Consignee LEI", "收货人地址"
    )
    (seat,) = columns.parties
    assert seat.columns == (
        "Consignee",
        "Consignee Country",
        "Address of Consignee",
        "Consignee LEI",
    )


def test_what_is_said_beside_one_of_two_parties_of_a_role_goes_with_that_one() -> None:
    columns = found(
        *("End User", "End Customer", "End Customer Country", "End User Country"),
        *("End User Country Code", "End User Address", "End User Address 2"),
    )
    assert [seat.columns for seat in columns.parties] == [
        ("End User", "End User Country", "End User Address", None),
        ("End Customer", "End Customer Country", None, None),
        (None, "End User Country Code", None, None),
    ]


@pytest.mark.parametrize(
    ("headings", "seats"),
    [
        # Address, town and state of one party are one address, in the order of the book.
        (
            ("Consignee", "Consignee Address 1", "Consignee Address 2", "Consignee City"),
            [("Consignee", None, "Consignee Address 1", "Consignee Address 2", "Consignee City")],
        ),
        (
            ("Consignee", "Consignee City", "Consignee Country", "Consignee State/Province"),
            [("Consignee", "Consignee Country", "Consignee City", "Consignee State/Province")],
        ),
        (
            ("Consignee", "Consignee Country", "Street", "City"),
            [("Consignee", "Consignee Country", "Street", "City")],
        ),
        # A town alone is where the goods go: the name is compared as before.
        (
            ("Ship-To Name", "Ship-To City"),
            [("Ship-To Name", None, None), ("", "destination", "Ship-To City")],
        ),
        (
            ("Consignee", "Address", "City"),
            [("Consignee", None, None), ("", "destination", "Address", "City")],
        ),
        (("City",), [("", "destination", "City")]),
        (("Ort", "Straße 2"), [("", "destination", "Ort", "Straße 2")]),
        (("End User Address", "End User Country"), [("", "End User Country", "End User Address")]),
        # Of a buyer without a name it says nothing; other headings are no address.
        (("Buyer City",), []),
        (("City Code", "Address Type", "State", "Electricity"), []),
    ],
)
def test_the_columns_of_an_address_are_read_together(
    headings: tuple[str, ...], seats: list[tuple[str | None, ...]]
) -> None:
    columns = found(*headings)
    assert [
        (seat.name, seat.country, seat.address, *seat.further) for seat in columns.parties
    ] == seats
    shown = {use.column for use in columns.shown()}
    used = {column for seat in seats for column in seat if column}
    assert used <= shown
    assert columns.unused == tuple(heading for heading in headings if heading not in used)


def test_the_users_word_for_an_address_stands_alone() -> None:
    headings = ("Consignee", "Consignee Address 1", "Consignee City")
    columns = found(*headings, consignee_address="Consignee City")
    (seat,) = columns.parties
    assert (seat.address, seat.further) == ("Consignee City", ())


def test_where_nobody_is_named_a_country_is_a_seat_of_its_own() -> None:
    columns = found("Consignee Country", "Ultimate Consignee Country", "Buyer Country", "Buyer")
    assert [(seat.role, seat.columns) for seat in columns.parties] == [
        (Role.PURCHASER, ("Buyer", "Buyer Country", None, None)),
        (Role.ULTIMATE_CONSIGNEE, (None, "Ultimate Consignee Country", None, None)),
        (Role.ULTIMATE_CONSIGNEE, (None, "Consignee Country", None, None)),
    ]
    assert found("Buyer Country").parties == ()


def test_a_country_is_no_name_in_any_language() -> None:
    (seat,) = found("Kunde", "Kunde Land").parties
    assert (seat.name, seat.country) == ("Kunde", "Kunde Land")


def test_every_column_that_names_a_party_is_screened() -> None:
    seats = found("Buyer", "Bill To", "Consignee", "Ship-To").parties
    assert [seat.name for seat in seats] == ["Buyer", "Bill To", "Consignee", "Ship-To"]


def test_a_column_of_another_meaning_names_no_party() -> None:
    assert found("Customer PO", "End Use", "Consignee Certificate", "End User HQ").parties == ()


def test_the_users_word_for_a_party_goes_first() -> None:
    columns = found("Kontrahent", "Buyer", purchaser="Kontrahent")
    assert [seat.name for seat in columns.parties] == ["Kontrahent", "Buyer"]
    assert "Kontrahent" not in columns.unused


def test_a_heading_that_may_name_a_party_is_told() -> None:
    told = ("Notify Party", "Carrier", "Supplier", "Name", "Entity", "Operator", "Tenant", "VAR")
    others = ("Colour", "Product Name", "Variant", "Company Code", "Account Manager")
    others = (*others, "Ultimate Consignee Type", "Customer PO", "End User Email")
    columns = found(*told, *others)
    assert may_name_parties(columns.unused, WORDS) == list(told)
    assert columns.parties == ()


@pytest.mark.parametrize(
    ("text", "role", "says"),
    [
        param("Amberfield GmbH", Role.END_USER, NAMED, id="a name"),
        param("3M", Role.END_USER, NAMED, id="a name with a number"),
        param("华为", Role.END_USER, NAMED, id="a name in another script"),
        param("Hua\u200ewei", Role.END_USER, NAMED, id="a mark of direction: left to the scorer"),
        param("", Role.END_USER, NOTHING, id="empty"),
        param(" - ", Role.END_USER, NOTHING, id="a dash"),
        param("N/A", Role.END_USER, PartyCell(why="none"), id="somebody must be the end user"),
        param("N/A", Role.INTERMEDIATE_CONSIGNEE, NOTHING, id="nobody need be in between"),
        param("keine", Role.INTERMEDIATE_CONSIGNEE, NOTHING, id="nobody, in German"),
        param("TBD", Role.END_USER, PartyCell(why="unknown"), id="nobody knows"),
        param("to be advised", Role.END_USER, PartyCell(why="unknown"), id="nobody knows yet"),
        param("T.B.A.", Role.END_USER, PartyCell(why="unknown"), id="nobody knows, with dots"),
        param("unknown end user 2", Role.END_USER, PartyCell(why="unknown"), id="vague words"),
        param("À définir", Role.END_USER, PartyCell(why="unknown"), id="vague words, in French"),
        param("T\u200bBD", Role.END_USER, PartyCell(why="unknown"), id="a sign that nobody sees"),
        param(
            "\u0422BD",
            Role.END_USER,
            PartyCell(why="unknown"),
            id="a letter that looks like another",
        ),
        param("T B D", Role.END_USER, PartyCell(why="unknown"), id="letters apart"),
        param("EndUser1", Role.END_USER, PartyCell(why="unknown"), id="a number behind"),
        param("TBD Ltd", Role.END_USER, PartyCell(why="unknown"), id="a legal form"),
        param("unknown at this time", Role.END_USER, PartyCell(why="unknown"), id="for now"),
        param("wird noch bekannt gegeben", Role.END_USER, PartyCell(why="unknown"), id="in German"),
        param("por determinar", Role.END_USER, PartyCell(why="unknown"), id="in Spanish"),
        param(
            "最终用户待定", Role.END_USER, PartyCell(why="unknown"), id="words that nothing parts"
        ),
        param("最终电子", Role.END_USER, NAMED, id="a name that holds a vague word"),
        param("A B C Ltd", Role.END_USER, NAMED, id="a name of letters"),
        param("Test Equipment Ltd", Role.END_USER, NAMED, id="a name with a vague word"),
        param("same as above", Role.END_USER, PartyCell(why="unknown"), id="as what?"),
        param("4711", Role.END_USER, PartyCell(why="number"), id="a number"),
        param("x" * 100_000, Role.END_USER, PartyCell(why="long"), id="no name is so long"),
        param("\u202eiewauH", Role.END_USER, PartyCell(why="turned"), id="turned round"),
        param("Hua\x00wei", Role.END_USER, PartyCell(why="control"), id="a NUL"),
        param("#REF!", Role.END_USER, PartyCell(why="error"), id="an error"),
        param(
            "Same as Consignee",
            Role.END_USER,
            PartyCell(same=Role.ULTIMATE_CONSIGNEE),
            id="the party of another role",
        ),
        param(
            "same as consignee",
            Role.ULTIMATE_CONSIGNEE,
            PartyCell(why="unknown"),
            id="the same as itself",
        ),
    ],
)
def test_a_cell_that_is_no_name_is_no_name(text: str, role: Role, says: PartyCell) -> None:
    assert read_party(text, role, WORDS) == says

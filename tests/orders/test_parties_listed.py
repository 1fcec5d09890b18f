"""The parties of a book against the shipped lists: each line as a question of its own."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.decide import determine
from ecluse.determine.question import Words, question
from ecluse.errors import InputError
from ecluse.orders.book import run_orders
from ecluse.orders.list_screens import screens_of
from ecluse.screening.party import Party, Role
from ecluse.screening.read_clearances import read_clearances

from .build import EXAMPLE, item, library

PARTIES = EXAMPLE.with_name("order-book-parties.csv")
CLEARED = EXAMPLE.with_name("cleared.csv")
COLUMNS = {
    "Sold-To Party": Role.PURCHASER,
    "Freight Forwarder": Role.INTERMEDIATE_CONSIGNEE,
    "Ultimate Consignee": Role.ULTIMATE_CONSIGNEE,
    "End User": Role.END_USER,
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    out = tmp_path_factory.mktemp("parties") / "out.csv"
    screens = screens_of(library(), read_clearances(CLEARED), strict=False)
    run_orders(PARTIES, library=library(), out=out, screens=screens)
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_line_of_the_example_says_why(lines: list[dict[str, str]]) -> None:
    assert [(line["ecluse_outcome"], line["ecluse_party_band"]) for line in lines] == [
        ("LICENSE", "review"),
        ("LICENSE", "hit"),
        ("NLR", "none"),
        ("NLR", "cleared"),
        ("UNDETERMINED", "review"),
        ("UNDETERMINED", "not screened"),
        ("NLR", ""),
        ("LICENSE", "none"),
    ]


def test_a_line_is_answered_as_a_question_that_names_its_parties(
    lines: list[dict[str, str]],
) -> None:
    for line in lines:
        parties = [
            Party(name=line[column], role=role) for column, role in COLUMNS.items() if line[column]
        ]
        words = Words(
            item=item(line["Material"]),
            on=date.fromisoformat(line["Ship Date"]),
            to=line["Ship-To Country"],
            parties=parties,
            clearances=read_clearances(CLEARED),
        )
        shipment = question(words, library())
        law = library().register.at(date.fromisoformat(line["Ship Date"]))
        assert determine(shipment, law, library()).outcome.value == line["ecluse_outcome"]


def test_an_armed_force_that_no_list_has_is_shown_by_its_name(tmp_path: Path) -> None:
    source, out = tmp_path / "b.csv", tmp_path / "out.csv"
    source.write_text("part,destination,ship date,Purchaser\nRTX 4090,DE,2025-06-02,PLA Navy\n")
    screens = screens_of(library(), None, strict=False)
    report = run_orders(source, library=library(), out=out, screens=screens)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["ecluse_party_list"], line["ecluse_party_entry"]) == ("MEU", "PLA Navy")
    assert [party.entry for party in report.parties] == ["PLA Navy"]


def test_a_formula_that_refers_to_other_cells_is_compared_with_no_list(tmp_path: Path) -> None:
    source, out = tmp_path / "b.csv", tmp_path / "out.csv"
    cells = ("=A1", "=$B$12+C3", "=Huawei")
    rows = ["part,destination,ship date,Ultimate Consignee"]
    rows += [f"H100,IN,2025-06-06,{cell}" for cell in cells]
    source.write_text("\n".join(rows), "utf-8")
    run_orders(
        source, library=library(), out=out, screens=screens_of(library(), None, strict=False)
    )
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [line["ecluse_party_band"] for line in found] == ["not screened", "not screened", "hit"]
    for cell, line in zip(cells, found, strict=True):
        party = Party(name=cell, role=Role.ULTIMATE_CONSIGNEE)
        asked = ask("H100", to="IN", on=date(2025, 6, 6), parties=[party], library=library())
        assert line["ecluse_outcome"] == asked.outcome.value, cell


@pytest.mark.parametrize("place", ["RU", "DE", ""])
def test_who_is_the_same_as_another_is_where_it_is_said_to_be(tmp_path: Path, place: str) -> None:
    source, out = tmp_path / "b.csv", tmp_path / "out.csv"
    headings = "part,destination,ship date,Ultimate Consignee,End User,End User Country"
    row = f"H100,DE,2025-06-02,Amberfield Tools GmbH,Same as consignee,{place}"
    source.write_text(f"{headings}\n{row}\n", "utf-8")
    screens = screens_of(library(), None, strict=False)
    run_orders(source, library=library(), out=out, screens=screens)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    consignee = Party(name="Amberfield Tools GmbH", role=Role.ULTIMATE_CONSIGNEE)
    user = Party(name="Same as consignee", country=place or None, role=Role.END_USER)
    found = ask("H100", to="DE", on="2025-06-02", parties=[consignee, user], library=library())
    assert found.outcome.value == ("UNDETERMINED" if place == "RU" else "NLR")
    assert line["ecluse_outcome"] == found.outcome.value


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("End User,End Customer,End Customer Country", ",Quillmore GmbH,{}"),
        ("Consignee,Consignee Country,Ultimate Consignee", "Quillmore GmbH,{},Amberfield GmbH"),
        ("Consignee Country", "{}"),
        ("End User Country Code,End User,End User Country", "{},Quillmore GmbH,DE"),
    ],
)
def test_a_country_beside_any_name_of_a_role_counts(
    tmp_path: Path, headings: str, row: str
) -> None:
    source = tmp_path / "b.csv"
    rows = [f"H100,DE,2025-06-02,{row.format(place)}" for place in ("Germany", "China")]
    source.write_text("\n".join([f"part,destination,ship date,{headings}", *rows]), "utf-8")
    screens = screens_of(library(), None, strict=False)
    report = run_orders(source, library=library(), screens=screens)
    assert sorted(row.outcome for row in report.outcomes) == ["NLR", "UNDETERMINED"]


def test_orders_takes_false_positives_and_may_leave_parties_unscreened(run) -> None:
    _, out, _ = run("orders", PARTIES, "--cleared", CLEARED)
    assert "parties were screened on" in out
    _, out, _ = run("orders", PARTIES, "--no-screen")
    assert "were not screened: the answers presume that no party is listed" in " ".join(out.split())
    code, _, told = run("orders", PARTIES, "--no-screen", "--cleared", CLEARED)
    assert (code, "nothing is screened that could be cleared" in told) == (2, True)


def test_a_file_of_false_positives_with_a_mistake_answers_nothing(tmp_path: Path) -> None:
    from ecluse.orders import answer

    wrong = tmp_path / "cleared.csv"
    wrong.write_text("name,entry\nA,B\n", encoding="utf-8")
    with pytest.raises(InputError, match="the file has no column digest, by, day, because"):
        answer(PARTIES, cleared=wrong, out=tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_since_sees_a_list_where_a_running_total_bears_too(tmp_path: Path) -> None:
    """On record since 25 March 2025; before, the total of the year decided to Singapore."""
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    places = ("SG", "DE")
    lines = [f"H100,{to},2025-10-15,10,Beijing Academy of Artificial Intelligence" for to in places]
    book.write_text("\n".join(["item,destination,date,quantity,end user", *lines]), "utf-8")
    screens = screens_of(library(), None, strict=False)
    run_orders(book, library=library(), out=out, screens=screens, since=date(2025, 3, 1))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["ecluse_outcome"] for row in rows] == ["LICENSE", "LICENSE"]
    run_orders(
        book, library=library(), out=out, screens=screens, known=date(2025, 3, 1), force=True
    )
    with out.open(encoding="utf-8-sig", newline="") as file:
        then = [row["ecluse_outcome"] for row in csv.DictReader(file)]
    assert [row["ecluse_answer_before"] for row in rows] == then


def test_the_days_of_a_company_s_owners_divide_the_lines_that_name_it() -> None:
    screens = screens_of(library(), None, strict=False)()
    owned = Party(name="Aivres Systems Inc.", country="US")
    group = Party(name="Inspur Group", country="CN")
    listed = {
        day
        for match in screens.matches(group) or ()
        for entry in screens.entries(match.entry)
        for day in (*entry.days, entry.known)
        if day is not None
    }
    assert date(2023, 3, 2) in listed or date(2023, 3, 6) in listed
    assert listed <= set(screens.days([owned]))
    assert not listed & set(screens.days([]))


def test_a_book_forgets_the_seat_of_a_body_from_the_day_on_which_two_persons_cleared_it(
    tmp_path: Path,
) -> None:
    cleared, book, out = tmp_path / "cleared.csv", tmp_path / "book.csv", tmp_path / "out.csv"
    names = ("Royal Cambodian Army Surplus", "Royal Cambodian Army (Tehran)")
    cleared.write_text(
        "name,entry,digest,by,approved_by,day,because\n"
        + "".join(f"{name},state-body,state-body,Anna,Bert,2026-08-01,a shop\n" for name in names),
        encoding="utf-8",
    )
    lines = [("2026-09-01", names[0]), ("2026-07-01", names[0]), ("2026-09-01", names[1])]
    book.write_text(
        "Item,Destination,Ship Date,End User\n"
        + "".join(f"L4,DE,{day},{name}\n" for day, name in lines),
        encoding="utf-8",
    )
    screens = screens_of(library(), read_clearances(cleared), strict=False)
    run_orders(book, library=library(), out=out, screens=screens)
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = [line["ecluse_outcome"] for line in csv.DictReader(file)]
    assert found == ["NLR", "UNDETERMINED", "UNDETERMINED"]


def test_a_book_seats_a_party_as_a_question_does(tmp_path: Path) -> None:
    berlin = "Hauptstr. 1, 10115 Berlin"
    parties = {
        ("H100", "Amberfield Iran", berlin): "UNDETERMINED",
        ("H100", "Botschaft der Islamischen Republik Iran", berlin): "UNDETERMINED",
        ("H100", "Embassy of Vietnam", berlin): "UNDETERMINED",  # D:1, and no seat that bears
        ("H100", "Embassy of Japan", berlin): "NLR",
        ("H100", "Changhe Aircraft Industries (Group) Co., Ltd.", ""): "UNDETERMINED",
        ("H100", "Changhe Aircraft Industries (Group) Co., Ltd.", berlin): "UNDETERMINED",
        ("H100", "Xian Zhongsheng Shengyuan Technology Co., Ltd.", ""): "UNDETERMINED",
        ("H100", "Habaguanex Cuba Hotel", ""): "UNDETERMINED",
        ("H100", "Jakub Kuba", berlin): "NLR",
        ("H100", "FSB Rossii", ""): "UNDETERMINED",
        ("H100", "Indian Army", ""): "NLR",
        ("RTX 4090", "FSB Rossii", "Moscow"): "UNDETERMINED",
    }
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    with book.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(("Item", "Destination", "Ship Date", "End User", "End User Address"))
        write.writerows((chip, "DE", "2026-09-01", *of) for chip, *of in parties)
    screens = screens_of(library(), None, strict=False)
    run_orders(book, library=library(), out=out, screens=screens)
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = [line["ecluse_outcome"] for line in csv.DictReader(file)]
    asked = [
        ask(
            chip,
            to="DE",
            on="2026-09-01",
            parties=[Party(name=name, address=address or None, role=Role.END_USER)],
        ).outcome.value
        for chip, name, address in parties
    ]
    assert found == asked == list(parties.values())


def test_an_address_and_a_number_are_compared_where_no_column_names_a_party(
    tmp_path: Path,
) -> None:
    """Whether the user says whose they are, or the heading, or nobody; only the listed meet one."""
    listed = '"No: 52 Hasat Sk., Merkez Mah., Sisli, Istanbul, 34381, Turkey"'
    other = '"Ataturk Cad. 14, Kadikoy, Istanbul, 34710, Turkey"'
    numbers = ("890302172-4", "901447206-1")  # the first is that of an SDN
    books = [
        (heading, columns, "Turkey", (listed, other))
        for heading, columns in (
            ("Where", {"consignee_address": "Where"}),
            ("Where", {"purchaser_address": "Where"}),
            ("Consignee Address", {}),
            ("Address", {}),
        )
    ]
    books.append(("Number", {"consignee_id": "Number"}, "Colombia", numbers))
    screens = screens_of(library(), None, strict=False)
    for heading, columns, to, cells in books:
        rows = "".join(f"L4,{to},2026-09-01,{cell}\n" for cell in (*cells, ""))
        book, out = tmp_path / "book.csv", tmp_path / "out.csv"
        book.write_text(f"Item,Destination,Ship Date,{heading}\n{rows}", encoding="utf-8")
        run_orders(book, library=library(), out=out, screens=screens, columns=columns)
        with out.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        assert [line["ecluse_outcome"] for line in lines] == ["LICENSE", "NLR", "NLR"], heading
        assert [line["ecluse_party_band"] == "hit" for line in lines] == [True, False, False]

"""The one door in: what is not understood is refused or unknown, and what is, means one thing.

The same random text goes into every slot by every door: `ask`, the command line, an order book.
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import build
from ecluse.cli.options import ShipmentOptions
from ecluse.cli.session import item_of, shipment_of
from ecluse.determine import question
from ecluse.determine.ask import ask
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.question_object import (
    MOST_PARTIES,
    Defaults,
    QuestionReader,
    _check_parties,
)
from ecluse.determine.shipment import Shipment
from ecluse.determine.timeline import timeline
from ecluse.determine.verdict import Outcome
from ecluse.errors import EcluseError, InputError, UnknownNameError
from ecluse.facts.known import Known, unknown_word
from ecluse.law.library import load
from ecluse.law.measure import Reading
from ecluse.orders.book import run_orders
from ecluse.orders.cell_text import blank

ON = date(2026, 3, 1)
STRICTNESS = {
    Outcome.NOT_SUBJECT: 0,
    Outcome.NLR: 0,
    Outcome.EXCEPTION: 1,
    Outcome.UNDETERMINED: 2,
    Outcome.LICENSE: 3,
}


# ---- words that were seen to go round the engine -------------------------------------------------


@pytest.mark.parametrize("seat", ["CN", "cn", "China", "PRC", " china "])
def test_a_headquarters_means_the_same_as_word_and_as_given_fact(seat):
    by_word = ask("H100", to="Singapore", on=ON, hq=seat)
    by_fact = ask("H100", to="Singapore", on=ON, given={"headquarters": seat})
    assert by_word.outcome is by_fact.outcome is Outcome.LICENSE


@pytest.mark.parametrize("words", [{"hq": "Narnia"}, {"given": {"headquarters": "Narnia"}}])
def test_a_country_that_is_none_is_refused(words):
    with pytest.raises(UnknownNameError, match="no country is called 'Narnia'"):
        ask("H100", to="Singapore", on=ON, **words)


@pytest.mark.parametrize("field", ["destination", "headquarters", "parent_headquarters", "origin"])
@pytest.mark.parametrize("code", ["China", "cn", "CHN", "", "C1", 7])
def test_a_shipment_takes_codes_alone(field, code):
    told = rf"^{code!r} is no country's code \({field}\): give an ISO 3166 alpha-2 code, such as CN"
    with pytest.raises(InputError, match=told):
        Shipment(**{"item": build.chip(tpp=1), "destination": "DE", "on": ON, field: code})


def test_a_shipment_takes_a_number_of_units_above_zero():
    shipment = partial(Shipment, item=build.chip(tpp=1), destination="DE", on=ON)
    assert shipment(quantity=Decimal("0.5")).quantity == Decimal("0.5")
    for quantity in (Decimal(0), Decimal("-0.5"), Decimal("NaN"), Decimal("1e400"), 5, "5"):
        with pytest.raises(InputError, match=r"is no number of units \(quantity\): give a Decimal"):
            shipment(quantity=quantity)


@pytest.mark.parametrize("code", ["UK", "XX"])
def test_a_code_that_no_country_has_is_refused_where_it_meets_the_data(code):
    shipment = Shipment(item=build.chip(tpp=1), destination=code, on=ON)
    with pytest.raises(UnknownNameError, match=f"no country has the code '{code}'"):
        timeline(shipment, build.library(), ON, ON)


def test_a_day_may_be_written_as_a_text():
    """The same answer as by the date; a text that is none is refused, as is a number."""
    written = ask("H100", to="Poland", on="2025-06-01", known="2025-05-30")
    assert written == ask("H100", to="Poland", on=date(2025, 6, 1), known=date(2025, 5, 30))
    with pytest.raises(InputError, match="'2025-6-1' is not a date"):
        ask("H100", to="Poland", on="2025-6-1")
    with pytest.raises(InputError, match="'20250601' is not a day"):
        ask("H100", to="Poland", on=20250601)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"item": "H100"}, "a shipment needs an item"),
        ({"on": "2026-03-01"}, "is not a day"),
        ({"on": datetime(2026, 3, 1, 12)}, "is not a day"),
        ({"quantity": 8}, "is no number of units"),
        ({"quantity": Decimal(0)}, "is no number of units"),
        ({"quantity": Decimal("NaN")}, "is no number of units"),
        ({"given": {"tpp": 4800}}, "is no Known"),
        ({"headquarters": "CN", "given": {"headquarters": unknown_word("headquarters")}}, "twice"),
    ],
)
def test_a_shipment_holds_its_form(words, message):
    with pytest.raises(InputError, match=message):
        Shipment(**{"item": build.chip(tpp=1), "destination": "DE", "on": ON, **words})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"end_use": "conquest"}, "no end use is called 'conquest'"),
        ({"given": {"tpps": Known(value=None)}}, "unknown fact 'tpps'"),
        ({"given": {"tpp": Known(value="4800")}}, "'tpp' cannot be '4800'"),
        ({"given": {"listed_party": Known(value="huawei")}}, "'listed_party' cannot be 'huawei'"),
        ({"given": {"exported_from": Known(value="China")}}, "no country has the code 'China'"),
    ],
)
def test_a_shipment_is_held_to_the_vocabulary(words, message):
    shipment = Shipment(item=build.chip(tpp=1), destination="DE", on=ON, **words)
    library = build.library()
    with pytest.raises(InputError, match=message):
        CaseFacts(shipment, library.register.at(ON), library)


@pytest.mark.parametrize("reading", ["enforced", Reading.ENFORCED])
def test_a_reading_is_known_by_its_name(reading):
    found = ask("H100", to="Poland", on=date(2025, 6, 1), reading=reading)
    assert found.outcome is Outcome.NLR


@pytest.mark.parametrize("reading", ["nonsense", "ENFORCED", "", None])
def test_a_reading_that_is_none_is_refused(reading):
    with pytest.raises(UnknownNameError, match="no reading is called"):
        ask("H100", to="Poland", on=date(2025, 6, 1), reading=reading)


@pytest.mark.parametrize(
    ("quantity", "told"),
    [
        pytest.param(10**5000, "beyond all measure (quantity): give a smaller one", id="10^5000"),
        ("1e9999999", "(quantity): give zero, or a number from 1e-18 to 1e+18, in units"),
        (-1, "'quantity' cannot be negative (-1) (quantity): give zero or more, in units"),
        (0, "'quantity' cannot be 0 (quantity): give a number of units above zero"),
        (True, "a bool is not text (quantity): give text"),
        ("many", "'quantity' cannot be 'many' (quantity): give a number, in units"),
        (1.5, "a float is not text (quantity): give text"),
    ],
)
def test_a_quantity_beyond_all_measure_is_refused(quantity, told):
    with pytest.raises(InputError, match=f"{re.escape(told)}$"):
        ask("H100", to="Poland", on=ON, quantity=quantity)


def test_a_destination_is_asked_for_in_one_place():
    with pytest.raises(InputError, match="'destination' is said twice"):
        ask("H100", to="China", on=ON, given={"destination": "US"})


@pytest.mark.parametrize(
    ("to", "region"),
    [("Crimea", "crimea"), ("Ukraine (Crimea)", "crimea"), ("UA - LNR", "luhansk")],
)
def test_a_region_under_embargo_is_read_as_ukraine_and_the_region(to, region):
    found = ask("T4", to=to, on=date(2024, 1, 15))
    assert (found.facts["destination"].value, found.facts["region"].value) == ("UA", region)
    assert found.outcome is Outcome.LICENSE


def test_a_region_is_said_once():
    with pytest.raises(InputError, match="'region' is said twice"):
        ask("T4", to="Crimea", on=date(2024, 1, 15), given={"region": "none"})


def test_the_headquarters_that_is_unknown_leaves_the_parent_unknown():
    found = ask("H100", to="Singapore", on=ON, given={"headquarters": "unknown"})
    assert found.outcome is Outcome.UNDETERMINED
    assert {"headquarters", "parent_headquarters"} <= found.needs


def test_a_text_never_opens_a_file(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("item: Own\nfigures: {tpp: 1}\n", encoding="utf-8")
    assert question.item_of(path, load(), "test").name == "Own"
    with pytest.raises(UnknownNameError, match="no item is called"):
        question.item_of(str(path), load(), "test")


def test_all_that_is_not_understood_is_said_at_once():
    with pytest.raises(EcluseError) as caught:
        ask("H100", to="Chna", hq="Narnia", on=ON, quantity=0, given={"tpps": "1"})
    assert len(str(caught.value).splitlines()) == 4


# ---- any text in any slot, by every door ---------------------------------------------------------

SLOTS = {
    "to": "destination",
    "hq": "headquarters",
    "parent_hq": "parent_headquarters",
    "origin": "origin",
    "end_use": "end_use",
    "exporter": "exporter",
}
HEADINGS = {
    "to": "Destination",
    "hq": "Headquarters",
    "parent_hq": "Ultimate Parent Country",
    "origin": "Country of Origin",
    "end_use": "End Use",
    "exporter": "Exporter",
}
texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["cn", "China", "PRC", "N.A.", "N/A", "UK", "unknown", "?", "#REF!", "-"]),
    st.sampled_from(["military", "Ministry of Defence", "weapons design", "not military", "国防"]),
    st.sampled_from(["NVIDIA", "NVIDIA Corporation", "nvidia corp.", "Acme", "US/CN", "Chna"]),
)


def by_ask(slot: str, text: str) -> Outcome | None:
    """The outcome by `ask`; None where the text is refused."""
    words: dict[str, Any] = {"to": "Singapore", slot: text}
    try:
        return ask("H100", on=ON, **words).outcome
    except InputError:
        return None


def with_it_unknown(slot: str) -> Outcome:
    """The outcome of the same question with that fact unknown."""
    fact, library = SLOTS[slot], load()
    shipment = Shipment(
        item=library.catalogue.get("H100", "test"),
        destination=None if slot == "to" else "SG",
        on=ON,
        given={} if slot == "to" else {fact: library.vocabulary.unknown(fact)},
    )
    return determine(shipment, library.register.at(ON), library).outcome


def by_command(slot: str, text: str) -> Outcome | None:
    """The outcome as `ecluse check` reads the words, in this process."""
    words: dict[str, Any] = {"to": "Singapore", slot: text}
    try:
        options = ShipmentOptions(**words)
        shipment = shipment_of(item_of("H100", load()), ON, options, load())
    except InputError:
        return None
    return determine(shipment, load().register.at(ON), load()).outcome


def by_book(folder: Path, slot: str, text: str) -> tuple[Outcome, bool] | None:
    """The outcome of one line, and whether its cell is listed as one that cannot be read; None
    where the book is refused.
    """
    words = {"to": "Singapore", slot: text}
    book, out = folder / "book.csv", folder / "out.csv"
    with book.open("w", encoding="utf-8", newline="") as file:
        headings = ["Part", "Ship Date", *(HEADINGS[name] for name in words)]
        csv.writer(file).writerows([headings, ["H100", ON.isoformat(), *words.values()]])
    try:
        report = run_orders(book, library=load(), out=out)
    except InputError:
        return None
    with out.open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    return Outcome(line["ecluse_outcome"]), bool(report.unreadable)


@settings(max_examples=25, deadline=None)
@given(slot=st.sampled_from(sorted(SLOTS)), text=texts)
def test_no_text_frees_more_than_the_fact_unknown(slot, text):
    found = by_ask(slot, text)
    assert by_command(slot, text) is found
    library = load()
    try:
        known = question.read_fact(SLOTS[slot], text, library, "test")
    except InputError:
        assert found is None, "what no door understands is refused"
        return
    if found is not None and not known.settled:
        assert STRICTNESS[found] >= STRICTNESS[with_it_unknown(slot)]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(slot=st.sampled_from(sorted(SLOTS)), text=texts)
def test_every_door_takes_a_text_alike(tmp_path, slot, text):
    asked, answered = by_ask(slot, text), by_book(tmp_path, slot, text)
    if answered is None:
        assert "\0" in text, "a book is refused whole only where it is no text"
        return
    booked, listed = answered
    if asked is None and not blank(text):
        assert listed or slot == "to", f"{text!r} is refused by ask and taken by the book"
        assert STRICTNESS[booked] >= STRICTNESS[with_it_unknown(slot)]
    elif asked is not None and not blank(text):  # a cell such as "N/A" says nothing
        assert booked is asked


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ({"to": None}, "to"),
        ({"to": 5.0}, "to"),
        ({"to": ""}, "to"),
        ({"on": None}, "on"),
        ({"on": 20250520}, "on"),
        ({"known": 20250520}, "known"),
        ({"reading": None}, "reading"),
        ({"reading": []}, "reading"),
        ({"hq": ["CN"]}, "hq"),
        ({"parent_hq": b"CN"}, "parent_hq"),
        ({"exporter": True}, "exporter"),
        ({"origin": 1.5}, "origin"),
        ({"end_use": {}}, "end_use"),
        ({"quantity": 1.5}, "quantity"),
        ({"given": ["tpp=1"]}, "given"),
        ({"given": {5: "1"}}, "given"),
        ({"given": {"tpp": None}}, "given tpp"),
        ({"strict": "yes"}, "strict"),
        ({"register": "us"}, "register"),
        ({"library": "data"}, "library"),
        ({"item": None}, "item"),
        ({"item": 5.0}, "item"),
    ],
)
def test_a_word_of_the_wrong_type_is_told(words, where):
    asked = {"item": "H20", "to": "CN", "on": date(2025, 5, 20)} | words
    with pytest.raises(InputError) as error:
        ask(asked.pop("item"), **asked)
    assert error.value.where == where


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        pytest.param({"quantity": 8}, True, id="a whole number of units"),
        pytest.param({"quantity": True}, False, id="a truth counts nothing"),
        pytest.param({"to": 8}, False, id="no other word is a number"),
    ],
)
def test_of_a_question_as_an_object_the_quantity_alone_is_a_number(words, fits):
    reader = QuestionReader(load(), Defaults(today=ON, said={}))
    said = {"item": "H20", "to": "CN", **words}
    if fits:
        assert reader.read(said).shipment.quantity == words["quantity"]
    else:
        with pytest.raises(InputError, match="give"):
            reader.read(said)


def test_a_party_that_is_said_to_be_listed_is_not_freed_by_a_flag_that_denies_it():
    given = {"listed_party": "entity_list", "on_entity_list": "no"}
    assert ask("H20", to="CA", on=ON, given=given).outcome is not Outcome.NLR


def test_a_question_names_so_many_parties_in_all_its_roles_and_no_more():
    half = [f"Amberfield Robotics {number}" for number in range(MOST_PARTIES // 2)]
    _check_parties({"end_user": half, "purchaser": half}, str)
    told = f"^{MOST_PARTIES + 1} parties are named .party.: name at most {MOST_PARTIES} in a"
    for names in ([*half, "Odra Compute"], [*half, *half]):
        with pytest.raises(InputError, match=told if len(names) < MOST_PARTIES else "are named"):
            _check_parties({"end_user": half, "purchaser": names}, str)

"""A body of one state that an end use names sits there, wherever the goods go; words of the
military at large, and of ordinary uses, name none.
"""

from __future__ import annotations

import csv

import pytest

from ecluse import ask
from ecluse.determine.end_use_text import read_end_use
from ecluse.law.library import DATA, load

LIBRARY = load(DATA)
OF_ONE_STATE = ("body", "usual", "own", "alone", "short")
NAMED = (
    *("used by the PLA", "PLA Navy", "People's Liberation Army (Navy)", "People's Armed Police"),
    *("Strategic Support Force", "用于解放军", "用于公安部", "MSS", "Ministry of State Security"),
    *("the fsb", "ФСБ", "SVR", "KGB", "IRGC", "Basij", "NUDT", "Norinco", "AVIC", "CASIC"),
    *("Defense Industries Organization", "National Defence Complex", "国防科大"),
)
OF_NO_STATE = (
    *("military", "armed forces", "the army", "ministry of defence", "national police"),
    *("Bundeswehr", "Mossad", "military history museum", "special forces", "defense contractor"),
)
ORDINARY = ("gaming", "data center", "cloud services", "web shop", "hospital", "resale")


def test_no_body_of_one_state_is_a_use_where_the_goods_go():
    with (DATA / "screening" / "state_bodies.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in OF_ONE_STATE]
    words = [row["word"] for row in rows if row["form"] != "free"]
    settled = [word for word in words if read_end_use(word, LIBRARY).settled]
    assert len(words) > 600
    assert settled == []


def test_what_names_a_body_is_held_and_leaves_open_whose_use_it_is():
    read = {text: read_end_use(text, LIBRARY) for text in NAMED}
    assert {text for text, known in read.items() if known.unsettled != {"end_use"}} == set()
    assert {known.value for known in read.values()} == {"military", "security_service"}
    assert all("name it as the end user" in (known.because or "") for known in read.values())


def test_words_of_no_state_and_ordinary_uses_stay_settled():
    texts = (*OF_NO_STATE, *ORDINARY)
    assert [text for text in texts if not read_end_use(text, LIBRARY).settled] == []


@pytest.mark.parametrize(("item", "to"), [("H100", "MY"), ("T4", "DE")])
def test_a_body_of_one_state_is_no_free_pass(item, to):
    texts = ("PLA Navy", "FSB", "解放军", "Norinco", "IRGC", "Chinese army")
    found = {ask(item, to=to, on="2026-08-01", end_use=text).outcome.value for text in texts}
    assert found == {"UNDETERMINED"}
    free = (*OF_NO_STATE, *ORDINARY)
    found = {ask(item, to=to, on="2026-08-01", end_use=text).outcome.value for text in free}
    assert found == {"NLR"}


def test_where_the_military_needs_a_license_its_bodies_do_too():
    for text in ("PLA", "military", "FSB"):
        assert ask("T4", to="CN", on="2026-08-01", end_use=text).outcome.value == "LICENSE"
    assert ask("T4", to="MY", on="2026-08-01", end_use="GRU").outcome.value == "LICENSE"

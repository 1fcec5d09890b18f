"""What the house says of a market is true, and grammatical for one as for many."""

from __future__ import annotations

from pathlib import Path

import pytest

import ecluse
from ecluse.facts.reader import read_document
from ecluse.words.say import has_words, say


def test_a_page_does_not_say_that_nothing_later_was_looked_at():
    said = say("market_page.cutoff", "en", "2025-04-14")
    assert "Dated acts of both governments after it are given to the run" in said
    assert "regardée" not in say("market_page.cutoff", "fr", "14 avril 2025")


@pytest.mark.parametrize("key", ["simulate.weak", "market_brief.weak", "score.hindsight"])
def test_one_prior_is_told_as_well_as_many(key):
    english, french = (say(key, lang, weak=9, all=10, late=1) for lang in ("en", "fr"))
    assert "1 were" not in english
    assert "1 n’ont" not in french


def test_a_name_in_a_sentence_takes_no_elision_and_no_capital():
    assert say("market_brief.of buyer", "fr", parameter="la part", buyer="Alibaba") == (
        "la part (Alibaba)"
    )
    for lang in ("en", "fr"):
        assert not say("simulate.unresearched", lang, market="us-cn").startswith("us-cn")


def test_what_is_plural_rests_on_something():
    named = {"confidence": "our judgment", "correlation": "0.4", "source": "X"}
    for key in ("rests", "rests late", "moves with"):
        assert "rests on" not in say(f"market_brief.{key}", "en", what="approvals", **named)


def test_law_is_not_called_a_right():
    assert "aucun droit" not in say("simulate.counterfactual", "fr")
    assert "sans droit" not in say("market_page.by practice", "fr")


def test_the_french_page_of_a_market_has_french_acts_and_units():
    folder = Path(ecluse.__file__).parent / "data"
    for kind in ("practice", "gates"):
        for path in (folder / kind).glob("*.yaml"):
            acts = read_document(path).tree["acts"]
            assert [act["act"] for act in acts if not act.get("fr")] == []
    for path in (folder / "priors").glob("*.yaml"):
        units = {row["unit"] for row in read_document(path).tree["priors"]}
        assert [unit for unit in units if not has_words(f"market_unit.{unit}")] == []
    for path in (folder / "markets").glob("*.yaml"):
        buyers = {row["buyer"] for row in read_document(path).tree["buyers"]}
        no_firms = {buyer for buyer in buyers if buyer[0].islower()}
        assert [buyer for buyer in no_firms if not has_words(f"market_buyer.{buyer}")] == []

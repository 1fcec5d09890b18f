"""A figure or kind that is given against the catalogue is said, and never frees in silence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ecluse.determine.answer import to_json
from ecluse.determine.ask import ask
from ecluse.determine.contradiction import contradicts
from ecluse.determine.decide import Determination
from ecluse.determine.verdict import Outcome
from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import Known, unknown_figure
from ecluse.law.library import load

LIMITS = (Decimal(1600), Decimal(4800))


def h100(**given: str) -> Determination:
    return ask("H100", to="China", on=date(2024, 6, 1), given=given)


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ({"tpp": "100"}, ("tpp",)),
        ({"tpp": "15832"}, ()),
        ({"tpp": "15000"}, ()),  # no limit of the law lies between it and the catalogue's 15832
        ({"item_kind": "memory_stack"}, ("item_kind",)),
        ({"item_kind": "chip"}, ()),
        ({"datacenter": "no"}, ("datacenter",)),
        ({"tpp": "unknown"}, ()),
        ({"die_area_mm2": "90000"}, ("performance_density",)),
        ({"die_area_mm2": "814"}, ()),
        ({"other_eccn": "eccn_5a992"}, ()),  # the catalogue says nothing of declared entries
    ],
)
def test_what_the_law_can_tell_from_the_catalogue_is_named(given, facts):
    assert h100(**given).against_catalogue == facts


def test_a_contradiction_stands_in_every_form():
    found = h100(tpp="100", die_area_mm2="90000")
    assert found.outcome is Outcome.NLR
    data = to_json(found, load())
    assert data["given_against_catalogue"] == ["tpp", "performance_density"]
    assert any(flag.startswith("given against the catalogue") for flag in data["red_flags"])
    assert data["figures"]["tpp"] == 100


def test_figures_that_nobody_overrides_are_the_catalogues():
    assert to_json(h100(), load())["figures"]["tpp"] == 15832


def test_a_file_that_borrows_a_catalogue_name_is_held_to_the_catalogue(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("item: H100\nfigures: {tpp: 1, die_area_mm2: 814}\n", encoding="utf-8")
    found = ask(path, to="China", on=date(2024, 6, 1))
    assert "tpp" in found.against_catalogue
    path.write_text("item: My own chip\nfigures: {tpp: 1, die_area_mm2: 814}\n", encoding="utf-8")
    assert ask(path, to="China", on=date(2024, 6, 1)).against_catalogue == ()


@pytest.mark.parametrize(
    ("given", "stated", "contradiction"),
    [
        (exactly(1599), exactly(1600), True),
        (exactly(1600), exactly(1600), False),
        (exactly(1600), exactly(1601), True),  # on the limit, and above it
        (exactly(1601), exactly(4799), False),
        (exactly(100), Figure(Decimal(50), Decimal(2000)), False),
        (exactly(5000), Figure(Decimal(50), Decimal(2000)), True),
        (exactly(1600), Figure(Decimal(1600), None, above=True), True),
        (exactly(1600), Figure(Decimal(1600), None), False),
    ],
)
def test_a_figure_contradicts_where_a_limit_lies_between(given, stated, contradiction):
    assert contradicts(Known(value=given), Known(value=stated), LIMITS) is contradiction


def test_nothing_contradicts_what_the_catalogue_does_not_say():
    assert not contradicts(Known(value=exactly(1)), unknown_figure("tpp"), LIMITS)
    assert not contradicts(unknown_figure("tpp"), Known(value=exactly(1)), LIMITS)

"""End uses and exporters in words, through the one door to an answer: never freer than unknown."""

from __future__ import annotations

from datetime import date

import pytest

import build
from ecluse.determine.ask import ask
from ecluse.determine.decide import determine
from ecluse.determine.question import Words, question
from ecluse.determine.remarks import red_flags
from ecluse.determine.verdict import Outcome
from ecluse.facts.item import Item
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading

SINCE = date(2024, 6, 1)
PLAIN = {  # below every limit of 3A090
    "vendor": "Acme",
    "datacenter": True,
    "tpp": 1000,
    "die_area_mm2": 600,
    "io_bandwidth_gb_per_s": 64,
    "dram_bandwidth_gb_per_s": 500,
}
LICENSE, NLR, UNDETERMINED = Outcome.LICENSE, Outcome.NLR, Outcome.UNDETERMINED


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load()


def answered(library: Library, item: Item, to: str, on: date = SINCE, **words: str) -> Outcome:
    shipment = question(Words(item=item, to=to, on=on, **words), library)
    law = library.register.at(on, None, Reading.ENFORCED)
    return determine(shipment, law, library).outcome


@pytest.mark.parametrize(
    ("end_use", "outcome"),
    [
        ("AI cloud platform", NLR),
        ("supply chain planning", NLR),
        ("Not for military use", UNDETERMINED),
        ("Ministry of Defence", LICENSE),
        ("PLA logistics", LICENSE),
        ("Defence ministry data center", LICENSE),
        ("PLA Unit 61398", LICENSE),
        ("国防", LICENSE),
        ("weapons design", LICENSE),  # military at least
        ("semiconductor fab", NLR),  # § 744.23(a)(2) asks for Macau or D:5
        ("General Staff office", LICENSE),
        ("qwerty", UNDETERMINED),
        ("R&D", NLR),
        ("AI training", NLR),
        ("training", UNDETERMINED),  # of soldiers, it may be
        ("AI training for missile guidance", LICENSE),
        ("machine learning for the PLA", LICENSE),
        ("R&D of nuclear devices", UNDETERMINED),
    ],
)
def test_the_h20_to_vietnam_by_its_end_use(shipped, end_use, outcome):
    h20 = shipped.catalogue.get("H20", "test")
    assert answered(shipped, h20, "Vietnam", end_use=end_use) is outcome


@pytest.mark.parametrize(
    ("to", "end_use", "outcome"),
    [
        ("Germany", "Bundeswehr", NLR),
        ("Germany", "Bundeswehr Zorg", UNDETERMINED),
        ("Lebanon", "army", NLR),
        ("Lebanon", "supercomputer", LICENSE),
        ("Lebanon", "army supercomputer", UNDETERMINED),
        ("China", "army supercomputer", LICENSE),
        ("Germany", "army chemical weapons", LICENSE),
    ],
)
def test_what_is_held_at_least_requires_and_never_frees(library, to, end_use, outcome):
    assert answered(library, build.chip(**PLAIN), to, end_use=end_use) is outcome


@pytest.mark.parametrize(
    ("to", "end_use", "outcome"),
    [
        ("China", "semiconductor fab", LICENSE),  # of which node is not said: of an advanced one
        ("China", "web shop", NLR),
        ("Vietnam", "advanced_fab", NLR),
        ("China", "advanced_fab", LICENSE),
    ],
)
def test_a_fab_is_asked_for_in_macau_and_d5(shipped, to, end_use, outcome):
    plain = build.chip(**PLAIN)
    assert answered(shipped, plain, to, end_use=end_use) is outcome


@pytest.mark.parametrize(
    ("exporter", "outcome"),
    [
        ("NVIDIA", LICENSE),
        ("NVIDIA Corporation", LICENSE),
        ("NVIDIA Singapore Pte Ltd", UNDETERMINED),
        ("unknown", UNDETERMINED),
        ("Dell", UNDETERMINED),
    ],
)
def test_whom_the_letters_of_april_2025_bind(shipped, exporter, outcome):
    h20, day = shipped.catalogue.get("H20", "test"), date(2025, 4, 20)
    assert answered(shipped, h20, "China", day, exporter=exporter) is outcome


@pytest.mark.parametrize("use", ["AI training", "AI training for customers", "R&D", "web shop"])
def test_whoever_trains_models_in_d5_is_asked_which_models(shipped: Library, use: str) -> None:
    """The policy statement of 13 May 2025: the day before and the day of."""
    told = [
        any("what models will be trained" in flag for flag in red_flags(found, shipped, "en"))
        for on in (date(2025, 5, 12), date(2025, 5, 13))
        for found in [ask("H20", to="CN", on=on, end_use=use, library=shipped)]
    ]
    assert told == [False, True]

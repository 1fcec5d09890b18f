"""What is left of a law gives the answers of the whole of it."""

from __future__ import annotations

from random import Random

import pytest

from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine, determine_case
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.equivalence.axes import PLACE
from ecluse.equivalence.bearing import bearing, beside_something, without_unasked
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.provision import Allocation, LicenseException, Notice, Requirement, Review
from ecluse.remedy.bearing import bearing as bearing_on_a_design

from .build import FIGURES, a_figure, a_law, a_place, an_item, library

SEEDS = [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 25))]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_law_that_bears_on_an_item_answers_to_every_place(seed: int) -> None:
    dice = Random(seed)
    law = a_law(dice)
    smaller = 0
    for _ in range(8):
        item = an_item(law, dice)
        case = CaseFacts(Shipment(item=item, destination=None, on=law.on), law, library())
        part = without_unasked(bearing(case, PLACE))
        smaller += len(part.provisions) < len(law.provisions) / 2
        for _ in range(3):
            shipment = Shipment(item=item, destination=a_place(dice), on=law.on)
            whole = determine(shipment, law, library(), depends=False)
            of_part = determine_case(CaseFacts(shipment, part, library()), depends=False)
            assert of_part.verdict == whole.verdict
            assert of_part.needs == whole.needs
    assert smaller


@pytest.mark.parametrize("seed", SEEDS)
def test_the_law_that_bears_on_a_design_answers_for_every_figure(seed: int) -> None:
    dice = Random(seed)
    law = a_law(dice)
    for _ in range(6):
        item = an_item(law, dice)
        shipment = Shipment(item=item, destination=a_place(dice), on=law.on)
        case = CaseFacts(shipment, law, library())
        part = bearing_on_a_design(case, FIGURES)
        assert len(part.provisions) < len(law.provisions)
        for _ in range(4):
            figures = {fact: a_figure(law, fact, dice) for fact in FIGURES}
            given = {fact: known for fact, known in figures.items() if known is not None}
            whole = determine_case(case.with_facts(given), depends=False)
            facts = CaseFacts(shipment, part, library()).with_facts(given)
            assert determine_case(facts, depends=False).answer == whole.answer


def test_a_law_by_which_an_item_is_not_subject_still_says_so() -> None:
    law = library().register.at(library().data_as_of)
    item = library().catalogue.items["NVIDIA H20 96GB"]
    no, abroad = Known(value=Truth.FALSE), Known(value="TW")
    given = {"foreign_direct_product": no, "exported_from": abroad}
    shipment = Shipment(item=item, destination="SG", on=law.on, origin="TW", given=given)
    found = determine(shipment, law, library(), depends=False)
    assert found.outcome is Outcome.NOT_SUBJECT
    part = bearing(found.facts, FIGURES)
    assert determine_case(CaseFacts(shipment, part, library())).verdict == found.verdict


def test_what_hangs_on_nothing_that_bears_is_left_out() -> None:
    law = library().register.at(library().data_as_of)
    kinds = (Requirement, LicenseException, Review)
    alone = {
        name: entry for name, entry in law.provisions.items() if isinstance(entry.says, Review)
    }
    assert alone
    assert not beside_something(alone)
    kept = beside_something(law.provisions)
    silent = {
        name
        for name, entry in law.provisions.items()
        if isinstance(entry.says, (Notice, Allocation))
    }
    assert silent <= set(kept)
    assert {
        name for name, entry in law.provisions.items() if not isinstance(entry.says, kinds)
    } <= (set(kept))

"""What single steps come to, on findings that the test gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

import build
from ecluse.citation import Citation
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Paragraphs, classify, facts_inside
from ecluse.determine.review import review
from ecluse.determine.shipment import Shipment
from ecluse.determine.trace import Found
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import Finding
from ecluse.law.condition.tree import Holds
from ecluse.law.in_force import InForce, Law
from ecluse.law.measure import Reading
from ecluse.law.provision import Classification, Requirement, Review

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
DAY = date(2025, 1, 1)


@dataclass
class Ship:
    """A shipment of an IC."""

    item: Item


class Stub:
    """A case in which each flag is as the test says; an unknown one would settle itself."""

    def __init__(self, provisions, **flags):
        entries = {
            says.provision: InForce(
                says=says, measure=None, since=DAY, cited=Citation(source="a test")
            )
            for says in provisions
        }
        self.law = Law(on=DAY, known=DAY, reading=Reading.TEXT, provisions=entries)
        self.flags = flags
        self.shipment = Ship(Item(name="the chip", kind="chip"))

    def __getitem__(self, name):
        return Known(value="chip" if name == "item_kind" else "none")

    def decide(self, node):
        truth = self.flags[node.fact]
        return Finding(node, truth, settles=frozenset({node.fact} if truth is U else ()))

    def truth(self, node):
        return self.decide(node).truth

    def settles(self, node):
        return self.decide(node).settles


def paragraph(name, flag, unless=()):
    return Classification(
        kind="classification", provision=name, when=Holds(flag), unless=tuple(unless)
    )


@pytest.mark.parametrize(
    ("own", "other", "truth", "settles"),
    [
        (T, F, T, set()),
        (T, T, F, set()),
        (T, U, U, {"other"}),
        (U, F, U, {"own"}),
        (U, U, U, {"own", "other"}),
        (U, T, F, set()),
        (F, U, F, set()),
    ],
)
def test_what_is_not_elsewhere_specified_needs_what_decides_there(own, other, truth, settles):
    provisions = [paragraph("3A991.p", "own", unless=["3A090.a"]), paragraph("3A090.a", "other")]
    found = classify(Stub(provisions, own=own, other=other), {})["3A991.p"]
    assert found.truth is truth
    assert found.settles == settles


def policy(name, flag, which):
    return Review(kind="review", provision=name, of=("R",), policy=which, when=Holds(flag))


MILD, MIDDLE, STRICT = "presumption of approval", "case-by-case", "presumption of denial"


def reviewed(policies, **flags):
    says = Requirement(
        kind="requirement", provision="R", items=("any",), when=Holds("r"), reason="RS"
    )
    stub = Stub(policies, **flags)
    entry = InForce(says=says, measure=None, since=DAY, cited=Citation(source="a test"))
    return review(Found(entry=entry, truth=T, facts=stub), stub, Paragraphs())


def test_a_policy_whose_condition_does_not_hold_is_neither_the_answer_nor_a_milder_one():
    policies = [policy("a", "a", MILD), policy("b", "b", MIDDLE), policy("c", "c", STRICT)]
    found = reviewed(policies, a=F, b=F, c=T)
    assert found.policy == STRICT
    assert found.milder == ()


def test_no_policy_holds():
    found = reviewed([policy("a", "a", MILD)], a=F)
    assert (found.policy, found.found, found.milder) == (None, None, ())


def test_a_policy_that_only_may_hold_is_milder_and_says_what_it_needs():
    policies = [policy("a", "a", MILD), policy("c", "c", STRICT)]
    found = reviewed(policies, a=U, c=T)
    assert found.policy == STRICT
    assert [(each.provision, each.settles) for each in found.milder] == [("a", {"a"})]


def test_a_second_provision_with_the_same_policy_is_no_milder_one():
    policies = [policy("b", "b", MIDDLE), policy("c", "c", STRICT), policy("d", "d", STRICT)]
    found = reviewed(policies, b=U, c=U, d=T)
    assert found.policy == STRICT
    assert [each.provision for each in found.milder] == ["b"]


def test_after_the_first_policy_that_surely_holds_no_stricter_one_is_looked_at():
    policies = [policy("a", "a", MILD), policy("c", "c", STRICT)]
    assert reviewed(policies, a=T, c=T).policy == MILD


@pytest.mark.parametrize(
    ("of_the_chip", "given", "inside"),
    [
        ("yes", {}, True),
        ("yes", {"datacenter": Known(value=Truth.FALSE)}, False),
        (None, {}, False),
    ],
    ids=["the chip's own", "given for the board", "nobody says"],
)
def test_the_ic_inside_a_board_keeps_its_own_design_unless_one_is_given(
    of_the_chip, given, inside
) -> None:
    chip = build.item(item="the chip inside", datacenter=of_the_chip, tpp=100)
    board = build.item(
        item="the board", kind="system", contains={"item": "the chip inside", "count": "8"}
    )
    on = date(2024, 6, 1)
    asked = Shipment(item=board, destination="CN", on=on, given=given)
    facts = CaseFacts(asked, build.law(on), build.with_items(board, chip))
    assert ("datacenter" in facts_inside(facts)) is inside
    alone = CaseFacts(replace(asked, item=chip), build.law(on), build.with_items(chip))
    assert "datacenter" not in facts_inside(alone)

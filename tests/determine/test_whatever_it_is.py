"""An unknown figure that comes to one answer whatever it is holds nobody up; one hair of a gap in
the law, and it does.
"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

import build
from ecluse.determine.case import CaseFacts
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.otherwise import asking
from ecluse.determine.shipment import Shipment
from ecluse.determine.steps import determine_facts
from ecluse.determine.verdict import Outcome
from ecluse.determine.verdict_of import Verdicts
from ecluse.facts.known import Known
from ecluse.facts.reader import parse_document
from ecluse.facts.truth import Truth
from ecluse.law.scenario import applied, scenario_of

ON = date(2026, 8, 1)
HEAD = """\
scenario: t
says: {en: x, fr: x}
adds:
  - measure: t/draft
    kind: scenario
    title: {en: x, fr: x}
    summary: {en: x, fr: x}
    cited: {source: mine}
    published: 2026-01-01
    effective: 2026-02-01
    adds:
"""
RULE = "      - {{provision: {}, kind: requirement, items: [any], reason: x, when: {}}}\n"


def asked(to: str = "BR", **rules: str) -> Determination:
    """A chip of unknown die area to a country under rules of the test's own, by both doors."""
    text = HEAD + "".join(RULE.format(name, when) for name, when in rules.items())
    library = build.library()
    draft = scenario_of(parse_document(text, name="s.yaml", user=True), library)
    law = applied(draft, library.register).at(ON)
    item = build.chip(tpp=100, datacenter=False)
    given = {"informed_by_letter": Known(value=Truth.FALSE)}
    shipment = Shipment(
        item=item, destination=to, on=ON, exporter="Bief Semiconducteurs", given=given
    )
    found = determine(shipment, law, library)
    needed = Verdicts(law, library).needed(shipment)
    assert (needed.verdict, needed.needs, needed.settled) == (
        found.verdict,
        found.needs,
        found.settled,
    )
    return found


@pytest.mark.parametrize(
    ("below", "outcome"), [("< 500", Outcome.LICENSE), ("< 499.9", Outcome.UNDETERMINED)]
)
def test_rules_that_meet_leave_no_case_free_and_a_gap_does(below: str, outcome: Outcome) -> None:
    found = asked(
        small=f"destination == BR and die_area_mm2 {below}",
        large="destination == BR and die_area_mm2 >= 500",
    )
    assert found.outcome is outcome
    if outcome is Outcome.LICENSE:
        assert (found.needs, found.settled) == (frozenset(), {"die_area_mm2"})
        assert {each.provision for each in found.requirements} <= {"small", "large"}
        assert found.requirements and found.answers == ()
    else:
        assert (found.needs, found.settled) == ({"die_area_mm2"}, frozenset())
        assert {each.outcome for each in found.answers} == {Outcome.LICENSE, Outcome.NLR}


def test_of_rules_that_overlap_the_one_that_always_applies_is_told() -> None:
    found = asked(
        small="destination == BR and die_area_mm2 < 600",
        every="destination == BR and (die_area_mm2 < 700 or die_area_mm2 >= 500)",
        large="destination == BR and die_area_mm2 >= 500",
    )
    assert found.outcome is Outcome.LICENSE and found.needs == frozenset()
    assert [each.provision for each in found.requirements] == ["every"]
    assert "every" not in {each.provision for each in found.possible}


def test_a_country_that_may_be_in_a_group_holds_nobody_up_where_either_way_is_ruled() -> None:
    here = {"within": "destination in D5"}
    found = asked("ET", **here, without="not (destination in D5) and quantity < 2")
    assert (found.outcome, found.settled) == (Outcome.LICENSE, {"ET in D5"})
    assert [each.provision for each in found.requirements] == ["within"]
    assert [each.provision for each in found.possible] == ["without"]
    gap = asked("ET", **here, without="not (destination in D5) and quantity < 1")
    assert (gap.outcome, gap.needs) == (Outcome.UNDETERMINED, {"ET in D5"})
    assert {each.outcome for each in gap.answers} == {Outcome.LICENSE, Outcome.NLR}


def test_a_group_without_a_list_holds_nobody_up_either() -> None:
    found = asked("BR", within="destination in ML", without="not (destination in ML)")
    assert (found.outcome, found.settled) == (Outcome.LICENSE, {"BR in ML"})


def test_all_that_is_of_one_country_is_in_the_group_or_none_of_it() -> None:
    found = asked("ET", both="destination in D5", neither="not (headquarters in D5)")
    assert found.outcome is Outcome.LICENSE
    beside = asked("ET", one="destination in D5 and not (headquarters in D5)")
    assert beside.outcome is Outcome.NLR


def test_a_doubt_and_a_figure_are_followed_together() -> None:
    rules = {
        "small": "destination in D5 and die_area_mm2 < 500",
        "other": "not (destination in D5)",
    }
    gap = asked("ET", **rules)
    assert (gap.outcome, gap.needs) == (Outcome.UNDETERMINED, {"ET in D5", "die_area_mm2"})
    found = asked("ET", **rules, large="destination in D5 and die_area_mm2 >= 500")
    assert (found.outcome, found.settled) == (Outcome.LICENSE, {"ET in D5", "die_area_mm2"})


def test_codes_say_of_a_doubt_what_the_walked_steps_do() -> None:
    library, places = build.library(), ("ET", "CN", "KE")
    figures = {"die_area_mm2": 814, "dram_bandwidth_gb_per_s": 1555, "io_bandwidth_gb_per_s": 640}
    items = [build.chip(tpp=tpp, datacenter=True, **figures) for tpp in (15832, 4000)]
    days = date(2024, 6, 1), date(2025, 6, 1), date(2026, 8, 1)
    for item, on, to, seat in product(items, days, places, places):
        shipment = Shipment(item=item, destination=to, headquarters=seat, on=on)
        facts = CaseFacts(shipment, build.law(on), library)
        ask = asking(facts)
        for truth in (Truth.TRUE, Truth.FALSE):
            in_doubt = {"ET in D5": Known(value=truth)}
            for more in ({}, {"end_use": Known(value="supercomputer")}):
                walked = determine_facts(facts.with_facts({**in_doubt, **more}))
                assert ask({**in_doubt, **more}).verdict == walked.verdict, (on, to, seat, truth)

"""The dated acts that are no law, as a run counts them in each step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from ecluse.simulate.gate import FREE, HELD, SHUT, Steps
from ecluse.simulate.market_file import DestinationAct, PracticeAct
from ecluse.simulate.regime import DatedActs
from simulate import build

DAY = timedelta(days=1)
WEEKS = Steps(start=date(2025, 3, 3), until=date(2025, 3, 30))  # four steps from a Monday
SECOND = date(2025, 3, 10)  # the first day of the second


def practice(kind, on, *products, until=None, to=("CN",)) -> PracticeAct:
    return PracticeAct(
        act=f"{kind} {on}",
        on=on,
        kind=kind,
        products=products or ("H20",),
        destinations=to,
        until=until,
        says="so",
        source="a press report",
        confidence="high",
    )


def order(kind, on, *, buyers=(), lifts=False, products=("H20",)) -> DestinationAct:
    return DestinationAct(
        act=f"{kind} {on}",
        on=on,
        kind=kind,
        products=products,
        buyers=buyers,
        lifts=lifts,
        says="so",
        source="a press report",
        confidence="high",
    )


@pytest.fixture(scope="module")
def acts(market):
    """The acts of a market in four weeks: some of an agency, some of the destination."""

    def of(*practised, ordered=(), known=None, destination="acts") -> DatedActs:
        own = replace(
            market,
            practice=replace(market.practice, acts=practised),
            gates=replace(market.gates, acts=tuple(ordered)),
        )
        return DatedActs(market=own, steps=WEEKS, known=known, destination=destination)

    return of


def test_an_act_of_practice_counts_from_its_day_for_the_part_of_a_step_that_is_left(acts, market):
    thursday = SECOND + 3 * DAY
    share = acts(practice("fee", thursday)).share("fee")
    assert share.shape == (4, len(market.products))
    assert share[:, market.products.index("H20")] == pytest.approx([0, 4 / 7, 1, 1])
    assert share[:, market.products.index("MI308")].tolist() == [0, 0, 0, 0]
    held = acts(practice("hold", SECOND, until=SECOND + 6 * DAY, to=())).share("hold")
    assert held[:, 0].tolist() == [0, 1, 0, 0]  # its last day is the step's


def test_two_acts_of_a_kind_are_no_more_than_one_and_others_are_none(acts):
    both = acts(practice("fee", SECOND), practice("fee", SECOND + 7 * DAY), practice("cap", SECOND))
    assert both.share("fee")[:, 0].tolist() == [0, 1, 1, 1]
    assert both.share("hold").max() == 0
    strange = acts(practice("fee", SECOND, "a chip that the market does not sell"))
    assert strange.share("fee").max() == 0


def test_a_fee_of_another_place_is_due_nowhere_here(acts):
    assert acts(practice("fee", SECOND, to=("AE",))).share("fee").max() == 0
    assert acts(practice("fee", SECOND, to=("AE", "CN"))).share("fee").max() == 1


@pytest.mark.parametrize(("early", "counts"), [(0, True), (1, False)])
def test_what_was_not_public_by_the_day_does_not_count(acts, early, counts):
    known = SECOND - early * DAY
    found = acts(practice("fee", SECOND), ordered=[order("order", SECOND)], known=known)
    assert found.public(SECOND) is counts
    assert bool(found.share("fee").any()) is counts
    assert bool(found.bands()[-1][0][0]) is counts
    assert acts(practice("fee", SECOND)).public(date.max)


def gate(*parts):
    """What the law says of the H20, from one day to the next."""
    ends = [*(since - DAY for since, *_ in parts[1:]), WEEKS.until]
    return [
        replace(build.stretch("H20", since, until, state), policy=policy)
        for (since, state, policy), until in zip(parts, ends, strict=True)
    ]


def test_what_is_approved_is_by_the_policy_until_the_practice_grants(acts, market):
    shut = gate((WEEKS.start, SHUT, "presumption of denial"))
    last = WEEKS.last_days[1]
    granted = acts(practice("license", last))
    assert granted.approvals(shut, here=True) == [
        "approval_denial",
        *["approval_practice"] * 3,  # from the last day of the second step on
    ]
    late = acts(practice("license", last + DAY))
    assert late.approvals(shut, here=True)[1] == "approval_denial"
    assert granted.approvals(shut, here=False) == [None] * 4
    other = acts(practice("license", last, "MI308"))
    assert set(other.approvals(shut, here=True)) == {"approval_denial"}
    case = next(policy for policy, row in market.file.policies.items() if row == "approval_case")
    assert set(acts().approvals(gate((WEEKS.start, SHUT, case)), here=True)) == {"approval_case"}
    strange = gate((WEEKS.start, SHUT, "a policy that the market does not know"))
    assert set(acts().approvals(strange, here=True)) == {"approval_denial"}


def test_what_needs_no_license_has_none_approved(acts):
    changing = gate((WEEKS.start, FREE, None), (SECOND, HELD, None), (SECOND + 7 * DAY, SHUT, None))
    found = acts(practice("license", WEEKS.start)).approvals(changing, here=True)
    assert found == [None, None, "approval_practice", "approval_practice"]


def test_an_act_that_lifts_ends_what_was_said_to_its_buyers_alone(acts, market):
    first, other = market.buyers[:2]
    found = acts(
        ordered=[
            order(
                "lift", SECOND + 7 * DAY, buyers=(first,), lifts=True
            ),  # in any order of the file
            order("order", WEEKS.start),
            order("advice", SECOND, products=("H20", "MI308")),
        ]
    ).bands()
    h20, mi308 = (market.products.index(name) for name in ("H20", "MI308"))
    ours = [step[h20][market.buyers.index(first)] for step in found]
    theirs = [step[h20][market.buyers.index(other)] for step in found]
    assert ours == [{"order"}, {"order", "advice"}, {"lift"}, {"lift"}]
    assert theirs == [{"order"}, *[{"order", "advice"}] * 3]
    assert [step[mi308][0] for step in found] == [set(), *[{"advice"}] * 3]


@pytest.mark.parametrize("destination", ["open", "hazard"])
def test_acts_of_a_destination_that_do_not_count_leave_no_band(acts, destination):
    found = acts(ordered=[order("order", WEEKS.start)], destination=destination)
    assert {kinds for step in found.bands() for row in step for kinds in row} == {frozenset()}


def test_a_measure_provokes_where_it_shuts_what_was_open_and_the_destination_answers(acts, shipped):
    letter, day = "us/2025-04-15-letters-h20", date(2025, 4, 15)
    open_then_shut = gate((WEEKS.start, FREE, None), (SECOND, SHUT, None))
    open_then_shut[1] = replace(open_then_shut[1], measures=(letter,))
    law = shipped.register
    assert day in acts(destination="hazard").provoked(law, [open_then_shut])
    assert day in acts(destination="hazard", known=day).provoked(law, [open_then_shut])
    early = acts(destination="hazard", known=day - DAY).provoked(law, [open_then_shut])
    assert early and day not in early  # those that the file names, as far as they were known
    always = [replace(open_then_shut[1], since=WEEKS.start)]
    assert day not in acts(destination="hazard").provoked(law, [always])
    opening = [open_then_shut[1], open_then_shut[0]]
    assert day not in acts(destination="hazard").provoked(law, [opening])
    for destination in ("acts", "open"):
        assert acts(destination=destination).provoked(law, [open_then_shut]) == ()


def test_signals_are_counted_by_the_end_of_each_step_as_far_as_they_were_known(acts, market):
    whole, before = acts(), acts(known=WEEKS.start - DAY)
    counts = [np.array(each.signals()) for each in (whole, before)]
    assert counts[0].shape == (4, len(market.products), len(market.news.ratios))
    assert (np.diff(counts[0], axis=0) >= 0).all()
    assert (counts[1] == np.array(market.news.counts(market.products, WEEKS.start - DAY))).all()
    assert (counts[0][-1] == market.news.counts(market.products, WEEKS.until)).all()

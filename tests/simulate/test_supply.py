"""Where a destination's compute comes from: sources apart, conserved, and moved as they must be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from ecluse.cli.schema import one
from ecluse.errors import EcluseError, ModelError
from ecluse.simulate.ask import Question, simulate
from ecluse.simulate.buyer_rows import OF_BUYERS, buyer_rows
from ecluse.simulate.gate import Steps
from ecluse.simulate.inputs import inputs_of
from ecluse.simulate.ledger import CLOSES
from ecluse.simulate.measure import MEASURES, SUPPLY, USUAL
from ecluse.simulate.periods import periods_of
from ecluse.simulate.quantiles import draw
from ecluse.simulate.result import Spans
from ecluse.simulate.run import run as run_market
from ecluse.simulate.supply import OWN, Domestic, Sources, chips_made
from ecluse.simulate.supply_case import priors_for, supply_case
from ecluse.simulate.supply_rows import source_values, supply_rows
from simulate import build
from simulate.conftest import RULE

OF_SOURCES = tuple(name for name, kind in MEASURES.items() if kind.kind == SUPPLY)
COUNT = 30


def drawn(market, **fixed):
    priors, groups = priors_for(market, OF_SOURCES), market.every_group
    return draw(priors, groups, market.buyers, count=COUNT, seed=1, fixed=fixed)


def ran(market, library, law, draws, *, case=None, **options):
    """A run with its sources, on the first day and after the last."""
    case = case or supply_case(market, library, law, OF_SOURCES)
    days = [law.steps.edges[0], law.steps.edges[-1]]
    return run_market(market, law, draws, days, supply=case, **options)


@pytest.fixture(scope="module")
def shut(bare):
    """A law that shuts everything on one day, while the destination acts."""
    return build.regime(bare, RULE, destination="acts")


@pytest.fixture(scope="module")
def opened(bare):
    """A law that shuts nothing, while the destination acts."""
    return build.regime(bare, None, destination="acts")


@pytest.fixture(scope="module")
def many(market):
    """Draws of the legal flows and of the other sources."""
    return drawn(market)


@pytest.fixture(scope="module")
def sums(bare, shut, shipped, many):
    """A run under a law that shuts everything on one day."""
    return ran(bare, shipped, shut, many)


@pytest.fixture(scope="module")
def whole(bare, shut):
    """All days of that run as one period."""
    file, steps = bare.file, shut.steps
    (period,) = [
        replace(p, name="all", since=steps.start, until=steps.until)
        for p in periods_of(file, "NVIDIA", "year", steps)
    ][:1]
    return period


def came(sums, source):
    """Chips of one source in the whole run, by draw."""
    table = sums.tables["came"]
    return (table[-1] - table[0])[OWN.index(source)]


def test_the_market_is_the_same_beside_its_other_sources(bare, shut, sums, many):
    """To the last bit: nothing flows back, and no draw of the legal flows moves."""
    alone = build.ran(bare, shut, build.draws_of(bare, COUNT))
    for name, found in alone.tables.items():
        assert np.array_equal(found, sums.tables[name]), name
    assert all(
        np.array_equal(build.draws_of(bare, COUNT).values[n], many.values[n]) for n in bare.priors
    )


def test_the_books_of_sources_close(sums, bare, shut, shipped, many):
    assert 0 < sums.worst <= CLOSES
    case = supply_case(bare, shipped, shut, OF_SOURCES)
    sources = Sources(case, inputs_of(bare, many), shut.shut_at_start)
    sources.level[0] += 1  # a die from nowhere
    totals = {name: found[0] for name, found in sums.tables.items()}
    with pytest.raises(ModelError, match="books of the other sources do not close"):
        sources.step(next(iter(case.blocks.values())), totals)


def test_units_come_in_and_retire(sums):
    """What is there is what was there and came, less what retired."""
    came_in = sums.tables["came"][-1]
    there = sums.tables["units"]
    assert (there[-1] < there[0] + came_in).all() and (there[-1] > 0).all()
    np.testing.assert_allclose(came_in[0], build.total(sums, "delivered"))
    chips = sums.tables["chips"][-1]
    np.testing.assert_allclose(chips.sum(axis=0), came_in[1])


def test_shares_of_its_own_add_up_to_one_in_every_draw(sums, whole):
    for name in ("share", "share_units", "share_added"):
        rows = source_values(name, whole, sums)
        own = [row for source, _, row in rows if source in OWN]
        np.testing.assert_allclose(np.sum(own, axis=0), 1, rtol=1e-12)
        assert len(own) == len(OWN)
        assert [s for s, _, _ in rows if s not in OWN] in (["rented"], [])


def test_no_row_is_of_all_sources_together(sums, bare, whole):
    spans = Spans(products=bare.products, of_product=((),) * 4, together=(whole,))
    rows = supply_rows((*OF_SOURCES, "chips"), spans, [sums])
    assert {row.measure for row in rows} == set(OF_SOURCES)
    assert all(row.source in (*OWN, "rented") and row.buyer is None for row in rows)
    apart = {row.measure for row in rows if row.source == "rented"}
    assert apart == {"share", "share_added", "supply_h100e", "installed"}


def test_domestic_output_is_the_least_of_four(market, many):
    """Of plan, packaging, good dies and memory; a limit set aside never lowers it."""
    supply, days = market.supply, 7.0
    making = Domestic(supply, many, 0.0)
    rates, parts = making.rates.copy(), making.parts.copy()
    made, came_in, used = making.make(days)
    names = (f"{each}_growth" for each in ("planned", "packaged", "dies", "stacks"))
    growth = np.stack([many.values[supply.file.takes[name]] for name in names]) ** (days / 2 / 91)
    limits = np.stack([*(rates * growth * days)[:2], *((parts + came_in) / making.per_chip)])
    np.testing.assert_allclose(made, limits.min(axis=0), rtol=1e-12)
    np.testing.assert_allclose(parts + came_in - used, making.parts, rtol=1e-9, atol=1e-6)
    assert set(limits.argmin(axis=0)) <= {0, 1, 2, 3}
    year = Steps(start=date(2025, 1, 1), until=date(2025, 12, 31))
    base = sum(chips_made(supply, many, year).values())
    for name in ("planned", "packaged", "dies_banked", "stacks_banked"):
        prior = supply.file.takes[name]
        less = sum(chips_made(supply, drawn(market, **{prior: 1000.0}), year).values())
        assert (less <= base * (1 + 1e-12)).all() and (less < base * 0.99).any(), name


def test_a_plan_of_a_year_is_reached_where_nothing_binds(market):
    ample = {"ascend_planned": 400_000.0, "ascend_planned_growth": 1.0, "ascend_packaged": 1e9}
    ample |= {"ascend_dies_banked": 1e9, "ascend_stacks_banked": 1e9}
    year = Steps(start=date(2025, 1, 1), until=date(2025, 12, 31))
    made = chips_made(market.supply, drawn(market, **ample), year)
    np.testing.assert_allclose(sum(made.values()), 400_000 * 365 / 365.25)
    assert list(made) == ["Ascend 910B", "Ascend 910C"]


def test_more_enforcement_smuggles_no_more(bare, shut, shipped, many, sums):
    """Of either side, in every draw; and an act that was not yet public counts for nothing."""
    acts = bare.supply.file.acts
    strict = drawn(bare, smuggled_left_case=0.1, smuggled_left_customs=0.1)
    assert {act.side for act in acts} == {"seller", "destination", "transit"}
    less = came(ran(bare, shipped, shut, strict), "smuggled")
    for side in ("seller", "destination", "transit"):
        kept = tuple(act for act in acts if act.side != side)
        lax = replace(bare, supply=replace(bare.supply, file=replace(bare.supply.file, acts=kept)))
        more = came(ran(lax, shipped, shut, many), "smuggled")
        assert (more >= came(sums, "smuggled")).all() and (more > came(sums, "smuggled")).any()
    assert (less < came(sums, "smuggled")).all()
    early = replace(shut, acts=replace(shut.acts, known=bare.file.start))
    case = supply_case(bare, shipped, early, OF_SOURCES)
    assert not any(any(block.in_force) for block in case.blocks.values())
    idle = replace(shut, acts=replace(shut.acts, destination="open"))
    case = supply_case(bare, shipped, idle, OF_SOURCES)
    customs = list(bare.supply.file.bands).index("customs")
    assert not any(block.in_force[customs] for block in case.blocks.values())


def test_less_legal_smuggles_no_less(bare, shipped, shut, opened, sums, many):
    """It answers the need that stays unmet; where it does not, the law moves nothing of it."""
    more = ran(bare, shipped, opened, many)
    assert (came(sums, "smuggled") >= came(more, "smuggled") * (1 - 1e-12)).all()
    assert (came(sums, "smuggled") > came(more, "smuggled")).any()
    deaf = drawn(bare, smuggled_response=0.0)
    each = [ran(bare, shipped, law, deaf) for law in (shut, opened)]
    assert np.array_equal(came(each[0], "smuggled"), came(each[1], "smuggled"))
    assert np.array_equal(came(each[0], "domestic"), came(each[1], "domestic"))


def test_a_draw_of_sources_is_the_same_in_any_chunk(bare, shipped, shut, sums, many):
    parts = ran(bare, shipped, shut, many, chunk=7)
    for name, table in sums.tables.items():
        assert np.array_equal(table, parts.tables[name]), name


def test_the_effect_of_nothing_on_sources_is_nothing(bare, shipped, shut, sums, many, whole):
    spans = Spans(products=bare.products, of_product=((),) * 4, together=(whole,))
    again = ran(bare, shipped, shut, many)
    for row in supply_rows(OF_SOURCES, spans, [sums, again]):
        assert row.p5 == row.mean == row.p95 == 0 == row.share_positive


def test_buyers_add_up_to_all(bare, shut, draws):
    """In every draw: chips and backlog; and rows of a buyer name him."""
    sums = build.ran(bare, shut, draws, names=build.EVERY_TABLE)
    delivered = sums.tables["delivered by buyer"].sum(axis=2)
    np.testing.assert_allclose(delivered, sums.tables["delivered"], rtol=1e-9)
    np.testing.assert_allclose(sums.tables["backlog by buyer"].sum(axis=2), sums.tables["backlog"])
    steps = shut.steps
    periods = periods_of(bare.file, "NVIDIA", "year", steps)
    period = replace(periods[0], until=steps.until)
    spans = Spans(products=bare.products, of_product=((period,),) * 4, together=(period,))
    rows = [*buyer_rows(("revenue", "fee", "backlog"), spans, [sums], {}, bare, (draws,))]
    assert {row.buyer for row in rows} == set(bare.buyers)
    assert {row.measure for row in rows} == {"revenue", "backlog"} <= set(OF_BUYERS)
    revenue = [r.mean for r in rows if r.measure == "revenue" and r.product is None]
    assert sum(revenue) == pytest.approx(build.total(sums, "revenue").mean())


def test_the_usual_measures_draw_no_prior_of_sources(market):
    assert priors_for(market, USUAL) is market.priors
    assert set(priors_for(market, ("share",))) > set(market.priors)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Question(settings={"smuggled_per_year": 1.0}), "moves nothing that is shown"),
        (Question(by="week", show=("share",)), "not told by week"),
        (Question(by_buyer=True, show=("fee", "charge")), "no measure of fee, charge is told by"),
    ],
)
def test_what_cannot_be_told_is_refused(market, shipped, monkeypatch, asked, says):
    monkeypatch.setattr("ecluse.simulate.ask._regimes", lambda *_: [])
    monkeypatch.setattr("ecluse.simulate.ask.run_on", lambda *_: None)
    with pytest.raises(EcluseError, match=says):
        simulate(market, shipped, asked)


def test_a_market_without_other_sources_says_so(market, shipped, shut):
    with pytest.raises(EcluseError, match="says nothing of the destination's other sources"):
        supply_case(replace(market, supply=None), shipped, shut, OF_SOURCES)


@pytest.mark.slow
def test_sources_and_buyers_are_told_and_valid(run, market):
    """With the priors that they rest on, and the difference that a month makes."""
    words = ["us-cn-2025", "--draws", 20, "--show", "share,supply,revenue", "--by", "year"]
    words += ["--by-buyer", "--scenario", "h20-letter-month-later", "--versus", "record"]
    status, printed, wrong = run("simulate", *words, "--json")
    assert status == 0, wrong
    told = json.loads(printed)
    Draft202012Validator(one("simulation")).validate(told)
    rows = told["series"] + told["effect"]
    assert {row["source"] for row in rows if row["measure"] == "supply"} == {*OWN}
    assert {row["buyer"] for row in rows if row["measure"] == "revenue"} == {None, *market.buyers}
    assert set(priors_for(market, ("share",))) == {row["prior"] for row in told["rests_on"]}
    legal = [r for r in told["effect"] if r["measure"] == "supply" and r["source"] == "legal"]
    assert legal[0]["p5"] > 0
    domestic = [r for r in told["effect"] if r["measure"] == "supply" and r["source"] == "domestic"]
    assert all(row["p5"] == 0 == row["p95"] for row in domestic)

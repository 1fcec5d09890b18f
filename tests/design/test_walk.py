from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import numpy as np
import pytest

from design.build import CASE_BY_CASE, LETTERS, R1, R2, RULES, case, legal, load_70b, small
from ecluse.design.answer import DesignAnswer, best_designs
from ecluse.design.body import cost_usd, logic_mm2, power_w
from ecluse.design.design_search import DesignSearch
from ecluse.design.figures import DesignFigures
from ecluse.design.objective import columns, seconds
from ecluse.design.refine import Refined, refine
from ecluse.design.space import Space
from ecluse.design.walk import front, walk
from ecluse.errors import ModelError


def searched(space: Space, on: date, **goal: str) -> DesignSearch:
    """A search under the law of a day."""
    return DesignSearch(space=space, task=load_70b(), legal=legal(on), **goal)


Row = tuple[int, float, float, float, int, float]  # TPP, bandwidth, MB, watts, link, cost


@cache
def brute_force(on: date, wanted: str) -> list[Row]:
    """Every allowed design of the small space, design by design, every area step tried.

    Nothing of the search is used; shared by the objectives, for what is allowed is the same for
    all.
    """
    space, law = small(), legal(on)
    b, step, rows = space.body, space.area_step_tenth_mm2, []
    for tpp, dies, count, each_gb, sram, dram, link, percent in product(
        space.tpp,
        space.dies,
        space.stacks,
        space.stack_gb,
        space.sram_mb,
        space.dram_gb_per_s,
        space.link_gb_per_s,
        space.clock_percent,
    ):
        if dram > count * b.stack_gb_per_s or count * each_gb < load_70b().need_gb:
            continue
        clock = b.clock_mhz * percent / 100
        needed = float(logic_mm2(b, tpp / 16, sram, count, link, space.host, clock, np))
        watts = float(power_w(b, tpp / 16, needed, dram, link, space.host, clock))
        if needed > dies * b.field_mm2 or watts > space.most_w:
            continue
        own = DesignFigures(
            tpp=tpp,
            area_tenth_mm2=0,
            dram_gb_per_s=dram,
            dram_gb=count * each_gb,
            link_gb_per_s=link,
            host_gb_per_s=space.host,
            process_nm=space.nm,
        )
        least = -(-int(np.ceil(needed * 10)) // step) * step
        for tenths in range(least, int(dies * b.field_mm2 * 10) + 1, step):
            if law.of_design(replace(own, area_tenth_mm2=tenths)).allows(wanted):
                cost = float(cost_usd(b, tenths / 10, dies, count, count * each_gb))
                rows.append((tpp, float(dram), float(sram), watts, link, cost))
                break
    return rows


def best_value(rows: list[Row], objective: str) -> float:
    """The best of some designs, each timed by itself."""
    work, space = load_70b(), small()
    table = np.array(sorted(space.link_gb_per_s), dtype=np.float64)
    needs = work.passes(objective, table, float(space.host))
    best = 0.0
    for tpp, dram, sram, watts, link, cost in rows:
        place = int(np.searchsorted(table, link))
        one = columns(*(np.array([figure]) for figure in (tpp / 16, dram, sram, watts, place)))
        times = {name: seconds(each, one, each.messages_s) for name, each in needs.items()}
        best = max(best, float(np.asarray(work.values(objective, times, cost)).ravel()[0]))
    return best


@pytest.mark.slow
@pytest.mark.parametrize("on", RULES)
@pytest.mark.parametrize(
    ("objective", "wanted"),
    [
        ("serve", "nlr"),
        ("decode", "nlr"),
        ("perf-per-cost", "case-by-case"),
        ("prefill", "case-by-case"),
        ("latency", "exception"),
    ],
)
def test_the_walk_finds_what_brute_force_finds(on, objective, wanted):
    rows = brute_force(on, wanted)
    found = walk(searched(small(), on, objective=objective, wanted=wanted), workers=1)
    assert found.best is not None
    assert found.best.value == pytest.approx(best_value(rows, objective), rel=1e-12)
    assert found.counts["allowed"] == len(rows)


@pytest.mark.parametrize(
    "on", [R1, *(pytest.param(on, marks=pytest.mark.slow) for on in (R2, LETTERS))]
)
def test_branch_and_bound_finds_what_every_whole_number_in_a_range_holds(on):
    """A space whose TPP axis is a range: every one of its whole numbers is walked, and the bound is
    kept. Under the rule of 2022 the die ends at 2986, below every limit; later rules end at one.
    """
    least, most = (2700, 3200) if on == R1 else (1560, 5200)
    few = {
        "stacks": (5,),
        "sram_mb": (50,),
        "clock_percent": (100,),
        "dram_gb_per_s": (1300,),
        "link_gb_per_s": (200, 900),
        "area_step_tenth_mm2": 1,
    }
    ranged = small(tpp=(), most_die_mm2=330.0, least_tpp=least, **few)
    capped = small(tpp=tuple(range(least, most)), most_die_mm2=330.0, **few)
    whole = walk(searched(capped, on, objective="prefill"), workers=1).best
    found = refine(searched(ranged, on, objective="prefill"), None, tolerance=0.0)
    assert whole is not None and found.best is not None
    assert found.closed and least < found.best.tpp < most - 1
    assert found.best.value == pytest.approx(whole.value, rel=1e-12)
    assert found.bound >= whole.value * (1 - 1e-12)


@cache
def refined(on: date) -> Refined:
    return refine(searched(Space(dies=(1,)), on), None)


@cache
def best_of(on: date, wanted: str) -> DesignAnswer:
    return best_designs(Space(dies=(1,)), load_70b(), case(on), wanted=wanted, products=False)


@pytest.mark.parametrize("on", RULES)
def test_no_random_design_beats_the_bound(on):
    space = Space(dies=(1,))
    law, work, b = legal(on), load_70b(), space.body
    found = refined(on)
    assert found.closed and found.best is not None
    draw, size = np.random.default_rng(7), 60_000
    tpp = np.exp(draw.uniform(np.log(200), np.log(20_000), size)).astype(np.int64)
    stacks, sram = draw.integers(1, 7, size), draw.choice(space.sram_mb, size)
    dram = (draw.uniform(0.1, 1.0, size) * stacks * b.stack_gb_per_s).astype(np.int64)
    link, percent = draw.integers(0, 901, size), draw.choice(space.clock_percent, size)
    clock = b.clock_mhz * percent / 100
    needed = logic_mm2(b, tpp / 16, sram, stacks, link, space.host, clock, np)
    watts = power_w(b, tpp / 16, needed, dram, link, space.host, clock)
    area = np.ceil(needed * 10 * draw.choice([1.0, 1.0, 1.2, 1.5], size)).astype(np.int64)
    keep = (area <= b.field_mm2 * 10) & (watts <= space.most_w) & (stacks * 24 >= work.need_gb)
    figures = DesignFigures(
        tpp=tpp[keep],
        area_tenth_mm2=area[keep],
        dram_gb_per_s=dram[keep],
        dram_gb=stacks[keep] * 24,
        link_gb_per_s=link[keep],
        host_gb_per_s=space.host,
        process_nm=5,
    )
    lawful = law.allowed(figures, "nlr", int(keep.sum()))
    places = np.flatnonzero(keep)[lawful]
    assert len(places) > 300
    table, at = np.unique(link[places], return_inverse=True)
    from ecluse.design.objective import blocked

    designs = columns(
        tpp[places] / 16, dram[places].astype(float), sram[places].astype(float), watts[places], at
    )
    times = {
        name: blocked(each, designs)
        for name, each in work.passes("serve", table.astype(float), float(space.host)).items()
    }
    assert work.values("serve", times, None).max() <= found.bound


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        (R2, "nlr"),
        *(
            pytest.param(*each, marks=pytest.mark.slow)
            for each in ((R1, "nlr"), (LETTERS, "nlr"), (CASE_BY_CASE, "case-by-case"))
        ),
    ],
)
def test_the_best_may_ship_and_a_step_over_its_limit_may_not(on, wanted):
    answer, law = best_of(on, wanted), legal(on)
    best = answer.best
    assert answer.verdict is not None and answer.verdict.allows(wanted)
    assert answer.refined.bound >= best.value
    assert answer.without_law is not None and answer.without_law.value >= best.value
    assert best.power_w <= 700 and best.area_mm2 <= 858
    assert law.of_design(best.figures).allows(wanted)
    binding = [price for price in answer.prices if price.provisions]
    assert bool(binding) is (answer.without_law.value > best.value), "the law costs, or binds not"
    for price in binding:  # the best lies within a hundredth of each of its limits
        fields = law.fields_behind(price.limit_of) - {"area_tenth_mm2"}
        steps = range(1, math.ceil(price.limit / 100) + 1)
        over = (
            replace(best.figures, **{f: getattr(best.figures, f) + step})
            for f in fields
            for step in steps
        )
        assert not all(law.of_design(figures).allows(wanted) for figures in over), price.limit_of


def test_the_story_in_three_runs():
    bests = {on: refined(on).best for on in (R1, R2, LETTERS)}
    first, second, third = (bests[on] for on in (R1, R2, LETTERS))
    assert first and second and third
    assert first.link_gb_per_s + first.host_gb_per_s == 599 and first.tpp > 10_000, (
        "interconnect cut just below 600, compute kept"
    )
    assert (
        second.tpp == 2399
        and second.performance_density < 3.2
        and second.dram_gb_per_s == 4914
        and second.link_gb_per_s == 900
    ), "compute cut, memory and links kept"
    assert third.dram_gb_per_s + third.link_gb_per_s + third.host_gb_per_s in range(1690, 1700), (
        "both bandwidths share what the letters leave"
    )


def test_a_shadow_price_is_of_a_limit_that_binds():
    answer = best_of(R2, "nlr")
    assert [price.limit_of for price in answer.prices] == ["tpp"]
    price = answer.prices[0]
    assert price.limit == 2400 and price.provisions == ("3A090.b",)
    assert price.gain_if_gone is not None and price.gain_if_gone > price.gain > 0


def test_same_question_same_answer():
    search = searched(small(), R2)
    one, two = (walk(search, workers=workers) for workers in (1, 2))
    assert one == two


def test_pieces_do_not_change_the_answer(monkeypatch):
    whole = walk(searched(small(), R2), workers=1)
    monkeypatch.setattr("ecluse.design.walk.PIECE", 7)
    assert walk(searched(small(), R2), workers=1) == whole


def test_the_front_keeps_what_nothing_beats():
    draw = np.random.default_rng(3)
    one, other = (draw.integers(0, 300, 200).astype(float) for _ in range(2))
    kept = front(one, other)
    assert 1 < len(kept) < 20
    for x, y in zip(one, other, strict=True):
        assert any(one[place] >= x and other[place] >= y for place in kept)
    for place in kept:
        assert not any(
            (one[k] >= one[place] and other[k] > other[place])
            or (one[k] > one[place] and other[k] >= other[place])
            for k in kept
        )


@pytest.mark.parametrize(
    ("space", "message"),
    [
        (
            small(stacks=(1,)),
            "no design holds Llama-3.1-70B: 19 GB a chip are needed and 16 GB is the most",
        ),
        (small(tpp=(4800, 9000), link_gb_per_s=(600,)), r"may ship as 'nlr'.*3A090"),
        (small(most_w=50.0), "no design can be built: too much power"),
        (small(most_die_mm2=100.0), "no design can be built: too large for the dies"),
        (small(most_usd=10.0), "no design can be built: too dear"),
    ],
)
def test_an_empty_space_says_which_clause_empties_it(space, message):
    with pytest.raises(ModelError, match=message):
        best_designs(space, load_70b(), case(R1), prices=False, products=False)

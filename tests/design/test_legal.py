from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from design.build import CASE_BY_CASE, LETTERS, R1, R2, RULES, legal
from ecluse.design.answer import best_designs, case_of
from ecluse.design.figures import DesignFigures
from ecluse.design.legal import Legal
from ecluse.determine.decide import determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.errors import InputError
from ecluse.facts.figure import exactly
from ecluse.facts.item import Item
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.library import load
from ecluse.law.scenario import applied, read_scenario
from ecluse.simulate.law_impact import impact


def figures(
    tpp: int = 1000, area: int = 8000, dram: int = 1000, link: int = 400, host: int = 128
) -> DesignFigures:
    return DesignFigures(
        tpp=tpp,
        area_tenth_mm2=area,
        dram_gb_per_s=dram,
        dram_gb=80,
        link_gb_per_s=link,
        host_gb_per_s=host,
        process_nm=5,
    )


def item_of(f: DesignFigures) -> Item:
    """The same design as an item of a catalogue."""

    def figure(value: Decimal | int) -> Known:
        return Known(value=exactly(value))

    return Item(
        name="paper",
        vendor="NVIDIA",
        designer_headquarters="US",
        datacenter=Known(value=Truth.TRUE),
        figures={
            "bf16_tera_ops_per_s": figure(Decimal(int(f.tpp)) / 16),
            "fp8_tera_ops_per_s": figure(Decimal(int(f.tpp)) / 8),
            "die_area_mm2": figure(Decimal(int(f.area_tenth_mm2)) / 10),
            "dram_bandwidth_gb_per_s": figure(int(f.dram_gb_per_s)),
            "dram_capacity_gb": figure(int(f.dram_gb)),
            "chip_link_gb_per_s": figure(int(f.link_gb_per_s)),
            "host_link_gb_per_s": figure(f.host_gb_per_s),
            "process_nm": figure(f.process_nm),
        },
    )


@pytest.mark.parametrize(
    ("on", "f", "outcome"),
    [
        pytest.param(
            R1,
            figures(tpp=4800, link=472),
            Outcome.LICENSE,
            id="3A090 of 2022: 600 GB/s and 4800 met exactly",
        ),
        pytest.param(
            R1,
            figures(tpp=4800, link=471),
            Outcome.NLR,
            id="3A090 of 2022: 599 GB/s is not 600 or more",
        ),
        pytest.param(
            R1,
            figures(tpp=4799, link=900),
            Outcome.NLR,
            id="3A090 of 2022: 4799 is not 4800 or more",
        ),
        pytest.param(
            R2,
            figures(tpp=4800, area=100_000),
            Outcome.LICENSE,
            id="3A090.a.1: 4800 whatever the area",
        ),
        pytest.param(
            R2,
            figures(tpp=2400, area=15_000),
            Outcome.EXCEPTION,
            id="3A090.b: 2400 at a density of 1.6 exactly",
        ),
        pytest.param(
            R2,
            figures(tpp=2400, area=15_001),
            Outcome.NLR,
            id="3A090.b: a tenth of a mm2 more falls below 1.6",
        ),
        pytest.param(R2, figures(tpp=2399, area=7497), Outcome.NLR, id="2399 below 3.2"),
        pytest.param(R2, figures(tpp=2399, area=7496), Outcome.EXCEPTION, id="2399 at 3.2 or more"),
        pytest.param(
            LETTERS,
            figures(dram=1399, link=0),
            Outcome.NLR,
            id="letters: 1399 GB/s of DRAM, 1527 together",
        ),
        pytest.param(
            LETTERS, figures(dram=1400, link=0), Outcome.LICENSE, id="letters: 1400 GB/s of DRAM"
        ),
        pytest.param(
            LETTERS, figures(dram=1100, link=471), Outcome.NLR, id="letters: 1699 together"
        ),
        pytest.param(
            LETTERS, figures(dram=1100, link=472), Outcome.LICENSE, id="letters: 1700 together"
        ),
        pytest.param(
            LETTERS,
            figures(dram=500, link=972),
            Outcome.LICENSE,
            id="letters: 1100 GB/s of input and output",
        ),
    ],
)
def test_both_sides_of_every_limit(on, f, outcome):
    assert legal(on).of_design(f).outcome is outcome


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(RULES),
    st.integers(100, 30_000)
    | st.sampled_from([1599, 1600, 2399, 2400, 4799, 4800, 20_999, 21_000]),
    st.integers(500, 40_000),
    st.integers(100, 9000) | st.sampled_from([1399, 1400, 6499, 6500]),
    st.integers(0, 1800) | st.sampled_from([471, 472, 971, 972]),
)
def test_a_cell_answers_as_the_evaluator_answers_the_design_itself(on, tpp, area, dram, link):
    f = figures(tpp=tpp, area=area, dram=dram, link=link)
    law = legal(on)
    shipment = Shipment(item=item_of(f), destination="CN", on=on, given=law.case.shipment.given)
    found = determine(shipment, law.case.law, load())
    verdict = law.of_design(f)
    assert (verdict.outcome, verdict.exception) == (found.outcome, found.answer.exception)
    assert verdict.policy == (found.review.policy if found.review else None)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(RULES),
    st.lists(
        st.tuples(
            st.integers(100, 22_000),
            st.integers(500, 40_000),
            st.integers(100, 7000),
            st.integers(0, 1200),
        ),
        min_size=1,
        max_size=30,
    ),
)
def test_many_designs_are_answered_as_each_alone(on, rows):
    law = legal(on)
    columns = [np.array(each, dtype=np.int64) for each in zip(*rows, strict=True)]
    together = law.allowed(figures(*columns), "nlr", len(rows))
    assert together.tolist() == [law.of_design(figures(*row)).allows("nlr") for row in rows]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(RULES),
    st.sampled_from(["nlr", "exception", "case-by-case"]),
    st.integers(100, 22_000),
    st.integers(500, 40_000),
    st.integers(100, 7000),
    st.integers(0, 1200),
    st.floats(0.3, 1.0),
    st.floats(0.3, 1.0),
    st.floats(0.3, 1.0),
)
def test_less_of_everything_on_the_same_area_is_never_less_free(
    on, wanted, tpp, area, dram, link, a, b, c
):
    law = legal(on)
    less = figures(max(1, int(tpp * a)), area, max(1, int(dram * b)), int(link * c))
    before, after = (law.of_design(each) for each in (figures(tpp, area, dram, link), less))
    assert after.allows(wanted) >= before.allows(wanted)


def test_case_by_case_supposes_that_everything_asked_is_shown():
    verdict = legal(CASE_BY_CASE).of_design(figures(tpp=15_832, area=8140, dram=4800, link=900))
    assert (verdict.outcome, verdict.policy, verdict.policy_if_shown) == (
        Outcome.LICENSE,
        "presumption of denial",
        "case-by-case",
    )
    assert "us_lab_tested" in verdict.asks
    assert verdict.allows("case-by-case")
    assert not verdict.allows("nlr")


@pytest.mark.parametrize(("tpp", "dram"), [(21_000, 4800), (15_832, 6500)])
def test_case_by_case_ends_at_its_limits(tpp, dram):
    assert (
        not legal(CASE_BY_CASE)
        .of_design(figures(tpp=tpp, area=8140, dram=dram, link=900))
        .allows("case-by-case")
    )


def test_an_ally_asks_for_nothing():
    assert (
        legal(R2, "FR").of_design(figures(tpp=40_000, area=8000, dram=8000, link=1800)).outcome
        is Outcome.NLR
    )


def test_an_unknown_outcome_is_refused_before_anything_is_searched():
    nothing: Any = None
    with pytest.raises(InputError, match="'maybe' is not an outcome"):
        best_designs(nothing, nothing, nothing, wanted="maybe")
    with pytest.raises(InputError, match="'maybe' is not an outcome"):
        impact(nothing, nothing, nothing, nothing, to="CN", names=("a", "b"), wanted="maybe")


def test_two_laws_of_one_fold_share_no_answers():
    assert Legal(legal(R1).case).asked == 0


def test_a_limit_that_lies_below_its_cut_parts_the_designs_there(tmp_path):
    file = tmp_path / "s.yaml"
    file.write_text(
        "scenario: s\nsays: {en: x, fr: x}\n"
        "grants: [{name: above, when: tpp > 20_000, since: 2023-01-01}]\n",
        encoding="utf-8",
    )
    books = load()
    register = applied(read_scenario(file, books), books.register)
    law = Legal(case_of(books, register.at(R2), to="CN"))
    held = [law.of_design(figures(tpp=tpp)).licensed for tpp in (19_999, 20_000, 20_001)]
    assert held == [False, False, True]

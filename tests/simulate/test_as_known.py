"""`--known`: of a row of priors that was published later, what could have been said by the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ecluse.simulate.ask import Question, simulate
from ecluse.simulate.market import as_known
from ecluse.simulate.to_answer import answer


def test_nothing_rests_on_what_was_published_later(market):
    day = market.file.cutoff
    late = [name for name, prior in market.priors.items() if prior.hindsight]
    assert late
    known = as_known(market, day)
    supply = known.supply
    assert supply is not None
    every = [*known.priors.values(), *supply.priors.values()]
    rows = [row for row in every if row.condition_on is None]
    assert all(row.known_on <= day and not row.hindsight for row in rows)
    assert all(known.priors[name] is row for name, row in market.priors.items() if name not in late)
    assert as_known(market, None) is market


def test_an_answer_takes_them_and_names_what_has_none(market, shipped):
    """One row has nothing earlier: it is taken, and said."""
    day = market.file.cutoff
    bare = replace(market.priors["license_days"], known_on=day + timedelta(days=1))
    edited = replace(market, priors={**market.priors, "license_days": bare})
    asked = Question(known=day, draws=4, until=date(2025, 3, 2), show=("chips",))
    told = answer(simulate(edited, shipped, asked), shipped)
    assert [row.prior for row in told.rests_on if row.known_on > day and not row.condition_on] == [
        "license_days"
    ]
    assert any(line.endswith("all the same: 1 (license_days)") for line in told.warnings)
    early = market.priors["h20_supply"].fallback
    assert early is not None
    assert next(r for r in told.rests_on if r.prior == "h20_supply").source == early.source

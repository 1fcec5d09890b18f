"""Answers about a market, made without running one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ecluse.simulate.result import (
    LeverShare,
    MarketAct,
    PriorShare,
    SeriesRow,
    SimulationAnswer,
)

START = date(2025, 1, 27)
QUARTER = timedelta(days=91)
MIDDLES = (313e3, 0.0, 204e3, 147e3)


def row(measure: str, place: int, middle: float, **more: Any) -> SeriesRow:
    """A quarter of a measure, its range a half around its middle."""
    since = START + place * QUARTER
    made = SeriesRow(
        measure=measure,
        unit="units",
        period=f"FY2026Q{place + 1}",
        since=since,
        until=since + QUARTER - timedelta(days=1),
        partial=False,
        product=None,
        buyer=None,
        p5=middle - abs(middle) / 2,
        p25=middle - abs(middle) / 4,
        p50=middle,
        p75=middle + abs(middle) / 4,
        p95=middle + abs(middle) / 2,
        mean=middle,
    )
    return replace(made, **more)


def act(on: date, by: str = "practice", kind: str = "fee", *products: str) -> MarketAct:
    """A dated act."""
    return MarketAct(
        act=f"{by}-{on}",
        on=on,
        until=None,
        by=by,
        kind=kind,
        products=list(products or ("H20",)),
        buyers=[],
        says="It was done.",
        source="https://example.org",
        measures=[],
    )


def simulated(
    measure: str = "chips",
    middles: Sequence[float] = MIDDLES,
    acts: Sequence[MarketAct] = (),
    **more: Any,
) -> SimulationAnswer:
    """An answer of one measure by quarter."""
    series = [row(measure, place, each) for place, each in enumerate(middles)]
    made = SimulationAnswer(
        market="us-cn-2025",
        scenario=None,
        versus=None,
        destination="acts",
        known=None,
        asked_from=None,
        since=START,
        until=series[-1].until,
        cutoff=date(2025, 4, 14),
        researched=True,
        seed=1,
        draws=1000,
        by="quarter",
        data_hash="0" * 64,
        law_hash="0" * 64,
        market_hash="0" * 64,
        engine="0",
        id="f4f01e63a0e0862b",
        series=series,
        effect=None,
        gates=[],
        acts=list(acts),
        rests_on=[],
        conversions=[],
        books=0.0,
        warnings=[],
        disclaimer="A model.",
    )
    return replace(made, **more)


def whole() -> SimulationAnswer:
    """An answer that has every picture."""
    days = [date(2025, 4, 9), date(2025, 8, 8), date(2025, 8, 11), date(2025, 8, 11)]
    acts = [
        act(days[0], "law", "shut"),
        act(days[1], "practice", "license"),
        act(days[2], "practice", "fee"),
        act(days[3], "destination", "guidance"),
    ]
    found = simulated(acts=acts, scenario="later", versus="record")
    effect = [
        row("chips", place, each, share_positive=0.25)
        for place, each in enumerate((-94e3, -40e3, 0.0, 12e3))
    ]
    sources = [
        row("chips", place, each, source=source)
        for place in range(4)
        for source, each in (("legal", 2e5), ("domestic", 1e5), ("rented", 5e4))
    ]
    decode = [
        row("decode", place, each * 700, unit="tokens/s") for place, each in enumerate(MIDDLES)
    ]
    return replace(
        found,
        series=[*found.series, *sources, *decode],
        effect=effect,
        attribution=[
            LeverShare(
                lever=name,
                measure="chips",
                unit="units",
                shapley=s,
                p5=s - 1e4,
                p95=s + 1e4,
                first=f,
                last=last,
            )
            for name, s, f, last in (("fee", -2e4, -1e4, -3e4), ("delay", 9e4, 11e4, 7e4))
        ],
        sensitivity=[
            PriorShare(
                prior=name, measure="chips@FY2026Q3", first=f, first_ci=0.05, total=t, ci=0.05
            )
            for name, f, t in (("license_days", 0.3, 0.4), ("terms_days", 0.2, 0.35))
        ],
    )

"""One product of a market as a Vensim model, written from the same inputs and run by PySD, draw by draw.

The equations of docs/simulation.md once more, for one product and some groups of buyers, as stocks and flows with a
time step of one step of ours. Nothing is shared with step.py but the numbers that come in.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

STAGES = 4
NONE = "1e-300"
CONSTANTS = (
    *(
        "supply",
        "output",
        "lead",
        "ship days",
        "obligation days",
        "kept starts",
        "elsewhere rate",
        "capacity",
    ),
    *("price", "cost", "not reusable", "order weeks", "hurry weeks", "license days", "terms days"),
    *("stock start", "obligations start", *(f"stage start {s}" for s in range(STAGES))),
)
SERIES = ("grown", "pace", "free", "licensable", "shut", "hope", "fear", "approval", "desk")


def equations(buyers: int) -> str:
    """The model's text."""
    groups = range(buyers)

    def total(name: str) -> str:
        return " + ".join(f"{name} {b}" for b in groups)

    lines = [f"{name} = 1" for name in (*CONSTANTS, *SERIES)]
    stages = range(STAGES)
    lines += [
        "going = free + (1 - free) * MAX(kept starts, approval)",
        f"backlog ordered = {total('backlog b')}",
        f"pipeline = {' + '.join(f'stage {s}' for s in stages)}",
        "waiting = MAX(backlog ordered - stock - pipeline, 0)",
        "wish = (supply * grown * days + waiting * (1 - EXP(-days / (7 * hurry weeks)))) * going",
        "started = wish * MIN(1, capacity * days / MAX(wish, 1e-300))",
        "booked = started + MAX(output * grown * obligation days - obligations, 0) * (1 - EXP(-days / lead)) * going",
        f"stays = lead / (days * {STAGES})",
        "leaves = 1 - EXP(-1 / stays)",
        "through = 1 - leaves * stays",
        "moved 0 = leaves * stage 0 + through * started",
        *(f"moved {s} = leaves * stage {s} + through * moved {s - 1}" for s in stages[1:]),
        f"made = moved {STAGES - 1}",
        f"served = MIN(1, (stock + made / 2) / MAX(backlog ordered, {NONE}))",
        "free leaves = 1 - EXP(-pace * days / ship days * free)",
        "licensed leaves = 1 - EXP(-pace * days / ship days * licensable)",
        f"delivered = {total('delivered')}",
        "elsewhere = (stock + made - delivered) * (1 - EXP(-elsewhere rate * (1 - free) * days))",
        "stock left = stock + made - delivered - elsewhere",
        "pipeline left = pipeline + started - made",
        "obligations left = obligations + booked - started",
        "exposed = stock left + obligations left + pipeline left",
        "closing = MAX(shut - was shut, 0)",
        f"release = charged * (delivered + elsewhere) / MAX(exposed + delivered + elsewhere, {NONE})",
        "charge = MAX(exposed * cost * not reusable - charged, 0) * closing",
        "other use = (1 - not reusable) * closing",
        "stock = INTEG(made - delivered - elsewhere, stock start)",
        "obligations = INTEG(booked - started - obligations left * other use, obligations start)",
        "charged = INTEG(charge - release, 0)",
        "was shut = INTEG(shut - was shut, shut start)",
        "shut start = 0",
        *(
            f"stage {s} = INTEG({'started' if s == 0 else f'moved {s - 1}'} - moved {s} - left {s} * other use, stage start {s})"
            for s in stages
        ),
        *(
            f"left {s} = stage {s} + {'started' if s == 0 else f'moved {s - 1}'} - moved {s}"
            for s in stages
        ),
        "all delivered = INTEG(delivered, 0)",
        "all made = INTEG(made, 0)",
        "all charge = INTEG(charge, 0)",
        "all release = INTEG(release, 0)",
        "all elsewhere = INTEG(elsewhere, 0)",
        "days = 7",
    ]
    for b in groups:
        lines += _of_group(b)
    lines += ["INITIAL TIME = 0", "FINAL TIME = 104", "TIME STEP = 1", "SAVEPER = 1"]
    return "{UTF-8}\n" + "\n".join(f"{line} ~~|" for line in lines) + "\n"


def _of_group(b: int) -> list[str]:
    return [
        *(
            f"{name} {b} = 1"
            for name in ("need", "cover", "backlog start", "willing", "taken before")
        ),
        f"kept {b} = MIN(1, willing {b} / MAX(taken before {b}, {NONE}))",
        f"cancelled {b} = backlog {b} * (1 - kept {b})",
        f"wants {b} = need {b} * grown",
        f"gap {b} = MAX(wants {b} * (cover {b} + fear) - hand {b} - backlog {b} + cancelled {b}, 0)",
        f"ordered {b} = (wants {b} * days + gap {b} * (1 - EXP(-days / (7 * order weeks)))) * willing {b} * hope",
        f"used {b} = MIN(hand {b}, wants {b} * days)",
        f"backlog b {b} = backlog {b} - cancelled {b} + ordered {b}",
        f"freely {b} = backlog b {b} * served * free leaves",
        f"asked {b} = IF THEN ELSE(licensable > 0, MAX(applied {b}, under {b} + backlog b {b}), applied {b})",
        f"granted {b} = MAX(asked {b} * approval - issued {b}, 0) * (1 - EXP(-days * desk * licensable / license days))",
        f"agreed {b} = IF THEN ELSE(licensable > 0, (issued {b} + granted {b} - settled {b}) * (1 - EXP(-days / terms days)), 0)",
        f"lawful {b} = IF THEN ELSE(licensable > 0, MIN((backlog b {b} - freely {b}) * served * licensed leaves, MAX(settled {b} + agreed {b} - under {b}, 0)), 0)",
        f"delivered {b} = freely {b} + lawful {b}",
        f"backlog {b} = INTEG(ordered {b} - cancelled {b} - delivered {b}, backlog start {b})",
        f"hand {b} = INTEG(delivered {b} - used {b}, 0)",
        f"applied {b} = INTEG(asked {b} - applied {b}, 0)",
        f"issued {b} = INTEG(granted {b}, 0)",
        f"settled {b} = INTEG(agreed {b}, 0)",
        f"under {b} = INTEG(lawful {b}, 0)",
    ]


class PysdModel:
    """The model in PySD, with one draw after another put in."""

    def __init__(self, folder: Path, buyers: int) -> None:
        import pysd

        path = folder / "market.mdl"
        path.write_text(equations(buyers), "utf-8")
        self.model, self.buyers = pysd.read_vensim(str(path)), buyers

    def run(self, given: dict[str, Any], names: dict[str, str]) -> dict[str, float]:
        """The sums of one draw; `names` are the model's stocks by the names of our flows."""
        with warnings.catch_warnings():  # that a constant becomes a series, which is meant
            warnings.simplefilter("ignore")
            found = self.model.run(
                params=given, return_columns=list(names.values()), return_timestamps=[104]
            )
        return {ours: float(found[theirs].iloc[-1]) for ours, theirs in names.items()}


def given_of(inputs: Any, moments: list[Any], draw: int) -> dict[str, Any]:
    """One draw of the first product as the parameters of the model."""
    buyers = inputs.need.shape[1]
    own = {name.replace("_", " "): float(values[draw]) for name, values in inputs.own.items()}
    one = {
        "supply": inputs.supply, "output": inputs.output, "lead": inputs.lead_days, "ship days": inputs.ship_days,
        "obligation days": inputs.obligation_days, "kept starts": inputs.kept_starts, "elsewhere rate": inputs.elsewhere,
        "capacity": inputs.capacity, "price": inputs.price_usd, "cost": inputs.cost_usd, "not reusable": inputs.not_reusable,
    }  # fmt: skip
    given: dict[str, Any] = {name: float(values[0, draw]) for name, values in one.items()}
    given |= {
        name: own[name] for name in ("order weeks", "hurry weeks", "license days", "terms days")
    }
    made = float(inputs.output[0, draw] * inputs.in_production[0, draw])
    given["stock start"] = made * given["ship days"]
    given["obligations start"] = made * given["obligation days"]
    for stage in range(STAGES):
        later = (STAGES - 1 - stage) / STAGES * given["lead"] / 91
        given[f"stage start {stage}"] = (
            made * float(inputs.growth[0, draw]) ** later * given["lead"] / STAGES
        )
    for b in range(buyers):
        given[f"need {b}"] = float(inputs.need[0, b, draw])
        given[f"cover {b}"] = float(inputs.cover[b, draw])
        given[f"backlog start {b}"] = given[f"need {b}"] * float(inputs.backlog_days[0, draw])
    return given | _series(moments, draw, buyers)


def _series(moments: list[Any], draw: int, buyers: int) -> dict[str, Any]:
    def series(values: list[float]) -> Any:
        return pd.Series([*values, values[-1]], index=range(len(values) + 1))

    def at(array: Any, *place: int) -> float:
        row = np.asarray(array)[place]
        return float(row[draw if row.size > 1 else 0])

    found = {
        name: series([at(getattr(m, name), 0) for m in moments])
        for name in ("grown", "pace", "shut", "hope", "fear", "approval", "desk")
    }
    found |= {
        name: series([at(getattr(m, name), 0, 0) for m in moments])
        for name in ("free", "licensable")
    }
    for b in range(buyers):
        willing = [at(m.willing, 0, min(b, m.willing.shape[1] - 1)) for m in moments]
        found[f"willing {b}"] = series(willing)
        found[f"taken before {b}"] = series([1.0, *willing[:-1]])
    return found

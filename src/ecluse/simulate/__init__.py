"""Markets over time: what a law, a notice, a license, a fee lets through, as ranges over draws.

Belongs here: stocks and flows of a market, the dated acts that move them, what is not known as
priors with sources, and what a change of law does to what can be bought. Does not: what the law
says (determine), the answers of two laws (compare).
Always true: the law drives the gate; a gate that nobody can tell lets nothing through; units and
dollars are conserved at every step; the same draws stand on both sides of an effect.

numpy is imported only when something here is used; install it with `pip install
"ecluse[simulate]"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ecluse.inference.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.simulate.ask import Question, SideOfLaw, Simulation, settings_of, simulate
    from ecluse.simulate.check import check_markets
    from ecluse.simulate.effect_to_answer import effect_answer
    from ecluse.simulate.law_impact import Impact, impact
    from ecluse.simulate.levers import Lever, levers_of
    from ecluse.simulate.pull import Effect, effect_of
    from ecluse.simulate.read_market import Market, market_names, open_market
    from ecluse.simulate.result import SimulationAnswer
    from ecluse.simulate.sensitivity import plan_sensitivity, prior_shares
    from ecluse.simulate.to_answer import answer

_HOMES = {
    "Impact": "law_impact",
    "Effect": "pull",
    "Lever": "levers",
    "Market": "read_market",
    "Question": "ask",
    "SideOfLaw": "ask",
    "Simulation": "ask",
    "SimulationAnswer": "result",
    "answer": "to_answer",
    "check_markets": "check",
    "impact": "law_impact",
    "effect_answer": "effect_to_answer",
    "effect_of": "pull",
    "levers_of": "levers",
    "market_names": "read_market",
    "open_market": "read_market",
    "plan_sensitivity": "sensitivity",
    "prior_shares": "sensitivity",
    "settings_of": "ask",
    "simulate": "ask",
}
__all__ = [
    "Effect",
    "Impact",
    "Lever",
    "Market",
    "Question",
    "SideOfLaw",
    "Simulation",
    "SimulationAnswer",
    "answer",
    "check_markets",
    "effect_answer",
    "effect_of",
    "impact",
    "levers_of",
    "market_names",
    "open_market",
    "plan_sensitivity",
    "prior_shares",
    "settings_of",
    "simulate",
]
__getattr__ = on_demand(__name__, _HOMES, "simulate")

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

from ecluse.on_demand import on_demand

if TYPE_CHECKING:
    from ecluse.simulate.ask import Question, SideOfLaw, Simulation, settings_of, simulate
    from ecluse.simulate.beside import Beside, answer_with
    from ecluse.simulate.check import check_markets
    from ecluse.simulate.effect_to_answer import effect_answer
    from ecluse.simulate.law_impact import Impact, impact
    from ecluse.simulate.levers import Lever, levers_of
    from ecluse.simulate.outcomes import read_outcomes
    from ecluse.simulate.own_book import read_own_book
    from ecluse.simulate.pull import Effect, effect_of
    from ecluse.simulate.read_market import Market, market_names, open_market
    from ecluse.simulate.result import SimulationAnswer
    from ecluse.simulate.score_answer import ScoreAnswer
    from ecluse.simulate.score_log import record_scoring
    from ecluse.simulate.score_market import score
    from ecluse.simulate.score_run import BackTest
    from ecluse.simulate.sensitivity import plan_sensitivity, prior_shares
    from ecluse.simulate.supply import chips_made
    from ecluse.simulate.targets import targets_of
    from ecluse.simulate.to_answer import answer
    from ecluse.simulate.to_file import write_simulation
    from ecluse.simulate.why import why_asked, why_of

_HOMES = {
    "BackTest": "score_run",
    "Beside": "beside",
    "Effect": "pull",
    "Impact": "law_impact",
    "Lever": "levers",
    "Market": "read_market",
    "Question": "ask",
    "ScoreAnswer": "score_answer",
    "SideOfLaw": "ask",
    "Simulation": "ask",
    "SimulationAnswer": "result",
    "answer": "to_answer",
    "answer_with": "beside",
    "check_markets": "check",
    "chips_made": "supply",
    "effect_answer": "effect_to_answer",
    "effect_of": "pull",
    "impact": "law_impact",
    "levers_of": "levers",
    "market_names": "read_market",
    "open_market": "read_market",
    "plan_sensitivity": "sensitivity",
    "prior_shares": "sensitivity",
    "read_outcomes": "outcomes",
    "read_own_book": "own_book",
    "record_scoring": "score_log",
    "score": "score_market",
    "settings_of": "ask",
    "simulate": "ask",
    "targets_of": "targets",
    "why_asked": "why",
    "why_of": "why",
    "write_simulation": "to_file",
}
__all__ = [
    "BackTest",
    "Beside",
    "Effect",
    "Impact",
    "Lever",
    "Market",
    "Question",
    "ScoreAnswer",
    "SideOfLaw",
    "Simulation",
    "SimulationAnswer",
    "answer",
    "answer_with",
    "check_markets",
    "chips_made",
    "effect_answer",
    "effect_of",
    "impact",
    "levers_of",
    "market_names",
    "open_market",
    "plan_sensitivity",
    "prior_shares",
    "read_outcomes",
    "read_own_book",
    "record_scoring",
    "score",
    "settings_of",
    "simulate",
    "targets_of",
    "why_asked",
    "why_of",
    "write_simulation",
]
__getattr__ = on_demand(__name__, _HOMES, "simulate")

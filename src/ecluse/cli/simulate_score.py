"""`ecluse simulate score`: how well a market's ranges told what came.

Belongs here: its options. Does not: scoring (simulate), or its tables (simulate_score_table).
Always true: a scoring is recorded before it is printed; numpy is imported only when it is run.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.forms import print_data
from ecluse.cli.options import TableOptions
from ecluse.cli.progress import ProgressBar
from ecluse.cli.ranges import Draws, Seed
from ecluse.cli.session import library

if TYPE_CHECKING:
    from ecluse.simulate.score_answer import ScoreAnswer
    from ecluse.simulate.score_run import BackTest
    from ecluse.simulate.targets import Targets


def simulate_score(
    market: Annotated[str, Parameter(completer=completion.markets)],
    /,
    *,
    outcomes: Path,
    destination: Literal["acts", "hazard", "open"] = "acts",
    draws: Draws = 1000,
    seed: Seed = 1,
    log: Path | None = None,
    table: TableOptions = TableOptions(),
) -> None:
    """Score a market's ranges on outcomes from outside, seen from its cut-off day.

    Each scoring adds a line to a record, with the hash of the priors: few are allowed.

    Args:
        market: The name of a market, or a YAML file of one.
        outcomes: A CSV file with the columns series, period, value, unit.
        destination: Whether the destination's own acts count: its dated acts, a refusal on a drawn
            day, or none.
        draws: How many draws of what is not known; 2 to 1,000,000.
        seed: Of the draws.
        log: The record to which a line is added; one of your own data folder where left out.
    """
    from ecluse.simulate.score_log import check_log, record_scoring, score_log
    from ecluse.simulate.score_run import BackTest

    test = BackTest(destination=destination, draws=draws, seed=seed)
    path = log or score_log()
    check_log(path)
    found, targets = _scored(market, outcomes, test, table.lang)
    record_scoring(path, found)
    said = replace(found, log=str(path))
    if not print_data(said, table, "targets"):
        from ecluse.cli.simulate_score_table import print_score

        print_score(said, targets, table.lang)


def _scored(market: str, outcomes: Path, test: BackTest, lang: str) -> tuple[ScoreAnswer, Targets]:
    """The score, and the targets that it is of."""
    from ecluse.simulate.outcomes import read_outcomes
    from ecluse.simulate.read_market import open_market
    from ecluse.simulate.score_market import score
    from ecluse.simulate.targets import targets_of

    data = library()
    opened = open_market(market, data)
    targets = targets_of(opened, data)
    came = read_outcomes(outcomes, targets.all)
    today = datetime.now().astimezone().date()
    with ProgressBar(lang) as bar:
        progress = partial(bar.tell, "draws")
        found = score(opened, data, targets, came, test, on=today, lang=lang, progress=progress)
    return found, targets

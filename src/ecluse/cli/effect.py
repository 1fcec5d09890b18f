"""`ecluse effect`: what several levers do to a market, together and each.

Belongs here: its options. Does not: running anything (simulate), or its tables (effect_table).
Always true: numpy is imported only when a market is run.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.forms import print_data
from ecluse.cli.options import ScenarioName, TableOptions, option_group
from ecluse.cli.progress import ProgressBar
from ecluse.cli.sensitivity_option import SensitivityOptions, check_installed, sensitivity_of
from ecluse.cli.session import library
from ecluse.cli.simulate import RECORD, SideNames, ToldOptions, WorldOptions, question_of
from ecluse.cli.simulate_plot import check_plot, draw_plot

if TYPE_CHECKING:
    from ecluse.simulate.result import SimulationAnswer


@option_group
class GroundOptions:
    """What the levers are pulled in.

    Args:
        in_: The name of a market, or a YAML file of one.
        versus: What the effect is measured against: a scenario, or `record`.
    """

    in_: Annotated[str, Parameter(name="--in", completer=completion.markets)]
    versus: ScenarioName = RECORD

    def files(self, levers: tuple[str, ...]) -> list[tuple[str, str | None]]:
        """What is read by a name that may be a file's."""
        pulled = [("a lever", lever) for lever in levers]
        return [("the market", self.in_), ("the scenario", self.versus), *pulled]


def effect(
    *levers: Annotated[str, Parameter(completer=completion.scenarios)],
    ground: GroundOptions,
    world: WorldOptions = WorldOptions(),
    told: ToldOptions = ToldOptions(),
    moves: SensitivityOptions = SensitivityOptions(),
    plot: Path | None = None,
    force: bool = False,
    table: TableOptions = TableOptions(),
) -> None:
    """What scenarios and other levers change in a market, and which of them does how much of it.

    All are run with the same draws, in every combination: a lever's share (Shapley) is the mean of
    what it adds over all orders in which they can be pulled.

    Args:
        levers: One to six: a scenario file or the name of a shipped one, destination=open (acts,
            hazard), or PRIOR=VALUE.
        plot: Also draw it to this file: .svg; .png or .pdf with the extra `brief`.
        force: Let it replace a file that ecluse did not write.
    """
    check_installed(moves)
    check_plot(plot, ground.files(levers), force=force)
    said = _answer(levers, ground, world, told, moves, table.lang)
    draw_plot(said, plot, table.lang, force=force)
    if not print_data(said, table, "attribution"):
        from ecluse.cli.effect_table import print_effect

        print_effect(said, table.lang)


def _answer(
    levers: tuple[str, ...],
    ground: GroundOptions,
    world: WorldOptions,
    told: ToldOptions,
    moves: SensitivityOptions,
    lang: str,
) -> SimulationAnswer:
    """Pull the levers."""
    from ecluse.simulate.effect_to_answer import effect_answer
    from ecluse.simulate.levers import levers_of
    from ecluse.simulate.pull import effect_of
    from ecluse.simulate.read_market import open_market

    data = library()
    market = open_market(ground.in_, data)
    pulled = levers_of(levers, market, data, "LEVERS")
    question = question_of(market, data, SideNames(versus=ground.versus), world, told)
    with ProgressBar(lang) as bar:
        found = effect_of(market, data, pulled, question, where="LEVERS", progress=bar.tell)
        rows = sensitivity_of(found.simulation, moves, bar, lang)
    return replace(effect_answer(found, data, lang), sensitivity=rows)

"""`ecluse simulate`: a market over time, as ranges.

Belongs here: its options. Does not: running anything (simulate), or its tables (simulate_table).
Always true: numpy is imported only when a market is run.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.ending import ANSWERED
from ecluse.cli.forms import print_data
from ecluse.cli.options import ScenarioName, TableOptions, option_group
from ecluse.cli.progress import ProgressBar
from ecluse.cli.ranges import Draws, Seed
from ecluse.cli.sensitivity_option import SensitivityOptions, check_installed, sensitivity_of
from ecluse.cli.session import day_if_given, library, register_of
from ecluse.cli.simulate_beside import BesideOptions, run_again
from ecluse.cli.simulate_plot import check_plot, draw_plot
from ecluse.errors import InputError
from ecluse.law.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from ecluse.simulate.ask import Question, SideOfLaw
    from ecluse.simulate.read_market import Market
    from ecluse.simulate.result import SimulationAnswer

RECORD = "record"  # the law as it is on record, where a scenario could be named


@option_group
class SideNames:
    """Which law the world is run under.

    Args:
        scenario: A scenario file, or the name of a shipped one; the law on record where left out.
        versus: What the effect is measured against: a scenario, or `record`.
    """

    scenario: ScenarioName = None
    versus: ScenarioName = None


@option_group
class WorldOptions:
    """Which world is run, and how often.

    Args:
        destination: Whether the destination's own acts count: its dated acts, a refusal on a drawn
            day, or none.
        known: Law, acts and priors published by this day, YYYY-MM-DD; everything where left out.
        set: PRIOR=VALUE, or PRIOR=p50 for a percentile; may be repeated.
        draws: How many draws of what is not known; 2 to 1,000,000.
        seed: Of the draws.
    """

    destination: Literal["acts", "hazard", "open"] = "acts"
    known: str | None = None
    set: Annotated[list[str] | None, Parameter(negative=(), consume_multiple=False)] = None
    draws: Draws = 1000
    seed: Seed = 1


@option_group
class ToldOptions:
    """Which periods and measures are told.

    Args:
        from_: The first day that is told, YYYY-MM-DD; the market's first where left out.
        until: The last day; the market's last where left out.
        by: The periods that are told.
        show: Measures, joined by commas, such as chips,tpp,revenue, or share,supply by source.
        by_buyer: Tell chips, compute, revenue and backlog by group of buyers too.
    """

    from_: Annotated[str | None, Parameter(name="--from")] = None
    until: str | None = None
    by: Literal["week", "quarter", "year"] = "quarter"
    show: str | None = None
    by_buyer: Annotated[bool, Parameter(negative=())] = False


_TOLD, _SIDES, _WORLD, _MOVES = ToldOptions(), SideNames(), WorldOptions(), SensitivityOptions()
_BESIDE = BesideOptions()


def simulate(
    market: Annotated[str, Parameter(completer=completion.markets)],
    /,
    *,
    told: ToldOptions = _TOLD,
    sides: SideNames = _SIDES,
    world: WorldOptions = _WORLD,
    moves: SensitivityOptions = _MOVES,
    asked: BesideOptions = _BESIDE,
    table: TableOptions = TableOptions(),
) -> int:
    """What a rule, a notice, a license or a fee lets through over time, as ranges over draws.

    Args:
        market: The name of a market, or a YAML file of one.
    """
    from ecluse.simulate.beside import work_out
    from ecluse.simulate.read_market import open_market

    if asked.replay is not None:
        return _again(asked.replay, market, (told, sides, world, moves), asked, table)
    _check_moves(moves, asked)
    beside = asked.beside()
    check_plot(asked.plot, _read(market, sides), force=asked.force)
    data = library()
    opened = open_market(market, data)
    with ProgressBar(table.lang) as bar:
        question = question_of(opened, data, sides, world, told)
        worked = work_out(opened, data, question, beside, progress=partial(bar.tell, "draws"))
        shares = sensitivity_of(worked.found, moves, bar, table.lang)
        said = replace(worked.answer(data, table.lang), sensitivity=shares)
    _give(said, asked, table)
    return ANSWERED


def _read(market: str, sides: SideNames) -> list[tuple[str, str | None]]:
    """What is read by a name that may be a file's."""
    scenarios = (sides.scenario, sides.versus)
    return [("the market", market), *(("the scenario", name) for name in scenarios)]


def _give(said: SimulationAnswer, asked: BesideOptions, table: TableOptions) -> None:
    """Write and draw the answer where that is wanted, and print it."""
    asked.write(said, table.form, table.lang)
    draw_plot(said, asked.plot, table.lang, force=asked.force)
    if table.form == "text":
        from ecluse.cli.simulate_table import print_simulation

        print_simulation(said, table.lang)
    else:
        from ecluse.simulate.to_file import rows_to_tell

        print_data(said, table, rows_to_tell(said))


def _check_moves(moves: SensitivityOptions, asked: BesideOptions) -> None:
    """Refuse to say what moves a number of a book: each run would need the book too."""
    check_installed(moves)
    if moves.asked and asked.orders is not None:
        what = "which prior moves an answer is told of the market's own demand, not of a book's"
        raise InputError(what, "--sensitivity", "leave out --orders, or ask for it alone")


def _again(
    path: Path,
    market: str,
    others: tuple[object, ...],
    asked: BesideOptions,
    table: TableOptions,
) -> int:
    """Run a kept answer again; its file says everything but the market's name."""
    from ecluse.simulate.read_market import open_market

    if (*others, replace(asked, replay=None)) != (_TOLD, _SIDES, _WORLD, _MOVES, _BESIDE):
        what = "an answer that is run again takes its options from its file"
        raise InputError(what, "--replay", "leave out all others but --json, --format and --lang")
    data = library()
    with ProgressBar(table.lang) as bar:
        laws = partial(_side, data=data, flag="--replay")
        progress = partial(bar.tell, "draws")
        return run_again(path, open_market(market, data), data, laws, table, progress)


def question_of(
    market: Market, data: Library, sides: SideNames, world: WorldOptions, told: ToldOptions
) -> Question:
    """The checked question that the words of a command line ask."""
    from ecluse.simulate.ask import Question, settings_of
    from ecluse.simulate.ground import check_said_once
    from ecluse.simulate.measure import USUAL, measures_named

    check_said_once(world.set or (), "--set")
    settings = settings_of(world.set or (), market, "--set")
    show = told.show
    return Question(
        scenario=_side(sides.scenario, data, "--scenario"),
        versus=None if sides.versus is None else _side(sides.versus, data, "--versus"),
        destination=world.destination,
        known=day_if_given(world.known, data, "--known"),
        settings=settings,
        draws=world.draws,
        seed=world.seed,
        by=told.by,
        show=USUAL if show is None else measures_named(show.replace(" ", "").split(","), "--show"),
        by_buyer=told.by_buyer,
        since=day_if_given(told.from_, data, "--from"),
        until=day_if_given(told.until, data, "--until"),
    )


def _side(name: str | None, data: Library, flag: str) -> SideOfLaw:
    from ecluse.simulate.ask import SideOfLaw

    if name in (None, RECORD):
        return SideOfLaw()
    return SideOfLaw(name=name, register=register_of(name, data, flag))

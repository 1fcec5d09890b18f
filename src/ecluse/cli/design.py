"""`ecluse design`: the best chip that a law lets through.

Belongs here: its options and their ranges. Does not: the search (design), or its tables
(design_table).
Always true: a number out of its range is refused before the search begins.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from ecluse.cli.forms import print_data
from ecluse.cli.options import Country, Given, LawOptions, TableOptions, option_group
from ecluse.cli.plot import check_plot
from ecluse.cli.progress import ProgressBar
from ecluse.cli.ranges import Dies, Dollars, Doubling, Link, Share, Stacks, Watts
from ecluse.cli.session import day_of, given_of, law_of, library
from ecluse.cli.work_options import Wanted, WorkOptions
from ecluse.law.data_home import data_folder
from ecluse.law.library import Library
from ecluse.law.register import Law

if TYPE_CHECKING:
    from ecluse.design.answer import DesignAnswer
    from ecluse.design.objective import Task
    from ecluse.design.report import DesignReport
    from ecluse.design.space import Space
    from ecluse.determine.case import CaseFacts

Objective = Literal["serve", "decode", "prefill", "latency", "perf-per-cost"]


@option_group
class SpaceOptions:
    """The chips that could be made.

    Args:
        process: Process class in nanometers: 7, 5 or 3.
        memory: Memory stacks: HBM2E, HBM3 or HBM3E.
        dies: Logic dies at most; 1 to 16.
        stacks: Memory stacks at most; GH100 has interfaces for six; 1 to 16.
        link: Bandwidth of the links between chips at most, GB/s, both directions; 0 to 10,000.
        watts: Power at most; 1 to 100,000.
        dollars: Cost to make at most; any where left out; 0.01 to 1,000,000,000.
        per_doubling: Points of the TPP axis per doubling; 1 to 64.
    """

    process: int = 5
    memory: str = "HBM3"
    dies: Dies = 1
    stacks: Stacks = 6
    link: Link = 900
    watts: Watts = 700.0
    dollars: Dollars | None = None
    per_doubling: Doubling = 4

    def space(self) -> Space:
        """The space of designs.

        Raises:
            InputError, ModelError: There is no such process or memory.
        """
        from ecluse.design.space import space_of

        space = space_of(
            nm=self.process,
            memory=self.memory,
            dies=self.dies,
            stacks=self.stacks,
            link=self.link,
            watts=self.watts,
            dollars=self.dollars,
            folder=data_folder(),
        )
        return replace(space, per_doubling=self.per_doubling)


@option_group
class SearchOptions:
    """What is searched for.

    Args:
        objective: What to search by: both phases together, decode, prefill, one request's latency,
            or output per cost to make.
        outcome: What a design must be free to: no license (nlr), an exception, a license reviewed
            case by case with everything shown that it asks for, or any.
        tolerance: How close the bound is to come, as a share; 0 to 0.999.
        exporter: Who exports; letters bind those whom they were sent to.
        datacenter: Whether the chip is designed or marketed for datacenters.
        given: FACT=VALUE, any other fact of the shipment; may be repeated.
    """

    objective: Objective = "serve"
    outcome: Wanted = "nlr"
    tolerance: Share = 0.005
    exporter: str = "NVIDIA"
    datacenter: Annotated[bool, Parameter(negative="--no-datacenter")] = True
    given: Given = None


def design(
    *,
    to: Country,
    model: str = "Llama-3.1-70B",
    on: str | None = None,
    law: LawOptions = LawOptions(),
    search: SearchOptions = SearchOptions(),
    space: SpaceOptions = SpaceOptions(),
    work: WorkOptions = WorkOptions(),
    plot: Path | None = None,
    force: bool = False,
    table: TableOptions = TableOptions(),
) -> None:
    """The best chip design that the law of a day lets through to a destination, and what binds it.

    Every point of the space is looked at, then what lies between the points is bounded: no design
    of the space is better than the bound that is printed. It is arithmetic on public figures, not a
    product that anybody has made.

    Args:
        to: Destination: ISO 3166 code or country name.
        model: The language model that the chip is to run; `ecluse infer` names them all.
        on: The day, YYYY-MM-DD; today where left out.
        plot: Draw the designs, the front and catalogue chips beside it to this file (.svg or .png;
            needs the extra `plot`).
        force: Replace a file that ecluse did not write.
    """
    check_plot(plot, [("the model", model), ("the scenario", law.scenario)], force=force)
    from ecluse.design.report import report

    data = library()
    in_force = law_of(day_of(on, data, "--on"), law, data)
    chips, task = space.space(), work.task(model)
    case = _case(data, in_force, to, search)
    found = _search(chips, task, case, search, table.lang)
    answer = report(found, task, case.shipment, law.scenario)
    if plot is not None:
        _draw(found, answer, plot, table.lang, force=force)
    if not print_data(answer, table, "products"):
        from ecluse.cli.design_table import print_design

        print_design(found, answer, table.lang)


def _case(library: Library, law: Law, to: str, search: SearchOptions) -> CaseFacts:
    """The shipment that a design would be."""
    from ecluse.design.answer import case_of

    return case_of(
        library,
        law,
        to=library.countries.code(to, "--to"),
        exporter=search.exporter,
        datacenter=search.datacenter,
        given=given_of(search.given, library),
    )


def _search(
    space: Space, task: Task, case: CaseFacts, search: SearchOptions, lang: str
) -> DesignAnswer:
    from ecluse.design.answer import best_designs

    with ProgressBar(lang) as bar:
        return best_designs(
            space,
            task,
            case,
            objective=search.objective,
            wanted=search.outcome,
            tolerance=search.tolerance,
            progress=partial(bar.tell, "designs"),
            folder=data_folder(),
        )


def _draw(found: DesignAnswer, answer: DesignReport, plot: Path, lang: str, *, force: bool) -> None:
    from ecluse.design.draw import plot_designs

    law = f"law of {answer.on} to {answer.to}, outcome {answer.wanted}"
    title = f"{answer.model} on {answer.layout}, {law}"
    plot_designs(found, plot, title=title, force=force, lang=lang)

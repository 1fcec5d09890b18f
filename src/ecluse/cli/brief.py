"""The commands of `ecluse brief`: an answer, a day, a measure, a story, a book, a chip at work or a
market, in one minute.

Belongs here: their options and exit statuses. Does not: answering (the rooms below), making a brief
(brief), or where it goes (brief_out).
Always true: each asks the very question that the command of its answer asks with the same words
(check, diff, timeline, orders, compare, simulate question).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.chip import chip_of, model_of
from ecluse.cli.ending import status_of_answers
from ecluse.cli.options import (
    CaseOptions,
    Country,
    ItemName,
    LawOptions,
    ReadingName,
    ShipmentOptions,
)
from ecluse.cli.plot import files_of
from ecluse.cli.progress import ProgressBar
from ecluse.cli.ranges import Chips, Draws, Seed
from ecluse.cli.session import (
    Session,
    day_if_given,
    day_of,
    item_of,
    known_of,
    law_of,
    library,
    library_of,
    register_of,
    scenario_named,
    scenario_of,
    shipment_of,
)
from ecluse.law.data_home import data_folder
from ecluse.law.measure import Reading

if TYPE_CHECKING:
    from ecluse.determine.determination import Determination
    from ecluse.law.scenario import Scenario

_BRIEF = BriefOptions()


def _named(
    found: Determination, item: str, scenario: Scenario | None, law: LawOptions
) -> dict[str, str | None]:
    """How the item and the scenario of an answer were named, by what they are called."""
    of_the_law = {} if scenario is None else {scenario.scenario: law.scenario}
    return {found.shipment.item.name: item, **of_the_law}


def check(
    item: ItemName,
    /,
    *,
    case: CaseOptions = CaseOptions(),
    strict: bool = False,
    brief: BriefOptions = _BRIEF,
) -> int:
    """One minute on one answer: may ITEM ship there on that day, and why?

    Exit status: 0 answered (whatever the answer), 2 bad input, 3 undetermined.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        strict: Take nothing for granted.
    """
    from ecluse.brief.check import check_brief

    brief.check(files_of([("the item", item), ("the scenario", case.law.scenario)]))
    session = Session.open(case)
    found = session.determination(item, strict=strict)
    scenario = scenario_of(case.law.scenario, session.library)
    terms = brief.terms(session.library, _named(found, item, scenario, case.law))
    give(check_brief(found, terms, scenario=scenario), brief)
    return status_of_answers(found)


def day(
    day: str,
    /,
    *,
    to: Country | None = None,
    reading: ReadingName = "enforced",
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on what changed on DAY: which act, how many answers, which provisions.

    Args:
        day: The day of the law, YYYY-MM-DD; it is compared with the day before.
        to: For one destination alone: ISO 3166 code or country name.
        reading: The law as its text stands, or as the agency says that it enforces it.
    """
    from ecluse.brief.day import day_brief

    brief.check()
    data = library()
    on = day_of(day, data, "command line")
    code = None if to is None else data.countries.code(to, "--to")
    give(day_brief(on, brief.terms(data), to=code, reading=reading), brief)


def measure(
    name: str,
    /,
    *,
    on: str | None = None,
    to: Country | None = None,
    reading: ReadingName = "enforced",
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on what a measure or a scenario changes: how many answers, which provisions.

    Args:
        name: A measure of the log, by its name or the end of it; or a scenario, shipped or a file.
        on: The day that is looked at. Of a measure, one on which a part of it begins, the last
            where left out; of a scenario, the first that it touches where left out.
        to: For one destination alone: ISO 3166 code or country name.
        reading: The law as its text stands, or as the agency says that it enforces it.
    """
    from ecluse.brief.measure import measure_brief
    from ecluse.brief.scenario import scenario_brief

    brief.check(files_of([("the scenario", name)]))
    data = library()
    code = None if to is None else data.countries.code(to, "--to")
    day = day_if_given(on, data, "--on")
    terms = brief.terms(data)
    if data.register.called(name):  # a name that is both is a measure's
        named = data.register.measure(name)
        made = measure_brief(named, terms, on=day, to=code, reading=reading)
    else:
        scenario = scenario_named(name, data, "command line")
        terms = brief.terms(data, {scenario.scenario: name})
        made = scenario_brief(scenario, terms, on=day, to=code, reading=reading)
    give(made, brief)


def story(
    item: ItemName,
    /,
    *,
    until: str | None = None,
    shipment: ShipmentOptions = ShipmentOptions(),
    law: LawOptions = LawOptions(),
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on a chip's story: the first answer, what changed it, and what holds.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        until: The last day of the story, YYYY-MM-DD; the last day on record where left out.
    """
    from ecluse.brief.story import story_brief
    from ecluse.determine.decide import determine

    brief.check(files_of([("the item", item), ("the scenario", law.scenario)]))
    data = library_of(shipment)
    last = data.data_as_of if until is None else day_of(until, data, "--until")
    case = shipment_of(item_of(item, data), last, shipment, data)
    found = determine(case, law_of(last, law, data), data)
    scenario = scenario_of(law.scenario, data)
    terms = brief.terms(data, _named(found, item, scenario, law))
    give(story_brief(found, terms, scenario=scenario), brief)


def book(
    file: str,
    /,
    *,
    on: str | None = None,
    columns: str | None = None,
    currency: Literal["EUR", "USD"] | None = None,
    law: LawOptions = LawOptions(),
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on an order book: lines and value by answer, what is open, what may go.

    Args:
        file: The book, in any form that `ecluse orders` reads; an answered book is answered anew.
        on: The ship date of every line, YYYY-MM-DD, for a book without dates.
        columns: Which column is which, where it is not found by its usual name.
        currency: The reader's currency: amounts stand in it beside the original, at the reference
            rate of the European Central Bank.
    """
    from ecluse.brief.book import book_brief
    from ecluse.orders.book import run_orders
    from ecluse.orders.column_pairs import read_pairs

    brief.check(files_of([("the book", file.partition("#")[0])]))
    data = library()
    day, scenario = day_if_given(on, data, "--on"), scenario_of(law.scenario, data)
    report = run_orders(
        file,
        library=data,
        register=register_of(law.scenario, data),
        on=day,
        known=known_of(law, data),
        reading=Reading(law.reading),
        lang=brief.lang,
        columns=read_pairs(columns),
    )
    terms = brief.terms(data, {} if scenario is None else {scenario.scenario: law.scenario})
    give(book_brief(report, terms, currency=currency, on=day), brief)


def use(
    item: ItemName,
    /,
    *,
    beside: ItemName,
    model: str,
    count: Chips = 8,
    case: CaseOptions = CaseOptions(),
    brief: BriefOptions = _BRIEF,
) -> int:
    """One minute on what a chip does for a language model, beside another, and on its answer.

    Exit status: 0 answered (whatever the answer), 2 bad input, 3 undetermined.

    Args:
        item: A catalogue name or alias, or a YAML file with an item's own figures.
        beside: The chip that stands beside it, named in the same way.
        model: A model's name, or a Hugging Face config.json file.
        count: Chips of each kind; 1 to 1,000,000.
    """
    from ecluse.brief.use import use_brief
    from ecluse.inference import compare

    named = [("the item", item), ("the chip beside it", beside), ("the model", model)]
    brief.check(files_of([*named, ("the scenario", case.law.scenario)]))
    session = Session.open(case)
    found = session.determination(item)
    chips = [chip_of(item), chip_of(beside)]
    compared = compare(chips, model_of(model), count=count, folder=data_folder())
    scenario = scenario_of(case.law.scenario, session.library)
    named_as = {chips[1].name: beside, compared.model: model}
    terms = brief.terms(session.library, named_as | _named(found, item, scenario, case.law))
    give(use_brief(compared, found, terms, scenario=scenario), brief)
    return status_of_answers(found)


def market(
    question: Annotated[str, Parameter(completer=completion.questions)],
    /,
    *,
    draws: Draws = 1000,
    seed: Seed = 1,
    brief: BriefOptions = _BRIEF,
) -> None:
    """One minute on a question about a market: what it comes to, whether supply binds, what would
    change the answer.

    Args:
        question: The name of a question, or a YAML file of one; `ecluse simulate question` lists
            them.
        draws: How many draws of what is not known; 2 to 1,000,000.
        seed: Of the draws.
    """
    from ecluse.brief.market import market_brief
    from ecluse.simulate.question_run import run_question
    from ecluse.simulate.read_question import open_question
    from ecluse.simulate.to_question_answer import question_answer

    brief.check(files_of([("the question", question)]))
    data = library()
    opened = open_question(question, data)
    with ProgressBar(brief.lang) as bar:
        progress = partial(bar.tell, "worlds")
        found = run_question(opened, data, draws=draws, seed=seed, progress=progress)
    answer = question_answer(found, brief.lang)
    give(market_brief(answer, opened, brief.terms(data, {answer.question: question})), brief)

"""`ecluse brief market`: a question about a market over time, in one minute.

Belongs here: its options. Does not: running the question (simulate), or making the brief (brief).
Always true: it asks the very question that `ecluse simulate question` asks with the same words.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from ecluse.cli import completion
from ecluse.cli.brief_out import BriefOptions, give
from ecluse.cli.plot import files_of
from ecluse.cli.progress import ProgressBar
from ecluse.cli.session import library
from ecluse.cli.simulate import Count, Seed

_BRIEF = BriefOptions()


def brief_market(
    question: Annotated[str, Parameter(completer=completion.questions)],
    /,
    *,
    draws: Count = 1000,
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
        found = run_question(
            opened, data, draws=draws, seed=seed, progress=partial(bar.tell, "worlds")
        )
    made = market_brief(question_answer(found, brief.lang), opened, brief.terms(data))
    give(made, brief)

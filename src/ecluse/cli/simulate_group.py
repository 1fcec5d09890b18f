"""`ecluse simulate` and what stands under it.

Belongs here: which commands stand under it. Does not: what they do.
Always true: `check` needs no numpy, and is imported only when it is run.
"""

from __future__ import annotations

from cyclopts import App

from ecluse.cli.simulate import simulate

group = App(
    name="simulate",
    help=(
        "What a rule, a notice, a license or a fee lets through over time, as ranges. Needs the "
        "extra `simulate`."
    ),
    result_action="return_value",
)
group.default(simulate)
group.command("ecluse.cli.simulate_score:simulate_score", name="score")
group.command("ecluse.cli.simulate_check:simulate_check", name="check")
group.command("ecluse.cli.simulate_question:simulate_question", name="question")

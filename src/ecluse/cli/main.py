"""`ecluse`: the commands, and how they end.

Belongs here: which commands there are. Does not: what they do, or how an error is told (ending).
Always true: a command's module is imported only when it is run.
"""

from __future__ import annotations

import sys

from cyclopts import App

from ecluse.cli.ending import STATUSES, end, status_of
from ecluse.cli.law import law as law_command
from ecluse.cli.screen import console


def _version() -> str:
    from importlib.metadata import version

    return version("ecluse")


app = App(
    name="ecluse",
    help="May this AI chip ship there, on that day, under which rule, by which license path, and why?\n\n"
    f"Not legal advice. Start with: ecluse check H20 --to China --on 2025-05-20\n\n{STATUSES}",
    version=_version,
    result_action="return_value",
    suppress_keyboard_interrupt=False,
)
COMMANDS = {
    "check": (
        "ecluse.cli.check:check",
        "May ITEM ship there on that day, under which rule, by which license path, and why?",
    ),
    "timeline": (
        "ecluse.cli.timeline:timeline",
        "How the answer for ITEM changed over time, and which measure changed it.",
    ),
    "orders": ("ecluse.cli.orders:orders", "Determine every line of an order book."),
    "diff": ("ecluse.cli.diff:diff", "What changes between two days, scenarios or data folders."),
    "remedy": (
        "ecluse.cli.remedy:remedy",
        "What would change the answer: the item, the law, or a license.",
    ),
    "infer": (
        "ecluse.cli.infer:infer",
        "What a chip does for a language model: throughput, latency, memory, energy, and why.",
    ),
    "compare": ("ecluse.cli.compare:compare", "Several chips side by side for a language model."),
    "impact": (
        "ecluse.cli.impact:impact",
        "What a change of law does to the best inference that can be bought at a destination.",
    ),
    "design": ("ecluse.cli.design:design", "The best chips that a law allows."),
    "chips": (
        "ecluse.cli.chips:chips",
        "The catalogue, with TPP, performance density and classification on a day.",
    ),
    "schema": (
        "ecluse.cli.schema:schema",
        "The JSON Schemas of all published answers and of the data files.",
    ),
    "facts": ("ecluse.cli.facts:facts", "Every fact that a rule may ask and --given can set."),
}
for name, (place, summary) in COMMANDS.items():
    # Given as text, so that `ecluse check` never pays for the rest.
    app.command(place, name=name, help=summary)

law = App(
    name="law",
    help="What is in force on a day, one provision's history, a check or a seal of all data files.",
    result_action="return_value",
)
law.default(law_command)
law.command("ecluse.cli.law_check:law_check", name="check")
law.command("ecluse.cli.law_seal:law_seal", name="seal")
app.command(law)
scenario = App(
    name="scenario",
    help="What a scenario file supposes, and what it touches.",
    result_action="return_value",
)
scenario.command("ecluse.cli.diff:scenario_check", name="check")
app.command(scenario)
data = App(
    name="data",
    help="Newer data for an installed copy: install an archive, show which data answer, go back.",
    result_action="return_value",
)
for name in ("install", "show", "rollback"):
    data.command(f"ecluse.cli.data:{name}", name=name)
app.command(data)
NAMES = (*COMMANDS, "law", "scenario", "data")
app.register_install_completion_command()


def run(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with its exit status."""
    sys.exit(end(lambda: _answer(arguments), NAMES))


def _standard(tokens: list[str]) -> list[str]:
    """`-` by the name of what it stands for, for it would be taken for an option: standard output
    after `--out`, else standard input.
    """
    before = ["", *tokens]
    names = {True: "/dev/stdout", False: "/dev/stdin"}
    return [
        names[last == "--out"] if token == "-" else token
        for last, token in zip(before, tokens, strict=False)
    ]


def status(arguments: list[str] | None = None) -> int:
    """Run one command in this process; its exit status."""
    return status_of(lambda: _answer(arguments), NAMES)


def _answer(arguments: list[str] | None) -> int:
    words = sys.argv[1:] if arguments is None else arguments
    # Help goes through our console too, which is imported for nothing else here.
    own = console() if not words or {"--help", "-h"} & set(words) else None
    result = app(_standard(words), exit_on_error=False, print_error=False, console=own)
    return result if isinstance(result, int) else 0

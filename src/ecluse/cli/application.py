"""The commands of `ecluse`.

Belongs here: which commands there are, and their line in `ecluse --help`. Does not: what they do.
Always true: a command's module is imported only when that command is run or asked for its help.
"""

from __future__ import annotations

from cyclopts import App, Parameter

from ecluse.cli.ending import STATUSES
from ecluse.cli.groups import GROUPED, group_of
from ecluse.cli.main import version

# No `--no-json` beside `--json`; a flag that is on says how it is put off.
PLAIN_FLAGS = Parameter(negative=())

COMMANDS = {
    "check": "May ITEM ship there on that day, under which rule, by which license path, and why?",
    "timeline": "How the answer for ITEM changed over time, and which measure changed it.",
    "orders": "Determine every line of an order book.",
    "diff": "What changes between two days, scenarios or data folders.",
    "remedy": "What would change the answer: the item, the law, or a license.",
    "infer": (
        "What a chip does for a language model: throughput, latency, memory, energy, and why. "
        "Needs the extra `inference`."
    ),
    "compare": "Several chips side by side for a language model. Needs the extra `inference`.",
    "impact": (
        "What a change of law does to the best inference that can be bought at a destination. "
        "Needs the extra `inference`."
    ),
    "effect": (
        "What scenarios and other levers change in a market over time, and which of them does how "
        "much of it. Needs the extra `simulate`."
    ),
    "design": "The best chips that a law allows. Needs the extra `inference`.",
    "content": (
        "Is what is made of these parts subject to the EAR there: de minimis and direct product "
        "rules?"
    ),
    "serve": "Pages and an HTTP API on this machine. Needs the extra `serve`.",
    "mcp": "Tools for assistants (Model Context Protocol). Needs the extra `mcp`.",
    "token": "A new token for a server that asks for one.",
    "chips": "The catalogue, with TPP, performance density and classification on a day.",
    "facts": "Every fact that a rule may ask and --given can set.",
    "schema": "The JSON Schemas of all published answers and of the data files.",
}
NAMES = (*COMMANDS, *GROUPED)


def make_app(*, overview: bool = False, listed: str | None = None) -> App:
    """The application with its commands, none of them imported but those of a listed group.

    Args:
        overview: For `ecluse --help`: each command has its one line, given as text so that no
            command is imported for it, and `--install-completion` is there. Without, a command's
            help is its whole manual.
        listed: The group whose help is asked for, each of its commands with its own line.
    """
    made = App(
        name="ecluse",
        help="May this AI chip ship there, on that day, under which rule, by which license path, "
        "and why?\n\n"
        f"Not legal advice. Start with: ecluse check H20 --to China --on 2025-05-20\n\n{STATUSES}",
        version=version,
        result_action="return_value",
        suppress_keyboard_interrupt=False,
        default_parameter=PLAIN_FLAGS,
    )
    for name, summary in COMMANDS.items():
        line = {"help": summary} if overview else {}
        made.command(f"ecluse.cli.{name}:{name}", name=name, **line)
    for name, (summary, *_) in GROUPED.items():
        if name == listed:
            made.command(group_of(name, whole=True))
        else:
            made.command(f"ecluse.cli.groups:{name}", name=name, help=summary)
    if overview:
        made.register_install_completion_command()
    return made


app = make_app()

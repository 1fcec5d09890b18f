"""The colors of the terminal: of an outcome, of a truth, of a list.

Belongs here: which style stands for what. Does not: any word (words), or the layout.
Always true: a color says nothing that a word or a mark does not say too.
"""

from __future__ import annotations

from ecluse.determine.verdict import Outcome
from ecluse.facts.truth import Truth

COLORS = {
    Outcome.NLR: "bold green",
    Outcome.EXCEPTION: "bold cyan",
    Outcome.LICENSE: "bold red",
    Outcome.NOT_SUBJECT: "bold",
    Outcome.UNDETERMINED: "bold yellow",
}
MARKS = {Truth.TRUE: ("●", "green"), Truth.FALSE: ("○", "dim"), Truth.UNKNOWN: ("?", "yellow")}

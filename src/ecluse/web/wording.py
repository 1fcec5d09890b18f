"""An error as a request is told it: without a command line's flags and commands, in the language
asked.

Belongs here: from the text that a room raised to the text that is sent. Does not: the texts
(words/problem.csv, words/refusal.csv).
Always true: what has no words of its own is told in English as it was raised; no mend names a
command of a terminal.
"""

from __future__ import annotations

import re

from ecluse.errors import MOST_TOLD, EcluseError
from ecluse.words.of_error import words_of

_ADDRESS = re.compile(r"/api/v1/(\w+)")
_COMMANDS = {"measures": "law"}
_ITEMS = re.compile(r"/api/v1/items (lists all|les liste tous)")
_MEASURES = re.compile(r" (?:and|et) /api/v1/measures (list|les liste)(?:nt)?")  # one command too
_SCENARIOS = re.compile(r"\s?; /api/v1/scenarios[^;]*")  # no command lists them
_SUBJECTS = ("problem.", "refusal.")
# What is left of a mend that names a command, and where the web has the same.
_ELSEWHERE = (
    (re.compile(r"`ecluse chips`"), "/api/v1/items"),
    (re.compile(r"`ecluse facts`"), "/api/v1/facts"),
    (re.compile(r"`ecluse law coverage`"), "/api/v1/coverage"),
    (re.compile(r"`ecluse law`"), "/api/v1/law"),
    (re.compile(r"`ecluse schema( \w+)?`"), "/api/v1/schemas"),
    (re.compile(r"`ecluse (\w+)[^`]*`"), r"/api/v1/\1"),
)


def reworded(error: EcluseError, lang: str) -> EcluseError:
    """The same error in the words of the web."""
    told = (*error.mistakes[:MOST_TOLD], error)
    for mistake in {id(each): each for each in told}.values():
        mistake.what = _said(mistake.what, lang)
        mistake.mend = _said(mistake.mend, lang)
    return error


def at_a_terminal(text: str, lang: str) -> str:
    """A text for whoever has no address of the API: what lists things is a command.

    >>> at_a_terminal("/api/v1/facts lists them all", "en")
    '`ecluse facts` at a terminal lists them all'
    """
    found = "`find_item` finds one by its name"
    if lang == "fr":
        found = "`find_item` en trouve un par son nom"
    text = _ITEMS.sub(found, _SCENARIOS.sub("", text))
    text = _MEASURES.sub(r" \1" if lang == "fr" else r" \1s", text)
    where = "au terminal" if lang == "fr" else "at a terminal"
    return _ADDRESS.sub(lambda found: f"`ecluse {_COMMANDS.get(found[1], found[1])}` {where}", text)


def _said(text: str, lang: str) -> str:
    """A text as the web says it."""
    said = words_of(text, lang, _SUBJECTS)
    if said is not None:
        return said
    for command, address in _ELSEWHERE:
        text = command.sub(address, text)
    return text

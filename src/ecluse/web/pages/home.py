"""The first page: one question.

Belongs here: what it asks and shows. Does not: answering.
Always true: it asks nothing that the address of an answer cannot say; an example shows the answer
that its own page gives.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import answer
from ecluse.web.address import address_of
from ecluse.web.params import Json
from ecluse.web.remembered import once_a_release
from ecluse.web.render import page, page_endpoint
from ecluse.web.reply import Reply
from ecluse.web.routes import Call
from ecluse.web.site import Site
from ecluse.words.say import LANGUAGES

_EXAMPLES = Path(__file__).parent.parent / "examples.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleQuestion:
    """A question to begin with, and its answer; `provided` where that is freer than a license."""

    address: str
    words: dict[str, str]
    outcome: Outcome
    answers: dict[str, str]
    provided: bool


@once_a_release()
def _shown(site: Site) -> Json:
    """What the first page shows of one release: the questions to begin with, the names of the
    catalogue as options to choose from, and those of the countries in each language.
    """
    with _EXAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    every = site.library.countries.by_code.values()
    return {
        "examples": [_example(row, site) for row in rows],
        "items": _options(item.name for item in site.items.values()),
        "countries": {lang: _options(each.name(lang) for each in every) for lang in LANGUAGES},
    }


def _options(names: Iterable[str]) -> Markup:
    option = Markup("<option>{}</option>").format
    return Markup("").join(option(name) for name in sorted(names))


def _example(row: dict[str, str], site: Site) -> ExampleQuestion:
    said = {name: row[name] for name in ("item", "to", "on", "hq") if row[name]}
    asked = site.reader().read(said)
    found = site.determined(asked)
    return ExampleQuestion(
        address=address_of(asked, said, site) or "",
        words={lang: row[lang] for lang in LANGUAGES},
        outcome=found.outcome,
        answers={lang: answer(found.answer, lang) for lang in LANGUAGES},
        provided=bool(found.provided),
    )


def home(call: Call) -> Reply:
    """The first page."""
    return page(call, "home.html", path="/", **_shown(call.site))


ENDPOINTS = (page_endpoint("/", home, "The first page."),)

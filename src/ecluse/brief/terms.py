"""In what a brief is told: the data, the language, the addresses of its pages.

Belongs here: what every kind of brief is given. Does not: the question, or the answer.
Always true: two briefs of one answer on equal terms are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ecluse.brief.links import PageLinks
from ecluse.brief.naming import Names
from ecluse.law.library import Library
from ecluse.law.measure import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTerms:
    """On which terms a brief is told.

    Args:
        public: The public address of the pages; paths alone where left out.
        measures: Measures of a scenario, by name, beside those of the library.
        scenario: The scenario under which it is told; None of the law on record.
        files: Files of one's own that were asked about, as they were named, by what that which they
            hold is called: a command names the file, and no page shows it.
    """

    library: Library
    lang: Literal["en", "fr"] = "en"
    public: str = ""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    scenario: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    def asked(self, name: str) -> str:
        """How an item, a scenario or a question is asked for: by its file, where it is of one."""
        return self.files.get(name, name)

    @property
    def links(self) -> PageLinks:
        """The addresses of the pages in the language."""
        return PageLinks(lang=self.lang, public=self.public)

    @property
    def names(self) -> Names:
        """What the data call things in the language."""
        return Names(self.library, self.lang)

    def measure(self, name: str) -> Measure:
        """A measure by its whole name."""
        return self.measures.get(name) or self.library.register.measure(name)

    def unit(self, fact: str) -> str | None:
        """The unit of a figure."""
        return self.library.vocabulary.facts[fact].unit

    def latest(self, known: date) -> tuple[int, Measure]:
        """The measure that was published last by a day, and its place in the log."""
        measures = self.library.register.measures
        published = (place for place, each in enumerate(measures) if each.published <= known)
        place = max(published, default=0)
        return place, measures[place]

"""What every request of a server needs: one release of the data, the settings, the clock.

Belongs here: the value, and what is made once from a release. Does not: answering.
Always true: a site is one release; newer data are a new site, and a request that began with one
ends with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import ecluse
from ecluse.bounded import Bounded
from ecluse.compare.kept_sides import KeptSides
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.question_object import AskedQuestion, Defaults, QuestionReader
from ecluse.facts.item import Item
from ecluse.facts.slug import slug
from ecluse.law.library import Library
from ecluse.law.release import Release
from ecluse.web.remembered import once_a_release
from ecluse.web.settings import Settings


@dataclass(frozen=True, kw_only=True, eq=False)
class Site:
    """One release of the data as it is served.

    Args:
        today: The clock of questions that name no day.
        published: Each published answer by its name, and the class that has its keys, as
            "module:Class".
        remembered: What each function has worked out of this release.
    """

    release: Release
    settings: Settings = field(default_factory=Settings)
    today: Callable[[], date] = date.today
    published: Mapping[str, str] = field(default_factory=dict)
    remembered: dict[Any, Bounded[Any, Any]] = field(init=False, default_factory=dict)

    @property
    def library(self) -> Library:
        """What the data say."""
        return self.release.library

    @property
    def engine(self) -> str:
        """The release of ecluse that answers."""
        return ecluse.__version__

    def determined(self, asked: AskedQuestion) -> Determination:
        """The answer to a question."""
        return determine(asked.shipment, asked.law, self.library)

    def reader(self, *, own_items: bool = False) -> QuestionReader:
        """A reader of questions, for the day on which it is asked."""
        return self._reader(self.today(), own_items)

    @once_a_release(4)  # today's and yesterday's, of both kinds
    def _reader(self, today: date, own_items: bool) -> QuestionReader:
        """Readers keep the laws that were asked last, so they are kept too."""
        defaults = Defaults(today=today, said={}, own_items=own_items)
        return QuestionReader(self.library, defaults)

    @cached_property
    def kept_sides(self) -> KeptSides:
        """What comparisons found of the laws that were compared last."""
        return KeptSides()

    @cached_property
    def items(self) -> dict[str, Item]:
        """Each item of the catalogue by its slug."""
        return {slug(name): item for name, item in self.library.catalogue.items.items()}

"""What every request of a server needs: one release of the data, the settings, the clock.

Belongs here: the value, and what is made once from a release. Does not: answering.
Always true: a site is one release; newer data are a new site, and a request that began with one
ends with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import ecluse
from ecluse.determine.question_object import Defaults, QuestionReader
from ecluse.facts.item import Item
from ecluse.facts.slug import slug
from ecluse.law.library import Library
from ecluse.law.release import Release
from ecluse.web.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Site:
    """One release of the data as it is served.

    Args:
        today: The clock of questions that name no day.
    """

    release: Release
    settings: Settings = field(default_factory=Settings)
    today: Callable[[], date] = date.today

    @property
    def library(self) -> Library:
        """What the data say."""
        return self.release.library

    @property
    def engine(self) -> str:
        """The release of ecluse that answers."""
        return ecluse.__version__

    def reader(self, *, own_items: bool = False) -> QuestionReader:
        """A reader of questions, for the day on which it is asked."""
        defaults = Defaults(today=self.today(), said={}, own_items=own_items)
        return QuestionReader(self.library, defaults)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Each item of the catalogue by its slug."""
        return {slug(name): item for name, item in self.library.catalogue.items.items()}

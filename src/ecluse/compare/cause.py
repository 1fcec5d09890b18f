"""Why an answer changed, as a value.

Belongs here: the kinds of cause, and why a cause is not named. Does not: finding causes
(attribution).
Always true: a cause is identified by its kind and name, never by its wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ecluse.words.say import say

Kind = Literal["figures", "countries", "vocabulary", "exporters", "measure"]
NotNamed = Literal["several", "totals", "parties", "not asked", "spellings"]


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One change between two sides.

    Args:
        kind: A measure, the figures of an item, or a part of the data that is neither.
        name: The measure's or the item's name; empty for the other kinds.
    """

    kind: Kind
    name: str = ""

    def text(self, lang: str) -> str:
        """A measure by its identifier, anything else in words."""
        return (
            self.name
            if self.kind == "measure"
            else say(f"compare.cause.{self.kind}", lang, self.name)
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the answer of some lines changed, or why no cause is named.

    Args:
        causes: The fewest changes that explain it.
        why_not: Why no cause is named, where none is.
        readings: The item that each side reads in the line, where the two differ.
    """

    causes: tuple[Cause, ...] = ()
    why_not: NotNamed | None = None
    readings: tuple[str, str] | None = None

    def texts(self, lang: str) -> tuple[str, ...]:
        """Each cause in words; one text where none is named."""
        if self.readings is not None:
            before, after = self.readings
            return (say("compare.cause.reading", lang, before=before, after=after),)
        if self.why_not is not None:
            return (say(f"compare.cause.{self.why_not}", lang),)
        return tuple(cause.text(lang) for cause in self.causes)

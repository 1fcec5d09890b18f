"""What is known of one fact in one case: its value, its source, and what would settle it.

Belongs here: the value that conditions are evaluated on. Does not: the meaning of the fact
(vocabulary) or of the rule.
Always true: a value is a figure, a truth, a word or None; what is not known says which facts would
settle it; what was assumed says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ecluse.citation import Citation, Confidence
from ecluse.facts.figure import UNKNOWN_FIGURE, Figure, exactly
from ecluse.facts.truth import Truth

Value = Figure | Truth | str | None


# Without slots: each start reads thousands from the cache, three times as fast so.
@dataclass(frozen=True, kw_only=True)
class Known:
    """One fact of one case.

    Args:
        value: A Figure, a Truth, or a word (a country's code, a symbol, a name); None is a word
            that nobody gives. A word with `unsettled` beside it holds at least; whether another
            does too is open ("military", and words that nobody understands).
        confidence: How firmly it is known.
        cited: Where it was read.
        unsettled: The facts that would settle it, where it is not settled.
        assumed: It was left out, and the vocabulary says what is then taken.
        because: How it came about, in words, where that is worth saying.
    """

    value: Value
    confidence: Confidence = Confidence.GIVEN
    cited: tuple[Citation, ...] = ()
    unsettled: frozenset[str] = frozenset()
    assumed: bool = False
    because: str | None = None

    def __post_init__(self) -> None:
        if self.value is not None and not isinstance(self.value, (Figure, Truth, str)):
            raise ValueError(f"a fact is a Figure, a Truth, a word or None, not {self.value!r}")
        if not isinstance(self.unsettled, frozenset):
            what = f"'unsettled' is a frozenset of facts, not {self.unsettled!r}"
            raise ValueError(what)  # noqa: TRY004  as the other refusals here

    @property
    def figure(self) -> Figure:
        """The value of a fact that is a number."""
        return self.value if isinstance(self.value, Figure) else UNKNOWN_FIGURE

    @property
    def truth(self) -> Truth:
        """The value of a fact that is a flag."""
        return self.value if isinstance(self.value, Truth) else Truth.UNKNOWN

    @property
    def settled(self) -> bool:
        """Whether it has one value."""
        if isinstance(self.value, Figure):
            return self.value.exact is not None
        if isinstance(self.value, str):
            return not self.unsettled
        return self.value is not None and self.value is not Truth.UNKNOWN

    @property
    def number(self) -> Decimal | None:
        """The exact number, or None."""
        return self.figure.exact


_NOBODY_KNOWS = frozenset({"?", "unknown", "tbd", "tbc", "inconnu"})


def says_unknown(text: str) -> bool:
    """Whether a text says that nobody knows, which is not the same as leaving the fact out."""
    return text.strip().casefold() in _NOBODY_KNOWS


NOTHING = frozenset({"", "-", "--", "–", "—", "null", "(blank)"})
# "N/A", "n.a.", "N. A."; never "NA": that is Namibia.
_NOT_AVAILABLE = re.compile(r"n\s?[./]\s?a\s?[./]?", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Whether a text leaves the fact out ("", "-", "N/A" …)."""
    plain = text.strip()
    return plain.casefold() in NOTHING or _NOT_AVAILABLE.fullmatch(plain) is not None


def unknown_figure(name: str) -> Known:
    """A number that nobody gives."""
    return Known(value=UNKNOWN_FIGURE, unsettled=frozenset({name}))


def unknown_flag(name: str) -> Known:
    """A yes or no that nobody gives."""
    return Known(value=Truth.UNKNOWN, unsettled=frozenset({name}))


def unknown_word(name: str) -> Known:
    """A word that nobody gives."""
    return Known(value=None, unsettled=frozenset({name}))


def given_figure(number: Decimal | int | str) -> Known:
    """A number that the user gives."""
    return Known(value=exactly(number))

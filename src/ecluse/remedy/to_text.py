"""Remedies as sentences, in English and French.

Belongs here: putting one change of the item, one amendment or one set of measures into a sentence,
and writing its numbers. Does not: the words themselves (words), or the order of a page (cli).
Always true: a bound is rounded to the safe side: a figure within the rounded bound is also within
the exact one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ecluse.determine.verdict import Answer
from ecluse.determine.wording import called, unit
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import Compare
from ecluse.remedy.amendment import Amended
from ecluse.remedy.flip import Amendment
from ecluse.remedy.law_change import Without
from ecluse.remedy.nearest import holds
from ecluse.remedy.redesign import DesignChange, Redesign, Tie, bounded
from ecluse.words.say import catalogue, number, say


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceMarks:
    """How a page marks the parts of a sentence. Without marks a sentence is plain text.

    Args:
        answer: An answer in a language.
        aside: Text in parentheses.
        name: A name or a text of the data, made safe to show.
        symbol: The symbol of a license exception.
        policy: A review policy in words.
    """

    answer: Callable[[Answer, str], str] = lambda answer, _: str(answer)
    aside: Callable[[str], str] = str
    name: Callable[[str], str] = str
    symbol: Callable[[str], str] = str
    policy: Callable[[str], str] = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Writes remedies in one language, with the marks of one page."""

    vocabulary: Vocabulary
    lang: str
    marks: SentenceMarks = SentenceMarks()

    def redesign(self, redesign: Redesign) -> str:
        """A change of the item: the answer that it reaches, and what has to move."""
        tied = {tie.fact for tie in redesign.ties}
        parts = [
            self._change(change)
            for change in redesign.changes
            if bounded(change.cell) or change.fact not in tied
        ]
        parts += [self._tie(tie) for tie in redesign.ties]
        text = self._say("and").join(parts) or self._say("new design")
        return self._say("answer", self.marks.answer(redesign.answer, self.lang), text)

    def amended(self, amended: Amended) -> str:
        """A set of amendments, and the answer under them."""
        parts = self._say("part joiner").join(self._amendment(part) for part in amended.parts)
        return self._say("with", self.marks.answer(amended.answer, self.lang), parts)

    def without(self, without: Without) -> str:
        """A set of measures or provisions, and the answer without it."""
        names = []
        for part in without.parts:
            measure, provision = part
            name = self.marks.name(measure.rpartition("/")[2])
            if provision is not None:
                named = self.marks.name(called(provision, self.lang))
                name = f"{named} {self.marks.aside(f'({name})')}"
            names.append(self._say("the end of", name) if part in without.ends else name)
        answer = self.marks.answer(without.answer, self.lang)
        return self._say("without", self._say("and").join(names), answer)

    def cell(self, cell: Cell) -> str:
        """A range of a figure, with its unit."""
        after = unit(self.vocabulary.facts[cell.fact].unit, self.lang)
        parts = []
        if cell.low > 0:
            low = self._number(cell.low, ROUND_CEILING) + after
            parts.append(self._say("at least" if cell.low_in else "more than", low))
        if cell.high is not None:
            high = self._number(cell.high, ROUND_FLOOR) + after
            parts.append(self._say("at most" if cell.high_in else "less than", high))
        return self._say("and").join(parts) or self._say("any")

    def _say(self, key: str, *values: object, **named: object) -> str:
        return say(f"remedy.{key}", self.lang, *values, **named)

    def _change(self, change: DesignChange) -> str:
        if change.cell.value is not None:
            return self._say("not datacenter" if change.cell.value is Truth.FALSE else "datacenter")
        now = self._figure(change.now) if isinstance(change.now, Figure) else self._say("unknown")
        stands = self._say("already" if holds(change.cell, change.now) else "now", now)
        return (
            f"{self._name(change.fact)} {self.cell(change.cell)} {self.marks.aside(f'({stands})')}"
        )

    def _figure(self, figure: Figure) -> str:
        if figure.exact is not None:
            return self._number(figure.exact)
        if figure.high is None:
            return self._say("more than" if figure.above else "at least", self._number(figure.low))
        return f"{self._number(figure.low)}–{self._number(figure.high, ROUND_CEILING)}"

    def _tie(self, tie: Tie) -> str:
        corners = [
            self._say(
                "corner" if corner.reached else "corner limit",
                fact=self._name(tie.fact),
                cell=self.cell(corner.cell),
                value=f"{self._name(tie.other)} {self._number(corner.value)}",
            )
            for corner in tie.corners
        ]
        defined, cell = self._name(tie.defined), self.cell(tie.cell)
        if not corners:
            return f"{defined} {cell}"
        return self._say("that is", defined=defined, cell=cell, corners=", ".join(corners))

    def _amendment(self, amendment: Amendment) -> str:
        provision = self.marks.name(called(amendment.provision, self.lang))
        if amendment.limit is None:
            key = "list with" if amendment.into else "list without"
            return self._say(key, provision, self.marks.name(amendment.name or ""))
        assert isinstance(amendment.test, Compare)
        return self._say(
            "limit",
            provision=provision,
            fact=self._name(amendment.limit.fact),
            cell=self.cell(amendment.limit),
            before=self._number(amendment.test.limit),
        )

    def _name(self, fact: str) -> str:
        if fact in catalogue("remedy"):
            return self._say(fact)
        return self.vocabulary.facts[fact].meaning.say(self.lang)

    def _number(self, value: Decimal, rounding: str = ROUND_FLOOR) -> str:
        """At most two decimals from 100 on, and four below."""
        places = Decimal("0.01") if value >= 100 else Decimal("0.0001")
        return number(value.quantize(places, rounding=rounding), self.lang)

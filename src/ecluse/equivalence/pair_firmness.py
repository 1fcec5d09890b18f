"""How firm the ground is on which conditions come out, in every pair of an item and a place.

Belongs here: the pairs in which the truth of a condition rests on nothing weaker than a rank.
Does not: how firm an answer is (orders), or the walk over one case (law.condition.evaluate).
Always true: a pair is among those of a rank exactly where `CaseFacts.confidence` has no weaker one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.shipment import PLACES
from ecluse.equivalence.pair_run import PairRun
from ecluse.law.condition.compile import FALSE, TRUE
from ecluse.law.condition.tree import Condition, Every, Not, Some, facts_of


class Firmness:
    """The firmness of the conditions of a law's steps.

    Args:
        run: The law's steps, run.
        items: What is known of each item, with the flags that stand presumed.
    """

    def __init__(self, run: PairRun, items: Sequence[CaseFacts]) -> None:
        self.run, self.items = run, items
        self._flags, self._asked = run.coder.coded.flags, run.coder.law.asked
        self._facts: dict[tuple[str, int], int] = {}
        self._found: dict[tuple[int, int], int] = {}

    def of(self, node: Condition, rank: int) -> int:
        """The pairs in which the truth of a condition rests on nothing weaker than a rank."""
        key = id(node), rank
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._of(node, rank)
        return found

    def _of(self, node: Condition, rank: int) -> int:
        if isinstance(node, Not):
            return self.of(node.part, rank)
        names = self._asked.get(id(node)) or facts_of(node)
        if all(self._fact(name, rank) == self.run.columns.all for name in names):
            return self.run.columns.all
        if isinstance(node, (Every, Some)):
            return self._joined(node, rank)
        (name,) = facts_of(node)
        return self._fact(name, rank)

    def _joined(self, node: Every | Some, rank: int) -> int:
        """Of one deciding part that is enough, the firmest; else all that are open, or all."""
        may, surely = self.truth(node)
        false = self.run.columns.all & ~may
        decided = false if isinstance(node, Every) else surely
        one, all_ = 0, self.run.columns.all
        for part in node.parts:
            part_may, part_surely = self.truth(part)
            firm = self.of(part, rank)
            one |= firm & (~part_may if isinstance(node, Every) else part_surely)
            open_ = part_may & ~part_surely
            all_ &= firm | may & ~surely & ~open_
        return decided & one | ~decided & all_

    def truth(self, node: Condition) -> tuple[int, int]:
        """The pairs in which a condition of the steps may hold, and those in which it does."""
        term = self.run.coder.coded.steps.place_of(node)
        assert term is not None
        return self.run.may(term), self.run.surely(term)

    def _fact(self, name: str, rank: int) -> int:
        """The pairs in which a fact is known no weaker than a rank."""
        key = name, rank
        found = self._facts.get(key)
        if found is None:
            found = self._facts[key] = self._of_fact(name, rank)
        return found

    def _of_fact(self, name: str, rank: int) -> int:
        if name in PLACES:
            return self.run.columns.all if rank >= Confidence.GIVEN.rank else 0
        if name not in self._flags:
            firm = [facts[name].confidence.rank <= rank for facts in self.items]
            return self._having(firm)
        stated = [facts.stated.facts.get(name) for facts in self.items]
        said = self._having([known is not None for known in stated])
        firm = [known is not None and known.confidence.rank <= rank for known in stated]
        worked_out = self.of(self._flags[name], rank) if said != self.run.columns.all else 0
        return self._having(firm) | worked_out & ~said

    def _having(self, items: Sequence[bool]) -> int:
        codes = bytes([TRUE if each else FALSE for each in items])
        return self.run.columns.items_having(codes, TRUE)

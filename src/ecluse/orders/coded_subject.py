"""The items of a book with their further facts, wherever they go, for a law that is run on codes.

Belongs here: the case of such an item under one law, its codes, and what an answer presumes of it.
Does not: places, or which cases get one record (alike).
Always true: what is read off here is what the evaluator has of a case of the item, wherever it
goes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Paragraphs, classified, presume
from ecluse.determine.coded_case import CodedCase, Coder
from ecluse.determine.determination import Determination, presumed
from ecluse.determine.leaf_codes import Writes
from ecluse.determine.movement import MOVEMENT
from ecluse.determine.proviso import Provisos, provisos_kept
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Verdict
from ecluse.equivalence.bearing import with_open
from ecluse.equivalence.cells import combinations
from ecluse.facts.figure import UNKNOWN_FIGURE
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import cut
from ecluse.law.in_force import InForce, Law
from ecluse.law.provision import NoExport
from ecluse.orders.case import LineCase, Shipments

Provided = tuple[tuple[str, bool, bool], ...]


@dataclass(frozen=True)
class CodedSubject:
    """An item with its further facts under one law, wherever it goes.

    Args:
        against: Its facts that are given against the catalogue.
        open_: It with all that is counted left open; itself where that is given or not asked.
    """

    nowhere: CaseFacts
    against: tuple[str, ...]
    open_: CaseFacts

    @classmethod
    def of(
        cls,
        case: LineCase,
        law: Law,
        shipments: Shipments,
        counted: frozenset[str],
        against: tuple[str, ...],
        moves: str | None = None,
    ) -> CodedSubject:
        """That of a case, which `moves` so by the countries that it leaves and where it goes."""
        shipment = shipments.nowhere(case, law)
        if moves is not None:
            given = {**shipment.given, MOVEMENT: Known(value=moves)}
            shipment = replace(shipment, given=given)
        nowhere = shipments.laid_out(case, shipment, law)
        return cls(nowhere, against, with_open(nowhere, counted - shipment.given.keys()))

    @cached_property
    def coded(self) -> CodedCase:
        """Its codes."""
        return CodedCase.of(self.nowhere, self.nowhere.law.once(Coder))

    @cached_property
    def coded_open(self) -> CodedCase:
        """Its codes with all that is counted left open."""
        return CodedCase.of(self.open_, self.nowhere.law.once(Coder))

    def ways(self, names: tuple[str, ...]) -> list[Writes]:
        """What counted facts write anew in each cell of what they may be."""
        found = self._ways.get(names)
        if found is None:
            limits, coder = self.nowhere.law.limits, self.coded.coder
            cells = [cut(name, UNKNOWN_FIGURE, limits.get(name, ())) for name in names]
            ways = combinations(cells)
            found = self._ways[names] = [coder.changed(self.open_, each) for each in ways]
        return found

    @cached_property
    def _ways(self) -> dict[tuple[str, ...], list[Writes]]:
        return {}

    @cached_property
    def laid(self) -> CaseFacts:
        """What is known of it, with the flags that stand presumed."""
        flags = presume(self.nowhere)[0]
        return self.nowhere.with_facts(flags) if flags else self.nowhere

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {}

    def rank(self, paragraph: str) -> int:
        """How firmly a paragraph is found to describe it."""
        if paragraph not in self._ranks:
            found = classified(self.nowhere).paragraphs[paragraph]
            self._ranks[paragraph] = found.confidence.rank
        return self._ranks[paragraph]

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """Why what is given of it is not settled, in words."""
        given = self.nowhere.shipment.given
        return tuple(
            given[name].because or ""
            for name in self.nowhere.library.vocabulary.facts
            if name in given and not given[name].settled and given[name].because
        )

    @cached_property
    def _bearing(self) -> Provisos:
        return provisos_kept(self.nowhere)

    @cached_property
    def _provided(self) -> dict[object, Provided]:
        return {}

    def provided(self, verdict: Verdict, used: InForce | None, *, stays: bool) -> Provided:
        """What an answer presumes, wherever it goes: each fact, whether the law on it is in doubt,
        and whether it was left out.
        """
        key = verdict, stays, None if used is None else used.says.provision
        found = self._provided.get(key)
        if found is None:
            found = self._provided[key] = self._presumed(verdict, used, stays=stays)
        return found

    def _presumed(self, verdict: Verdict, used: InForce | None, *, stays: bool) -> Provided:
        facts, law = self.laid, self.nowhere.law
        no_export = [entry for _, entry in law.of_kind(NoExport)] if stays else []
        answer = Determination(
            shipment=facts.shipment,
            law=law,
            facts=facts,
            answer=verdict.answer,
            subject=Truth.TRUE,
            jurisdiction=(),
            paragraphs=Paragraphs(),
            all_requirements=(),
            used=None if used is None else Found(entry=used, truth=Truth.TRUE, facts=facts),
            no_export=tuple(
                Found(entry=entry, truth=Truth.TRUE, facts=facts) for entry in no_export
            ),
        )
        return tuple(
            (each.fact, each.unconfirmed, facts[each.fact].assumed)
            for each in presumed(answer, self._bearing)
        )

"""One answer and everything that it rests on, as a value.

Belongs here: the determination, and what can be read off it: its verdict, how firm it is, what it
presumes. Does not: coming to it (decide, steps, follow), or wording.
Always true: what is read off a determination follows from its findings alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ecluse.bounded import Bounded
from ecluse.citation import FIRM, Confidence, weakest
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Paragraphs
from ecluse.determine.contradiction import against_catalogue
from ecluse.determine.follow import Depends
from ecluse.determine.license_exception import exception_of, exceptions, surely
from ecluse.determine.proviso import Proviso, Provisos, of_exception, provisos_kept
from ecluse.determine.require import by_rule
from ecluse.determine.review import Reviewed, strictest
from ecluse.determine.shipment import Shipment
from ecluse.determine.stated import SCREENING
from ecluse.determine.trace import Found
from ecluse.determine.verdict import FREER, NOT_PUBLISHED, Answer, Outcome, Verdict
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import facts_of
from ecluse.law.in_force import Law
from ecluse.visible import visible


@dataclass(frozen=True, kw_only=True)
class Determination:
    """One answer and everything that it rests on.

    Args:
        requirements: Those that apply (TRUE) and are not overcome, or, under an exception, those
            that it overcomes.
        possible: Requirements that may apply, where that is not known.
        needs: Facts that would settle an unknown answer.
        settled: Unknown facts that were looked at and cannot change the answer.
        depends: For each single unknown fact that would settle the answer alone: the answer in each
            cell of its range.
        answers: What an undetermined answer may come to, where every case could be looked at.
        no_export: What says that the shipment is no export, reexport or transfer, or may say so.
        milder: Review policies that would be milder, were their conditions shown.
        asks: What those conditions ask for.
        contradicted: The other countries that may be the ultimate destination, with what each
            comes to, where that takes the answer away (`ultimate`).
    """

    shipment: Shipment
    law: Law
    facts: CaseFacts
    answer: Answer
    subject: Truth
    jurisdiction: tuple[Found, ...]
    paragraphs: Paragraphs
    all_requirements: tuple[Found, ...]
    requirements: tuple[Found, ...] = ()
    possible: tuple[Found, ...] = ()
    used: Found | None = None
    nearly: tuple[Found, ...] = ()
    licenses: tuple[Found, ...] = ()
    reviews: tuple[Reviewed, ...] = ()
    needs: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    depends: tuple[Depends, ...] = ()
    answers: tuple[Answer, ...] = ()
    notices: tuple[Found, ...] = ()
    presumptions: tuple[Found, ...] = ()
    no_export: tuple[Found, ...] = ()
    contradicted: tuple[tuple[str, Answer], ...] = ()

    def __repr__(self) -> str:
        """One line: what was asked, and the verdict."""
        asked = f"{visible(self.shipment.item.name, 80)} to {self.shipment.destination}"
        return f"<Determination: {asked} on {self.law.on.isoformat()}: {self.verdict}>"

    def _repr_html_(self) -> str:
        """The same for a notebook, with what would settle an answer that is undetermined."""
        from html import escape

        asked = f"{visible(self.shipment.item.name, 80)} → {self.shipment.destination}"
        needs = f"<br>needs: {escape(', '.join(sorted(self.needs)))}" if self.needs else ""
        head = f"{escape(asked)}, {self.law.on.isoformat()}"
        return f"<div>{head}<br><strong>{escape(str(self.verdict))}</strong>{needs}</div>"

    @property
    def outcome(self) -> Outcome:
        """The outcome alone."""
        return self.answer.outcome

    @property
    def verdict(self) -> Verdict:
        """What it comes to, short enough to compare."""
        review = self.review
        return Verdict(
            self.answer.outcome,
            self.answer.exception,
            (review.policy or NOT_PUBLISHED) if review else None,
            review is not None and any(each.truth is Truth.TRUE for each in self.licenses),
        )

    @property
    def stays(self) -> bool:
        """Whether no license is required because the shipment is no export at all."""
        leaves_none = any(each.truth is Truth.TRUE for each in self.no_export)
        return self.outcome is Outcome.NLR and leaves_none

    @property
    def subject_presumed(self) -> bool:
        """Whether the item is taken to be subject by a presumption, and by no rule."""
        return self.subject is Truth.TRUE and by_rule(self.jurisdiction) is not Truth.TRUE

    @property
    def beyond_record(self) -> bool:
        """Whether the day lies after the last day up to which the law was read."""
        return self.law.on > self.facts.library.data_as_of

    @cached_property
    def provided(self) -> tuple[Proviso, ...]:
        """What an answer freer than a license presumes: facts that were left out."""
        return tuple(each for each in self.provisos if self.facts[each.fact].assumed)

    @cached_property
    def provisos(self) -> tuple[Proviso, ...]:
        """The same, the seats among them even where they are given."""
        return presumed(self, provisos_kept(self.facts)) if self.outcome in FREER else ()

    @cached_property
    def against_catalogue(self) -> tuple[str, ...]:
        """The facts of the item that are given against what the catalogue says."""
        return against_catalogue(self.facts)

    @cached_property
    def all_exceptions(self) -> tuple[Found, ...]:
        """Every license exception in force, those included that nothing here calls for."""
        return tuple(exceptions(self.facts, self.paragraphs))

    @cached_property
    def used_besides(self) -> tuple[Found, ...]:
        """Exceptions of other symbols that are used too: each requirement is met on its own."""
        if self.used is None:
            return ()
        names = {each.provision for each in self.requirements}
        eligible = exceptions(self.facts, self.paragraphs, names)
        symbols = {self.answer.exception}
        besides = []
        for requirement in self.requirements:
            each = surely(requirement, eligible)
            if each is not None and (symbol := exception_of(each).symbol) not in symbols:
                symbols.add(symbol)
                besides.append(each)
        return tuple(besides)

    @property
    def classification(self) -> list[str]:
        """The paragraphs that describe the item."""
        return [name for name, found in self.paragraphs.items() if found.truth is Truth.TRUE]

    @cached_property
    def review(self) -> Reviewed | None:
        """How an application would be reviewed: the strictest of the requirements' policies."""
        return strictest(list(self.reviews)) if self.outcome is Outcome.LICENSE else None

    @property
    def asks(self) -> frozenset[str]:
        """Facts that a milder review policy asks for."""
        return frozenset[str]().union(
            *(found.settles for each in self.reviews for found in each.milder)
        )

    @cached_property
    def confidence(self) -> Confidence:
        """The weakest thing that the answer rests on."""
        if self.outcome in (Outcome.LICENSE, Outcome.EXCEPTION):
            # One requirement is enough: the answer rests on the firmest.
            firmest = min(self.requirements, key=lambda found: found.confidence.rank, default=None)
            parts = [firmest.confidence] if firmest else []
            parts += [self.used.confidence] if self.used else []
            return weakest(parts) or Confidence.SECONDARY
        if self.stays:
            return weakest([each.confidence for each in self.no_export]) or Confidence.SECONDARY
        return weakest(self._grounds()) or Confidence.SECONDARY

    def _grounds(self) -> Iterator[Confidence]:
        """For 'no license required': how firm it is that each requirement does not apply."""
        for found in self.all_requirements:
            if found.truth is Truth.FALSE:
                if found.own_truth is Truth.FALSE:
                    yield found.own_confidence
                else:
                    yield from (
                        part.confidence for part in found.because if part.truth is not Truth.TRUE
                    )
        for found in self.paragraphs.values():
            if found.truth is Truth.FALSE:
                yield found.own_confidence

    @cached_property
    def assumed(self) -> tuple[str, ...]:
        """Facts taken as the vocabulary takes them, that some requirement or the exception used
        asked for.
        """
        return tuple(name for name in dict.fromkeys(self._asked()) if self.facts[name].assumed)

    def _asked(self) -> Iterator[str]:
        sure = self.subject is Truth.TRUE
        grounds = (each for each in self.jurisdiction if not sure or each.truth is Truth.TRUE)
        founds = (*grounds, *self.all_requirements, *((self.used,) if self.used else ()))
        yield from _facts_asked(founds, self.facts)
        yield from ("headquarters", "parent_headquarters", "exporter")

    @property
    def weak(self) -> bool:
        """Whether the answer rests on anything weaker than rule text, a data sheet or the user's
        own word.
        """
        return self.confidence not in FIRM


def _facts_asked(founds: Iterable[Found], facts: CaseFacts) -> Iterator[str]:
    """The facts that the own conditions of provisions ask for, each once; beside a flag of the
    screening that nobody states, the word that it follows from.
    """
    meanings = facts.library.vocabulary.facts
    for fact, follows_from in facts.law.once(_AskedBy).of(founds):
        yield fact
        if follows_from and fact not in facts.stated.facts and meanings[fact].of == SCREENING:
            yield from follows_from


_Asked = dict[str, tuple[str, ...]]
_MOST_ASKED = 256  # sets of provisions under one law


class _AskedBy:
    """What the provisions of a law ask for: each fact, with the facts of which the law makes it
    where it is a flag that the law works out.
    """

    def __init__(self, law: Law) -> None:
        self._flags = {
            name: tuple(facts_of(says.when))
            for name, says in law.definitions.items()
            if says.when is not None
        }
        self._asked = Bounded[tuple[str, ...], _Asked](_MOST_ASKED)

    def of(self, founds: Iterable[Found]) -> Iterable[tuple[str, tuple[str, ...]]]:
        """What the own conditions of provisions that were looked at ask for, in order."""
        rules = [found.entry.says for found in founds]
        key = tuple([says.provision for says in rules])
        asked = self._asked.get(key)
        if asked is None:
            conditions = (getattr(says, "when", None) for says in rules)
            names = (name for when in conditions if when is not None for name in facts_of(when))
            asked = self._asked[key] = {name: self._flags.get(name, ()) for name in names}
        return asked.items()


def presumed(found: Determination, bearing: Provisos) -> tuple[Proviso, ...]:
    """Which of the provisos on an item an answer rests on; none for a license or no answer."""
    if found.outcome not in FREER:
        return ()
    if found.outcome is Outcome.NOT_SUBJECT:
        return bearing.subject
    if found.stays:
        asked = set(_facts_asked(found.no_export, found.facts))
        return tuple(each for each in bearing.required if each.fact in asked)
    used = of_exception(found.used, found.facts) if found.used is not None else ()
    known = {each.fact for each in bearing.required}
    whole = (*bearing.required, *(each for each in used if each.fact not in known))
    meanings, here = found.facts.library.vocabulary.facts, found.facts["destination"].value
    return tuple(
        each
        for each in whole
        if not meanings[each.fact].bears_in or here in (None, *meanings[each.fact].bears_in)
    )

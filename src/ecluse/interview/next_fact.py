"""Which fact to ask for next.

Belongs here: choosing the fact, and what is said of it. Does not: what its answers lead to
(possible), reading an answer (telling), or wording (answer).
Always true: the same question under the same law has the same next question; where none comes, no
answer to any question would change the verdict, or nobody can answer what is left.

The fact is asked for whose answer leaves the fewest facts open: for each choice the open facts that
are left are counted, and the mean over the choices is least. Each choice counts alike (a figure
that meets a limit exactly counts a tenth), for nothing is known of how often each is true. Of equal
facts the first in the vocabulary is taken: what leaves and whence before who certifies what.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ecluse.determine.coded_case import Coder
from ecluse.determine.decide import determine
from ecluse.determine.determination import Determination
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Outcome
from ecluse.facts.known import Known
from ecluse.interview.choices import Choice
from ecluse.interview.possible import OpenCase, Possible
from ecluse.law.in_force import Law
from ecluse.law.library import Library

_MOST_LOOKS = 300  # at a whole case
_MOST_OF_A_CHOICE = 100
_MOST_OF_ALL_CHOICES = 350


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceDoes:
    """A choice, and the verdicts that it leaves possible."""

    choice: Choice
    does: Possible


@dataclass(frozen=True, slots=True, kw_only=True)
class NextQuestion:
    """The fact that is asked for.

    Args:
        shipment: What is asked so far.
        stands: The verdict as it is now, with what is not known left so.
        possible: What it may yet come to.
        at_most: So many questions can be left, this one included.
        fact: Its name in the vocabulary.
        not_known: What may come out where nobody knows the answer.
    """

    shipment: Shipment
    law: Law
    stands: Determination
    possible: Possible
    at_most: int
    fact: str
    choices: tuple[ChoiceDoes, ...]
    not_known: Possible


def next_question(
    shipment: Shipment, law: Law, library: Library, found: Determination | None = None
) -> NextQuestion | Determination:
    """The fact to ask for next, or the determination where no answer would change its verdict.

    What the vocabulary takes where nobody says is not asked for, as in every answer; with `strict`
    it is unknown, and is asked for too.

    Args:
        found: The determination of the shipment, where it is made already.

    Raises:
        InputError, UnknownNameError: As `determine`.
    """
    found = found or determine(shipment, law, library)
    if not law.once(Coder).whole:
        return found
    case = OpenCase(shipment, law, library)
    if not case.open_facts:
        return found
    possible = case.possible(_MOST_LOOKS)
    if possible.complete and set(possible.verdicts) == {found.verdict}:
        return found  # it stands, or stays undetermined, in every case
    fact = _splitting(case, found)
    return NextQuestion(
        shipment=shipment,
        law=law,
        stands=found,
        possible=possible,
        at_most=max(len(possible.facts), len(case.open_facts)),
        fact=fact,
        choices=_does(case, fact),
        not_known=_after(case, fact, library.vocabulary.unknown(fact), _MOST_OF_A_CHOICE),
    )


def _splitting(case: OpenCase, found: Determination) -> str:
    """The fact whose answer leaves the fewest open; what cannot change the outcome is asked for
    last.
    """
    names = case.open_facts
    if found.outcome is Outcome.UNDETERMINED:
        names = tuple(name for name in names if name not in found.settled) or names
    return min(names, key=lambda name: (_left_open(case, name), names.index(name)))


def _left_open(case: OpenCase, fact: str) -> float:
    """How many facts are open after an answer, in the mean over the choices."""
    choices = case.choices(fact)
    left = sum(each.weight * case.open_after(fact, at) for at, each in enumerate(choices))
    return round(left / sum(each.weight for each in choices), 6)


def _does(case: OpenCase, fact: str) -> tuple[ChoiceDoes, ...]:
    """What each choice does; those that do the same are one, where one name covers them."""
    found: list[ChoiceDoes] = []
    choices = case.choices(fact)
    looks = min(_MOST_OF_A_CHOICE, _MOST_OF_ALL_CHOICES // len(choices))
    for choice in choices:
        row = ChoiceDoes(choice=choice, does=_after(case, fact, choice.known, looks))
        for place, earlier in enumerate(found):
            joined = _joined(earlier, row)
            if joined is not None:
                found[place] = joined
                break
        else:
            found.append(row)
    if len(found) == 1:
        found = [replace(found[0], choice=replace(found[0].choice, every=True))]
    return tuple(sorted(found, key=lambda row: row.choice.rest))


def _after(case: OpenCase, fact: str, known: Known, looks: int) -> Possible:
    return case.after(fact, known).possible(looks)


def _joined(one: ChoiceDoes, other: ChoiceDoes) -> ChoiceDoes | None:
    """Two choices as one; None where they do not do the same, or are words of a list."""
    if (one.does.verdicts, one.does.complete) != (other.does.verdicts, other.does.complete):
        return None
    choice = one.choice.joined(other.choice)
    return None if choice is None else replace(one, choice=choice)

"""The outcome: a pure function of what the steps came to.

Belongs here: which requirements stand, which are overcome, and the answer that follows.
Does not: what each provision came to (the steps), or following an unknown through its range.
Always true: `NLR` is said only if no requirement can apply; an unknown that could change the answer
gives `UNDETERMINED`, with what would settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ecluse.determine.license_exception import exception_of, overcome, overcoming, surely
from ecluse.determine.require import Required
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Answer, Outcome
from ecluse.facts.truth import Truth
from ecluse.law.provision import Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The answer, and which findings it rests on; the fields are those of `Determination`."""

    answer: Answer
    requirements: tuple[Found, ...] = ()
    possible: tuple[Found, ...] = ()
    used: Found | None = None
    nearly: tuple[Found, ...] = ()
    needs: frozenset[str] = frozenset()


def concluded(required: Required, eligible: Sequence[Found]) -> Conclusion:
    """The answer that follows from the requirements and from the exceptions that may be used."""
    if required.subject is Truth.FALSE:
        return Conclusion(answer=Answer(outcome=Outcome.NOT_SUBJECT))
    applying = [each for each in required.requirements if each.truth is not Truth.FALSE]
    net = [(each, each.truth & ~overcome(each, eligible)) for each in applying]
    sure = tuple(each for each, truth in net if truth is Truth.TRUE)
    open_ = tuple(each for each, truth in net if truth is Truth.UNKNOWN)
    if sure:
        return Conclusion(
            answer=Answer(outcome=Outcome.LICENSE),
            requirements=sure,
            possible=open_,
            nearly=tuple(each for one in sure for each in overcoming(one, eligible)),
        )
    maybe = tuple(each for each in applying if each.truth is Truth.UNKNOWN)
    # Where no requirement applies even to what is subject, whether the item is makes no difference.
    if open_ or maybe or (applying and required.subject is Truth.UNKNOWN):
        return _undetermined(required, eligible, open_, maybe)
    return _overcome([each for each, _ in net if each.truth is Truth.TRUE], eligible)


def _undetermined(
    required: Required,
    eligible: Sequence[Found],
    open_: tuple[Found, ...],
    maybe: tuple[Found, ...],
) -> Conclusion:
    may_help = [each for one in open_ for each in overcoming(one, eligible)]
    names = {each.provision for each in may_help}
    unknown = [*open_, *maybe, *may_help]
    if required.subject is Truth.UNKNOWN:
        unknown += required.jurisdiction
    return Conclusion(
        answer=Answer(outcome=Outcome.UNDETERMINED),
        possible=open_ or maybe,
        nearly=tuple(each for each in eligible if each.provision in names),
        needs=frozenset[str]().union(*[each.settles for each in unknown]),
    )


def _overcome(applying: Sequence[Found], eligible: Sequence[Found]) -> Conclusion:
    """No requirement, or an exception for each; the first that surely helps is the one used, that
    for named paragraphs before that for any item.
    """
    ordered = sorted(applying, key=_of_any)
    used = next((each for one in ordered if (each := surely(one, eligible))), None)
    if used is None:
        return Conclusion(answer=Answer(outcome=Outcome.NLR))
    return Conclusion(
        answer=Answer(outcome=Outcome.EXCEPTION, exception=exception_of(used).symbol),
        requirements=tuple(applying),
        used=used,
    )


def _of_any(requirement: Found) -> bool:
    says = requirement.entry.says
    return isinstance(says, Requirement) and "any" in says.items

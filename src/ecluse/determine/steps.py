"""The four steps in a row: classify, require, except, review.

Belongs here: putting the steps together, and what is said beside the answer (licenses held,
notices). Does not: the steps themselves, the outcome (outcome), or following an unknown (follow).
Always true: each step rests on what the ones before it came to, and on nothing else.
"""

from __future__ import annotations

from dataclasses import replace

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import Paragraphs, classified
from ecluse.determine.determination import Determination
from ecluse.determine.license_exception import exceptions, licenses
from ecluse.determine.outcome import Conclusion, concluded
from ecluse.determine.require import required
from ecluse.determine.review import Reviewed, review
from ecluse.determine.trace import Found, own
from ecluse.determine.verdict import FREER, Answer, Outcome
from ecluse.facts.truth import Truth
from ecluse.law.provision import Notice


def determine_facts(given: CaseFacts) -> Determination:
    """The four steps on facts laid out already, unknowns not followed further.

    Strictly, nothing is freer than a license after the last day on record.
    """
    found = _four_steps(given)
    if not (given.shipment.strict and found.beyond_record and found.outcome in FREER):
        return found
    day = given.library.data_as_of.isoformat()
    answer = Answer(outcome=Outcome.UNDETERMINED)
    return replace(found, answer=answer, needs=frozenset({f"the law after {day}"}))


def _four_steps(given: CaseFacts) -> Determination:
    facts, presumed, paragraphs = classified(given)
    step_two = required(facts, paragraphs)
    may_apply = {each.provision for each in step_two.requirements if each.truth is not Truth.FALSE}
    conclusion = concluded(step_two, exceptions(facts, paragraphs, may_apply))
    presumptions = (each for founds in presumed.values() for each in founds)
    return Determination(
        shipment=facts.shipment,
        law=facts.law,
        facts=facts,
        answer=conclusion.answer,
        subject=step_two.subject,
        jurisdiction=step_two.jurisdiction,
        no_export=step_two.no_export,
        paragraphs=paragraphs,
        all_requirements=step_two.requirements,
        requirements=conclusion.requirements,
        possible=conclusion.possible,
        used=conclusion.used,
        nearly=conclusion.nearly,
        licenses=tuple(licenses(facts)),
        reviews=_reviews(conclusion, facts, paragraphs),
        needs=conclusion.needs,
        notices=_notices(facts),
        presumptions=tuple(each for each in presumptions if each.truth is not Truth.FALSE),
    )


def _reviews(
    conclusion: Conclusion, facts: CaseFacts, paragraphs: Paragraphs
) -> tuple[Reviewed, ...]:
    """How each requirement that stands would be reviewed."""
    if conclusion.answer.outcome is not Outcome.LICENSE:
        return ()
    return tuple(review(each, facts, paragraphs) for each in conclusion.requirements)


def _notices(facts: CaseFacts) -> tuple[Found, ...]:
    """What is to be said of the case, without effect on the answer."""
    return tuple(
        own(entry, says.when, facts)
        for says, entry in facts.law.of_kind(Notice)
        if facts.truth(says.when) is Truth.TRUE
    )

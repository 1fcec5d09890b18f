"""The determination of one shipment, or of one case laid out already.

Belongs here: the two functions that answer. Does not: the steps, or what an answer is.
Always true: `NLR` is said only if no requirement can apply whatever the unknown facts are; where
unknown facts cannot change the outcome the outcome stands, and where they can it is `UNDETERMINED`
and they are named.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ecluse.determine.case import CaseFacts
from ecluse.determine.coded_case import Coder
from ecluse.determine.determination import Determination
from ecluse.determine.follow import Stands, Unknowns
from ecluse.determine.items import laid_out
from ecluse.determine.otherwise import all_otherwise, asking, each_otherwise
from ecluse.determine.shipment import Shipment, check_day
from ecluse.determine.steps import determine_facts
from ecluse.determine.ultimate import readings, whichever
from ecluse.determine.verdict import Outcome
from ecluse.law.in_force import Law
from ecluse.law.library import Library

__all__ = ["Determination", "determine", "determine_case", "prepare", "refined"]


def determine(
    shipment: Shipment,
    law: Law,
    library: Library,
    *,
    refine: bool = True,
    depends: bool = True,
    needs: bool = True,
) -> Determination:
    """Answer for one shipment under one law.

    With `refine`, an unknown is followed through every cell of its range: where all come to one
    answer, that is the answer; where not, `depends` says which comes to which (left out without
    `depends`, which takes half the time). Without `needs`, it is followed only until two cases
    differ: the answer is the same, and what it needs is not narrowed.

    Where the end user or the ultimate consignee is said to be elsewhere than the goods go, that
    country is decided as the destination too, and the answer holds for both (`ultimate`).

    Raises:
        InputError: The day, or the day up to which things are known, lies before the record.
    """
    check_day(law.on, library, "on")
    check_day(law.known, library, "known")
    first = determine_case(
        laid_out(shipment, law, library), refine=refine, depends=depends, needs=needs
    )
    others = [
        determine_case(laid_out(each, law, library), refine=refine, depends=False, needs=needs)
        for each in readings(first.shipment, library)
    ]
    return whichever(first, others)


def determine_case(
    facts: CaseFacts,
    *,
    refine: bool = True,
    depends: bool = True,
    needs: bool = True,
) -> Determination:
    """The same on facts laid out already, for whoever asks of many like cases."""
    found = determine_facts(facts)
    if refine and found.outcome is Outcome.UNDETERMINED:
        found = refined(found, depends=depends, needs_too=needs)
    return found


def refined(found: Determination, *, depends: bool = True, needs_too: bool = True) -> Determination:
    """An undetermined answer with its unknowns followed through every cell of their ranges."""
    facts = found.facts
    unknowns = Unknowns(facts, found.needs, asking(facts), partial(all_otherwise, facts))
    followed = unknowns.followed(needs=needs_too)
    if isinstance(followed, Stands):
        return _whatever(found, followed)
    return replace(
        found,
        needs=followed.needs,
        settled=followed.settled,
        answers=followed.answers,
        depends=unknowns.depends(lambda tried: each_otherwise(facts, tried).each)
        if depends
        else (),
    )


def _whatever(found: Determination, stands: Stands) -> Determination:
    """One answer in every case: it stands, on the case with the strictest review."""
    strict = determine_facts(found.facts.with_facts(stands.changed))
    common = [each for each in strict.requirements if each.provision in stands.common]
    requirements = tuple(common) or strict.requirements
    applied = {each.provision for each in requirements}
    return replace(
        found,
        answer=strict.answer,
        requirements=requirements,
        possible=tuple(each for each in found.possible if each.provision not in applied),
        used=strict.used,
        nearly=strict.nearly,
        reviews=strict.reviews,
        needs=frozenset(),
        settled=found.needs,
    )


def prepare(library: Library) -> int:
    """Compile the law of every period on record, as it is known now and enforced: a server does so
    when it starts, so that no question waits for it. How many laws that are.
    """
    register, first = library.register, library.register.answers_from
    laws = [register.at(day) for day in (first, *register.days(None, "enforced")) if day >= first]
    coders = [coder for law in laws if (coder := law.once(Coder)).whole]
    for coder in coders:
        coder.coded.compile()
    return len(coders)

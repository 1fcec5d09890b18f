"""Exceptions that stand open to whoever claims them and can show their conditions.

Belongs here: which exceptions would overcome all that is required, were their claims made.
Does not: the exceptions that are used or nearly apply (license_exception), or any other way to an
answer (remedy).
Always true: nothing here changes the answer: an exception that nobody claims is not used.
"""

from __future__ import annotations

from ecluse.determine.determination import Determination
from ecluse.determine.license_exception import exception_of, exceptions
from ecluse.determine.trace import Found
from ecluse.determine.verdict import Outcome
from ecluse.facts.truth import Truth


def open_exceptions(found: Determination) -> tuple[Found, ...]:
    """The exceptions that lack nothing but their claims; `settles` names them.

    Each overcomes every requirement that stands or may stand.
    """
    if found.outcome is not Outcome.LICENSE:
        return ()
    vocabulary, facts = found.facts.library.vocabulary, found.facts
    unclaimed = frozenset(name for name in vocabulary.claims if facts[name].assumed)
    standing = {each.provision for each in (*found.requirements, *found.possible)}
    claimed = facts.with_facts({name: vocabulary.unknown(name) for name in unclaimed})
    return tuple(
        each
        for each in exceptions(claimed, found.paragraphs, standing)
        if each.truth is Truth.UNKNOWN
        and each.settles <= unclaimed
        and standing <= set(exception_of(each).overcomes)
    )

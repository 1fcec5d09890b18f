"""What of a law can bear on a case, however some facts of it turn out.

Belongs here: leaving out of a law whatever is FALSE for a case, or hangs on what is. Does not:
deciding the case (determine).
Always true: for every value of the open facts, what is left of the law gives the answer of the
whole law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import is_an_ic
from ecluse.equivalence.definitions import behind, groups_behind
from ecluse.facts.truth import Truth
from ecluse.law.condition.tree import facts_of
from ecluse.law.in_force import InForce, Law
from ecluse.law.provision import (
    Allocation,
    Classification,
    Definition,
    Group,
    Jurisdiction,
    LicenseException,
    Notice,
    Presumption,
    Provision,
    Requirement,
    Review,
    conditions_of,
)

SILENT = (Notice, Allocation)  # they never change an answer
# What bears only beside something else, and what it then lists; in the order in which they hang.
_HANGS_ON = ((Requirement, "items"), (LicenseException, "overcomes"), (Review, "of"))
_ONE_CONDITION = (Requirement, LicenseException, Jurisdiction, Presumption)


def with_open(case: CaseFacts, facts: Iterable[str]) -> CaseFacts:
    """The same case with some facts left open; itself where there are none."""
    opened = {name: case.library.vocabulary.unknown(name) for name in facts}
    return case.with_facts(opened) if opened else case


def bearing(
    case: CaseFacts, facts: Iterable[str], silent: tuple[type[Provision], ...] = SILENT
) -> Law:
    """The law of a case without what cannot bear on its answer, whatever the `facts` are.

    Args:
        silent: Kinds of provisions that say nothing of what is asked.
    """
    opened = with_open(case, facts)
    alone = case.shipment.item.contains is None and is_an_ic(opened)

    def false(says: Provision) -> bool:
        return opened.decide(next(conditions_of(says))).truth is Truth.FALSE

    decisive = (*_ONE_CONDITION, *((Classification,) if alone else ()))
    kept = {
        name: entry
        for name, entry in case.law.provisions.items()
        if not isinstance(entry.says, silent)
        and not (isinstance(entry.says, decisive) and false(entry.says))
    }
    names = set(beside_something(kept))
    if names.isdisjoint(case.library.jurisdiction):
        # A law that says of nothing that it is subject to the regulations is refused; here the
        # answer is that the item is not.
        names |= case.library.jurisdiction
    return replace(
        case.law,
        provisions={name: entry for name, entry in case.law.provisions.items() if name in names},
    )


def beside_something(provisions: Mapping[str, InForce]) -> Collection[str]:
    """The names of the provisions that hang on nothing, or on another of them.

    A requirement hangs on the paragraphs that it is for, an exception on the requirements that it
    overcomes, a review policy on those that it is of.
    """
    names = set(provisions)
    for kind, listing in _HANGS_ON:
        for name, entry in provisions.items():
            if isinstance(entry.says, kind):
                listed = getattr(entry.says, listing)
                if "any" not in listed and names.isdisjoint(listed):
                    names.discard(name)
    return names


def without_unasked(law: Law) -> Law:
    """A law without the groups and definitions that none of its other provisions asks for."""
    definitions = law.definitions
    conditions = [
        node
        for entry in law.provisions.values()
        if not isinstance(entry.says, Definition)
        for node in conditions_of(entry.says)
    ]
    facts = behind((name for node in conditions for name in facts_of(node)), definitions)
    groups = groups_behind(conditions, definitions)

    def asked(says: Provision) -> bool:
        if isinstance(says, Group):
            return says.group in groups
        return not isinstance(says, Definition) or says.defines in facts

    kept = {name: entry for name, entry in law.provisions.items() if asked(entry.says)}
    return replace(law, provisions=kept)

"""What a fact is worked out from, by the definitions of a law.

Belongs here: looking behind facts and conditions, through the definitions in force. Does not: what
changes with a fact (`Law.touched_by`).
Always true: what is found behind a fact holds the fact itself and all that any chain of definitions
reaches from it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from ecluse.law.condition.tree import Condition, facts_of, groups_of
from ecluse.law.in_force import Law
from ecluse.law.provision import Definition

Definitions = Mapping[str, Definition]


def behind(
    facts: Iterable[str], definitions: Definitions, outright: Container[str] = ()
) -> frozenset[str]:
    """The facts on which some facts rest, themselves among them.

    Args:
        outright: Facts that are given: what they would be worked out from is not looked at.
    """
    seen, waiting = set[str](), list(facts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            if name in definitions and name not in outright:
                waiting.extend(definitions[name].inputs)
    return frozenset(seen)


def groups_behind(conditions: Iterable[Condition], definitions: Definitions) -> frozenset[str]:
    """The country groups that some conditions ask for, and the flags that they rest on."""
    nodes = list(conditions)
    facts = behind((name for node in nodes for name in facts_of(node)), definitions)
    groups = _groups_defining(facts, definitions)
    return groups.union(group for node in nodes for group in groups_of(node))


def _groups_defining(facts: Iterable[str], definitions: Definitions) -> frozenset[str]:
    """The country groups that the definitions of some facts ask for."""
    own = (definitions[name].when for name in facts if name in definitions)
    return frozenset(group for when in own if when is not None for group in groups_of(when))


class Behind:
    """What stands behind the conditions of one law, looked up once for each fact."""

    def __init__(self, law: Law) -> None:
        self._definitions = law.definitions
        self._facts: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def of(self, condition: Condition) -> tuple[frozenset[str], frozenset[str]]:
        """The facts on which a condition rests, and the country groups that it or they ask for."""
        found = [self._of_fact(name) for name in set(facts_of(condition))]
        facts = frozenset[str]().union(*[facts for facts, _ in found])
        return facts, frozenset(groups_of(condition)).union(*[groups for _, groups in found])

    def _of_fact(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        if name not in self._facts:
            facts = behind((name,), self._definitions)
            self._facts[name] = facts, _groups_defining(facts, self._definitions)
        return self._facts[name]

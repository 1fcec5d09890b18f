"""What a fact is worked out from, by the definitions of a law.

Belongs here: looking behind facts and conditions, through the definitions in force. Does not: what
changes with a fact (`Law.touched_by`).
Always true: what is found behind a fact holds the fact itself and all that any chain of definitions
reaches from it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from ecluse.law.condition.tree import Condition, Formula, facts_of, groups_of
from ecluse.law.in_force import Law
from ecluse.law.provision import Definition

Definitions = Mapping[str, Definition]


def definitions_of(law: Law) -> dict[str, Definition]:
    """The definitions of a law by what they define."""
    return {says.defines: says for says, _ in law.of_kind(Definition)}


def parts_of(definition: Definition) -> Iterator[Condition | Formula]:
    """The formula or the condition by which a fact is worked out."""
    yield from (part for part in (definition.formula, definition.when) if part is not None)


def inputs_of(definition: Definition) -> Iterator[str]:
    """The facts from which a definition works out its own."""
    if definition.or_else:
        yield definition.or_else
    yield from definition.of_the_table
    for part in parts_of(definition):
        yield from facts_of(part)


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
                waiting.extend(inputs_of(definitions[name]))
    return frozenset(seen)


def groups_behind(conditions: Iterable[Condition], definitions: Definitions) -> frozenset[str]:
    """The country groups that some conditions ask for, and the flags that they rest on."""
    nodes: list[Condition | Formula] = list(conditions)
    facts = behind((name for node in nodes for name in facts_of(node)), definitions)
    nodes += [part for name in facts if name in definitions for part in parts_of(definitions[name])]
    return frozenset(
        group for node in nodes if isinstance(node, Condition) for group in groups_of(node)
    )

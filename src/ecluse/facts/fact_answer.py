"""The vocabulary as an answer: what a fact takes and means, in one language.

Belongs here: the keys. Does not: the vocabulary itself.
Always true: each fact of the vocabulary has exactly one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ecluse.facts.vocabulary import FactType, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class FactAnswer:
    """A fact that a rule may ask.

    Args:
        fact: Its name in conditions and questions.
        of: Of what it is a fact: the item, the place, the parties.
        unit: Of a number; null for what is none.
        at_most: The greatest value that a number can have; null where nothing bounds it.
        values: The symbols that it may be; empty where it may be anything of its type.
        if_left_out: What is taken where it is left out; null where it is then unknown.
    """

    SCHEMA: ClassVar[str] = "ecluse.fact/1"

    fact: str
    of: str
    type: FactType
    unit: str | None
    at_most: float | None
    values: list[str]
    meaning: str
    if_left_out: str | None


def facts_of(vocabulary: Vocabulary, lang: str) -> list[FactAnswer]:
    """Every fact of a vocabulary, in the order of its file."""
    return [
        FactAnswer(
            fact=name,
            of=meaning.of,
            type=meaning.type,
            unit=meaning.unit,
            at_most=None if meaning.at_most is None else float(meaning.at_most),
            values=list(meaning.symbols),
            meaning=meaning.meaning.say(lang),
            if_left_out=meaning.if_left_out.text.say(lang) if meaning.if_left_out else None,
        )
        for name, meaning in vocabulary.facts.items()
    ]

"""Reading one provision from its file.

Belongs here: the kind, the conditions and formulas, and names outside them. Does not: dates,
citations and what a measure does with a provision (measure).
Always true: what is returned has no text left where a condition or a formula belongs; all mistakes
are told together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ecluse.errors import EcluseError, near
from ecluse.facts.reader import Document, try_check
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.provision import KINDS, Definition, Group, Provision

if TYPE_CHECKING:
    from ecluse.facts.yaml_to_tree import Place


def read_provision(
    document: Document, vocabulary: Vocabulary, raw: dict[str, Any], place: Place
) -> tuple[Provision | None, list[EcluseError]]:
    """A provision from its part of a document, or all that is wrong with it."""
    kind = raw.get("kind")
    if kind not in KINDS:
        mend = near(str(kind), tuple(KINDS)) or f"one of {', '.join(KINDS)}"
        return None, [document.error(f"unknown kind '{kind}'", (*place, "kind"), mend)]
    errors = _read_conditions(document, vocabulary, raw, place)
    if errors:
        return None, errors
    says, errors = try_check(document, KINDS[kind], place=place, tree=raw)
    if says is not None:
        errors = [*errors, *_names(document, vocabulary, says, place)]
    return (says if not errors else None), errors


def _read_conditions(
    document: Document, vocabulary: Vocabulary, raw: dict[str, Any], place: Place
) -> list[EcluseError]:
    """Put each condition and formula of a provision in the place of its text; what is wrong."""
    from ecluse.law.condition.parse import parse_condition, parse_formula

    errors: list[EcluseError] = []

    def parse(holder: dict[str, Any], key: str, inner: Place, reader: Any) -> None:
        if isinstance(holder.get(key), str):
            at = (*inner, key)
            try:
                holder[key] = reader(holder[key], vocabulary, document.where(at))
            except EcluseError as error:
                errors.append(document.placed(error, at))
                holder.pop(key)

    for name in ("when", "where", "unless"):  # paragraphs under `unless` are a list, no text
        parse(raw, name, place, parse_condition)
    parse(raw, "formula", place, parse_formula)
    if isinstance(raw.get("saves"), dict):
        raw["saves"] = dict(raw["saves"])
        parse(raw["saves"], "when", (*place, "saves"), parse_condition)
    return errors


def _names(
    document: Document, vocabulary: Vocabulary, says: Provision, place: Place
) -> list[EcluseError]:
    """Names outside conditions that must be in the vocabulary."""
    errors: list[EcluseError] = []
    if isinstance(says, Definition) and says.defines not in vocabulary.facts:
        mend = near(says.defines, tuple(vocabulary.facts)) or "add it to vocabulary.yaml"
        errors.append(document.error(f"unknown fact '{says.defines}'", (*place, "defines"), mend))
    if isinstance(says, Group) and says.group not in vocabulary.groups:
        mend = near(says.group, tuple(vocabulary.groups)) or "add it to vocabulary.yaml"
        errors.append(
            document.error(f"unknown country group '{says.group}'", (*place, "group"), mend)
        )
    return errors

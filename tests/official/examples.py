"""What the agency says of a case, what the engine says of it, and whether both agree.

Belongs here: reading tests/official/*.yaml and asking each example. Does not: the law; wording of
the page (docs/official_examples.py).
Always true: the expected answer is the agency's and is never made to fit; an example that is not
asked says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import build
from ecluse.determine.decide import Determination, determine
from ecluse.determine.question import Words, question
from ecluse.errors import EcluseError
from ecluse.facts.item import Item

HERE = Path(__file__).parent
# How free an answer leaves a shipment; what is undetermined is not cleared.
FREE = ("NLR", "NOT_SUBJECT")
STRICTNESS = {"NLR": 0, "NOT_SUBJECT": 0, "EXCEPTION": 1, "LICENSE": 2, "UNDETERMINED": 3}
IN_WORDS = ("to", "hq", "parent_hq", "exporter", "origin", "end_use", "quantity")


class Agreement(StrEnum):
    """How the engine's answer stands to the agency's; the worst first."""

    FREER = "freer"
    OTHER = "other"
    STRICTER = "stricter"
    AGREES = "agrees"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example of the agency; `ask` is None where no question can be made of it."""

    source: str
    number: str
    question: str
    agency: str
    how: str
    read: str
    ask: Mapping[str, Any] | None
    expect: Mapping[str, Any]
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An example with the engine's answer, and what became of both."""

    example: Example
    ours: str
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Examples whose text could not be opened."""

    number: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file: a document of the agency, its examples, and what was not found of it."""

    name: str
    title: str
    day: date
    url: str
    examples: tuple[Example, ...]
    missing: tuple[Missing, ...]


@cache
def sources() -> tuple[Source, ...]:
    """Every file of examples, in the order of their names."""
    return tuple(_source(path) for path in sorted(HERE.glob("*.yaml")))


@cache
def asked() -> tuple[Asked, ...]:
    """Every example with the engine's answer of today."""
    return tuple(_asked(example) for source in sources() for example in source.examples)


def _source(path: Path) -> Source:
    tree = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    head = tree["source"]
    return Source(
        name=head["name"],
        title=head["title"],
        day=build.day(head["day"]),
        url=head["url"],
        examples=tuple(_example(tree, each) for each in tree["examples"]),
        missing=tuple(Missing(**each) for each in tree.get("not_found", [])),
    )


def _example(tree: Mapping[str, Any], said: Mapping[str, Any]) -> Example:
    cited = {**tree["source"], **said.get("cited", {})}
    ask = said.get("ask")
    if ask is not None:
        items = tree["items"]
        ask = {**tree.get("defaults", {}), **ask}
        ask["chip"] = items[ask["chip"]] if isinstance(ask["chip"], str) else ask["chip"]
    return Example(
        source=tree["source"]["name"],
        number=said["number"],
        question=said["question"],
        agency=said["agency"],
        how=cited["how"],
        read=cited.get("read", cited["url"]),
        ask=ask,
        expect=said.get("expect", {}),
        why=said.get("why"),
    )


def _asked(example: Example) -> Asked:
    if example.ask is None:
        return Asked(example=example, ours="-", agreement=Agreement.NOT_JUDGED)
    try:
        found = _answer(example.ask)
    except EcluseError as error:
        ours = f"not asked: {str(error).partition(chr(10))[0]}"
        return Asked(example=example, ours=ours, agreement=Agreement.NOT_JUDGED)
    return Asked(example=example, ours=_ours(found), agreement=compared(found, example.expect))


def _answer(ask: Mapping[str, Any]) -> Determination:
    """Ask as a person does: words through the one door in."""
    item, library = _item(ask), build.library()
    if "board" in ask:
        inside = replace(item, name="the chip inside")
        item = build.item(
            kind="system",
            item="the board",
            contains={"item": "the chip inside", "count": "8"},
            **ask["board"],
        )
        library = build.with_items(item, inside)
    words = {name: ask[name] for name in IN_WORDS if name in ask}
    given = {
        name: ("yes" if value else "no") if isinstance(value, bool) else str(value)
        for name, value in ask.get("given", {}).items()
    }
    on = build.day(ask["on"])
    shipment = question(Words(item=item, on=on, given=given, **words), library)
    return determine(shipment, build.law(on, reading=ask.get("reading", "enforced")), library)


def _item(ask: Mapping[str, Any]) -> Item:
    return build.item(**ask["chip"])


def _ours(found: Determination) -> str:
    parts = [found.outcome.value]
    if found.answer.exception:
        parts.append(found.answer.exception)
    if found.review and found.review.policy:
        parts.append(str(found.review.policy))
    if found.outcome.value == "UNDETERMINED":
        parts.append("needs " + ", ".join(sorted(found.needs)))
    return "; ".join(parts)


def compared(found: Determination, expect: Mapping[str, Any]) -> Agreement:
    """How an answer stands to what the agency says."""
    wanted = expect["outcome"] if isinstance(expect["outcome"], list) else [expect["outcome"]]
    ours = STRICTNESS[found.outcome.value]
    levels = [STRICTNESS[each] for each in wanted]
    if found.outcome.value in wanted:
        return Agreement.AGREES if _details(found, expect) else Agreement.OTHER
    if ours < min(levels):
        return Agreement.FREER
    return Agreement.STRICTER if ours > max(levels) else Agreement.OTHER


def _details(found: Determination, expect: Mapping[str, Any]) -> bool:
    """Whether exception, review and classes are the agency's where it names them."""
    return all(_detail(found, name, wanted) for name, wanted in expect.items())


def _detail(found: Determination, name: str, wanted: Any) -> bool:
    if name == "exception":
        return bool(found.answer.exception == wanted)
    if name == "review":
        return found.review is not None and bool(found.review.policy == wanted)
    if name == "classification":
        return set(wanted) <= set(found.classification)
    if name == "not_classified":
        return not set(wanted) & set(found.classification)
    return name == "outcome"


def differences() -> Iterator[Asked]:
    """What the engine answers otherwise, the freer answers first."""
    order = [Agreement.FREER, Agreement.OTHER, Agreement.STRICTER]
    for agreement in order:
        yield from (each for each in asked() if each.agreement is agreement)

"""What is shown of the ECCNs that are stated of an item.

Belongs here: for each, who states it, which paragraph answers for it and what that says; and what
the item's figures come to without them. Does not: judging them (declared, classify).
Always true: an ECCN that is stated is shown, whether it decides or not; where the figures alone
come to other paragraphs, those are shown beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ecluse.citation import Confidence
from ecluse.determine.case import CaseFacts
from ecluse.determine.classify import ASKED_INSIDE, classify
from ecluse.determine.declared import Statement, statements
from ecluse.determine.determination import Determination
from ecluse.facts.eccn import NONE
from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.law.eccn_part import DECLARED, OF_MAKER
from ecluse.law.provision import Classification, Exclusion
from ecluse.words.say import say, when


@dataclass(frozen=True, slots=True, kw_only=True)
class EccnAnswer:
    """One ECCN that is stated of an item.

    Args:
        number: As it was stated; null where it is only known to be unknown.
        by: The user, or the maker's list (or the item's own file).
        as_of: The day of the maker's list.
        paragraph: The paragraph on file that answers for it; null where none does on that day.
        title: What that paragraph describes.
        reasons: Its reasons for control, by column of the Commerce Country Chart.
        exceptions: The list-based license exceptions that it names.
        by_figures: The paragraphs that the item's figures alone meet.
        text: All of this in one line.
    """

    number: str | None
    by: str
    as_of: date | None
    paragraph: str | None
    title: str | None
    reasons: list[str]
    exceptions: list[str]
    by_figures: list[str]
    confidence: Confidence | None
    text: str


def eccns_of(found: Determination, lang: str) -> list[EccnAnswer]:
    """The ECCNs that are stated of the item of a determination."""
    stated = statements(found.facts)
    alone = by_figures(found.facts).paragraphs if stated else []
    return [_answer(each, found, alone, lang) for each in stated]


@dataclass(frozen=True, slots=True)
class ByFigures:
    """The paragraphs that an item meets where no ECCN is stated; `sure` where no other may be."""

    paragraphs: list[str]
    sure: bool


def by_figures(facts: CaseFacts) -> ByFigures:
    """What the figures of the item of a case come to alone; the same for all that is like it in
    these.
    """
    rests_on = facts.law.conditions_in(Exclusion, Classification)
    return facts.once("by figures", rests_on, ASKED_INSIDE, _by_figures)


def _by_figures(facts: CaseFacts) -> ByFigures:
    none = Known(value=NONE)
    found = classify(facts.with_facts({DECLARED: none, OF_MAKER: none}), {})
    met = [name for name, each in found.items() if each.truth is Truth.TRUE]
    return ByFigures(met, all(each.truth is not Truth.UNKNOWN for each in found.values()))


def _answer(stated: Statement, found: Determination, alone: list[str], lang: str) -> EccnAnswer:
    row = stated.row
    filed = found.shipment.item.eccn
    return EccnAnswer(
        number=stated.number,
        by=stated.by,
        as_of=filed.as_of if filed is not None and stated.by == "maker" else None,
        paragraph=row.paragraph if row is not None else None,
        title=row.title(lang) if row is not None else None,
        reasons=sorted(row.reasons) if row is not None else [],
        exceptions=sorted(row.exceptions) if row is not None else [],
        by_figures=alone,
        confidence=row.cited.confidence if row is not None else None,
        text=_text(stated, found, alone, lang),
    )


def _text(stated: Statement, found: Determination, alone: list[str], lang: str) -> str:
    parts = [say(f"eccn.{stated.by}", lang, number=stated.number or "?", list=_list(found, lang))]
    row = stated.row
    if row is None:
        parts.append(say("eccn.not on file", lang, day=when(found.law.on, lang)))
    else:
        parts.append(say("eccn.row", lang, paragraph=row.paragraph, title=row.title(lang)))
        reasons = ", ".join(sorted(row.reasons)) or say("eccn.no reason", lang)
        parts.append(say("eccn.reasons", lang, reasons=reasons))
    if alone and alone != found.classification:
        parts.append(say("eccn.by figures", lang, paragraphs=", ".join(alone)))
    return "; ".join(parts)


def _list(found: Determination, lang: str) -> str:
    """Whose list states the maker's ECCN, and of which day."""
    item = found.shipment.item
    filed = item.eccn
    if filed is None or not filed.cited:
        return say("eccn.own file", lang)
    maker = item.vendor or say("eccn.the maker", lang)
    if filed.as_of is None:
        return say("eccn.list", lang, maker=maker)
    return say("eccn.dated list", lang, maker=maker, day=filed.as_of.isoformat())

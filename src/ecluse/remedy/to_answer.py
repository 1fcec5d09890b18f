"""From what was found to the answer of a remedy, in one language.

Belongs here: filling the answer's fields. Does not: the fields (answer), finding anything.
Always true: nothing is added; bounds are written out in full, without an exponent.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ecluse.answers.copied import copied
from ecluse.determine.determination import Determination
from ecluse.determine.remarks import provided
from ecluse.facts.figure import Figure
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.to_text import source
from ecluse.law.provision import Review
from ecluse.remedy.amendment import Amended
from ecluse.remedy.answer import (
    AmendedSet,
    BesideRequirement,
    ChangedList,
    DroppedPart,
    DroppedSet,
    ItemChange,
    LackingTest,
    LawChanges,
    LicensePath,
    MovedFigure,
    MovedFlag,
    MovedLimit,
    NearProvision,
    RemedyAnswer,
    ReviewPath,
    TiedFigure,
)
from ecluse.remedy.bearing import CatchAll
from ecluse.remedy.flip import Amendment
from ecluse.remedy.law_change import Without
from ecluse.remedy.license_path import Lack, Near, Policy
from ecluse.remedy.redesign import DesignChange, Redesign, Tie
from ecluse.remedy.remedy import Remedy


def answer_of(remedy: Remedy, lang: str = "en") -> RemedyAnswer:
    """A remedy in one language."""
    case = remedy.determination
    library = case.facts.library
    return RemedyAnswer(
        item=case.shipment.item.name,
        on=case.law.on.isoformat(),
        **_law(case),
        destination=case.shipment.destination,
        headquarters=_word(case.facts["headquarters"].value),
        outcome=case.outcome,
        exception=case.answer.exception,
        review_policy=case.review.policy if case.review else None,
        provided=tuple(provided(case, library, lang)),
        beyond_record=case.beyond_record,
        given_against_catalogue=tuple(case.against_catalogue),
        requirements=tuple(requirement.provision for requirement in case.requirements),
        needs=tuple(sorted(case.needs)),
        item_changes=tuple(map(_item_change, remedy.redesigns)),
        named_by=remedy.named_by,
        beside=tuple(_beside(catch_all, lang) for catch_all in remedy.catch_alls),
        law_changes=_law_changes(remedy),
        license_path=_license_path(remedy, lang),
        data_as_of=library.data_as_of.isoformat(),
        data_version=library.version,
        data_modified=not library.sealed,
    )


def _law(case: Determination) -> dict[str, Any]:
    """Which law it is of."""
    law = case.law
    known = case.facts.library.data_as_of if law.known == date.max else law.known
    return {"known": known.isoformat(), "reading": law.reading.value, "scenario": law.scenario}


def moved(change: DesignChange) -> MovedFigure | MovedFlag:
    """One change of the item."""
    cell, now = change.cell, change.now
    if cell.value is not None:
        return MovedFlag(
            fact=change.fact,
            now=now if isinstance(now, bool) else None,
            value=cell.value is Truth.TRUE,
        )
    exact = within = None
    if isinstance(now, Figure):
        exact = now.exact
        within = (_text(now.low), _text(now.high)) if exact is None else None
    return MovedFigure(
        fact=change.fact,
        now=_text(exact),
        now_within=within,
        **_bounds(cell),
    )


def _item_change(redesign: Redesign) -> ItemChange:
    return copied(
        ItemChange,
        redesign.answer,
        new_design=redesign.new_design,
        changes=tuple(map(moved, redesign.changes)),
        ties=tuple(map(_tied, redesign.ties)),
        size=round(redesign.size, 6),
    )


def _tied(tie: Tie) -> TiedFigure:
    corners = tuple(
        {tie.other: _text(corner.value), "reached": corner.reached, **_bounds(corner.cell)}
        for corner in tie.corners
    )
    return TiedFigure(fact=tie.defined, so=tie.fact, corners=corners, **_bounds(tie.cell))


def _bounds(cell: Cell) -> dict[str, Any]:
    """The bounds of a range, and whether each belongs to it."""
    return {
        "low": _text(cell.low) if cell.low > 0 else None,
        "low_included": cell.low_in,
        "high": _text(cell.high),
        "high_included": cell.high_in,
    }


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _beside(catch_all: CatchAll, lang: str) -> BesideRequirement:
    entry = catch_all.entry
    text = entry.says.text
    return BesideRequirement(
        provision=entry.says.provision,
        reason=getattr(entry.says, "reason", None),
        applies=catch_all.applies,
        asks=tuple(sorted(catch_all.asks)),
        measure=entry.measure.measure,
        citation=str(entry.cited),
        url=entry.cited.url,
        text=text.say(lang) if text else None,
    )


def _law_changes(remedy: Remedy) -> LawChanges:
    return LawChanges(
        measures=tuple(map(_dropped, remedy.measures.smallest)),
        provisions=tuple(map(_dropped, remedy.provisions.smallest)),
        amendments=tuple(map(_amended, remedy.amendments)),
        largest_set_searched=remedy.measures.largest,
        largest_set_of_provisions_searched=remedy.provisions.largest,
    )


def _dropped(without: Without) -> DroppedSet:
    parts = tuple(
        DroppedPart(
            measure=measure,
            provision=provision,
            ends=None if provision is None else (measure, provision) in without.ends,
        )
        for measure, provision in without.parts
    )
    return copied(DroppedSet, without.answer, without=parts)


def _amended(amended: Amended) -> AmendedSet:
    parts = tuple(map(_amendment, amended.parts))
    return copied(AmendedSet, amended.answer, amended=parts)


def _amendment(amendment: Amendment) -> MovedLimit | ChangedList:
    test = source(amendment.test)
    if amendment.limit is not None:
        return copied(MovedLimit, amendment, test=test, **_bounds(amendment.limit))
    return copied(
        ChangedList,
        amendment,
        test=test,
        joins=amendment.name if amendment.into else None,
        leaves=None if amendment.into else amendment.name,
    )


def _license_path(remedy: Remedy, lang: str) -> LicensePath:
    return LicensePath(
        exceptions=tuple(_near(remedy, near, lang) for near in remedy.exceptions),
        review=tuple(_review(remedy, policy, lang) for policy in remedy.policies),
        asks=tuple(sorted(remedy.determination.asks)),
    )


def _near(remedy: Remedy, near: Near, lang: str) -> NearProvision:
    says, cited = near.rule.entry.says, near.rule.entry.cited
    duties = getattr(says, "duties", ()) or getattr(says, "shows", ())
    return copied(
        NearProvision,
        near,
        provision=says.provision,
        symbol=getattr(says, "symbol", None),
        policy=getattr(says, "policy", None),
        describes_the_item=near.describes,
        lacks=tuple(_lack(remedy, lack, lang) for lack in near.lacks),
        leaves_standing=near.leaves,
        duties=tuple(duty.say(lang) for duty in duties),
        citation=str(cited),
        url=cited.url,
    )


def _lack(remedy: Remedy, lack: Lack, lang: str) -> LackingTest:
    text = lack.say(remedy.determination.facts.library.vocabulary, lang)
    return copied(LackingTest, lack, test=source(lack.test), text=text)


def _review(remedy: Remedy, policy: Policy, lang: str) -> ReviewPath:
    entry = policy.rule.entry if policy.rule else None
    says = entry.says if entry is not None and isinstance(entry.says, Review) else None
    return ReviewPath(
        requirement=policy.requirement,
        policy=policy.policy,
        provision=entry.says.provision if entry else None,
        citation=str(entry.cited) if entry else None,
        shows=tuple(text.say(lang) for text in says.shows) if says else (),
        text=says.text.say(lang) if says and says.text else None,
        milder=tuple(_near(remedy, near, lang) for near in policy.milder),
    )

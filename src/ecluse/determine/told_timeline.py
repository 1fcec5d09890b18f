"""An answer over time as it is shown: one value that the terminal and the pages lay out.

Belongs here: what is told of each stretch, in words. Does not: finding the stretches (timeline).
Always true: the stretches follow one another without a gap; each says what brought it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ecluse.determine.party_answer import listed_lines
from ecluse.determine.remarks import proviso_text
from ecluse.determine.timeline import Stretch
from ecluse.determine.told import warnings
from ecluse.determine.verdict import Outcome
from ecluse.determine.wording import answer, clauses, other_than_record, policy
from ecluse.law.library import Library
from ecluse.screening.match import Band
from ecluse.words.say import cited_in, say, when


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMeasure:
    """A measure that brought an answer: its title, its name on record, and where it was read."""

    title: str
    measure: str
    source: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStretch:
    """One answer over days.

    Args:
        policy: How an application would be reviewed; empty where there is none.
        held: The licenses held that cover it; empty where there are none.
        needs: The facts that would settle it, by name.
        listed: Whom the parties are taken for.
        begins: Why the stretch begins, where no measure or listing brought it.
    """

    since: date
    until: date
    outcome: Outcome
    answer: str
    policy: str
    held: str
    needs: str
    measures: tuple[ToldMeasure, ...]
    listed: tuple[str, ...]
    begins: str

    @property
    def days(self) -> int:
        """How many days it lasted."""
        return (self.until - self.since).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTimeline:
    """All stretches, what the freer ones presume, and what to beware of.

    Args:
        law: Which law they are of, where it is another than the record's; else empty.
    """

    law: str
    stretches: tuple[ToldStretch, ...]
    presumes: str
    warnings: tuple[str, ...]


def told_timeline(found: Sequence[Stretch], library: Library, lang: str) -> ToldTimeline:
    """The answers of all stretches as they are shown."""
    provisos = dict.fromkeys(
        proviso_text(proviso, library, lang) for stretch in found for proviso in stretch.provided
    )
    presumes = clauses(list(provisos), lang) if provisos else ""
    return ToldTimeline(
        law=other_than_record(found[0].found.law, lang),
        stretches=tuple(_stretch(each, lang) for each in found),
        presumes=say("determination.freer where", lang, presumes) if presumes else "",
        warnings=tuple(_warnings(found[-1], library, lang)),
    )


def _stretch(stretch: Stretch, lang: str) -> ToldStretch:
    found = stretch.found
    held = ", ".join(license_.provision for license_ in found.licenses)
    listed = tuple(listed_lines(found, lang))
    brought = stretch.by or listed
    return ToldStretch(
        since=stretch.since,
        until=stretch.until,
        outcome=found.outcome,
        answer=answer(found.answer, lang),
        policy=policy(found.review.policy, lang) if found.review is not None else "",
        held=say("determination.license held", lang, held) if found.verdict.held else "",
        needs=", ".join(sorted(found.needs)),
        measures=tuple(
            ToldMeasure(
                title=measure.title.say(lang),
                measure=measure.measure,
                source=cited_in(measure.cited, lang),
                url=measure.cited.url,
            )
            for measure in stretch.by
        ),
        listed=listed,
        begins="" if brought else say(f"timeline.{_why(stretch)}", lang),
    )


def _why(stretch: Stretch) -> str:
    """Why a stretch begins that no measure began, as a key of the words."""
    if stretch.first:
        return "record begins"
    parties, on = stretch.found.shipment.parties, stretch.found.law.on
    listings = () if parties is None else parties.listings(on)
    if any(each.clearance is None and each.match.band is Band.REVIEW for each in listings):
        return "may be listed"
    return "not listed"


def _warnings(last: Stretch, library: Library, lang: str) -> Iterator[str]:
    """As for one answer; the last day of the stretch counts, not its first."""
    yield from warnings(last.found, library, lang)
    if last.until > library.data_as_of and not last.found.beyond_record:
        yield say("determination.beyond", lang, when(library.data_as_of, lang))

"""What would change one answer: the item's design, the law, or a license.

Belongs here: putting the three kinds of remedy into one value. Does not: finding any of them, or
putting them into words (to_text).
Always true: every remedy keeps the destination, the parties, the headquarters, the exporter, the
end use and the origin of the question.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecluse.determine.determination import Determination
from ecluse.determine.verdict import Outcome
from ecluse.law.register import Register
from ecluse.remedy.amendment import Amended, amendments
from ecluse.remedy.bearing import CatchAll, catch_alls
from ecluse.remedy.change import naming, redesigns
from ecluse.remedy.law_change import SmallestSets, without_measures, without_provisions
from ecluse.remedy.license_path import Near, Policy, near_exceptions, policies
from ecluse.remedy.redesign import Redesign


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """An answer, and what would change it.

    Args:
        redesigns: The smallest changes of the item, those of fewest figures first.
        named_by: The requirements that name the item itself, so that no figure frees it.
        catch_alls: The requirements that no design lifts. Some apply already; an end use, a party
            or a letter can bring in the others.
        measures: Every smallest set of measures without which the answer changes.
        provisions: Every smallest set of provisions without which the answer changes.
        amendments: Every smallest set of limits and lists that, when amended, changes the answer.
        exceptions: The exceptions that overcome something that stands, and what each lacks.
        policies: How an application would be reviewed.
    """

    determination: Determination
    redesigns: tuple[Redesign, ...]
    named_by: tuple[str, ...]
    catch_alls: tuple[CatchAll, ...]
    measures: SmallestSets
    provisions: SmallestSets
    amendments: tuple[Amended, ...]
    exceptions: tuple[Near, ...]
    policies: tuple[Policy, ...]


def remedy(determination: Determination, register: Register) -> Remedy:
    """What would change an answer.

    Args:
        register: The log of measures that gave the answer; with the scenario, where one is applied.
    """
    outcome = determination.outcome
    settled = outcome in (Outcome.NLR, Outcome.NOT_SUBJECT)
    reached = outcome is not Outcome.NOT_SUBJECT
    return Remedy(
        determination=determination,
        redesigns=() if settled else tuple(redesigns(determination)),
        named_by=() if settled else naming(determination),
        catch_alls=tuple(catch_alls(determination)) if reached else (),
        measures=without_measures(determination, register),
        provisions=without_provisions(determination, register),
        amendments=() if settled else tuple(amendments(determination)),
        exceptions=tuple(near_exceptions(determination)),
        policies=tuple(policies(determination)),
    )

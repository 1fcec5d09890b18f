"""What would change one answer: the item's design, the law, or a license.

Belongs here: putting the three ways together, as one value. Does not: any of them; wording (cli).
Always true: destination, parties, headquarters, exporter, end use and origin are those of the
question, in every remedy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ecluse.determine.decide import Determination
from ecluse.determine.to_json import provided
from ecluse.determine.verdict import Outcome
from ecluse.law.register import Register
from ecluse.remedy.amendment import Amended, amendments
from ecluse.remedy.bearing import CatchAll, catch_alls
from ecluse.remedy.change import naming, redesigns
from ecluse.remedy.law_change import Sets, without_measures, without_provisions
from ecluse.remedy.license_path import Near, Policy, near_exceptions, policies
from ecluse.remedy.redesign import Redesign


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """The answer as it is, and what would change it.

    Args:
        redesigns: Smallest changes of the item, nearest first.
        named_by: Requirements that name the item itself, so that no figure frees it.
        catch_alls: Requirements that no design lifts: in force for the case, or brought on by an
            end use, a party or a letter.
        measures: Every smallest set of measures without which the answer would be another; likewise
            `provisions`.
        amendments: Every smallest set of limits and lists that, written otherwise, would change it.
        exceptions: Exceptions that overcome what stands, and what each lacks.
        policies: How an application would be reviewed.
    """

    found: Determination
    redesigns: tuple[Redesign, ...]
    named_by: tuple[str, ...]
    catch_alls: tuple[CatchAll, ...]
    measures: Sets
    provisions: Sets
    amendments: tuple[Amended, ...]
    exceptions: tuple[Near, ...]
    policies: tuple[Policy, ...]

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """As plain data."""
        found, vocabulary = self.found, self.found.facts.library.vocabulary
        review = found.review
        return {
            "item": found.shipment.item.name,
            "on": found.law.on.isoformat(),
            "reading": found.law.reading.value,
            "destination": found.shipment.destination,
            "headquarters": found.facts["headquarters"].value,
            "outcome": found.outcome.value,
            "exception": found.answer.exception,
            "review_policy": review.policy if review else None,
            "provided": provided(found, found.facts.library, lang),
            "beyond_record": found.beyond_record,
            "given_against_catalogue": list(found.against_catalogue),
            "requirements": [each.provision for each in found.requirements],
            "needs": sorted(found.needs),
            "item_changes": [each.to_dict() for each in self.redesigns],
            "named_by": list(self.named_by),
            "beside": [each.to_dict(lang) for each in self.catch_alls],
            "law_changes": {
                "measures": [each.to_dict() for each in self.measures.found],
                "provisions": [each.to_dict() for each in self.provisions.found],
                "amendments": [each.to_dict() for each in self.amendments],
                "largest_set_searched": self.measures.largest,
                "largest_set_of_provisions_searched": self.provisions.largest,
            },
            "license_path": {
                "exceptions": [each.to_dict(vocabulary, lang) for each in self.exceptions],
                "review": [each.to_dict(vocabulary, lang) for each in self.policies],
                "asks": sorted(found.asks),
            },
            "data_as_of": found.facts.library.data_as_of.isoformat(),
            "data_version": found.facts.library.version,
            "data_modified": not found.facts.library.sealed,
        }


def remedy(found: Determination, register: Register) -> Remedy:
    """What would change the answer `found`, which came from `register` (a scenario's, where one is
    applied).
    """
    settled = found.outcome in (Outcome.NLR, Outcome.NOT_SUBJECT)
    return Remedy(
        found=found,
        redesigns=() if settled else tuple(redesigns(found)),
        named_by=() if settled else naming(found),
        catch_alls=() if found.outcome is Outcome.NOT_SUBJECT else tuple(catch_alls(found)),
        measures=without_measures(found, register),
        provisions=without_provisions(found, register),
        amendments=() if settled else tuple(amendments(found)),
        exceptions=tuple(near_exceptions(found)),
        policies=tuple(policies(found)),
    )

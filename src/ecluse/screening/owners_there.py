"""Which owners leave it open where the ultimate parent of a company sits.

Belongs here: counting what the owners hold that sit in some countries. Does not: where an owner
sits (registry), how shares are counted (ownership), what an open parent brings (the law).
Always true: owners who hold less than half together, for certain and whatever nobody has read,
leave nothing open; who sits there himself is not asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ecluse.facts.company import Companies, Company
from ecluse.facts.truth import Truth
from ecluse.screening.affiliates import AffiliatesRule
from ecluse.screening.ownership import keys_above, ownership

# The country of an owner that sits where it makes an answer stricter, "?" of one behind whom nobody
# knows who stands; None for all others.
ThereOf = Callable[[Company], str | None]
Owner = tuple[str, str]  # the name, and that country


def owners_there(
    company: Company, companies: Companies, on: date, rule: AffiliatesRule, there_of: ThereOf
) -> tuple[Owner, ...]:
    """The owners that sit there and own a company on a day, or may: through any chain, by the share
    by which the affiliates rule counts; a company of the United States is owned like any other.
    """
    above = {key: companies.company(key, on) for key in keys_above(company.key, companies, on)}
    seats = {key: there_of(owner) for key, owner in above.items() if owner is not None}
    there = {key for key, seat in seats.items() if seat is not None}
    if not there:
        return ()
    counted = ownership(company.key, there, companies, on, replace(rule, foreign_to=""))
    if counted.reached is Truth.FALSE:
        return ()
    told = ((above[key], seats[key]) for key in counted.listed_owners)
    return tuple((owner.name, seat) for owner, seat in told if owner is not None and seat)

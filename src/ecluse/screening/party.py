"""A party of a transaction, as it is named.

Belongs here: the roles of § 748.5(c) to (f), and the words that name a party. Does not: comparing.
Always true: a role is one of the regulation's; what was not said is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a party does in a transaction (15 CFR § 748.5(c) to (f))."""

    PURCHASER = "purchaser"
    INTERMEDIATE_CONSIGNEE = "intermediate"
    ULTIMATE_CONSIGNEE = "consignee"
    END_USER = "end_user"


class ListedSeat(NamedTuple):
    """A country in which a list says that a party is; not surely, where the party may be another
    than the listed one.
    """

    country: str
    list: str
    surely: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party, in the words of whoever names it.

    Args:
        name: As it was written.
        country: ISO 3166-1 alpha-2; None where nobody says.
        address: As it was written.
        identifier: A registration number, LEI or USCC.
        role: None where a name alone is screened.
        region: Its country's region under an embargo of its own, where that is said for the
            country ("Crimea"); it is not compared.
        body_of: The state in which it has a seat beside whatever else is said, by its name (a body
            of a state, an embassy, a country at its end); it is not compared.
        listed_in: Where lists that it is on, or may be, say that it is, beside whatever else is
            said, each country once; they are not compared.
        somewhere: A country is said that nobody can read; it is not compared.
    """

    name: str
    country: str | None = None
    address: str | None = None
    identifier: str | None = None
    role: Role | None = None
    region: str | None = None
    body_of: str | None = None
    listed_in: tuple[ListedSeat, ...] = ()
    somewhere: bool = False

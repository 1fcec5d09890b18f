"""From entries that parties meet to the facts that the law asks for.

Belongs here: which flag an entry raises on a day, and the stricter of what is screened and what is
said. Does not: comparing names (screening), what a listing requires (the law).
Always true: a hit is taken as the listed party, a review leaves its flags unknown; several entries
add up, the strictest policy stands; whatever is screened never makes an answer freer than what is
said.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ecluse.facts.known import Known
from ecluse.facts.truth import Truth
from ecluse.screening.entry import (
    DENIED_PERSONS,
    ENTITY_LIST,
    MILITARY_END_USER,
    MILITARY_INTELLIGENCE,
    SDN,
    UNVERIFIED,
    Entry,
    EntryPolicy,
    ItemsCovered,
    ListVersion,
)
from ecluse.screening.match import Band, Match
from ecluse.screening.party import Role
from ecluse.screening.sdn_tags import SdnTags
from ecluse.screening.standing import is_red_flag

LISTED = "listed_party"  # the word for a list, from which the flags follow where no name is given
ON_ENTITY_LIST = "on_entity_list"
FOR_CCL = "entry_for_ccl_and_supplement_7"
POLICY = "entry_policy"
SDN_TAG = "sdn_wmd_or_terror"
_OTHER = "on_another_list"
_OF_LIST = {
    ENTITY_LIST: ON_ENTITY_LIST,
    MILITARY_END_USER: "on_military_end_user_list",
    MILITARY_INTELLIGENCE: "is_named_intelligence_body",
    UNVERIFIED: "on_unverified_list",
    DENIED_PERSONS: "on_denied_persons_list",
    SDN: "on_sdn_list",
}
FOOTNOTES = {number: f"entity_list_footnote_{number}" for number in (1, 3, 4)}
# A flag that is yes makes an answer stricter, but for FOR_CCL, which makes it narrower.
FLAGS = (*_OF_LIST.values(), *FOOTNOTES.values(), _OTHER)
NAMED_ROLES = (Role.ULTIMATE_CONSIGNEE, Role.END_USER)  # every shipment has both
# The strictest first: what an entry says where nobody read it may be a denial, and is asked.
_STRICTEST = (
    EntryPolicy.POLICY_OF_DENIAL,
    EntryPolicy.PRESUMPTION_OF_DENIAL,
    EntryPolicy.UNREAD,
    EntryPolicy.AS_CITED,
    EntryPolicy.CASE_BY_CASE,
)
Found = Iterable[tuple[Entry, Match]]


class _Listing(NamedTuple):
    """An entry that a party is, or may be, on a day."""

    entry: Entry
    truth: Truth
    worded: bool


def party_facts(
    found: Found, on: date, tags: SdnTags, because: str | None = None
) -> dict[str, Known]:
    """What the law is told of parties that meet some entries on a day.

    Args:
        found: The entries that stand on the day, in the wording of the day, and that no clearance
            frees; each with its match.
        because: What a flag that is not raised rests on, in words.
    """
    listings = [
        _Listing(entry, Truth.TRUE if match.band is Band.HIT else Truth.UNKNOWN, entry.worded(on))
        for entry, match in found
        if match.band is not Band.NONE
    ]
    truths = dict.fromkeys(FLAGS, Truth.FALSE)
    for listing in listings:
        for flag in _flags(listing, tags):
            truths[flag] = truths[flag] | listing.truth
    facts = {flag: _flag(flag, truth, because) for flag, truth in truths.items()}
    facts |= _of_entity_list([each for each in listings if each.entry.list == ENTITY_LIST])
    return facts | _of_sdn([each for each in listings if each.entry.list == SDN], tags)


def not_screened() -> dict[str, Known]:
    """What the law is told of named parties where names cannot be compared: nothing is known."""
    return {flag: _flag(flag, Truth.UNKNOWN, None) for flag in FLAGS if flag != _OTHER}


def _flag(flag: str, truth: Truth, because: str | None) -> Known:
    if truth is Truth.UNKNOWN:
        return Known(value=truth, unsettled=frozenset({flag}))
    return Known(value=truth, because=because if truth is Truth.FALSE else None)


def _flags(listing: _Listing, tags: SdnTags) -> Iterable[str]:
    """The flags that an entry raises."""
    entry = listing.entry
    yield _OTHER if is_red_flag(entry, tags) else _OF_LIST[entry.list]
    if entry.list == ENTITY_LIST:
        # Before its wording is on record an entry may have had any footnote.
        numbers = entry.footnotes if listing.worded else FOOTNOTES
        yield from (FOOTNOTES[number] for number in numbers if number in FOOTNOTES)


def _of_entity_list(listings: list[_Listing]) -> dict[str, Known]:
    """How the entries are reviewed, and whether all of them leave some items out."""
    if not listings:
        return {}
    narrow = all(
        each.worded and each.entry.items is ItemsCovered.CCL_AND_SUPPLEMENT_7 for each in listings
    )
    policies = [each.entry.policy_read if each.worded else EntryPolicy.UNREAD for each in listings]
    policy = min(policies, key=_STRICTEST.index)
    return {
        FOR_CCL: Known(value=Truth.TRUE if narrow else Truth.FALSE),
        POLICY: Known(value=policy.value),
    }


def _of_sdn(listings: list[_Listing], tags: SdnTags) -> dict[str, Known]:
    if not listings:
        return {}
    grave = any(tags.of_wmd_or_terror(each.entry.programs) for each in listings)
    return {SDN_TAG: Known(value=Truth.TRUE if grave else Truth.FALSE)}


def as_word(facts: Mapping[str, Known]) -> Known:
    """The word for the list of parties that were screened: none, where no flag is raised; else it
    is left to the flags, for a word can name one list only.
    """
    if all(facts[flag].value is Truth.FALSE for flag in FLAGS if flag in facts):
        return Known(value="none", because=facts[ON_ENTITY_LIST].because)
    return Known(value=None, unsettled=frozenset({LISTED}))


def whole(
    screened: Mapping[str, Known],
    roles: Container[Role | None],
    lists: Sequence[ListVersion],
    on: date | None = None,
) -> dict[str, Known]:
    """What was screened, with the word that is taken of whomever screening does not see: parties
    that are not named (§ 744.11(a) reaches each party to a transaction) and, where a day is given,
    who stood on a list on that day and not on the day of the list.
    """
    seen = on is None or all(each.as_of == on for each in lists)
    if seen and all(role in roles for role in NAMED_ROLES):
        return dict(screened)
    taken = Known(value="none", assumed=True, because=screened_words(lists))
    return {**screened, LISTED: taken}


def screened_words(lists: Iterable[ListVersion]) -> str:
    """Which lists were looked at, of which day, in a few signs: "EL 2026-07-09, UVL 2026-07-31"."""
    return ", ".join(f"{each.list} {each.as_of.isoformat()}" for each in lists)


def list_days(lists: Iterable[ListVersion]) -> Iterator[date]:
    """The days on which lists begin and cease to be of the day that is asked."""
    for each in lists:
        yield each.as_of
        yield each.as_of + timedelta(days=1)


def told_word(
    said: Mapping[str, Known], told: Mapping[str, Known], *, strict: bool
) -> dict[str, Known]:
    """The facts with the word for the list: as it is said, else as parties were screened; where it
    is taken of others, the flags that are not raised rest on it.
    """
    if LISTED in said:
        return {**told, LISTED: said[LISTED]}
    lowered = [flag for flag in FLAGS if flag in told and told[flag].value is Truth.FALSE]
    raised = any(flag in told for flag in FLAGS if flag not in lowered)
    if LISTED not in told or (raised and not strict):
        return {**told, LISTED: as_word(told)}
    return {name: known for name, known in told.items() if name not in lowered}


def stricter(said: Mapping[str, Known], screened: Mapping[str, Known]) -> dict[str, Known]:
    """What is said of lists and what was screened, as one: the stricter of both."""
    both = dict(screened)
    for flag in FLAGS:
        one, other = said.get(flag), screened.get(flag)
        truth = _truth(one) | _truth(other)
        if one is not None and (other is None or truth not in (_truth(other), Truth.FALSE)):
            both[flag] = one
    if _truth(said.get(ON_ENTITY_LIST)) is not Truth.FALSE:
        both |= _of_said_entry(said, screened)
    return _with_tag(both, [said, screened])


def _with_tag(both: dict[str, Known], told: Sequence[Mapping[str, Known]]) -> dict[str, Known]:
    """The facts with the gravest tag of an SDN; none where a party may be one whose tag is not
    told, so that the law takes it as it takes any that nobody says.
    """
    tags = [
        each.get(SDN_TAG)
        for each in told
        if SDN_TAG in each or _truth(each.get(_OF_LIST[SDN])) is not Truth.FALSE
    ]
    if not tags:
        return both
    gravest = max(tags, key=_gravity_of_tag)
    rest = {name: known for name, known in both.items() if name != SDN_TAG}
    return rest if gravest is None else {**rest, SDN_TAG: gravest}


def _gravity_of_tag(tag: Known | None) -> int:
    return 2 if tag is None else (Truth.FALSE, Truth.UNKNOWN, None, Truth.TRUE).index(_truth(tag))


def _of_said_entry(said: Mapping[str, Known], screened: Mapping[str, Known]) -> dict[str, Known]:
    """What of an entry that is said to list a party stands beside one that was met."""
    found: dict[str, Known] = {}
    met = _truth(screened.get(ON_ENTITY_LIST)) is not Truth.FALSE
    narrow = _truth(said.get(FOR_CCL)) is Truth.TRUE
    also = not met or _truth(screened.get(FOR_CCL)) is Truth.TRUE
    found[FOR_CCL] = Known(value=Truth.TRUE if narrow and also else Truth.FALSE)
    policies = [_policy_of(said)]
    if met and POLICY in screened:
        policies.append(_policy_of(screened))
    policy = min(policies, key=_STRICTEST.index)
    # Strictly, an entry of which nobody says the policy may have the strictest.
    taken = POLICY not in said and policy is not EntryPolicy.POLICY_OF_DENIAL
    found[POLICY] = Known(value=policy.value, assumed=taken)
    return found


def _policy_of(facts: Mapping[str, Known]) -> EntryPolicy:
    known = facts.get(POLICY)
    return EntryPolicy.UNREAD if known is None else EntryPolicy(str(known.value))


def _truth(known: Known | None) -> Truth:
    return known.value if known is not None and isinstance(known.value, Truth) else Truth.FALSE

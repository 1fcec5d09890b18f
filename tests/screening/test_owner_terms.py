"""The strictest of several owners' entries."""

from itertools import permutations

from ecluse.screening.entry import Entry, EntryPolicy, ItemsCovered
from ecluse.screening.owner_terms import owner_terms


def _entry(code: str, reach: ItemsCovered, policy: EntryPolicy, *footnotes: int) -> Entry:
    return Entry(
        key=code,
        digest="",
        list=code,
        names=(code,),
        footnotes=frozenset(footnotes),
        items=reach,
        policy_read=policy,
    )


MEU = _entry("MEU", ItemsCovered.CCL_AND_SUPPLEMENT_7, EntryPolicy.CASE_BY_CASE)
FOUR = _entry("EL", ItemsCovered.ALL, EntryPolicy.PRESUMPTION_OF_DENIAL, 4)
FIVE = _entry("EL", ItemsCovered.UNREAD, EntryPolicy.UNREAD, 5)
DENIED = _entry("EL", ItemsCovered.CCL_AND_SUPPLEMENT_7, EntryPolicy.POLICY_OF_DENIAL)


def test_the_strictest_terms_of_each_kind_are_joined():
    terms = owner_terms([MEU, FOUR, FIVE, DENIED])
    assert terms is not None
    assert terms.lists == {"MEU", "EL"}
    assert terms.footnotes == {4, 5}
    assert terms.items is ItemsCovered.ALL
    assert terms.policy is EntryPolicy.POLICY_OF_DENIAL


def test_the_order_of_the_owners_makes_no_difference():
    assert len({owner_terms(order) for order in permutations([MEU, FOUR, FIVE, DENIED])}) == 1


def test_words_that_nobody_read_are_not_taken_for_the_milder_ones():
    terms = owner_terms([MEU, FIVE])
    assert terms is not None
    assert terms.items is ItemsCovered.UNREAD
    assert terms.policy is EntryPolicy.UNREAD


def test_without_an_owner_there_are_no_terms():
    assert owner_terms([]) is None

"""Aggregate ownership: sums, chains, rings, unknown shares, and both sides of 50 %."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecluse.facts.company import Companies, Company, Holding, HowRead
from ecluse.facts.truth import Truth
from ecluse.law.library import DATA
from ecluse.screening.affiliates import affiliates_rule
from ecluse.screening.ownership import Ownership, ownership

RULE = affiliates_rule(DATA)
DAY = date(2025, 10, 15)
YES, NO, OPEN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
Rows = dict[tuple[str, str], str | None]  # (company, owner): percent


def _companies(rows: Rows, read: HowRead = HowRead.OPENED) -> Companies:
    holdings = tuple(
        Holding(
            child=child, parent=parent, percent=None if share is None else Decimal(share), read=read
        )
        for (child, parent), share in rows.items()
    )
    return Companies(holdings=holdings)


def _counted(rows: Rows, listed: set[str], read: HowRead = HowRead.OPENED) -> Ownership:
    return ownership("x", listed, _companies(rows, read), DAY, RULE)


@pytest.mark.parametrize(
    ("rows", "reached", "percent"),
    [
        pytest.param({("x", "L1"): "50"}, YES, "50", id="50 % or more: the limit is inside"),
        pytest.param({("x", "L1"): "49.99"}, NO, "49.99", id="49.99 % is less"),
        pytest.param({("x", "L1"): "30", ("x", "L2"): "20"}, YES, "50", id="two owners add up"),
        pytest.param({("x", "L1"): "30", ("x", "L2"): "19"}, NO, "49", id="and may fall short"),
        pytest.param({("x", "a"): "80"}, NO, "0", id="an owner that is not listed"),
        pytest.param(
            {("x", "a"): "50", ("a", "L1"): "50"},
            YES,
            "50",
            id="a chain of 50 % and 50 % passes on whole: 25 % is not reckoned",
        ),
        pytest.param({("x", "a"): "100", ("a", "L1"): "49"}, NO, "0", id="a chain breaks at 49 %"),
        pytest.param(
            {("x", "a"): "40", ("a", "L1"): "60", ("x", "L2"): "10"},
            YES,
            "50",
            id="what a listed party owns through another adds to what one owns outright",
        ),
        pytest.param(
            {("x", "a"): "40", ("a", "L1"): "60", ("x", "L2"): "9.9"}, NO, "49.9", id="or not"
        ),
        pytest.param(
            {("a", "b"): "60", ("b", "a"): "60", ("x", "a"): "100"},
            NO,
            "0",
            id="a ring of owners without a listed one catches nobody",
        ),
        pytest.param(
            {("a", "b"): "30", ("a", "L1"): "20", ("b", "a"): "60", ("x", "a"): "100"},
            NO,
            "0",
            id="nor does a ring that would have to catch itself first",
        ),
        pytest.param(
            {("a", "b"): "60", ("b", "a"): "40", ("b", "L1"): "50", ("x", "a"): "100"},
            YES,
            "100",
            id="a ring with a listed owner of half of it",
        ),
        pytest.param({("x", "x"): "60"}, NO, "0", id="a company's own shares"),
        pytest.param({}, NO, "0", id="no owner on record"),
        pytest.param({("x", "L1"): None}, OPEN, "0", id="an unknown share of a listed owner"),
        pytest.param({("x", "L1"): None, ("x", "a"): "50"}, OPEN, "0", id="that may still be 50 %"),
        pytest.param(
            {("x", "L1"): None, ("x", "a"): "50.1"}, NO, "0", id="that cannot be 50 % any more"
        ),
        pytest.param(
            {("x", "L1"): None, ("x", "L2"): None, ("x", "a"): "51"},
            NO,
            "0",
            id="two unknown shares have one room",
        ),
        pytest.param(
            {("x", "L1"): "50", ("x", "L2"): None}, YES, "50", id="a known half needs no other"
        ),
        pytest.param(
            {("x", "a"): None, ("a", "L1"): "60"}, OPEN, "0", id="unknown further down the chain"
        ),
        pytest.param(
            {("x", "a"): "60", ("a", "L1"): None}, OPEN, "0", id="unknown further up the chain"
        ),
        pytest.param({("x", "a"): None}, NO, "0", id="an unknown share of nobody who is listed"),
    ],
)
def test_shares_are_counted_as_the_rule_says(rows, reached, percent):
    counted = _counted(rows, {"L1", "L2"})
    assert (counted.reached, counted.percent) == (reached, Decimal(percent))


def test_the_chain_names_each_step_up_to_the_listed_parties():
    counted = _counted({("x", "a"): "40", ("a", "L1"): "60", ("x", "L2"): "10"}, {"L1", "L2"})
    steps = [(link.child, link.parent, link.percent) for link in counted.chain]
    assert steps == [("x", "L2", 10), ("x", "a", 40), ("a", "L1", 60)]
    assert counted.listed_owners == ("L1", "L2")
    assert not counted.unknown_share


def test_a_small_share_of_a_listed_party_is_a_red_flag_alone():
    counted = _counted({("x", "L1"): "5"}, {"L1"})
    assert counted.reached is NO
    assert counted.red_flag


def test_a_share_that_was_only_recalled_frees_nobody():
    assert _counted({("x", "L1"): "60"}, {"L1"}, HowRead.MEMORY).reached is YES
    assert _counted({("x", "L1"): "10"}, {"L1"}, HowRead.MEMORY).reached is OPEN
    assert _counted({("x", "L1"): "10"}, {"L1"}, HowRead.SECONDARY).reached is NO


def test_what_another_is_only_recalled_to_own_leaves_no_less_room():
    rows: Rows = {("x", "a"): "90"}
    companies = _companies(rows, HowRead.MEMORY)
    unknown = Holding(child="x", parent="L1", read=HowRead.OPENED)
    known = replace(companies, holdings=(*companies.holdings, unknown))
    assert ownership("x", {"L1"}, known, DAY, RULE).reached is OPEN


def test_of_two_rows_about_one_owner_the_larger_share_counts():
    ours = _companies({("x", "L1"): "60"})
    theirs = Holding(child="x", parent="L1", percent=Decimal(10), read=HowRead.GIVEN)
    assert ownership("x", {"L1"}, ours.with_holdings([theirs]), DAY, RULE).reached is YES


def test_a_file_of_the_user_s_settles_a_share_that_is_unknown_here():
    ours = _companies({("x", "L1"): None})
    theirs = Holding(child="x", parent="L1", percent=Decimal(10), read=HowRead.GIVEN)
    assert ownership("x", {"L1"}, ours.with_holdings([theirs]), DAY, RULE).reached is NO


@pytest.mark.parametrize(
    ("on", "reached"),
    [
        (date(2025, 9, 30), NO),
        (date(2025, 10, 1), YES),
        (date(2025, 10, 31), YES),
        (date(2025, 11, 1), NO),
    ],
)
def test_a_share_counts_from_its_first_day_to_the_day_before_its_end(on, reached):
    row = Holding(
        child="x",
        parent="L1",
        percent=Decimal(50),
        since=date(2025, 10, 1),
        until=date(2025, 11, 1),
        read=HowRead.OPENED,
    )
    assert ownership("x", {"L1"}, Companies(holdings=(row,)), on, RULE).reached is reached


def _firm(key: str, country: str, read: HowRead = HowRead.OPENED) -> Company:
    return Company(key=key, name=key, headquarters=country, read=read)


def test_a_us_company_is_not_reached_itself_and_passes_on_what_it_owns():
    rows = _companies({("us", "L1"): "100", ("x", "us"): "100"})
    companies = replace(rows, companies=(_firm("us", "US"), _firm("x", "MY")))
    assert ownership("us", {"L1"}, companies, DAY, RULE).reached is NO
    assert ownership("us", {"L1"}, companies, DAY, RULE).domestic
    assert ownership("x", {"L1"}, companies, DAY, RULE).reached is YES


def test_that_a_company_is_of_the_united_states_is_not_taken_from_memory():
    rows = _companies({("us", "L1"): "100"})
    companies = replace(rows, companies=(_firm("us", "US", HowRead.MEMORY),))
    assert ownership("us", {"L1"}, companies, DAY, RULE).reached is YES


def test_a_parent_of_which_no_share_is_on_record_is_an_owner_of_an_unknown_share():
    companies = Companies(companies=(Company(key="x", name="x", parent="L1", read=HowRead.OPENED),))
    assert ownership("x", {"L1"}, companies, DAY, RULE).reached is OPEN


# ---- properties: truths in order of strictness

_KEYS = st.sampled_from(["x", "a", "b", "c", "L1", "L2"])
_SHARES = st.one_of(st.none(), st.integers(0, 100).map(str))
_ROWS = st.dictionaries(st.tuples(_KEYS, _KEYS), _SHARES, max_size=8)
_LISTED = st.sets(st.sampled_from(["a", "L1", "L2"]))
_STRICTER = {NO: 0, OPEN: 1, YES: 2}


def _strictness(rows: Rows, listed: set[str]) -> int:
    return _STRICTER[_counted(rows, listed).reached]


@given(_ROWS, _LISTED, st.sampled_from(["b", "c", "L1", "L2"]))
def test_one_more_listed_party_never_frees(rows, listed, more):
    assert _strictness(rows, listed | {more}) >= _strictness(rows, listed)


@given(_ROWS, _LISTED, st.integers(0, 100), st.integers(0, 100))
def test_a_larger_share_of_a_listed_party_never_frees(rows, listed, one, two):
    def with_share(share: int) -> Rows:
        return rows | {("x", "L1"): str(share)}

    low, high = sorted((one, two))
    assert _strictness(with_share(high), listed | {"L1"}) >= _strictness(
        with_share(low), listed | {"L1"}
    )


@given(_ROWS)
def test_without_a_listed_party_nothing_is_reached(rows):
    counted = _counted(rows, set())
    assert (counted.reached, counted.percent, counted.chain) == (NO, 0, ())


@given(_ROWS, _LISTED, st.randoms())
def test_the_order_of_the_rows_makes_no_difference(rows, listed, random):
    turned = list(rows.items())
    random.shuffle(turned)
    assert _counted(rows, listed) == _counted(dict(turned), listed)


@given(_ROWS, _LISTED, st.integers(0, 100))
def test_an_unknown_share_of_a_listed_party_is_no_freer_than_any_that_fits(rows, listed, share):
    others = sum(
        int(other)
        for (child, owner), other in rows.items()
        if child == "x" and owner not in ("x", "L1") and other is not None
    )
    told = rows | {("x", "L1"): str(min(share, max(100 - others, 0)))}
    known, unknown = (
        _counted(told, listed | {"L1"}),
        _counted(rows | {("x", "L1"): None}, listed | {"L1"}),
    )
    assert unknown.reached is not NO or known.reached is NO

"""A newer list over an older one: what is gone stands on the days before, what was reworded keeps
its days, and no name by which an entry was found is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ecluse.screening.codes import Spellings
from ecluse.screening.entry import EntryPolicy, ItemsCovered
from ecluse.screening.merge import MergedList, NewerList, merged, together
from ecluse.screening.published import Road
from ecluse.screening.read_table import Cells

BEFORE, AS_OF = date(2025, 3, 1), date(2025, 9, 1)
ALL_ITEMS, SOME = "All items subject to the EAR", "Items under 3A090"
SPELLINGS = Spellings(
    items={
        "all items subject to the ear": ItemsCovered.ALL,
        "all items subject to the ear 4": ItemsCovered.ALL,
    },
    policies={"presumption of denial": EntryPolicy.PRESUMPTION_OF_DENIAL},
    under={"HK": "CN"},
)
ACME: Cells = {
    "name": "Acme Chips Ltd.",
    "countries": "CN",
    "citation": "84 FR 22961",
    "requirement": ALL_ITEMS,
    "policy": "Presumption of denial",
    "listed": "2019-05-21",
}


def laid(
    older: Sequence[Cells],
    *newer: Cells,
    before: date | None = BEFORE,
    road: Road = Road.CONSOLIDATED,
) -> MergedList:
    rows = NewerList(code="EL", road=road, rows=newer, as_of=AS_OF, before=before)
    return merged(older, rows, SPELLINGS)


def test_the_same_list_again_changes_nothing_but_since_when_its_words_are_known() -> None:
    result = laid([ACME], ACME)
    assert result.rows == [{**ACME, "worded_since": "2025-03-01"}]
    assert (result.added, result.removed, result.changed, result.kept) == ([], [], [], [])
    assert laid([ACME], ACME, before=None).rows == [ACME]


def test_an_entry_that_is_gone_stands_on_the_days_before() -> None:
    result = laid([ACME])
    assert result.rows == result.removed == [{**ACME, "removed": "2025-09-01"}]


def test_what_was_gone_stays_so_and_is_new_where_it_comes_back() -> None:
    gone = {**ACME, "removed": "2024-01-01"}
    back = laid([gone], ACME)
    assert back.rows == [ACME, gone] and back.added == [ACME]


def test_an_entry_without_a_day_is_new_since_the_day_after_the_older_list() -> None:
    """It may have been listed on any of those days: the first counts."""
    new = {key: value for key, value in ACME.items() if key != "listed"}
    assert laid([], new).added == [
        {**new, "listed": "2025-03-02", "listed_is": "seen", "published": "2025-03-02"}
    ]
    assert laid([], new, before=AS_OF).added[0]["listed"] == AS_OF.isoformat()
    assert laid([], new, before=None).added == [new]
    assert laid([], ACME).added == [ACME]


def test_the_earlier_of_two_days_of_listing_counts() -> None:
    for other, listed in (("2019-05-16", "2019-05-16"), ("2019-05-22", "2019-05-21")):
        assert laid([ACME], {**ACME, "listed": other}).rows[0]["listed"] == listed
    unknown = {key: value for key, value in ACME.items() if key != "listed"}
    assert "listed" not in laid([unknown], ACME).rows[0]  # it has stood always


def test_a_name_that_an_entry_had_still_finds_it() -> None:
    (row,) = laid(
        [{**ACME, "aliases": "AC"}], {**ACME, "name": "ACME CHIPS LTD", "aliases": "Acme Semi"}
    ).rows
    assert row["name"] == "Acme Chips Ltd." and row["aliases"] == "AC | Acme Semi"


def test_countries_and_numbers_of_both_are_kept_and_the_address_is_the_newer() -> None:
    old = {**ACME, "identifiers": "1", "addresses": "Old Road 1"}
    (row,) = laid(
        [old], {**ACME, "countries": "CN | HK", "identifiers": "2", "addresses": "New Road 2"}
    ).rows
    assert (row["countries"], row["identifiers"], row["addresses"]) == (
        "CN | HK",
        "1 | 2",
        "New Road 2",
    )


# ---- another wording ---------------------------------------------------------------------------


def test_a_wording_that_changed_keeps_its_days() -> None:
    """Without a citation of its own it may stand since the day after the older list, and does since
    the newer.
    """
    result = laid([ACME], {**ACME, "requirement": SOME})
    row, past = result.rows
    assert row["requirement"] == SOME
    assert (row["reworded"], row["worded_since"]) == ("2025-03-02", "2025-09-01")
    assert past == {**ACME, "removed": "2025-09-01"}
    assert result.changed == [row]


def test_the_citation_says_since_when_the_newer_wording_stands() -> None:
    cited = "84 FR 22961. 90 FR 14046, 3/28/25"
    row, _ = laid([ACME], {**ACME, "requirement": SOME, "citation": cited}).rows
    assert row["reworded"] == row["worded_since"] == "2025-03-28"
    # One of the day of the older list, or before it, says nothing of the change.
    old = cited.replace("3/28/25", "3/1/25")
    row, _ = laid([ACME], {**ACME, "requirement": SOME, "citation": old}).rows
    assert row["reworded"] == "2025-03-02"


def test_another_spelling_of_the_same_words_is_no_change() -> None:
    again = {
        **ACME,
        "requirement": "ALL ITEMS, subject to the EAR.",
        "policy": "presumption OF denial",
    }
    (row,) = laid([ACME], again).rows
    assert (row["requirement"], row["policy"]) == (ALL_ITEMS, ACME["policy"])


@pytest.mark.parametrize(("road", "changed"), [(Road.CONSOLIDATED, False), (Road.REGULATION, True)])
def test_only_the_regulation_can_take_a_footnote_away(road: Road, *, changed: bool) -> None:
    """The consolidated list loses their numbers, so a footnote that it lacks still stands."""
    noted = {**ACME, "requirement": "All items subject to the EAR 4"}
    result = laid([noted], ACME, road=road)
    assert bool(result.changed) is changed
    assert result.rows[0]["requirement"] == (ALL_ITEMS if changed else noted["requirement"])


def test_another_program_is_another_wording() -> None:
    sdn = {"name": "Acme", "number": "36", "programs": "RUSSIA"}
    assert laid([sdn], {**sdn, "programs": "RUSSIA | IRAN"}).changed
    assert not laid([sdn], dict(sdn)).changed


# ---- two roads ---------------------------------------------------------------------------------


def test_a_row_of_another_road_stands_until_that_road_drops_it() -> None:
    row = {**ACME, "roads": "eCFR"}
    other, own = laid([row], road=Road.CONSOLIDATED), laid([row], road=Road.REGULATION)
    assert (other.rows, other.kept, other.removed) == ([row], [row], [])
    assert own.kept == [] and own.removed == [{**row, "removed": "2025-09-01"}]
    both = {**ACME, "roads": "eCFR | CSL"}
    assert laid([both], road=Road.CONSOLIDATED).removed


def test_a_row_that_both_roads_hold_says_so() -> None:
    (row,) = laid([{**ACME, "roads": "eCFR"}], ACME).rows
    assert row["roads"] == "eCFR | CSL"


# ---- rows that say the same --------------------------------------------------------------------


def test_rows_that_say_the_same_of_one_party_are_one() -> None:
    first = {**ACME, "addresses": "One Road", "aliases": "AC"}
    second = {**ACME, "name": "ACME CHIPS LTD", "addresses": "Two Road", "aliases": "AC | A.C."}
    assert together([first, second]) == [
        {**first, "addresses": "One Road | Two Road", "aliases": "AC | A.C."}
    ]


@pytest.mark.parametrize(
    "column", ["citation", "requirement", "policy", "listed", "expires", "countries", "number"]
)
def test_rows_that_differ_in_what_they_ask_stay_two(column: str) -> None:
    assert len(together([ACME, {**ACME, column: "other"}])) == 2

"""Two versions of the lists: what differs row by row, and which parties of a book may meet it. A
party that is not told is not screened again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

import build
from ecluse.errors import InputError
from ecluse.law.data_home import SHIPPED
from ecluse.screening.delta import BookNames, ListSet, delta, list_set, parties_again
from ecluse.screening.list_changes import ScreeningDeltaAnswer
from ecluse.screening.read_table import Cells
from ecluse.screening.update import ListSettings

WHERE = ListSettings(data=SHIPPED, countries=build.library().countries, settings={})
ACME: Cells = {
    "name": "Acme Chips Ltd.",
    "countries": "CN",
    "citation": "84 FR 22961",
    "requirement": "All items subject to the EAR",
}


def lists(name: str, *rows: Cells, code: str = "EL", day: date | None = None) -> ListSet:
    return ListSet(name=name, rows={code: rows}, days={} if day is None else {code: day})


def compared(older: Sequence[Cells], newer: Sequence[Cells]) -> ScreeningDeltaAnswer:
    return delta(lists("old", *older), lists("new", *newer), WHERE)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({}, None),
        ({"name": "ACME CHIPS, LTD"}, None),  # another spelling
        ({"requirement": "all items, subject to the EAR."}, None),
        ({"aliases": "Acme Semi"}, ("names",)),
        ({"addresses": "1 Road"}, ("addresses",)),
        ({"countries": "CN | HK"}, ("countries",)),
        ({"identifiers": "1"}, ("identifiers",)),
        ({"requirement": "All items subject to the EAR (See § 734.9(e)(2))"}, ("wording",)),
        ({"policy": "Presumption of denial"}, ("wording",)),
        ({"aliases": "A", "countries": "HK"}, ("names", "countries")),
        (
            {"aliases": "A", "countries": "HK", "addresses": "1 Road"},
            ("names", "countries", "addresses"),
        ),
        ({"policy": "words that nobody reads"}, None),  # as strict as none
    ],
)
def test_what_differs_of_an_entry(changed: Cells, what: tuple[str, ...] | None) -> None:
    found = compared([ACME], [{**ACME, **changed}])
    (change,) = found.changes
    assert (change.entries, change.added, change.removed) == (1, 0, 0)
    assert change.changed == len(found.entries) == (0 if what is None else 1)
    assert [tuple(each.what) for each in found.entries] == ([] if what is None else [what])


def test_what_came_and_what_went_are_told_apart() -> None:
    other = {**ACME, "name": "Zenith Optics", "citation": "85 FR 1"}
    found = compared([ACME], [other])
    (change,) = found.changes
    assert (change.added, change.removed, change.changed) == (1, 1, 0)
    assert [each.how for each in found.entries] == ["added", "removed"]
    assert (found.parties, found.screened) == (None, None)


def test_the_lists_that_both_have_are_compared_each_with_its_days() -> None:
    older = lists("old", ACME, day=date(2024, 1, 1))
    newer = ListSet(name="new", rows={"MEU": [ACME], "EL": [ACME]}, days={"MEU": date(2025, 1, 1)})
    (change,) = delta(older, newer, WHERE).changes
    assert (change.list, change.before, change.as_of) == ("EL", date(2024, 1, 1), None)
    told = r"^'old' and 'none' hold no list in common \(none\): lists are EL; and UVL$"
    with pytest.raises(InputError, match=told):
        delta(older, lists("none", ACME, code="UVL"), WHERE)


def test_a_folder_without_lists_is_told(tmp_path) -> None:
    told = r"^this folder holds no lists .*give a folder with .*, 'in-use' or 'shipped'$"
    with pytest.raises(InputError, match=told):
        list_set(str(tmp_path), WHERE)


# ---- who must be screened again ----------------------------------------------------------------

TOUCHED: Cells = {**ACME, "name": "Xinghuo Kestrel Technology Co., Ltd.", "aliases": "星火科技"}
OTHERS = [{**ACME, "name": f"Meridian Technology {word}"} for word in "abcdefghij"]


def again(*names: str) -> list[str]:
    book = BookNames(columns={name: ["Consignee"] for name in names})
    return [party.name for party in parties_again(book, [TOUCHED], [TOUCHED, *OTHERS])]


@pytest.mark.parametrize(
    "name",
    [
        "Kestrel GmbH",  # a rare word
        "Kestrle Imports",  # two letters changed places
        "Kestral Imports",
        "XinghuoKestrel",  # run together
        "Xing huo Trading",  # taken apart
        "星火电子",  # two signs
        "KESTREL",
    ],
)
def test_a_party_that_may_meet_a_changed_entry_is_told(name: str) -> None:
    assert again(name, "Amberfield Robotics") == [name]


@pytest.mark.parametrize(
    "name", ["Amberfield Robotics", "Meridian Shipping", "Technology", "12", "北京电子"]
)
def test_a_party_that_shares_no_rare_word_is_not(name: str) -> None:
    assert again(name) == []


def test_a_party_is_told_with_its_columns_and_whom_it_may_meet() -> None:
    book = BookNames(columns={"Kestrel GmbH": ["Consignee", "End User"]})
    (party,) = parties_again(book, [TOUCHED], [TOUCHED])
    assert party.where == ["Consignee", "End User"]
    assert party.because == ["Xinghuo Kestrel Technology Co., Ltd."]
    assert parties_again(book, [], [TOUCHED]) == []

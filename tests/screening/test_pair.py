"""Which row of a newer list is which row of an older one: by its number, name, or page, and never
by a name alone in another country.
"""

from __future__ import annotations

from itertools import permutations

import pytest

from ecluse.screening.pair import Pairing, paired_rows
from ecluse.screening.read_table import Cells

ACME: Cells = {"name": "Acme Chips Ltd.", "countries": "CN", "citation": "84 FR 22961"}


def paired(older: list[Cells], newer: list[Cells]) -> Pairing:
    return paired_rows("EL", older, newer, {"HK": "CN"})


def one(older: Cells, newer: Cells) -> bool:
    """Whether they are one entry; if not, the newer is new and the older is gone."""
    result = paired([older], [newer])
    if not result.both:
        assert (result.added, result.removed) == ([newer], [older])
    return result.both == [(older, newer)]


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"name": "ACME CHIPS, LTD"}, True),  # the same key
        ({"citation": "90 FR 100"}, True),  # the name in the same country
        ({"countries": "HK"}, True),  # which one list writes under the other
        ({"countries": "DE"}, False),
        ({"countries": ""}, True),  # nobody says
        ({"name": "Zenith Optics"}, False),
        ({"name": "Acme Optics"}, True),  # half of the words, on the page
        ({"name": "Acme Optics", "citation": "84 FR 22976"}, True),  # 15 pages on
        ({"name": "Acme Optics", "citation": "84 FR 22977"}, False),
        ({"name": "Acme Optics", "citation": "85 FR 22961"}, False),
        ({"name": "Acme Optics Beijing"}, False),  # one of three
        ({"name": "Zenith", "aliases": "Acme Chips Ltd."}, True),  # the name is another name now
    ],
)
def test_when_two_rows_are_one_entry(changed: Cells, *, same: bool) -> None:
    assert one(ACME, {**ACME, **changed}) is same


def test_a_name_that_was_another_name_is_the_entry() -> None:
    assert one({**ACME, "aliases": "Zenith Optics"}, {**ACME, "name": "Zenith Optics"})


def test_two_numbers_are_two_entries_whatever_their_names() -> None:
    numbered = {**ACME, "number": "36"}
    assert not one(numbered, {**ACME, "number": "37"})
    assert one(numbered, {**numbered, "name": "Zenith Optics", "countries": "DE"})


def test_usual_words_make_no_two_entries_one() -> None:
    shared = "Technology Company Limited"
    assert not one({**ACME, "name": f"Acme {shared}"}, {**ACME, "name": f"Zenith {shared}"})


def test_the_order_of_the_rows_does_not_matter() -> None:
    other = {**ACME, "name": "Zenith Optics", "citation": "85 FR 1"}
    third = {**ACME, "name": "Boreal Systems", "citation": "86 FR 9"}
    for rows in permutations([ACME, other, third]):
        result = paired([ACME, other, third], [*rows])
        assert all(older is newer for older, newer in result.both) and len(result.both) == 3


def test_of_two_older_rows_the_one_of_the_same_text_is_taken() -> None:
    first, second = {**ACME, "countries": "HK"}, {**ACME, "countries": "MO", "citation": "90 FR 1"}
    newer = {**ACME, "countries": "", "citation": "90 FR 1"}
    result = paired([first, second], [newer])
    assert result.both[0] == (second, newer)


def test_a_row_for_each_country_and_one_for_all_are_one_entry() -> None:
    china, hong_kong = ACME, {**ACME, "countries": "HK"}
    whole = {**ACME, "countries": "CN | HK"}
    result = paired([china, hong_kong], [whole])
    assert result.both == [(china, whole), (hong_kong, whole)]
    assert (result.added, result.removed) == ([], [])
    back = paired([whole], [china, hong_kong])
    assert (back.both, back.spelled_again) == ([(whole, china)], [(whole, hong_kong)])
    assert (back.added, back.removed) == ([], [])


def test_a_row_with_a_number_spells_no_other_again() -> None:
    numbered = [{**ACME, "number": number} for number in ("36", "37")]
    result = paired(numbered[:1], numbered)
    assert (result.both, result.added) == ([(numbered[0], numbered[0])], [numbered[1]])
    result = paired(numbered, numbered[:1])
    assert result.removed == [numbered[1]]

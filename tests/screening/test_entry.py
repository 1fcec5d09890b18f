"""On which days an entry stands, may stand and reads as it does: each day and the day before it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ecluse.screening.entry import DENIED_PERSONS, Entry

DAY = date(2024, 5, 10)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def entry(**words: object) -> Entry:
    return Entry(key="EL:CN:acme", digest="d", **{"list": "EL", "names": ("Acme",), **words})


def test_an_entry_stands_from_its_day_until_the_day_before_it_is_removed() -> None:
    listed, removed = entry(listed=DAY), entry(removed=DAY)
    assert [listed.stands(on) for on in (BEFORE, DAY, AFTER)] == [False, True, True]
    assert [removed.stands(on) for on in (BEFORE, DAY, AFTER)] == [True, False, False]
    assert entry().stands(date.min) and entry().stands(date.max)  # of unknown days it has always


def test_the_first_day_on_which_it_may_have_stood_counts_before_its_day() -> None:
    may = entry(may_stand=BEFORE, listed=AFTER)
    assert [may.stands(on) for on in (BEFORE - timedelta(days=1), BEFORE)] == [False, True]
    again = entry(reworded=DAY, may_stand=BEFORE, listed=BEFORE)
    assert [again.stands(on) for on in (BEFORE, DAY)] == [False, True]


def test_what_is_known_later_does_not_stand_before() -> None:
    known = entry(listed=BEFORE, known=DAY)
    assert [known.stands(AFTER, seen) for seen in (BEFORE, DAY, None)] == [False, True, True]
    assert entry(listed=BEFORE).stands(AFTER, date.min)  # nobody says since when it is known


def test_it_only_may_stand_before_the_day_that_is_on_record() -> None:
    may = entry(may_stand=BEFORE - timedelta(days=5), listed=DAY)
    assert [may.may_only(on) for on in (BEFORE, DAY, AFTER)] == [True, False, False]
    assert not entry().may_only(BEFORE)
    assert not entry(listed=DAY, reworded=DAY).may_only(BEFORE)  # it stood, in other words


def test_its_wording_is_on_record_from_a_day_on() -> None:
    worded = entry(worded_since=DAY)
    assert [worded.worded(on) for on in (BEFORE, DAY, AFTER)] == [False, True, True]
    assert not entry(listed=BEFORE).worded(DAY)


@pytest.mark.parametrize(
    ("code", "expires", "may"),
    [
        (DENIED_PERSONS, None, True),
        (DENIED_PERSONS, BEFORE, True),
        (DENIED_PERSONS, DAY, True),
        (DENIED_PERSONS, AFTER, False),
        ("EL", BEFORE, False),
        ("EL", None, False),
    ],
)
def test_only_an_order_of_denial_may_have_expired(code, expires, may) -> None:
    assert entry(list=code, expires=expires).may_have_expired(DAY) is may


def test_the_days_of_an_entry_are_those_on_which_it_changes() -> None:
    days = [DAY + timedelta(days=place) for place in range(6)]
    whole = entry(
        may_stand=days[0],
        listed=days[1],
        reworded=days[2],
        worded_since=days[3],
        removed=days[4],
        known=days[5],
        expires=date(2030, 1, 1),
    )
    assert whole.days == {*days[:5]} and whole.changes == {*days}
    assert entry().days == entry().changes == frozenset()

"""The laws of a book's days: the right one for each, and one for all days that are alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from ecluse.law.measure import Reading
from ecluse.orders.slices import _Content, slices_of

from .build import library

A_DAY = timedelta(days=1)


def test_each_day_has_the_law_that_holds_and_days_alike_share_one() -> None:
    data, register = library(), library().register
    starts = sorted(register.days(None, Reading.ENFORCED))
    days = [day for start in starts for day in (start, start + A_DAY)]
    found = slices_of(days, data, register, None, Reading.ENFORCED)

    def said(day: date) -> object:
        law = register.at(day, None, Reading.ENFORCED).provisions
        return [(name, entry.says, str(entry.cited), entry.doubt) for name, entry in law.items()]

    for start in starts:
        assert said(found.slices[found.number(start)].on) == said(start), start
        assert found.number(start) == found.number(start + A_DAY) or start + A_DAY in starts, start
    assert [one.number for one in found.slices] == list(range(len(found.slices)))
    assert len({one.name for one in found.slices}) == len(found.slices)
    # Of two days on which nothing begins that an answer rests on, the second has no law of its own.
    (alike, *_) = [
        (before, after)
        for before, after in pairwise(starts)
        if said(before) == said(after) and data.eccns.period(before) == data.eccns.period(after)
    ]
    assert found.number(alike[0]) == found.number(alike[1])


def test_a_book_without_days_has_no_law() -> None:
    assert slices_of([], library(), library().register, None, Reading.ENFORCED).slices == ()


def test_two_laws_that_say_the_same_are_one_and_that_say_less_are_two() -> None:
    law = library().register.at(date(2024, 2, 1), None, Reading.ENFORCED)
    said, again = _Content(law), _Content(replace(law, on=date(2024, 2, 2)))
    (_, *others) = law.provisions.items()
    less = _Content(replace(law, provisions=dict(others)))
    assert (said == again, hash(said) == hash(again)) == (True, True)
    assert (said == less, said == law) == (False, False)

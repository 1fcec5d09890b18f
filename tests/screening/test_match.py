"""A hit is a review on a day on which its entry may have stood, and nobody can say that it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ecluse.screening.entry import Entry
from ecluse.screening.match import Band, Match

LISTED = date(2024, 5, 10)
ENTRY = Entry(key="EL:CN:acme", digest="d", list="EL", names=("Acme",), listed=LISTED)
HIT = Match(entry=ENTRY.key, score=1.0, band=Band.HIT, name="Acme", by="name")


@pytest.mark.parametrize(
    ("band", "before", "since"),
    [(Band.HIT, Band.REVIEW, Band.HIT), (Band.REVIEW, Band.REVIEW, Band.REVIEW)],
)
def test_a_match_is_weaker_before_the_day_that_is_on_record(band, before, since) -> None:
    match = replace(HIT, band=band)
    assert match.on_day(ENTRY, LISTED - timedelta(days=1)) == replace(match, band=before)
    assert match.on_day(ENTRY, LISTED) == replace(match, band=since)
    assert match.on_day(replace(ENTRY, listed=None), date.min) == match

"""What a person must look at of an entry: a screening and a determination say the same."""

from __future__ import annotations

from datetime import date

import pytest

from ecluse.determine.ask import ask
from ecluse.determine.party_answer import party_warnings
from ecluse.law.data_home import SHIPPED
from ecluse.screening.answer import answer_of
from ecluse.screening.party import Party, Role
from ecluse.screening.screen import Screener

SCREENER = Screener.open(SHIPPED)
# A name, its list, a day, and what is told of the entry; None: nothing is.
TOLD = [
    ("Aerocaribbean Airlines", "SDN", "2026-03-01", "does not name (CUBA)"),
    ("PJSC Sberbank", "SDN", "2026-03-01", None),  # § 744.8 names its program
    ("Megvii Technology", "EL", "2022-08-02", "license required at least"),
    ("Megvii Technology", "EL", "2026-03-01", None),
    ("PJSC Sberbank", "SSI", "2026-03-01", None),
]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_both_doors_say_the_same_of_an_entry(lang: str) -> None:
    for name, code, day, words in TOLD:
        party, on = Party(name=name, role=Role.END_USER), date.fromisoformat(day)
        screened = answer_of(SCREENER, party, on, None, lang)
        hit = next(each for each in screened.hits if each.list_code == code)
        assert bool(hit.doubts) is (words is not None), (name, code, day)
        assert lang == "fr" or all(str(words) in doubt for doubt in hit.doubts)
        told = party_warnings(ask("T4", to="DE", on=day, parties=[party]), lang)
        assert set(hit.doubts) <= set(told), (name, code, day)


def test_what_is_no_list_of_the_regulation_requires_no_license_by_its_text() -> None:
    for on in (None, date(2019, 6, 1)):
        hits = answer_of(SCREENER, Party(name="Alibaba Group"), on, None, "en").hits
        assert not [each.doubts for each in hits if each.list_code != "EL" and each.doubts]

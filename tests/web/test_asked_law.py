"""The law that a page is asked for: what tells it from others, by which answers are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ecluse.errors import EcluseError
from ecluse.web.answering import compared
from ecluse.web.asked_law import AskedLaw, law_asked
from ecluse.web.routes import Call
from ecluse.web.site import Site

TODAY = {"on": "2026-09-30"}
LAWS: tuple[dict[str, str], ...] = (
    TODAY,
    {"on": "2025-05-20"},
    {"on": "2025-05-20", "known": "2025-04-14"},
    {"on": "2025-05-20", "known": "2025-04-15"},
    {"on": "2025-05-20", "reading": "text"},
    {"on": "2025-05-20", "known": "2025-04-14", "reading": "text"},
    {"on": "2025-05-20", "scenario": "h20-pause-as-stay"},
    {"on": "2025-05-20", "scenario": "h20-letter-rescinded"},
    {"on": "2025-05-20", "scenario": "h20-pause-as-stay", "known": "2025-04-14"},
)


def asked(site: Site, **params: str) -> AskedLaw:
    beside: dict[str, Any] = {"path": {}, "raw_path": "", "raw_query": "", "headers": {}}
    call = Call(site=site, params=params, body=b"", lang="en", **beside)
    return law_asked(call)


def test_two_laws_that_differ_share_nothing_that_is_kept(site: Site) -> None:
    assert len({asked(site, **words) for words in LAWS}) == len(LAWS)


def test_days_of_one_log_share_what_is_kept_of_it(site: Site) -> None:
    """A history is worked out once for all days of the record as it was known and read."""
    logs = [asked(site, **{**words, "on": "2025-05-20"}).log for words in LAWS]
    assert logs[0] == logs[1] == asked(site).log
    assert len(set(logs)) == len(LAWS) - 1


@pytest.mark.parametrize(
    "words", [{}, TODAY, {"reading": "enforced"}, {**TODAY, "reading": "enforced"}]
)
def test_a_law_has_one_key_however_it_is_asked_for(site: Site, words: dict[str, str]) -> None:
    assert {asked(site, **words), asked(site)} == {asked(site)}
    assert not asked(site, **words).past


@pytest.mark.parametrize(
    "words", [{"known": "2025-04-14"}, {"scenario": "h20-pause-as-stay"}, {"on": "2026-09-29"}]
)
def test_a_page_says_that_its_law_is_not_the_one_of_today(
    site: Site, words: dict[str, str]
) -> None:
    assert asked(site, **words).past


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"on": "yesterday"}, r"^'yesterday' is not a date \(on\): write it as YYYY-MM-DD"),
        ({"known": "1999-13-01"}, r"^'1999-13-01' is not a date \(known\): write it as"),
        ({"scenario": "none"}, r"^no scenario is called 'none' \(scenario\): give a file, or one"),
    ],
)
def test_a_law_that_is_none_is_refused(site: Site, words: dict[str, str], told: str) -> None:
    with pytest.raises(EcluseError, match=told):
        asked(site, **words)


def test_a_comparison_with_the_law_as_it_is_goes_with_the_day(site: Site) -> None:
    """A server that stays up past midnight compares with the law of the new day."""
    days = [date(2025, 4, 8)]
    up = replace(site, today=lambda: days[-1])
    sides = {"before": "as-it-is", "after": "h20-pause-as-stay", "to": "CN"}
    assert compared(up, sides, "en").before == "2025-04-08"
    days.append(date(2025, 4, 9))
    assert compared(up, sides, "en").before == "2025-04-09"


@pytest.mark.parametrize(
    ("words", "changes"),
    [({}, True), ({"known": "2025-04-14"}, False), ({"known": "2025-04-15"}, True)],
)
def test_a_comparison_is_of_the_record_that_was_asked_for(
    site: Site, words: dict[str, str], *, changes: bool
) -> None:
    """All are asked of one server, whichever came first."""
    sides = {"before": "2025-04-08", "after": "2025-04-09", "to": "CN"}
    assert bool(compared(site, {**sides, **words}, "en").answers) is changes

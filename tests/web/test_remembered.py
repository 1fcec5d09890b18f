"""What a function of a site has worked out is kept for its release, within a bound."""

from __future__ import annotations

from dataclasses import replace

from ecluse.web.remembered import once_a_release
from ecluse.web.site import Site

made: list[tuple[str, int]] = []


@once_a_release(2)
def _first(_: Site, word: str, number: int = 0) -> str | None:
    made.append((word, number))
    return None if word == "none" else word * number


@once_a_release()
def _second(_: Site, word: str) -> str:
    made.append((word, -1))
    return word


def test_a_value_is_worked_out_once_and_again_where_it_was_let_go_of(site: Site) -> None:
    made.clear()
    one = replace(site)
    assert [_first(one, "a", 2), _first(one, "a", 2), _first(one, "a", number=2)] == ["aa"] * 3
    assert made == [("a", 2)] * 2  # by its place and by its name is not the same
    assert [_first(one, "none"), _first(one, "none")] == [None, None]  # all before were let go of
    assert made[2:] == [("none", 0)]
    assert _first(one, "a", 2) == "aa"
    assert made[3:] == [("a", 2)]


def test_functions_and_sites_share_nothing(site: Site) -> None:
    made.clear()
    one, other = replace(site), replace(site)
    assert [_second(one, "a"), _first(one, "a"), _second(other, "a"), _second(one, "a")] == [
        *("a", ""),
        *("a", "a"),
    ]
    assert made == [("a", -1), ("a", 0), ("a", -1)]
    assert site.remembered.keys().isdisjoint(one.remembered)

"""The agency's own examples: each is cited, asked, and where we differ it says why."""

from __future__ import annotations

import official_examples
import pytest

from official.examples import Agreement, Asked, asked, sources

EVERY = [pytest.param(each, id=f"{each.example.source}: {each.example.number}") for each in asked()]


@pytest.mark.parametrize("each", EVERY)
def test_an_example_agrees_or_says_why_not(each: Asked) -> None:
    example = each.example
    assert example.how in ("text", "secondary")
    assert example.read and example.question and example.agency
    assert bool(example.ask) == bool(example.expect)
    if example.ask is None or each.agreement not in (Agreement.AGREES, Agreement.NOT_JUDGED):
        assert example.why, f"expected {dict(example.expect)}, ours is {each.ours}"


def test_no_two_examples_of_a_source_have_one_number() -> None:
    for source in sources():
        numbers = [example.number for example in source.examples]
        assert sorted(set(numbers)) == sorted(numbers)


def test_the_page_says_what_the_engine_says() -> None:
    assert official_examples.main(["--check"]) == 0

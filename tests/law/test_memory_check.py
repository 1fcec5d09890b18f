"""What was recalled and not read can only make an answer stricter."""

from __future__ import annotations

import re

import pytest

from ecluse.law.library import DATA, Library, load
from ecluse.law.measure import Measure
from ecluse.law.memory_check import memory_flaws
from ecluse.law.provision import LicenseException, Restriction
from ecluse.law.register import Register
from law.test_consistency import HEAD, measure

MEMORY = HEAD.replace("confidence: text", "confidence: memory")


@pytest.fixture(scope="module")
def books() -> Library:
    return load()


def found(added: Measure, books: Library) -> list[str]:
    register = Register(measures=(added,), horizon=books.data_as_of, answers_from=added.published)
    return [flaw.where for flaw in memory_flaws(register)]


def test_nothing_in_the_shipped_law_frees_from_memory(books: Library) -> None:
    assert [flaw.where for flaw in memory_flaws(books.register)] == []


def test_every_row_of_the_shipped_law_says_how_it_was_read() -> None:
    unsaid = [
        f"{path.name}:{number}"
        for path in sorted((DATA / "measures" / "us").glob("*.yaml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\bcited: (&\w+ )?\{", line) and "confidence:" not in line
    ]
    assert unsaid == []


REQUIREMENT = "kind: requirement, items: [any], reason: RS"
REVIEW = "kind: review, of: ['2'], policy"


def row(act: str, says: str) -> str:
    return f"{act}:\n  - {{provision: '1', {says}, when: datacenter}}"


@pytest.mark.parametrize(
    "text",
    [
        row("adds", "kind: exception, symbol: NAC, items: [any], overcomes: ['2']"),
        row("adds", "kind: exclusion, excludes: ['2']"),
        row("adds", "kind: definition, defines: in_license_area"),
        row("adds", f"{REVIEW}: case-by-case"),
        row("adds", f"{REVIEW}: not published"),
        row("adds", f"{REQUIREMENT}, saves: {{when: en_route, until: 2026-09-01}}"),
        row("replaces", REQUIREMENT),
        row("replaces", "kind: jurisdiction"),
        "adds:\n  - {provision: '1', kind: group, group: A5, members: [AU]}",
        "removes:\n  - {provision: '1'}",
        "acts_on:\n  - {act: suspends, measure: us/test, since: 2026-08-02}",
    ],
)
def test_a_row_that_can_free_may_not_be_recalled(text: str, books: Library) -> None:
    assert found(measure(text, books, head=MEMORY), books)
    assert not found(measure(text, books), books)


@pytest.mark.parametrize(
    "text",
    [
        row("adds", REQUIREMENT),
        row("adds", "kind: classification"),
        row("adds", "kind: restriction, bars: [NAC]"),
        row("adds", "kind: jurisdiction"),
        row("adds", f"{REVIEW}: policy of denial"),
        row("adds", "kind: note, text: {en: a, fr: a}"),
    ],
)
def test_a_row_that_only_brings_a_requirement_may_be(text: str, books: Library) -> None:
    assert not found(measure(text, books, head=MEMORY), books)


def test_a_policy_beside_a_stricter_one_may_not_be_recalled(books: Library) -> None:
    stricter = row("", f"{REVIEW}: policy of denial").replace("'1'", "'3'").lstrip(":")
    text = row("adds", f"{REVIEW}: presumption of denial") + stricter
    assert found(measure(text, books, head=MEMORY), books) == ["us/test, 1"]


def test_the_unverified_list_shuts_every_license_exception(books: Library) -> None:
    says = [change.says for each in books.register.measures for change in each.changes]
    symbols = {each.symbol for each in says if isinstance(each, LicenseException)}
    barred = {symbol for each in says if isinstance(each, Restriction) for symbol in each.bars}
    assert symbols - barred == {"VEU"}  # an authorization, and no license exception

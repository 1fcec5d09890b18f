"""The law check finds what is broken on purpose, and nothing where nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import jsonschema
import pytest

from ecluse.answers.plain import plain
from ecluse.answers.schema import schema_of
from ecluse.facts.reader import parse_document
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.parse import parse_condition
from ecluse.law.consistency import Flaw, LawCheckAnswer, check_law, checked
from ecluse.law.data_check import data_flaws
from ecluse.law.example import Search, shown
from ecluse.law.in_force import Law
from ecluse.law.library import Library, load
from ecluse.law.log_check import log_flaws
from ecluse.law.measure import Measure, read_measure
from ecluse.law.reach import Whole, gaps, out_of_reach, overlaps
from ecluse.law.scenario import applied, scenario_of

HEAD = """measure: us/test
kind: rule
title: {en: a, fr: a}
summary: {en: a, fr: a}
cited: {source: test, url: 'https://example.org', confidence: text}
published: 2026-08-01
effective: 2026-08-01
"""
DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def books() -> Library:
    return load()


@pytest.fixture(scope="module")
def flaws(books: Library) -> list[Flaw]:
    """What the check says of the shipped law."""
    return check_law(books)


def measure(text: str, books: Library, head: str = HEAD) -> Measure:
    return read_measure(parse_document(head + text, name="test.yaml"), books.vocabulary)


def with_measure(books: Library, added: Measure) -> Library:
    """The library with one more measure, and no other days, so that a check is quick."""
    return replace(
        books, register=replace(books.register, measures=(*books.register.measures, added))
    )


def alone(books: Library, *added: Measure) -> Library:
    return replace(books, register=replace(books.register, measures=added))


def looking(law: Law, books: Library) -> tuple[Search, Whole]:
    return Search(law, books), Whole(law)


def said(flaws: list[Flaw]) -> list[str]:
    return [flaw.what for flaw in flaws]


def test_the_shipped_law_has_no_error(flaws: list[Flaw]) -> None:
    assert [flaw for flaw in flaws if flaw.severity == "error"] == []


def test_what_rests_on_memory_is_a_warning(flaws: list[Flaw]) -> None:
    assert "it rests on memory" in said([flaw for flaw in flaws if flaw.severity == "warning"])


def test_the_answer_of_the_check_is_valid_under_its_schema(
    books: Library, flaws: list[Flaw]
) -> None:
    answer = plain(checked(books, flaws, deep=False))
    assert answer["flaws"]
    jsonschema.validate(answer, schema_of(LawCheckAnswer))


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        pytest.param(
            "replaces: [{provision: 1.1, kind: note, when: tpp >= 1, text: {en: a, fr: a}}]",
            "it replaces what is not in force on 2026-08-01",
            id="replaces nothing",
        ),
        pytest.param(
            "removes: [{provision: 1.1}]",
            "it removes what is not in force on 2026-08-01",
            id="removes nothing",
        ),
        pytest.param(
            (
                "adds: [{provision: '1.1', kind: note, when: tpp >= 1, text: {en: a, fr: a}}, "
                "{provision: '1.1', kind: note, when: tpp >= 2, text: {en: a, fr: a}}]"
            ),
            "it adds what us/test had put in force before 2026-08-01",
            id="adds twice",
        ),
        pytest.param(
            (
                "adds: [{provision: '1.1', kind: requirement, items: [9Z999], reason: x, when: tpp "
                ">= 1}]"
            ),
            "it names '9Z999', which is no provision",
            id="unknown paragraph",
        ),
        pytest.param(
            (
                "adds: [{provision: '1.1', kind: review, of: ['2.2'], policy: case-by-case, when: "
                "tpp >= 1}]"
            ),
            "it names '2.2', which is no provision",
            id="review of nothing",
        ),
        pytest.param(
            "adds: [{provision: '1.1', kind: classification, when: tpp >= 4800 and tpp < 1600}]",
            "it can never apply: no case meets its `when`",
            id="no such figure",
        ),
        pytest.param(
            "adds: [{provision: '1.1', kind: note, when: destination in D5, text: {en: a, fr: a}}]",
            "it asks for country group D5, which has no members on record",
            id="group without list",
        ),
        pytest.param(
            "adds: [{provision: G, kind: group, group: D5, joins: [NI]}]",
            "it changes D5, which has no members on record on 2026-08-01",
            id="joins to no list",
        ),
        pytest.param(
            "adds: [{provision: G, kind: group, group: D5, leaves: [NI]}]",
            "it changes D5, which has no members on record on 2026-08-01",
            id="leaves from no list",
        ),
        pytest.param(
            "acts_on: [{act: suspends, measure: us/nowhere, since: 2026-08-02}]",
            "no measure is called 'us/nowhere'",
            id="stay of nothing",
        ),
        pytest.param(
            "adds: [{provision: '1.1', kind: note, when: destination == ZZ, text: {en: a, fr: a}}]",
            "'ZZ' is no country",
            id="no such country",
        ),
    ],
)
def test_a_broken_log_is_told(text: str, flaw: str, books: Library) -> None:
    assert flaw in said(check_law(alone(books, measure(text, books))))


@pytest.mark.parametrize(
    ("until", "told"),
    [
        pytest.param("2026-07-31", True, id="the day before the requirement applies"),
        pytest.param("2026-08-01", True, id="the first day, on which the saving is over"),
        pytest.param("2026-08-02", False, id="one day is saved"),
    ],
)
def test_a_saving_clause_that_ends_before_it_begins_is_told(
    until: str, told: bool, books: Library
) -> None:
    says = f"kind: requirement, items: [any], reason: x, saves: {{when: en_route, until: {until}}}"
    added = measure(f"adds: [{{provision: '1.1', {says}, when: tpp >= 1}}]", books)
    flaw = f"goods on their way are saved until {until}, before it applies"
    assert (flaw in said(check_law(alone(books, added)))) is told


@pytest.mark.parametrize(
    ("other", "never"),
    [
        pytest.param("presumption of approval", False, id="one that is milder"),
        pytest.param("presumption of denial", False, id="one that is as strict"),
        pytest.param("policy of denial", True, id="one that is stricter is swallowed"),
    ],
)
def test_a_policy_is_never_reached_only_behind_a_milder_one(
    other: str, never: bool, books: Library
) -> None:
    """The mildest policy that a case meets is the answer: one as strict takes nothing away."""
    review = "kind: review, of: ['1'], when: destination == MX"
    text = (
        "adds: [{provision: J, kind: jurisdiction, when: tpp >= 0}, "
        "{provision: '1', kind: requirement, items: [any], reason: x, when: tpp >= 1}, "
        f"{{provision: A, {review}, policy: presumption of denial}}, "
        f"{{provision: B, {review} and tpp >= 2, policy: {other}}}]"
    )
    library = alone(books, measure(text, books))
    found = [flaw.where for flaw in out_of_reach(*looking(library.register.at(DAY), library))]
    assert found == (["B"] if never else [])


@pytest.mark.slow
def test_a_stay_of_a_provision_that_the_measure_does_not_touch_is_told(books: Library) -> None:
    added = measure(
        (
            "acts_on: [{act: suspends, measure: us/2025-09-30-affiliates, since: 2026-08-02, "
            "provisions: [744.99]}]"
        ),
        books,
    )
    assert "us/2025-09-30-affiliates does not touch '744.99'" in said(
        check_law(with_measure(books, added))
    )


def test_a_limit_met_exactly_is_not_beyond_reach(books: Library) -> None:
    """At least 4800 and at most 4800 is one value; at least 4800 and less than 4800 is none."""
    can = measure(
        "adds: [{provision: '1.1', kind: classification, when: tpp >= 4800 and tpp <= 4800}]", books
    )
    cannot = measure(
        "adds: [{provision: '1.1', kind: classification, when: tpp >= 4800 and tpp < 4800}]", books
    )
    assert not any("never apply" in what for what in said(check_law(alone(books, can))))
    assert any("never apply" in what for what in said(check_law(alone(books, cannot))))


def two(one: str, other: str) -> str:
    one_and_other = (
        f"{{provision: {name}, kind: classification, when: {when}}}"
        for name, when in (("P", one), ("Q", other))
    )
    return f"adds: [{', '.join(one_and_other)}]"


@pytest.mark.parametrize(
    ("other", "overlap"),
    [
        pytest.param("tpp < 4800", False, id="less than 4800 meets 4800 or more nowhere"),
        pytest.param("tpp <= 4800", True, id="4800 or less meets 4800 or more at 4800"),
        pytest.param("tpp > 4800", True, id="more than 4800"),
    ],
)
def test_paragraphs_overlap_only_where_a_figure_is_in_both(
    other: str, overlap: bool, books: Library
) -> None:
    library = alone(books, measure(two("tpp >= 4800", other), books))
    found = list(overlaps(*looking(library.register.at(DAY), library)))
    assert bool(found) is overlap
    if overlap:
        assert found[0].where == "P and Q" and found[0].example is not None


@pytest.fixture
def summed(books: Library) -> Library:
    """A law by which DRAM and I/O bandwidth add up."""
    text = """adds:
  - provision: sum
    kind: definition
    defines: dram_plus_io_gb_per_s
    formula: dram_bandwidth_gb_per_s + io_bandwidth_gb_per_s
"""
    return alone(books, measure(text, books))


def test_the_figures_of_a_counter_example_can_occur_together(
    books: Library, summed: Library
) -> None:
    """DRAM and I/O add up: neither 1000 nor more, and together 2000 or more, is no case."""
    search = Search(summed.register.at(DAY), summed)
    both = (
        "dram_bandwidth_gb_per_s < 1000 and io_bandwidth_gb_per_s < 1000 and "
        "dram_plus_io_gb_per_s >= {}"
    )
    assert search.case(parse_condition(both.format(2000), books.vocabulary, "t")) is None
    assert search.case(parse_condition(both.format(1999), books.vocabulary, "t")) is not None


@pytest.mark.slow
def test_the_case_of_another_condition_is_no_more_than_a_first_try(
    books: Library, summed: Library
) -> None:
    low_and_fast = "dram_bandwidth_gb_per_s < 1000 and dram_plus_io_gb_per_s >= 1500"
    cases = {
        ("tpp >= 1600 and tpp < 4800", "tpp >= 1600 and tpp < 4800"): True,
        ("tpp >= 1600 and tpp < 4800", "tpp > 2000 and tpp < 2400"): True,
        ("tpp >= 1600", "tpp < 1600"): True,
        ("tpp >= 1600", "tpp > 2400 and tpp < 2000"): False,
        ("destination == CN", "destination == FR"): True,
        ("tpp >= 4800 and destination == CN", "destination == CN"): True,
        (low_and_fast, f"{low_and_fast} and io_bandwidth_gb_per_s < 500"): False,
        (low_and_fast, f"{low_and_fast} and io_bandwidth_gb_per_s <= 501"): True,
    }
    for (first, then), holds in cases.items():
        search = Search(summed.register.at(DAY), summed)
        for text, wanted in ((first, True), (then, holds), (first, True)):
            condition = parse_condition(text, books.vocabulary, "t")
            assert search.holds_somewhere("the provision", condition) is wanted, (first, text)


def test_a_requirement_without_a_review_has_a_counter_example(books: Library) -> None:
    register = books.register
    law = register.at(DAY)
    law = replace(
        law,
        provisions={
            name: entry for name, entry in law.provisions.items() if name != "744.11(a) review"
        },
    )
    found = [flaw for flaw in gaps(*looking(law, books)) if flaw.where == "744.11"]
    assert found and "listed_party is entity list" in str(found[0].example)


@pytest.mark.slow
def test_the_law_of_a_day_has_no_gap_and_nothing_out_of_reach(books: Library) -> None:
    known = looking(books.register.at(DAY), books)
    assert list(gaps(*known)) == [] and list(out_of_reach(*known)) == []


@pytest.mark.slow
def test_a_scenario_may_make_a_gap(books: Library) -> None:
    """A requirement added by a draft without a review policy is found."""
    text = """scenario: draft
says: {en: a, fr: a}
adds:
  - measure: scenario/draft
    kind: scenario
    title: {en: a, fr: a}
    summary: {en: a, fr: a}
    cited: {source: draft}
    published: 2026-01-01
    effective: 2026-01-01
    adds: [{provision: '1.1', kind: requirement, items: [any], reason: x, when: destination == MX}]
"""
    register = applied(
        scenario_of(parse_document(text, name="t", user=True), books), books.register
    )
    found = [flaw for flaw in gaps(*looking(register.at(DAY), books)) if flaw.where == "1.1"]
    assert [(flaw.what, flaw.example) for flaw in found] == [
        ("1.1 needs a license, and no review policy names it", "destination is MX, origin is US")
    ]


def test_a_case_is_said_in_words() -> None:
    assert shown({"tpp": Cell(fact="tpp", low=Decimal(4800))}) == "tpp is at least 4800"


def test_a_measure_is_called_as_its_file_and_cites_what_can_be_opened(
    books: Library, flaws: list[Flaw]
) -> None:
    added = measure("adds: []\n", books, HEAD.replace("https://example.org", "federalregister"))
    found = [
        *data_flaws(with_measure(books, added)),
        *log_flaws(with_measure(books, added).register),
    ]
    errors = {flaw.what for flaw in found if flaw.severity == "error"}
    assert errors == {"no file is called 'us/test.yaml'", "'federalregister' is no URL"}
    assert not errors & set(said(flaws))

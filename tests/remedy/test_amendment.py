"""Amendments name the limit exactly: with the bound itself in the law the answer stands as it was,
or not, as is said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from ecluse.determine.decide import Determination, determine
from ecluse.determine.shipment import Shipment
from ecluse.determine.verdict import Answer, Outcome
from ecluse.law.condition.cells import Cell
from ecluse.law.condition.tree import Compare, Member
from ecluse.law.library import Library, load
from ecluse.law.measure import Reading
from ecluse.law.provision import Group
from ecluse.remedy.amendment import Amended, amended, amendments
from ecluse.remedy.flip import Amendment
from ecluse.remedy.law_change import without_measures, without_provisions

HAIR = Decimal("0.000001")
FREE = (Outcome.NLR, Outcome.EXCEPTION)


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


def ask(library: Library, item: str, to: str, on: str, reading: str = "enforced") -> Determination:
    day = date.fromisoformat(on)
    shipment = Shipment(item=library.catalogue.get(item, "test"), destination=to, on=day)
    return determine(shipment, library.register.at(day, None, Reading(reading)), library)


def under(determination: Determination, parts: tuple[Amendment, ...]) -> Answer:
    return determine(
        determination.shipment, amended(determination.law, parts), determination.facts.library
    ).answer


def moved(part: Amendment, limit: Decimal) -> Amendment:
    """The amendment with its limit at one place."""
    return Amendment(
        provision=part.provision,
        measure=part.measure,
        test=part.test,
        into=part.into,
        limit=Cell(fact=part.test.fact, low=limit, low_in=True, high=limit, high_in=True),
    )


def only(sets: list[Amended], *provisions: str) -> Amended:
    rows = [
        amended_set
        for amended_set in sets
        if tuple(part.provision for part in amended_set.parts) == provisions
    ]
    assert len(rows) == 1, [[part.provision for part in amended_set.parts] for amended_set in sets]
    return rows[0]


def test_or_more_is_undone_by_a_limit_of_more_than_the_figure(library: Library) -> None:
    determination = ask(library, "A100", "CN", "2023-06-01")
    row = next(
        amended_set
        for amended_set in amendments(determination)
        if [part.test.fact for part in amended_set.parts] == ["bits_times_tops"]
    )
    assert str(row.parts[0].limit) == "more than 4992" and str(row.answer) == "NLR"
    assert under(determination, (moved(row.parts[0], Decimal(4992)),)).outcome is Outcome.LICENSE
    assert under(determination, (moved(row.parts[0], Decimal(4992) + HAIR),)).outcome is Outcome.NLR


def test_a_note_that_leaves_out_what_lies_below_needs_a_higher_limit(library: Library) -> None:
    determination = ask(library, "RTX 4090", "CN", "2023-12-15")
    assert str(determination.answer) == "EXCEPTION NAC"
    row = only(amendments(determination), "Note 2 to 3A090")
    assert str(row.parts[0].limit) == "more than 5284.8" and row.answer.outcome is Outcome.NLR
    assert str(under(determination, (moved(row.parts[0], Decimal("5284.8")),))) == "EXCEPTION NAC"
    assert str(under(determination, (moved(row.parts[0], Decimal("5284.8") + HAIR),))) == "NLR"


def test_an_exception_is_sought_where_a_license_is_needed_and_no_other_one_where_it_is(
    library: Library,
) -> None:
    told = [
        ("MI210", "2025-05-20", "LICENSE", {"EXCEPTION NAC", "EXCEPTION ACA"}),
        ("RTX 4090", "2023-12-15", "EXCEPTION NAC", {"NLR"}),
    ]
    for item, on, now, sought in told:
        determination = ask(library, item, "CN", on)
        assert str(determination.answer) == now
        assert {str(each.answer) for each in amendments(determination)} == sought


def test_a_country_that_joins_or_leaves_a_group_is_in_no_doubt_and_the_others_stay(
    library: Library,
) -> None:
    law = library.register.at(date(2024, 6, 1), None, Reading.ENFORCED)
    (name, entry), *_ = ((n, e) for n, e in law.provisions.items() if isinstance(e.says, Group))
    says = replace(entry.says, members=frozenset({"KP", "RU"}), doubtful=frozenset({"MO", "AM"}))
    doubted = replace(law, provisions={**law.provisions, name: replace(entry, says=says)})
    for country, into, members, doubtful in (
        ("MO", True, {"KP", "RU", "MO"}, {"AM"}),
        ("MO", False, {"KP", "RU"}, {"AM"}),
        ("RU", True, {"KP", "RU"}, {"MO", "AM"}),
        ("RU", False, {"KP"}, {"MO", "AM"}),
        ("DE", True, {"KP", "RU", "DE"}, {"MO", "AM"}),
        (None, False, {"KP", "RU"}, {"MO", "AM"}),
    ):
        test = Member(fact="destination", group=says.group)
        part = Amendment(provision=name, measure="m", test=test, into=into, name=country)
        found = amended(doubted, (part,)).provisions[name].says
        assert (found.members, found.doubtful) == (members, doubtful), (country, into)


def test_both_limits_of_one_paragraph_are_needed_together(library: Library) -> None:
    determination = ask(library, "H100", "CN", "2024-06-01")
    pairs = [
        amended_set
        for amended_set in amendments(determination)
        if {part.provision for part in amended_set.parts} == {"3A090.a"}
    ]
    assert [[part.test.fact for part in amended_set.parts] for amended_set in pairs] == [
        ["performance_density", "tpp"],
        ["tpp", "tpp"],
    ]
    for amended_set in pairs:
        assert all(
            under(determination, (part,)).outcome is Outcome.LICENSE for part in amended_set.parts
        )


def test_a_named_part_leaves_the_letter_and_its_figures_their_limits(library: Library) -> None:
    rows = amendments(ask(library, "H20", "CN", "2025-05-20"))
    assert [
        {
            "fact": part.test.fact,
            "limit": str(part.limit),
            "leaves": None if part.into else part.name,
        }
        for part in rows[0].parts
    ] == [
        {"fact": "dram_bandwidth_gb_per_s", "limit": "more than 4000", "leaves": None},
        {"fact": "dram_plus_io_gb_per_s", "limit": "more than 5028", "leaves": None},
        {"fact": "item_family", "limit": "None", "leaves": "H20"},
    ]


@pytest.mark.parametrize(
    ("item", "to", "on"),
    [
        ("H20", "CN", "2025-05-20"),
        ("H200", "CN", "2026-03-01"),
        ("L40S", "CN", "2024-06-01"),
        ("H100", "RU", "2024-06-01"),
        ("Gaudi 2", "AE", "2024-06-01"),
        ("A100", "CN", "2022-11-01"),
    ],
)
def test_every_set_helps_and_no_part_of_it_does(
    item: str, to: str, on: str, library: Library
) -> None:
    determination = ask(library, item, to, on)
    rows = amendments(determination)
    assert rows
    for amended_set in rows:
        assert under(determination, amended_set.parts).outcome in FREE
        for size in range(1, len(amended_set.parts)):
            for fewer in combinations(amended_set.parts, size):
                assert under(determination, fewer).outcome not in FREE, fewer
        for part in (part for part in amended_set.parts if isinstance(part.test, Compare)):
            assert part.limit is not None and part.limit.low > 0
            rest = tuple(other for other in amended_set.parts if other is not part)
            at_the_bound = (
                under(determination, (*rest, moved(part, part.limit.low))).outcome in FREE
            )
            assert at_the_bound is part.limit.low_in, part


def test_nothing_is_to_amend_where_no_license_is_required(library: Library) -> None:
    from ecluse.remedy.remedy import remedy

    assert remedy(ask(library, "H20", "CN", "2024-06-01"), library.register).amendments == ()


# ---- sets of measures and provisions -------------------------------------------------------------


def test_where_three_measures_do_not_help_four_are_named(library: Library) -> None:
    """Each of the four would stop an H100 alone, for an earlier one comes back where a later one
    goes.
    """
    sets = without_measures(ask(library, "H100", "CN", "2024-06-01"), library.register)
    assert sets.largest == 4 and [
        sorted(name for name, _ in amended_set.parts) for amended_set in sets.smallest
    ] == [
        [
            "us/2022-08-31-letters-nvidia-amd",
            "us/2022-10-13-advanced-computing",
            "us/2023-10-23-letter-nvidia",
            "us/2023-10-25-advanced-computing",
        ]
    ]


def test_an_exception_is_told_what_would_free_it_and_what_would_close_it(library: Library) -> None:
    determination = ask(library, "RTX 4090", "CN", "2023-12-15")
    sets = {
        tuple(name for _, name in amended_set.parts): str(amended_set.answer)
        for amended_set in without_provisions(determination, library.register).smallest
    }
    assert (
        sets[("3A090.a",)] == "NLR"
        and sets[("740.8 NAC, 3A090.a level not for datacenters",)] == "LICENSE"
    )


LETTERS = ("letters of April 2025, bandwidth", "letters of April 2025, named parts")
TOLD = {
    ("A100", "CN", "2023-06-01"): [("3A090",), ("742.6(a)(6)", "742.6(a)(6)")],
    ("L40S", "CN", "2024-06-01"): [("3A090.a",), ("4A090.a",), ("742.6(a)(6)(iii)",)],
    ("MI308", "CN", "2025-05-20"): [
        ("3A090.b", *LETTERS),
        ("742.6(a)(6)(iii)(B)", *LETTERS),
    ],
}


@pytest.mark.parametrize(
    ("case", "pairs"),
    [
        (("A100", "CN", "2023-06-01"), 0),
        pytest.param(("A100", "CN", "2023-06-01"), None, marks=pytest.mark.slow),
        pytest.param(("L40S", "CN", "2024-06-01"), 300, marks=pytest.mark.slow),
        pytest.param(("MI308", "CN", "2025-05-20"), 300, marks=pytest.mark.slow),
    ],
)
def test_no_set_of_few_provisions_is_missed(
    case: tuple[str, str, str], pairs: int | None, library: Library
) -> None:
    """Brute force: each provision that any measure wrote into force by the day, and pairs of them
    (all, where their number is None), frees exactly where a set that is told lies within. What is
    told frees, and nothing less of it does.
    """
    from ecluse.remedy.edited_log import EditedLog

    determination = ask(library, *case)
    log = EditedLog(determination, library.register)
    told = {
        frozenset(amended_set.parts)
        for amended_set in without_provisions(determination, library.register).smallest
    }
    assert sorted(tuple(sorted(str(name) for _, name in each)) for each in told) == TOLD[case]
    less = [each - {part} for each in told for part in each]
    kinds = ("classification", "requirement", "exclusion")
    parts = [
        (entry.measure.measure, name)
        for name, entry in determination.law.provisions.items()
        if entry.says.kind in kinds
    ]
    twos = list(combinations(parts, 2))
    drawn = twos if pairs is None else Random(1).sample(twos, pairs)
    for chosen in (*((part,) for part in parts), *drawn, *told, *less):
        dropped = frozenset[tuple[str, str | None]](chosen)
        free = log.determine(dropped).outcome in FREE
        assert free is any(each <= dropped for each in told), dropped


# ---- what the policy of January 2026 asks --------------------------------------------------------


@pytest.mark.parametrize(("leaves", "way"), [(None, "say"), ("US", "show"), ("NL", "closed")])
def test_the_policy_of_january_2026_is_open_only_from_the_united_states(
    leaves: str | None, way: str, library: Library
) -> None:
    from ecluse.remedy.license_path import policies

    day = date(2026, 3, 1)
    given = (
        {}
        if leaves is None
        else {"exported_from": library.vocabulary.read("exported_from", leaves, "test")}
    )
    shipment = Shipment(
        item=library.catalogue.get("H200", "test"), destination="CN", on=day, given=given
    )
    determination = determine(shipment, library.register.at(day), library)
    milder = [
        near
        for policy in policies(determination)
        for near in policy.milder
        if near.rule.provision == "742.6(b)(10)(iii)(A)(1), case by case"
    ]
    assert [near.way for near in milder] == [way]

"""Scenarios make a new log and leave the old one as it was; they name only what exists."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from ecluse.errors import InputError, SeveralErrors, UnknownNameError
from ecluse.facts.reader import parse_document
from ecluse.law.measure import Reading
from ecluse.law.scenario import applied, read_scenario, scenario_of, shipped

HEAD = "scenario: t\nsays: {en: x, fr: x}\n"


def scenario(body):
    return scenario_of(parse_document(HEAD + body, name="s.yaml", user=True), build.library())


def law(reg, day, reading=Reading.ENFORCED):
    return {
        name: (entry.says, entry.doubt)
        for name, entry in reg.at(date.fromisoformat(day), None, reading).provisions.items()
    }


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_reads_and_applies_and_changes_some_day(library, name):
    changed = applied(read_scenario(name, library), library.register)
    days = sorted({*library.register.days(), *changed.days()})
    assert any(
        law(library.register, day.isoformat()) != law(changed, day.isoformat()) for day in days
    )


def test_a_scenario_leaves_the_old_log_as_it_was(library):
    before = library.register.measures
    applied(read_scenario("diffusion-enforced", library), library.register)
    assert library.register.measures is before


def test_a_scenario_that_says_nothing_changes_nothing(library):
    changed = applied(scenario(""), library.register)
    assert changed.measures == library.register.measures


def test_a_measure_dropped_is_as_if_never_made(library):
    changed = applied(scenario("drops: [2023-01-18-macau]\n"), library.register)
    assert "742.6(a)(6), Macau" in law(library.register, "2023-02-01")
    assert "742.6(a)(6), Macau" not in law(changed, "2023-02-01")


def test_a_measure_delayed_applies_later(library):
    changed = applied(
        scenario("delays: [{measure: 2023-01-18-macau, days: 10}]\n"), library.register
    )
    assert "742.6(a)(6), Macau" not in law(changed, "2023-01-26")
    assert "742.6(a)(6), Macau" in law(changed, "2023-01-27")


def test_a_measure_paused_is_back_after_the_pause(library):
    changed = applied(
        scenario("pauses: [{measure: 2023-01-18-macau, since: 2023-03-01, until: 2023-04-01}]\n"),
        library.register,
    )
    found = [
        "742.6(a)(6), Macau" in law(changed, day)
        for day in ("2023-02-28", "2023-03-01", "2023-03-31", "2023-04-01")
    ]
    assert found == [True, False, False, True]


def test_a_draft_of_ones_own_is_added(library):
    added = """adds:
  - measure: t/draft
    kind: scenario
    title: {en: x, fr: x}
    summary: {en: x, fr: x}
    cited: {source: mine}
    published: 2026-01-01
    effective: 2026-02-01
    adds:
      - {provision: mine, kind: requirement, items: [any], reason: mine, when: destination == BR}
"""
    changed = applied(scenario(added), library.register)
    assert ("mine" in law(changed, "2026-01-31"), "mine" in law(changed, "2026-02-01")) == (
        False,
        True,
    )


def test_all_that_names_nothing_is_told_together():
    with pytest.raises(SeveralErrors) as caught:
        scenario(
            "drops:\n  - 2023-01-18-macao\npauses:\n  - {measure: nothing-like-it, since: "
            "2024-01-01}\n"
        )
    assert [error.where for error in caught.value.errors] == ["s.yaml:4", "s.yaml:6"]
    assert "no measure is called '2023-01-18-macao'" in str(caught.value)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("drops: 5\n", "'drops' cannot be '5'"),
        ("delays: [{measure: 2023-01-18-macau, days: soon}]\n", "'days' cannot be 'soon'"),
        ("drop: [x]\n", "unknown key 'drop'"),
        ("adds: [5]\n", "'adds' cannot be '5'"),
        ("adds: {a: b}\n", "'adds' cannot be a mapping"),
        ("grants: [{name: x, when: tpp >>= 1, since: 2024-01-01}]\n", "cannot read condition"),
        (
            "pauses: [{measure: 2023-01-18-macau, since: tomorrow}]\n",
            "'since' cannot be 'tomorrow'",
        ),
    ],
)
def test_a_malformed_scenario_is_told_with_its_line(library, body, told):
    with pytest.raises(InputError, match=rf"^{told}.* \(s\.yaml:3\): "):
        applied(scenario(body), library.register)


@pytest.mark.parametrize("until", ["2023-01-01", "2024-01-01"])
def test_a_pause_ends_after_it_begins(library, until):
    body = f"pauses: [{{measure: 2023-01-18-macau, since: 2024-01-01, until: {until}}}]\n"
    with pytest.raises(InputError, match=r"\(s\.yaml:3\): it should be 'until' after 'since'$"):
        applied(scenario(body), library.register)


@pytest.mark.parametrize("days", [-36_501, -999_999_999, 36_501, 999_999_999])
def test_a_delay_is_of_a_hundred_years_at_most(library, days):
    body = "delays: [{{measure: 2023-01-18-macau, days: {}}}]\n"
    with pytest.raises(InputError, match=r"it should be days between -36500 and 36500$"):
        applied(scenario(body.format(days)), library.register)
    assert applied(scenario(body.format(36_500)), library.register) != library.register


def test_a_scenario_may_not_take_the_name_of_a_measure():
    body = (
        "adds:\n  - {measure: us/2023-01-18-macau, kind: scenario, title: {en: x, fr: x}, "
        "summary: {en: x, fr: x}, cited: {source: x}, published: 2024-01-01}\n"
    )
    with pytest.raises(InputError, match="is in the log already"):
        scenario(body)


def test_a_scenario_that_does_not_exist_is_told_what_does(library):
    with pytest.raises(UnknownNameError) as caught:
        read_scenario("no-such-thing", library)
    assert "press-diffusion-rule" in caught.value.mend


def test_a_scenario_file_that_does_not_exist_is_told(library, tmp_path):
    with pytest.raises(InputError, match="cannot read the file"):
        read_scenario(tmp_path / "none.yaml", library)


@settings(max_examples=25)
@given(st.integers(0, 60), st.integers(1, 400), st.dates(date(2022, 9, 1), date(2027, 1, 1)))
def test_a_delay_before_its_day_and_after_its_day_is_the_old_law(place, days, day):
    """Before the old date and (for one that nobody acts upon later) after the new one, a delay
    changes nothing but dates.
    """
    reg = build.library().register
    measure = reg.measures[place % len(reg.measures)]
    starts = [change.applies_from for change in measure.changes]
    changed = applied(scenario(f"delays: [{{measure: {measure.measure}, days: {days}}}]\n"), reg)
    if not starts or day < min(starts):
        assert law(changed, day.isoformat()) == law(reg, day.isoformat())


@settings(max_examples=25)
@given(st.integers(0, 60), st.dates(date(2022, 9, 1), date(2027, 1, 1)), st.integers(1, 300))
def test_a_pause_touches_only_the_days_of_the_pause(place, since, days):
    reg = build.library().register
    measure = reg.measures[place % len(reg.measures)]
    until = since + timedelta(days=days)
    changed = applied(
        scenario(f"pauses: [{{measure: {measure.measure}, since: {since}, until: {until}}}]\n"), reg
    )
    for day in (since - timedelta(days=1), until, until + timedelta(days=30)):
        assert law(changed, day.isoformat()) == law(reg, day.isoformat())


# ---- contradictions ------------------------------------------------------------------------------

LETTERS = "us/2025-04-15-letters-h20"
DELAY = f"delays: [{{measure: {LETTERS}, days: 60}}]\n"
STAY = f"{{measure: {LETTERS}, since: 2025-05-01, until: 2025-06-01}}"
ADDED = (
    "{measure: t/x, kind: scenario, title: {en: x, fr: x}, summary: {en: x, fr: x}, "
    "cited: {source: x}, published: 2024-01-01}"
)


@pytest.mark.parametrize(
    ("body", "message", "line"),
    [
        (f"drops: [{LETTERS}]\n" + DELAY, "is dropped and delayed: the two contradict", 4),
        ("drops: [2025-04-15-letters-h20]\n" + DELAY, "is dropped and delayed", 4),
        (f"drops: [{LETTERS}]\npauses: [{STAY}]\n", "is dropped and paused", 4),
        (f"drops: [{LETTERS}, 2025-04-15-letters-h20]\n", "is dropped twice", 3),
        (
            f"delays:\n  - {{measure: {LETTERS}, days: 6}}\n  - {{measure: {LETTERS}, days: 9}}\n",
            "is delayed twice",
            5,
        ),
        (f"pauses:\n  - {STAY}\n  - {STAY}\n", "is paused twice in the same way", 5),
        (f"adds:\n  - {ADDED}\n  - {ADDED}\n", "'t/x' is added twice", 5),
        (
            (
                "grants:\n  - {name: a, when: tpp >= 1, since: 2024-01-01}\n"
                "  - {name: a, when: tpp >= 2, since: 2024-01-01}\n"
            ),
            "'scenario/a' is granted twice",
            5,
        ),
    ],
)
def test_edits_of_one_measure_that_contradict_each_other_are_refused(body, message, line):
    with pytest.raises(InputError) as caught:
        scenario(body)
    assert message in str(caught.value)
    assert caught.value.where == f"s.yaml:{line}"


def test_a_scenario_value_refuses_what_its_file_may_not_say():
    whole = scenario(DELAY)
    with pytest.raises(ValueError, match="is dropped and delayed"):
        replace(whole, drops=(LETTERS,))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(DELAY + f"pauses: [{STAY}]\n", id="delayed, then stayed"),
        pytest.param(
            f"pauses:\n  - {STAY}\n  - {{measure: {LETTERS}, since: 2026-01-01}}\n", id="two stays"
        ),
        pytest.param(
            (
                "drops: [us/2023-01-18-macau]\nadds: "
                f"[{ADDED.replace('t/x', 'us/2023-01-18-macau')}]\n"
            ),
            id="dropped, and written anew under its name",
        ),
    ],
)
def test_edits_that_go_together_are_read_and_applied(library, body):
    assert applied(scenario(body), library.register)


def test_a_scenario_is_applied_once(library):
    once = applied(scenario(f"pauses: [{STAY}]\n"), library.register)
    with pytest.raises(InputError, match="two measures are called 'scenario/t'"):
        applied(scenario(f"pauses: [{STAY}]\n"), once)


# ---- groups without a list -----------------------------------------------------------------------

MINE = ADDED.replace("t/x", "t/mine").replace(
    "published: 2024-01-01", "published: 2024-01-01, effective: 2024-02-01"
)


def joins(provision, change, act="adds"):
    row = f"{{provision: {provision}, kind: group, group: ML, {change}}}"
    return f"adds: [{MINE.removesuffix('}')}, {act}: [{row}]}}]\n"


@pytest.mark.parametrize("change", ["joins: [NI]", "leaves: [NI]"])
def test_a_scenario_that_changes_a_group_without_members_is_refused(library, change):
    with pytest.raises(InputError) as caught:
        applied(scenario(joins("my list", change)), library.register)
    assert str(caught.value) == (
        "'t/mine' changes ML, which has no members on 2024-02-01 (scenario t): list them "
        "first under"
        " 'my list', or leave that list in force"
    )


def test_a_scenario_that_takes_a_list_away_from_those_who_change_it_is_refused(library):
    with pytest.raises(SeveralErrors) as caught:
        applied(scenario("drops: [us/2022-08-01-standing-law]\n"), library.register)
    assert "'us/2024-03-15-nicaragua' changes D1, which has no members on 2024-03-15" in str(
        caught.value
    )


def test_a_scenario_may_change_a_list_in_force_and_one_of_its_own(library):
    day = date(2023, 9, 15)
    body = joins("countries of the letters of August 2023", "joins: [NI]", "replaces")
    changed = applied(scenario(body.replace("2024-02-01", "2023-09-15")), library.register)
    assert changed.at(day).member("NI", "ML").value == "true"
    assert changed.at(day).member("AE", "ML").value == "unknown"
    own = applied(scenario(joins("my list", "members: [NI]")), library.register)
    assert own.at(date(2024, 2, 1)).member("NI", "ML").value == "true"


@pytest.mark.parametrize(
    ("days", "too", "moved"),
    [
        (30, False, 0),  # a rule that was published takes effect later
        (30, True, 30),
        (-30, False, -30),  # nothing takes effect before anybody could know it
        (-30, True, -30),
        (0, False, 0),
    ],
)
def test_a_delayed_measure_is_published_when_it_was_unless_that_moves_too(
    library, days, too, moved
):
    name = "us/2023-10-25-advanced-computing"
    body = f"delays:\n  - {{measure: {name}, days: {days}, published_too: {str(too).lower()}}}\n"
    before = library.register.measure(name)
    after = applied(scenario(body), library.register).measure(name)
    assert (after.published - before.published).days == moved
    assert before.effective is not None and after.effective is not None
    assert (after.effective - before.effective).days == days

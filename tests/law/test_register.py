"""Folding the log: dates, both time axes, suspensions, postponements, doubts, and periods of
constant law.
"""

import pickle
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import build
from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.reader import parse_document
from ecluse.facts.truth import Truth
from ecluse.law import library as libraries
from ecluse.law.measure import Act, Change, Measure, Reading, read_measure
from ecluse.law.provision import Definition, Group, Provision, Requirement
from ecluse.law.register import Register, sharing

HEAD = "title: {{en: x, fr: x}}\nsummary: {{en: x, fr: x}}\ncited: {{source: 1 FR 1}}\n"
DAY = date.fromisoformat


def measure(name, published, effective=None, body="", kind="rule"):
    text = f"measure: t/{name}\nkind: {kind}\n" + HEAD.format() + f"published: {published}\n"
    text += (f"effective: {effective}\n" if effective else "") + body
    return read_measure(parse_document(text, name=name), build.library().vocabulary)


def note(name, when="datacenter", dates=""):
    return f"- {{provision: {name}, kind: note, when: {when}, text: {{en: x, fr: x}}{dates}}}\n"


def register(*measures):
    return Register(
        tuple(sorted(measures, key=lambda each: (each.published, each.measure))),
        date(2026, 9, 30),
        date(2022, 8, 1),
    )


def names(reg, on, known=None, reading=Reading.ENFORCED):
    return sorted(reg.at(DAY(on), DAY(known) if known else None, reading).provisions)


RULE = measure("rule", "2024-01-01", "2024-02-01", "adds:\n" + note("one") + note("two"))


def test_a_provision_stands_from_its_first_day():
    assert names(register(RULE), "2024-01-31") == []
    assert names(register(RULE), "2024-02-01") == ["one", "two"]


def test_nothing_is_known_before_it_is_published():
    assert names(register(RULE), "2024-02-01", "2023-12-31") == []
    assert names(register(RULE), "2024-02-01", "2024-01-01") == ["one", "two"]


def test_a_compliance_date_comes_before_nothing():
    rule = measure(
        "rule", "2024-01-01", "2024-02-01", "complied_from: 2024-05-15\nadds:\n" + note("one")
    )
    assert names(register(rule), "2024-05-14") == []
    assert names(register(rule), "2024-05-15") == ["one"]


def test_a_provision_may_have_a_date_of_its_own():
    rule = measure(
        "rule",
        "2024-01-01",
        "2024-02-01",
        "complied_from: 2024-05-15\nadds:\n"
        + note("one", dates=", effective: 2024-02-10")
        + note("two"),
    )
    assert names(register(rule), "2024-02-09") == []
    assert names(register(rule), "2024-02-10") == ["one"]
    assert names(register(rule), "2024-05-15") == ["one", "two"]


def test_a_later_measure_replaces_and_removes():
    later = measure(
        "later",
        "2024-03-01",
        "2024-04-01",
        "replaces:\n" + note("one", "uae_approved") + "removes:\n- {provision: two}\n",
    )
    reg = register(RULE, later)
    assert names(reg, "2024-03-31") == ["one", "two"]
    assert names(reg, "2024-04-01") == ["one"]
    assert reg.at(DAY("2024-04-01")).provisions["one"].measure.measure == "t/later"
    assert reg.at(DAY("2024-03-31")).provisions["one"].measure.measure == "t/rule"
    assert names(reg, "2024-04-01", "2024-02-28") == ["one", "two"]


def test_a_change_of_one_reading_leaves_the_other():
    later = measure(
        "later", "2024-03-01", "2024-04-01", "removes:\n- {provision: one, reading: enforced}\n"
    )
    assert names(register(RULE, later), "2024-04-01", reading=Reading.ENFORCED) == ["two"]
    assert names(register(RULE, later), "2024-04-01", reading=Reading.TEXT) == ["one", "two"]


def acting(act):
    return measure("act", "2024-06-01", "2024-06-01", f"acts_on:\n- {act}\n")


def test_a_suspension_lasts_from_its_first_day_to_the_day_before_its_end():
    reg = register(
        RULE, acting("{act: suspends, measure: t/rule, since: 2024-06-10, until: 2024-07-10}")
    )
    assert [
        names(reg, day) for day in ("2024-06-09", "2024-06-10", "2024-07-09", "2024-07-10")
    ] == [
        ["one", "two"],
        [],
        [],
        ["one", "two"],
    ]


def test_a_suspension_of_one_provision_leaves_the_other():
    reg = register(
        RULE, acting("{act: suspends, measure: t/rule, since: 2024-06-10, provisions: [one]}")
    )
    assert names(reg, "2024-06-10") == ["two"]


def test_a_suspension_is_not_known_before_it_is_published():
    reg = register(RULE, acting("{act: suspends, measure: t/rule, since: 2024-06-10}"))
    assert names(reg, "2024-06-10", "2024-05-31") == ["one", "two"]
    assert names(reg, "2024-06-10", "2024-06-01") == []


def test_what_a_suspended_measure_replaced_or_removed_is_back_while_it_is_suspended():
    later = measure(
        "later",
        "2024-03-01",
        "2024-04-01",
        "replaces:\n" + note("one", "uae_approved") + "removes:\n- {provision: two}\n",
    )
    stay = measure(
        "act",
        "2024-06-01",
        "2024-06-01",
        "acts_on:\n- {act: suspends, measure: t/later, since: 2024-06-10, until: 2024-07-10}\n",
    )
    reg = register(RULE, later, stay)
    assert names(reg, "2024-06-09") == ["one"]
    assert names(reg, "2024-06-10") == ["one", "two"]
    assert reg.at(DAY("2024-06-10")).provisions["one"].measure.measure == "t/rule"
    assert names(reg, "2024-07-10") == ["one"]


def test_a_rescission_is_for_good():
    reg = register(RULE, acting("{act: rescinds, measure: t/rule, since: 2024-06-10}"))
    assert names(reg, "2024-06-09") == ["one", "two"]
    assert names(reg, "2026-01-01") == []


def test_a_postponement_moves_the_first_day():
    rule = measure("rule", "2024-01-01", "2024-08-01", "adds:\n" + note("one"))
    reg = register(
        rule, acting("{act: postpones, measure: t/rule, since: 2024-06-01, to: 2024-09-01}")
    )
    assert [names(reg, day) for day in ("2024-08-01", "2024-08-31", "2024-09-01")] == [
        [],
        [],
        ["one"],
    ]
    assert names(reg, "2024-08-01", "2024-05-31") == ["one"]


def test_a_postponement_comes_too_late_for_what_has_begun():
    reg = register(
        RULE, acting("{act: postpones, measure: t/rule, since: 2024-06-01, to: 2024-09-01}")
    )
    assert names(reg, "2024-07-01") == ["one", "two"]


def test_a_doubt_leaves_the_provision_and_says_so():
    reg = register(
        RULE, acting("{act: doubts, measure: t/rule, since: 2024-06-10, text: {en: x, fr: x}}")
    )
    assert reg.at(DAY("2024-06-09")).provisions["one"].doubt is None
    assert reg.at(DAY("2024-06-10")).provisions["one"].doubt.since == DAY("2024-06-10")


def test_a_group_is_changed_and_not_written_anew():
    first = measure(
        "groups",
        "2024-01-01",
        "2024-01-01",
        "adds:\n- {provision: G, kind: group, group: D5, members: [CN, KH]}\n",
    )
    later = measure(
        "kh",
        "2024-02-01",
        "2024-02-01",
        "replaces:\n- {provision: G, kind: group, group: D5, joins: [NI], leaves: [KH]}\n",
    )
    law = register(first, later).at(DAY("2024-02-01"))
    assert [law.member(code, "D5") for code in ("CN", "NI", "KH", "DE")] == [
        Truth.TRUE,
        Truth.TRUE,
        Truth.FALSE,
        Truth.FALSE,
    ]
    assert register(first, later).at(DAY("2024-01-31")).member("KH", "D5") is Truth.TRUE


def test_who_is_in_doubt_in_a_group_is_unknown():
    first = measure(
        "groups",
        "2024-01-01",
        "2024-01-01",
        "adds:\n- {provision: G, kind: group, group: ML, members: [], doubtful: [AE]}\n",
    )
    law = register(first).at(DAY("2024-01-01"))
    assert (law.member("AE", "ML"), law.member("DE", "ML")) == (Truth.UNKNOWN, Truth.FALSE)


def test_a_group_without_a_list_on_record_is_never_taken_as_empty():
    law = register(RULE).at(DAY("2024-02-01"))
    assert law.member("AE", "D5") is Truth.UNKNOWN


def test_joins_to_no_list_say_who_joined_and_nothing_of_others():
    changes = [
        measure(
            name,
            day,
            day,
            f"adds:\n- {{provision: G, kind: group, group: D5, {change}}}\n"
            "- {provision: N"
            + name
            + ", kind: note, when: destination in D5, text: {en: x, fr: x}}\n",
        )
        for name, day, change in (
            ("a", "2024-01-01", "joins: [NI, KH]"),
            ("b", "2024-02-01", "leaves: [KH]"),
        )
    ]
    law = register(*changes).at(DAY("2024-02-01"))
    assert [law.member(code, "D5") for code in ("NI", "KH", "CN")] == [
        Truth.TRUE,
        Truth.FALSE,
        Truth.UNKNOWN,
    ]
    assert law.unlisted == {"D5"}


def test_the_later_of_two_measures_of_one_day_wins():
    one = measure("b", "2024-01-01", "2024-02-01", "adds:\n" + note("one"))
    other = measure("a", "2024-01-15", "2024-02-01", "replaces:\n" + note("one", "uae_approved"))
    assert register(one, other).at(DAY("2024-02-01")).provisions["one"].measure.measure == "t/a"


def test_a_measure_is_found_by_the_end_of_its_name(library):
    assert library.register.measure("2023-01-18-macau").measure == "us/2023-01-18-macau"


def test_a_misspelt_measure_is_told_what_is_near(library):
    with pytest.raises(UnknownNameError) as caught:
        library.register.measure("2023-01-18-macao", "the scenario")
    assert "no measure is called '2023-01-18-macao' (the scenario): " in str(caught.value)
    assert "2023-01-18-macau" in caught.value.mend


# ---- the shipped log ----

FIRST, LAST = date(2022, 8, 1), date(2029, 6, 30)


def fingerprint(reg, day, reading, known=None):
    law = reg.at(day, known, reading)
    return {
        name: (entry.says, entry.measure.measure, entry.doubt)
        for name, entry in law.provisions.items()
    }


@pytest.mark.parametrize("reading", list(Reading))
def test_the_law_is_one_on_the_first_and_the_last_day_of_every_period(library, reading):
    periods = library.register.periods(FIRST, LAST, reading=reading)
    assert len(periods) > 25
    for start, end in periods:
        assert fingerprint(library.register, start, reading) == fingerprint(
            library.register, end, reading
        ), (
            start,
            end,
        )


@settings(max_examples=60)
@given(
    st.dates(FIRST, LAST),
    st.sampled_from(list(Reading)),
    st.one_of(st.none(), st.dates(FIRST, LAST)),
)
def test_the_law_of_a_day_is_that_of_the_first_day_of_its_period(day, reading, known):
    reg = build.library().register
    start = next(
        start for start, end in reg.periods(FIRST, LAST, known, reading) if start <= day <= end
    )
    assert fingerprint(reg, day, reading, known) == fingerprint(reg, start, reading, known)


def test_a_law_that_begins_on_the_last_day_asked_is_a_period_of_its_own(library):
    begins = library.register.periods(FIRST, LAST)[1][0]
    before, last = library.register.periods(FIRST, begins)
    assert before == (FIRST, begins - timedelta(days=1))
    assert last == (begins, begins)


def test_periods_cover_every_day_once(library):
    periods = library.register.periods(FIRST, LAST)
    assert periods[0][0] == FIRST
    assert periods[-1][1] == LAST
    assert all(start == end + timedelta(days=1) for (_, end), (start, _) in pairwise(periods))


def test_a_day_of_change_changes_something_in_one_reading(library):
    reg = library.register
    idle = [
        day
        for day in reg.days()
        if all(
            fingerprint(reg, day, reading) == fingerprint(reg, day - timedelta(days=1), reading)
            for reading in Reading
        )
    ]
    # days that an act names and on which nothing changes are allowed; they must be few
    assert len(idle) <= len(reg.days()) // 3, idle


@settings(max_examples=60)
@given(st.dates(FIRST, LAST), st.integers(0, 60))
def test_what_is_published_later_does_not_change_what_was_known(day, place):
    """Knowledge of a day depends on the measures published by then, and on no other."""
    reg = build.library().register
    known = reg.measures[place % len(reg.measures)].published
    cut = Register(
        tuple(each for each in reg.measures if each.published <= known),
        reg.horizon,
        reg.answers_from,
    )
    assert fingerprint(cut, day, Reading.ENFORCED) == fingerprint(reg, day, Reading.ENFORCED, known)


def test_no_measure_is_effective_on_a_day_before_the_record(library):
    early = [
        (each.measure, change.provision)
        for each in library.register.measures
        for change in each.changes
        if change.applies_from < library.register.answers_from
    ]
    assert early == []


def test_every_removal_removes_something_and_every_replacement_replaces_something(library):
    """A removal of what is not there is a misspelt provision."""
    dangling = []
    for measure_ in library.register.measures:
        for change in measure_.changes:
            if change.act in ("removes", "replaces"):
                before = [
                    other
                    for each in library.register.measures
                    for other in each.changes
                    if other.provision == change.provision
                    and other.act == "adds"
                    and other.applies_from <= change.applies_from
                ]
                if not before:
                    dangling.append((measure_.measure, change.act, change.provision))
    assert dangling == []


def test_every_act_on_a_measure_names_one_that_exists(library):
    known = {each.measure for each in library.register.measures}
    assert [
        act.measure
        for each in library.register.measures
        for act in each.acts_on
        if act.measure not in known
    ] == []


@pytest.mark.parametrize(
    "day", ["2022-08-26", "2023-11-17", "2024-04-04", "2025-05-15", "2026-09-24"]
)
def test_every_requirement_that_an_exception_or_a_review_names_is_in_force_beside_it(library, day):
    from ecluse.law.provision import LicenseException, Requirement, Review

    for reading in Reading:
        law = library.register.at(DAY(day), reading=reading)
        requirements = {says.provision for says, _ in law.of_kind(Requirement)}
        assert [
            (says.provision, name)
            for says, _ in law.of_kind(LicenseException)
            for name in says.overcomes
            if name not in requirements
        ] == []
        assert [
            says.provision for says, _ in law.of_kind(Review) if not set(says.of) & requirements
        ] == []


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        ("2025-05-15", 949_500_000),
        ("2025-06-30", 949_500_000),
        ("2025-07-01", 1_266_000_000),
        ("2026-12-31", 4_272_750_000),
        ("2027-01-01", 5_064_000_000),
        ("2029-01-01", 5_064_000_000),
    ],
)
def test_the_cap_of_a_quarter_is_that_of_the_day(library, day, limit):
    caps = [
        says
        for says, _ in library.register.at(DAY(day)).of_kind(Definition)
        if says.defines == "nveu_cap"
    ]
    assert [(len(cap.steps), cap.steps[0].limit) for cap in caps] == [(1, limit)]


# ---- what may be asked --------------------------------------------------------------------------


@pytest.mark.parametrize("reading", list(Reading))
def test_a_reading_may_be_given_by_its_exact_value(reading):
    reg = build.library().register
    day = DAY("2025-06-01")
    assert reg.at(day, None, reading.value).reading is reading
    assert reg.at(day, None, reading.value).fingerprint == reg.at(day, None, reading).fingerprint
    assert reg.days(None, reading.value) == reg.days(None, reading)
    assert reg.periods(day, day, None, reading.value) == [(day, day)]


@pytest.mark.parametrize("reading", ["nonsense", "ENFORCED", "Reading.TEXT", "", 1, None, True])
def test_what_is_neither_reading_is_refused(reading):
    reg = build.library().register
    day = DAY("2025-06-01")
    with pytest.raises(UnknownNameError, match="no reading is called"):
        reg.at(day, None, reading)
    with pytest.raises(UnknownNameError, match="no reading is called"):
        reg.periods(day, day, None, reading)
    if reading is not None:  # both, in `days`
        with pytest.raises(UnknownNameError, match="no reading is called"):
            reg.days(None, reading)


def test_a_reading_that_is_nearly_spelled_is_told_the_near_one():
    with pytest.raises(UnknownNameError) as caught:
        Reading.of("enforce")
    assert str(caught.value) == "no reading is called 'enforce' (reading): did you mean 'enforced'?"


@pytest.mark.parametrize("day", ["2025-06-01", datetime(2025, 6, 1), datetime.max, 20250601, None])
def test_a_day_is_a_plain_date(day):
    reg = build.library().register
    good = DAY("2025-06-01")
    with pytest.raises(InputError, match="is no day"):
        reg.at(day)
    with pytest.raises(InputError, match="is no day"):
        reg.periods(day, good)
    if day is not None:  # everything that was published
        with pytest.raises(InputError, match="is no day"):
            reg.at(good, day)
        with pytest.raises(InputError, match="is no day"):
            reg.days(day)


def test_a_measure_by_the_end_of_its_name_is_the_only_one_or_none():
    one, other = (replace(RULE, measure=f"{country}/rule") for country in ("t", "u"))
    reg = register(one, other)
    assert reg.measure("u/rule") is other
    with pytest.raises(UnknownNameError) as caught:
        reg.measure("rule")
    assert str(caught.value) == (
        "2 measures are called 'rule' (the register): say which: t/rule, u/rule"
    )
    whole = replace(RULE, measure="rule")
    assert register(one, whole).measure("rule") is whole


def test_a_register_has_no_two_measures_of_one_name_and_stands_in_order():
    late = replace(RULE, measure="t/late", published=date(2024, 1, 5))
    assert Register((late, RULE), date(2026, 9, 30), date(2022, 8, 1)).measures == (RULE, late)
    with pytest.raises(ValueError, match="two measures are called 't/rule'"):
        register(RULE, RULE)


# ---- the law of a period is worked out once ------------------------------------------------------


def _folded(log: Register, on: date, known: date, reading: Reading) -> dict[str, tuple[Any, ...]]:
    """The provisions of one day, folded for that day alone: another way to the same law."""
    published = [each for each in log.measures if each.published <= known]
    acts = [act for each in published for act in each.acts_on]

    def acting(kind: str, measure: Measure, change: Change) -> Act | None:
        of_it = (
            act
            for act in acts
            if act.act == kind
            and act.measure == measure.measure
            and act.touches(change.provision)
            and act.since <= on
            and (act.until is None or on < act.until)
        )
        return next(of_it, None)

    changes = [
        (log.start_of(each, change, known), each.published, place, index, each, change)
        for place, each in enumerate(published)
        for index, change in enumerate(each.changes)
        if change.reading in (None, reading)
    ]
    state: dict[str, tuple[Any, ...]] = {}
    for start, _, _, _, measure, change in sorted(changes, key=lambda row: row[:4]):
        stopped = acting("suspends", measure, change) or acting("rescinds", measure, change)
        if start > on or stopped:
            continue
        before = state.pop(change.provision, None)
        if change.says is not None:
            says = change.says
            if isinstance(says, Group):
                says = says.over(before[0] if before and isinstance(before[0], Group) else None)
            state[change.provision] = (says, measure, start, acting("doubts", measure, change))
    return state


def _plain(says: Provision, on: date) -> Provision:
    """What a provision says on a day: the step that counts, and savings that still save."""
    if isinstance(says, Definition) and says.steps:
        past = [step for step in says.steps if step.since <= on]
        return replace(says, steps=(past[-1] if past else says.steps[0],))
    if isinstance(says, Requirement) and says.saves and on >= says.saves.until:
        return replace(says, saves=None)
    return says


def test_the_law_of_every_day_at_an_edge_is_that_of_the_day_alone() -> None:
    log = libraries.load().register
    edges = [day + timedelta(days=more) for day in log.days() for more in (-1, 0)]
    knowns = (date.max, date(2023, 10, 17), date(2025, 1, 20))
    for on, known, reading in product([date(2020, 1, 1), *edges], knowns, Reading):
        law = log.at(on, known, reading)
        assert law.on == on and law.known == known and law.reading is reading
        alone = _folded(log, on, known, reading)
        assert list(law.provisions) == list(alone)
        for name, (says, measure, since, doubt) in alone.items():
            entry = law.provisions[name]
            assert entry.says == _plain(says, on)
            assert (entry.measure, entry.since, entry.doubt) == (measure, since, doubt)


def test_two_days_of_a_period_share_what_is_read_off_the_law() -> None:
    log = libraries.load().register
    one, other = log.at(date(2024, 5, 1)), log.at(date(2024, 5, 2))
    assert one.provisions is other.provisions
    assert one.limits is other.limits
    changed = replace(one, provisions={})
    assert not changed.limits and one.limits


def test_a_register_that_has_answered_pickles_as_it_was() -> None:
    log = libraries.load().register
    law = log.at(date(2024, 5, 1))
    assert law.limits
    assert pickle.loads(pickle.dumps(log)) == log
    assert pickle.loads(pickle.dumps(law)) == law


def test_registers_that_share_hold_one_value_for_what_is_in_force_in_both() -> None:
    log = libraries.load().register
    edited = replace(log, measures=log.measures[:-1], scenario="without the last")
    copied = replace(edited, measures=tuple(replace(each) for each in edited.measures))
    first, second = sharing([log, copied])
    assert first is log and second == edited
    early, late = date(2024, 5, 1), log.horizon
    assert second.at(early).provisions is first.at(early).provisions
    assert second.at(early).scenario == "without the last"
    for day in (early, late):
        assert second.at(day).provisions == edited.at(day).provisions

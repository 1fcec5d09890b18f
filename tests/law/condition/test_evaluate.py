"""Three-valued evaluation, against a second interpreter that runs the text as plain Python on every
completion of the facts.
"""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from pytest import param

from ecluse.facts.figure import Figure
from ecluse.facts.known import Known, given_figure, unknown_figure, unknown_flag, unknown_word
from ecluse.facts.truth import Truth
from ecluse.law.condition.evaluate import compute, evaluate
from ecluse.law.condition.parse import parse_condition, parse_formula
from ecluse.law.condition.to_text import source
from law import trees

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


@settings(max_examples=150)
@given(trees.conditions, trees.facts)
def test_a_decided_truth_holds_in_every_completion(tree, facts):
    text = source(tree)
    ways = trees.every_way(text, facts)
    assume(ways is not None)
    truth = evaluate(tree, facts, trees.member).truth
    seen = {trees.python_says(text, way) for way in ways}
    if truth is not U:
        assert seen == {truth is T}


@settings(max_examples=150)
@given(trees.leaves, trees.facts)
def test_a_single_test_is_unknown_only_if_completions_differ(tree, facts):
    text = source(tree)
    ways = trees.every_way(text, facts)
    seen = {trees.python_says(text, way) for way in ways}
    expected = U if len(seen) == 2 else T if seen == {True} else F
    found = evaluate(tree, facts, trees.member).truth
    # "somebody else" is a completion of a text that nobody gives, and a list of words may name
    # every symbol there is
    assert found is expected or (
        found is U and getattr(facts.get(getattr(tree, "fact", ""), None), "value", 0) is None
    )


@settings(max_examples=150)
@given(trees.conditions, trees.facts)
def test_on_exact_facts_nothing_is_unknown_and_python_agrees(tree, facts):
    text = source(tree)
    exact = {}
    for name, known in facts.items():
        value = trees.completions(name, known)[0]
        exact[name] = (
            given_figure(value)
            if name in trees.NUMBERS
            else Known(value=(T if value else F) if name in trees.FLAGS else value)
        )
    values = {name: trees.completions(name, known)[0] for name, known in exact.items()}
    assert evaluate(tree, exact, trees.member).truth is (
        T if trees.python_says(text, values) else F
    )


@settings(max_examples=150)
@given(trees.conditions, trees.facts)
def test_an_unknown_names_what_would_settle_it_and_a_decided_truth_names_nothing(tree, facts):
    named = {
        name: Known(value=known.value, unsettled=frozenset({name})) for name, known in facts.items()
    }
    found = evaluate(tree, named, trees.member)
    if found.truth is U:
        assert found.settles
        assert found.settles <= trees.names_in(source(tree))
    else:
        assert not found.settles


A2 = "tpp >= 4800 or (tpp >= 1600 and performance_density >= 5.92)"


@pytest.mark.parametrize(
    ("tpp", "density", "truth", "settles"),
    [
        param("4800", None, T, set(), id="a.1: 4800 or more, whatever the die"),
        param("4799.99", "1", F, set(), id="a.1: just under is not 4800 or more"),
        param("1600", "5.92", T, set(), id="a.2: both limits met exactly"),
        param("1600", "5.9199", F, set(), id="a.2: a density just under"),
        param("1599.99", "100", F, set(), id="a.2: a throughput just under"),
        param(
            "1600",
            None,
            U,
            {"performance_density"},
            id="a.2: no published die area decides nothing",
        ),
        param("1599.99", None, F, set(), id="below 1600 no die area is needed"),
        param(None, "5.91", U, {"tpp"}, id="no throughput decides nothing"),
        param(None, None, U, {"tpp", "performance_density"}, id="nothing decides nothing"),
    ],
)
def test_3a090_a(vocabulary, tpp, density, truth, settles):
    facts = {
        "tpp": given_figure(tpp) if tpp else unknown_figure("tpp"),
        "performance_density": given_figure(density)
        if density
        else unknown_figure("performance_density"),
    }
    found = evaluate(parse_condition(A2, vocabulary, "here"), facts, trees.member)
    assert (found.truth, found.settles) == (truth, settles)


@pytest.mark.parametrize(("value", "margin"), [("2368", "-2432"), ("4800", "0"), ("5000", "200")])
def test_a_comparison_leaves_its_margin(vocabulary, value, margin):
    found = evaluate(
        parse_condition("tpp >= 4800", vocabulary, "here"),
        {"tpp": given_figure(value)},
        trees.member,
    )
    assert found.margin == Decimal(margin)


def test_a_figure_between_two_bounds_has_no_margin(vocabulary):
    found = evaluate(
        parse_condition("tpp >= 4800", vocabulary, "here"),
        {"tpp": Known(value=Figure(Decimal(1), Decimal(2)))},
        trees.member,
    )
    assert (found.truth, found.margin) == (F, None)


def test_a_country_in_doubt_is_named(vocabulary):
    found = evaluate(
        parse_condition("destination in D5", vocabulary, "here"),
        {"destination": Known(value="AE")},
        lambda _country, _group: U,
    )
    assert (found.truth, found.settles) == (U, {"AE in D5"})


def test_a_word_nobody_gives_is_unknown(vocabulary):
    found = evaluate(
        parse_condition("destination == CN", vocabulary, "here"),
        {"destination": unknown_word("destination")},
        trees.member,
    )
    assert (found.truth, found.settles) == (U, {"destination"})


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("end_use in [military, wmd]", T),
        ("end_use == wmd", U),
        ("not (end_use == wmd)", U),
        ("not (end_use == military)", F),
    ],
)
def test_a_word_that_holds_at_least_leaves_open_whether_another_does(vocabulary, text, truth):
    known = Known(value="military", unsettled=frozenset({"end_use"}))
    found = evaluate(parse_condition(text, vocabulary, "here"), {"end_use": known}, trees.member)
    assert found.truth is truth
    assert found.settles == ({"end_use"} if truth is U else set())
    assert not known.settled


def test_a_name_is_compared_without_case(vocabulary):
    condition = parse_condition('exporter == "NVIDIA"', vocabulary, "here")
    assert evaluate(condition, {"exporter": Known(value="nvidia")}, trees.member).truth is T
    assert evaluate(condition, {"exporter": Known(value="NVIDIA Corp")}, trees.member).truth is F


def test_not_of_an_unknown_flag_is_unknown(vocabulary):
    found = evaluate(
        parse_condition("not datacenter", vocabulary, "here"),
        {"datacenter": unknown_flag("datacenter")},
        trees.member,
    )
    assert (found.truth, found.settles) == (U, {"datacenter"})


def test_tpp_is_the_largest_over_the_formats(vocabulary):
    formula = parse_formula(
        "largest_over_formats(tera_ops_per_s * operand_bits)", vocabulary, "here"
    )
    rows = tuple(
        {"tera_ops_per_s": given_figure(rate), "operand_bits": given_figure(bits)}
        for rate, bits in ((67, 64), (989, 16), (1979, 8))
    )
    assert compute(formula, {}, rows).number == 15832


def test_tpp_of_a_format_whose_length_is_not_settled_is_an_interval_that_says_so(vocabulary):
    formula = parse_formula(
        "largest_over_formats(tera_ops_per_s * operand_bits)", vocabulary, "here"
    )
    bits = Known(
        value=Figure(Decimal(19), Decimal(32)), unsettled=frozenset({"the operand length of tf32"})
    )
    found = compute(formula, {}, ({"tera_ops_per_s": given_figure(156), "operand_bits": bits},))
    assert (found.figure, found.unsettled) == (
        Figure(Decimal(2964), Decimal(4992)),
        {"the operand length of tf32"},
    )


def test_a_format_that_cannot_be_the_largest_is_not_asked_for(vocabulary):
    formula = parse_formula(
        "largest_over_formats(tera_ops_per_s * operand_bits)", vocabulary, "here"
    )
    bits = Known(
        value=Figure(Decimal(19), Decimal(32)), unsettled=frozenset({"the operand length of tf32"})
    )
    rows = (
        {"tera_ops_per_s": given_figure(156), "operand_bits": bits},
        {"tera_ops_per_s": given_figure(624), "operand_bits": given_figure(8)},
    )
    found = compute(formula, {}, rows)
    assert (found.number, found.unsettled) == (4992, frozenset())


def test_a_density_met_exactly_is_exact(vocabulary):
    formula = parse_formula("tpp / die_area_mm2", vocabulary, "here")
    assert compute(
        formula, {"tpp": given_figure(2368), "die_area_mm2": given_figure(400)}, ()
    ).number == Decimal("5.92")


def test_a_density_without_a_die_names_the_die(vocabulary):
    formula = parse_formula("tpp / die_area_mm2", vocabulary, "here")
    found = compute(
        formula, {"tpp": given_figure(2368), "die_area_mm2": unknown_figure("die_area_mm2")}, ()
    )
    assert (found.number, found.unsettled) == (None, {"die_area_mm2"})

"""Cells: together they cover the range, apart they do not overlap, and inside one no condition
changes.
"""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.facts.figure import Figure, exactly
from ecluse.facts.known import given_figure
from ecluse.law.condition.cells import Cell, carried, cut
from ecluse.law.condition.evaluate import evaluate
from ecluse.law.condition.tree import Compare, Product, Quotient, Sum, Term, comparisons
from law import trees

D = Decimal
whole = st.decimals(0, 100, places=1)


@st.composite
def ranges(draw):
    low = draw(whole)
    high = draw(st.none() | whole.map(lambda width: low + width))
    return Figure(low, high, draw(st.booleans()) and high != low)


def in_range(point, figure):
    return (point > figure.low or (point == figure.low and not figure.above)) and (
        figure.high is None or point <= figure.high
    )


@settings(max_examples=150)
@given(ranges(), st.lists(whole, max_size=6), st.decimals(0, 250, places=1))
def test_every_value_of_the_range_lies_in_exactly_one_cell_and_no_other_value_in_any(
    figure, limits, point
):
    homes = [cell for cell in cut("tpp", figure, limits) if cell.contains(point)]
    assert len(homes) == (1 if in_range(point, figure) else 0)


@settings(max_examples=150)
@given(
    ranges(),
    st.lists(whole, max_size=6),
    st.decimals(0, 250, places=2),
    st.sampled_from([">=", ">", "<=", "<"]),
)
def test_inside_a_cell_no_comparison_changes(figure, limits, point, op):
    for cell in cut("tpp", figure, limits):
        if cell.contains(point):
            for limit in limits:
                test = Compare("tpp", op, limit)
                assert (
                    evaluate(test, {"tpp": given_figure(point)}, trees.member).truth
                    is evaluate(test, {"tpp": cell.known}, trees.member).truth
                )


@settings(max_examples=200)
@given(ranges(), st.lists(whole, max_size=6))
def test_the_value_that_stands_for_a_cell_lies_in_it(figure, limits):
    for cell in cut("tpp", figure, limits):
        assert cell.contains(cell.known.number)


def test_each_cell_of_each_limit_in_the_law_is_constant(library):
    law = library.register.at(library.data_as_of)
    for fact, limits in law.limits.items():
        cells = cut(fact, Figure(D(0), None), limits)
        assert len(cells) >= 2 * len(limits)
        assert all(any(cell.low == limit == cell.high for cell in cells) for limit in limits)


@given(st.integers(1, 5000), st.integers(1, 50), st.integers(1, 2000))
def test_a_cell_of_the_density_becomes_the_cell_of_the_die(tpp, low, die):
    cell = Cell(fact="performance_density", low=D(low), low_in=True, high=D(low + 3), high_in=False)
    back = carried(
        cell, Quotient(Term("tpp"), Term("die_area_mm2")), "die_area_mm2", {"tpp": D(tpp)}.get
    )
    density = D(tpp) / D(die)
    if all(abs(density - edge) > D("1e-20") for edge in (cell.low, cell.high)):
        assert back.contains(D(die)) is cell.contains(density)


def test_a_cell_of_the_density_becomes_the_cell_of_the_die_at_its_edge():
    cell = Cell(fact="performance_density", low=D("5.92"), low_in=True)
    back = carried(
        cell, Quotient(Term("tpp"), Term("die_area_mm2")), "die_area_mm2", {"tpp": D(2368)}.get
    )
    assert back.contains(D(400))
    assert not back.contains(D("400.01"))


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 200))
def test_a_cell_of_a_sum_becomes_the_cell_of_one_part(other, low, part):
    cell = Cell(fact="s", low=D(low + other), low_in=True, high=D(low + other + 10))
    back = carried(cell, Sum((Term("a"), Term("b"))), "a", {"b": D(other)}.get)
    assert back.contains(D(part)) is cell.contains(D(part + other))


@given(st.integers(1, 100), st.integers(0, 100), st.integers(0, 300))
def test_a_cell_of_a_product_becomes_the_cell_of_one_factor(other, low, part):
    cell = Cell(fact="p", low=D(low), low_in=False, high=D(low + 17), high_in=True)
    back = carried(cell, Product((Term("a"), Term("b"))), "a", {"b": D(other)}.get)
    if all(D(part * other) != edge for edge in (cell.low, cell.high)):
        assert back.contains(D(part)) is cell.contains(D(part * other))


def test_what_rests_on_another_unknown_is_not_carried():
    assert (
        carried(
            Cell(fact="performance_density", low=D(1)),
            Quotient(Term("tpp"), Term("die_area_mm2")),
            "die_area_mm2",
            {}.get,
        )
        is None
    )


def test_an_exact_figure_is_one_cell():
    assert [str(cell) for cell in cut("tpp", exactly(4800), [D(4800)])] == ["4800"]


def test_all_comparisons_of_a_tree_are_found():
    tree = Compare("tpp", ">=", D(1))
    assert list(comparisons(tree)) == [tree]


@pytest.mark.parametrize("low_in", [True, False])
@pytest.mark.parametrize("high_in", [True, False])
def test_an_end_of_a_carried_cell_belongs_to_it_where_the_end_it_came_from_does(low_in, high_in):
    """A TPP of 3600 and a density between 4 and 6: a die between 600 and 900."""
    cell = Cell(fact="performance_density", low=D(4), low_in=low_in, high=D(6), high_in=high_in)
    density = Quotient(Term("tpp"), Term("die_area_mm2"))
    die = carried(cell, density, "die_area_mm2", {"tpp": D(3600)}.get)
    assert die.contains(D(900)) is low_in
    assert die.contains(D(600)) is high_in
    tpp = carried(cell, density, "tpp", {"die_area_mm2": D(100)}.get)
    assert tpp.contains(D(400)) is low_in
    assert tpp.contains(D(600)) is high_in
    assert not tpp.contains(D("399.9"))
    assert not tpp.contains(D("600.1"))
    part = carried(cell, Sum((Term("a"), Term("b"))), "a", {"b": D(3)}.get)
    assert part.contains(D(1)) is low_in
    assert part.contains(D(3)) is high_in
    factor = carried(cell, Product((Term("a"), Term("b"))), "a", {"b": D(2)}.get)
    assert factor.contains(D(2)) is low_in
    assert factor.contains(D(3)) is high_in

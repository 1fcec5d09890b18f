"""A figure stands to limits as every comparison finds it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecluse.equivalence.cells import cells_between, combinations
from ecluse.equivalence.standing import limits_of, place, standing
from ecluse.facts.figure import Figure, compare, exactly
from ecluse.facts.truth import Truth
from ecluse.law.condition.cells import cut
from ecluse.orders.cell_code import cell_code, ratio_code

from .build import library

OPS = (">=", ">", "<=", "<")
# Few numbers, so that limits are met.
numbers = st.integers(0, 8).map(Decimal) | st.decimals(0, 8, places=1)
limits = st.lists(st.integers(1, 7).map(Decimal), max_size=5, unique=True).map(sorted)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low = draw(numbers)
    high = draw(st.none() | numbers.map(lambda more: low + more))
    above = draw(st.booleans()) and high != low
    return Figure(low, high, above)


def truths(figure: Figure, at: list[Decimal]) -> list[Truth]:
    return [compare(figure, op, limit) for limit in at for op in OPS]


@given(limits, numbers, numbers)
def test_two_numbers_have_one_place_where_no_comparison_tells_them_apart(
    at: list[Decimal], one: Decimal, other: Decimal
) -> None:
    alike = truths(exactly(one), at) == truths(exactly(other), at)
    assert (place(one, at) == place(other, at)) is alike


@given(limits, figures(), figures())
def test_two_figures_with_one_standing_meet_every_comparison_alike(
    at: list[Decimal], one: Figure, other: Figure
) -> None:
    if standing(one, at) == standing(other, at):
        assert truths(one, at) == truths(other, at)
        assert len(cut("tpp", one, at)) == len(cut("tpp", other, at))


@given(limits, figures())
def test_a_figure_moved_within_its_places_keeps_its_standing(
    at: list[Decimal], figure: Figure
) -> None:
    def moved(number: Decimal) -> Decimal:
        return number if number in at else number + (Decimal("0.001") if number not in at else 0)

    low, high = moved(figure.low), None if figure.high is None else moved(figure.high)
    assert standing(Figure(low, high, figure.above), at) == standing(figure, at)


@given(st.lists(st.tuples(st.integers(0, 6).map(Decimal), st.booleans()), max_size=8), numbers)
def test_every_number_lies_in_one_cell_between_bounds(
    bounds: list[tuple[Decimal, bool]], number: Decimal
) -> None:
    cells = cells_between("tpp", bounds)
    inside = [cell for cell in cells if cell.contains(number)]
    assert len(inside) == 1
    known = inside[0].known.number
    assert known is not None
    for bound, above in bounds:
        if bound > 0:
            # Bounds say where the limit itself lies; that is all that a condition can ask there.
            assert (number >= bound if above else number > bound) is (
                known >= bound if above else known > bound
            )


def test_a_limit_that_two_conditions_take_otherwise_is_a_cell_of_its_own() -> None:
    cells = cells_between("tpp", [(Decimal(5), True), (Decimal(5), False)])
    assert [str(cell) for cell in cells] == ["less than 5", "5", "more than 5"]


@pytest.mark.parametrize(
    ("above", "texts"),
    [(True, ["less than 5", "at least 5"]), (False, ["at most 5", "more than 5"])],
)
def test_a_limit_lies_on_the_side_that_its_condition_says(above: bool, texts: list[str]) -> None:
    assert [str(cell) for cell in cells_between("tpp", [(Decimal(5), above)])] == texts


def test_every_combination_of_cells_has_a_value_in_each() -> None:
    cells = [cells_between("tpp", [(Decimal(5), True)]), cells_between("tops", [])]
    values = list(combinations(cells))
    assert [{name: str(known.number) for name, known in each.items()} for each in values] == [
        {"tpp": "2.5", "tops": "1"},
        {"tpp": "11", "tops": "1"},
    ]


@settings(max_examples=25)
@given(limits, st.lists(numbers, min_size=1, max_size=20))
def test_sql_and_python_place_a_figure_in_one_cell(
    at: list[Decimal], values: list[Decimal]
) -> None:
    import duckdb

    cut_at = [Decimal(0), *at]
    rows = ", ".join(f"({number})" for number in values)
    source = f"FROM (SELECT x::DECIMAL(18,6) AS x FROM (VALUES {rows}) t(x))"
    query = f"SELECT {cell_code('x', cut_at)}, {ratio_code('x * 3', '3', cut_at)} {source}"
    expected = [place(number, cut_at) - 1 for number in values]
    assert duckdb.sql(query).fetchall() == [(cell, cell) for cell in expected]


def test_the_limits_of_a_figure_are_those_of_what_is_worked_out_from_it_too() -> None:
    law = library().register.at(library().data_as_of)
    density = set(law.limits["performance_density"])
    assert density <= set(limits_of("die_area_mm2", [law]))
    assert limits_of("die_area_mm2", [law])[0] == 0

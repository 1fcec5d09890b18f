"""Figures: a comparison is decided only where it is so for every value, and arithmetic encloses
pointwise arithmetic.
"""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecluse.facts.figure import (
    UNKNOWN_FIGURE,
    Figure,
    add,
    compare,
    divide,
    exactly,
    largest,
    multiply,
    plain,
    rounded,
)
from ecluse.facts.truth import Truth

param = pytest.param

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
D = Decimal
HAIR = D("1e-30")  # quotients are rounded in the fortieth digit


@pytest.mark.parametrize(
    ("figure", "op", "limit", "truth"),
    [
        param(exactly(4800), ">=", 4800, T, id="or more: the limit is inside"),
        param(exactly("4799.99"), ">=", 4800, F, id="or more: just under"),
        param(exactly(2), ">", 2, F, id="greater than: the limit is outside"),
        param(exactly("2.0001"), ">", 2, T, id="greater than: just above"),
        param(exactly(21000), "<", 21000, F, id="less than: the limit is outside"),
        param(exactly("20999.99"), "<", 21000, T, id="less than: just under"),
        param(exactly("0.5"), "<=", D("0.5"), T, id="no more than: the limit is inside"),
        param(exactly("0.51"), "<=", D("0.5"), F, id="no more than: just above"),
        param(UNKNOWN_FIGURE, ">=", 1, U, id="nothing known decides nothing"),
        param(UNKNOWN_FIGURE, ">=", 0, T, id="no figure is negative"),
        param(Figure(D(100), D(200)), ">=", 100, T, id="all of it at least 100"),
        param(Figure(D(100), D(200)), ">=", 101, U, id="some of it"),
        param(Figure(D(100), D(200)), ">=", 201, F, id="none of it"),
        param(Figure(D(100), D(200)), ">", 100, U, id="100 itself is possible"),
        param(Figure(D(100), None, above=True), ">", 100, T, id="more than 100 is more than 100"),
        param(
            Figure(D(100), None, above=True), "<=", 100, F, id="more than 100 is not at most 100"
        ),
        param(Figure(D(100), D(200)), "<", 200, U, id="200 itself is possible"),
        param(Figure(D(100), D(200)), "<=", 200, T, id="at most 200"),
    ],
)
def test_a_comparison_is_decided_only_where_every_value_agrees(figure, op, limit, truth):
    assert compare(figure, op, D(limit)) is truth


@pytest.mark.parametrize("bounds", [(-1, 1), (2, 1)])
def test_a_figure_lies_between_its_bounds(bounds):
    with pytest.raises(ValueError, match="cannot lie"):
        Figure(D(bounds[0]), D(bounds[1]))


@pytest.mark.parametrize(
    ("low", "high", "above"),
    [
        pytest.param(D("NaN"), None, False, id="no number"),
        pytest.param(D("Infinity"), None, False, id="no finite low"),
        pytest.param(D(1), D("Infinity"), False, id="no finite high: that is None"),
        pytest.param(1, None, False, id="an int"),
        pytest.param(D(1), 2.0, False, id="a float"),
        pytest.param(D(5), D(5), True, id="more than 5 and at most 5"),
    ],
)
def test_a_figure_holds_finite_decimals_and_some_value(low, high, above):
    with pytest.raises(ValueError, match="figure"):
        Figure(low, high, above)


numbers = st.decimals(0, 10_000, places=2)


@st.composite
def figures_and_points(draw):
    """A figure and one of the values that it may have."""
    low, width = draw(numbers), draw(st.none() | numbers)
    above = draw(st.booleans()) and width != 0
    point = low + (draw(numbers) if width is None else draw(st.decimals(0, 1, places=3)) * width)
    if above and point == low:
        point = low + (D(1) if width is None else width)
    return Figure(low, None if width is None else low + width, above), point


def inside(point, figure):
    return (
        figure.low - HAIR <= point
        and (figure.high is None or point <= figure.high + HAIR)
        and not (figure.above and point <= figure.low - HAIR)
    )


@given(st.lists(figures_and_points(), min_size=1, max_size=4))
def test_a_sum_encloses_the_sums_of_points(parts):
    assert inside(sum(point for _, point in parts), add([figure for figure, _ in parts]))


@given(figures_and_points(), figures_and_points())
def test_a_product_encloses_the_products_of_points(one, other):
    result = multiply(one[0], other[0])
    assert inside(one[1] * other[1], result)
    assert not (result.above and one[1] * other[1] <= result.low)


@given(figures_and_points(), figures_and_points())
def test_a_quotient_encloses_the_quotients_of_points(one, other):
    if other[1] == 0:
        return  # what a density over no area is, the rule does not say
    with localcontext() as context:
        context.prec = 60
        assert inside(one[1] / other[1], divide(one[0], other[0]))


@given(st.lists(figures_and_points(), min_size=1, max_size=4))
def test_the_largest_encloses_the_largest_of_points(parts):
    result = largest([figure for figure, _ in parts])
    top = max(point for _, point in parts)
    assert inside(top, result)
    assert not (result.above and top <= result.low)


@given(figures_and_points(), st.sampled_from([">=", ">", "<=", "<"]), numbers)
def test_a_decided_comparison_holds_at_every_point(pair, op, limit):
    figure, point = pair
    holds = {">=": point >= limit, ">": point > limit, "<=": point <= limit, "<": point < limit}[op]
    truth = compare(figure, op, limit)
    assert truth is U or (truth is T) is holds


@given(numbers, st.sampled_from([">=", ">", "<=", "<"]), numbers)
def test_an_exact_figure_is_always_decided(value, op, limit):
    assert compare(exactly(value), op, limit) is not U


def test_over_no_area_a_density_is_unknown():
    assert divide(exactly(2000), exactly(0)) == UNKNOWN_FIGURE


def test_the_largest_of_none_is_unknown():
    assert largest([]) == UNKNOWN_FIGURE


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2368.000", "2368"),
        ("0.5", "0.5"),
        ("1E+3", "1000"),
        ("5.92", "5.92"),
        ("0", "0"),
        ("26900000", "26900000"),
        ("4799.99", "4799.99"),
    ],
)
def test_a_number_reads_as_people_write_it(number, text):
    assert plain(D(number)) == text


@given(st.decimals(0, 10**9, places=4))
def test_a_number_is_never_shown_on_the_other_side_of_a_limit_by_more_than_the_sixth_digit(number):
    shown = D(plain(number))
    assert abs(shown - number) <= max(D("0.000001"), abs(number) * D("0.000005"))


@pytest.mark.parametrize(
    ("number", "limit", "text"),
    [
        ("2399.9999999", "2400", "2399.9999999"),
        ("2400.0000001", "2400", "2400.0000001"),
        ("5.9199999", "5.92", "5.9199999"),
        ("2368", "2400", "2368"),
        ("2400", "2400", "2400"),
    ],
)
def test_a_figure_beside_a_limit_has_the_digits_that_the_comparison_needs(number, limit, text):
    assert exactly(number).beside(D(limit)) == text
    assert (D(rounded(D(number), D(limit))) < D(limit)) is (D(number) < D(limit))


@given(st.decimals(0, 10**5, places=9), st.decimals(0, 10**5, places=3))
def test_a_figure_never_stands_on_the_other_side_of_its_limit(number, limit):
    shown = D(plain(number, limit))
    assert (shown > limit, shown < limit) == (number > limit, number < limit)


@given(st.decimals(0, 1, places=12))
def test_a_margin_that_is_not_nothing_never_reads_as_nothing(margin):
    assert (D(plain(margin)) == 0) is (margin == 0)
    assert (rounded(margin) == 0) is (margin == 0)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(Decimal("1000000083.544"), None, above=True), "more than 1000000083"),
        (Figure(Decimal(5128), Decimal("1000000127.999999")), "5128 to 1000000128"),
        (Figure(Decimal("2.90909099"), Decimal("3.00000001")), "2.90909 to 3.00001"),
    ],
)
def test_what_is_left_off_a_bound_makes_it_no_narrower(figure: Figure, text: str) -> None:
    assert str(figure) == text

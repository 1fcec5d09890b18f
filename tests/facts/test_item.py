"""Items: a figure nobody gives is absent, values of sources that disagree all stand, a user's file
is read as ours.
"""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build
from ecluse.citation import Confidence
from ecluse.errors import DataError, InputError, SeveralErrors
from ecluse.facts.figure import Figure
from ecluse.facts.item import Contained, Item
from ecluse.facts.item_file import read_items
from ecluse.facts.known import Known
from ecluse.facts.reader import parse_document


def read(text, vocabulary, user=True):
    return read_items(parse_document(text, name="chip.yaml", user=user), vocabulary)


def test_a_users_file_of_one_item(vocabulary):
    (item,) = read(
        "item: Paper 1\ndatacenter: false\nfigures: {tpp: 2300, die_area_mm2: }\n", vocabulary
    )
    assert item.figures["tpp"].number == 2300
    assert item.figures["tpp"].confidence is Confidence.GIVEN
    assert "die_area_mm2" not in item.figures
    assert item.datacenter.value.value == "false"


def test_what_is_not_said_of_the_datacenter_stays_open(vocabulary):
    assert read("item: Paper 1\n", vocabulary)[0].datacenter is None


def test_sources_that_disagree_stand_side_by_side(vocabulary):
    (item,) = read(
        (
            "item: X\nsources: {a: one, b: two}\nfigures:\n  die_area_mm2: {alternatives: "
            "[{value: 1017, cited: [a], confidence: high}, {value: 750, cited: [b], confidence: "
            "high}]}\n"
        ),
        vocabulary,
        user=False,
    )
    figure = item.figures["die_area_mm2"]
    assert figure.figure == Figure(Decimal(750), Decimal(1017))
    assert figure.unsettled == {"die_area_mm2"}
    assert figure.confidence.rank >= Confidence.LOW.rank
    assert {cited.source for cited in figure.cited} == {"one", "two"}


def test_a_figure_above_a_bound_has_no_top(vocabulary):
    (item,) = read("item: X\nfigures: {dram_bandwidth_gb_per_s: {above: 4000}}\n", vocabulary)
    assert item.figures["dram_bandwidth_gb_per_s"].figure == Figure(Decimal(4000), None, above=True)


@pytest.mark.parametrize("value", ["-1", "NaN", "inf", "much", "1,5"])
def test_what_is_no_figure_is_refused_with_its_line(vocabulary, value):
    with pytest.raises((InputError, SeveralErrors)) as caught:
        read(f"item: X\nfigures:\n  tpp: {value}\n", vocabulary)
    assert "chip.yaml:3" in str(caught.value)


def test_an_absurd_figure_is_refused(vocabulary):
    with pytest.raises(InputError, match=r"\(chip.yaml:2\): it should be zero, or a number from"):
        read("item: X\nfigures: {fp16_tera_ops_per_s: 9e999998}\n", vocabulary)


def test_a_figure_of_ours_needs_a_source(vocabulary):
    with pytest.raises(DataError) as caught:
        read("item: X\nfigures:\n  tpp: {value: 1, confidence: high}\n", vocabulary, user=False)
    assert (
        str(caught.value)
        == "'tpp' has no source (chip.yaml:3): cite it, or mark it memory or derived"
    )


def test_a_source_that_is_cited_must_be_there(vocabulary):
    with pytest.raises(DataError, match="cites 'b', which is not among the sources"):
        read(
            (
                "item: X\nsources: {a: one}\nfigures: {tpp: {value: 1, cited: [b], confidence: "
                "high}}\n"
            ),
            vocabulary,
            user=False,
        )


def test_all_mistakes_are_told_together(vocabulary):
    with pytest.raises(SeveralErrors) as caught:
        read(
            "items:\n  - item: X\n    figures: {tppp: 1}\n  - item: Y\n    kind: toaster\n",
            vocabulary,
        )
    assert [error.where for error in caught.value.errors] == ["chip.yaml:3", "chip.yaml:5"]
    assert caught.value.errors[0].what == "unknown figure 'tppp'"
    assert "'tpp'" in caught.value.errors[0].mend


@pytest.mark.parametrize("text", ["", "- 1\n", "hello\n"])
def test_a_file_without_an_item_is_told(vocabulary, text):
    with pytest.raises(InputError, match="the file holds no item"):
        read(text, vocabulary)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("items: 5\n", "'the file' cannot be '5' (chip.yaml:1): it should be a mapping"),
        ("items: [1, 2]\n", "'the file' cannot be '2' (chip.yaml:1): it should be a mapping"),
        ("items: {a: b}\n", "'the file' cannot be 'a' (chip.yaml:1): it should be a mapping"),
        ("item: X\nfigures: [1]\n", "'figures' cannot be a list (chip.yaml:2)"),
        ("item: X\nfigures: {tpp: [1]}\n", "'tpp' cannot be a list (chip.yaml:2)"),
        (
            "item: X\ncontains: {item: Y, count: 0}\n",
            "an entry of 'contains' does not fit (chip.yaml:2): it should be at least one IC",
        ),
    ],
)
def test_a_malformed_file_is_an_input_error_and_no_crash(vocabulary, text, told):
    with pytest.raises(InputError, match=re.escape(told)):
        read(text, vocabulary)


# ---- several readings of one figure ------------------------------------------------------------


def figure_of(vocabulary, alternatives):
    text = f"item: X\nfigures: {{tpp: {{alternatives: [{alternatives}]}}}}\n"
    return read(text, vocabulary)[0].figures["tpp"]


@pytest.mark.parametrize(
    ("alternatives", "figure"),
    [
        pytest.param(
            "{value: 1000}, {above: 5000}",
            Figure(Decimal(1000), None),
            id="a value under a bound: from the value on, the value itself included",
        ),
        pytest.param(
            "{above: 500}, {value: 1000}",
            Figure(Decimal(500), None, above=True),
            id="a bound under a value: more than the bound",
        ),
        pytest.param(
            "{above: 2000}, {above: 1000}",
            Figure(Decimal(1000), None, above=True),
            id="two bounds: more than the lower",
        ),
        pytest.param(
            "{above: 1000}, {above: 1000}",
            Figure(Decimal(1000), None, above=True),
            id="two equal bounds",
        ),
        pytest.param(
            "{value: 1000}, {above: 1000}",
            Figure(Decimal(1000), None),
            id="a value and the bound at it: that value or more",
        ),
        pytest.param(
            "{value: 1000}, {value: 1000}",
            Figure(Decimal(1000), Decimal(1000)),
            id="two equal values are exact",
        ),
        pytest.param(
            "{value: 1000}, {value: 800}, {value: 900}",
            Figure(Decimal(800), Decimal(1000)),
            id="values alone: from the least to the greatest",
        ),
    ],
)
def test_alternatives_are_the_least_figure_that_covers_them(vocabulary, alternatives, figure):
    known = figure_of(vocabulary, alternatives)
    assert known.figure == figure
    assert known.settled is (figure.exact is not None)


def test_what_disagrees_is_said_and_what_agrees_is_not(vocabulary):
    known = figure_of(vocabulary, "{value: 1000}, {above: 5000}")
    assert known.because == "sources disagree: 1000, more than 5000"
    assert known.confidence.rank >= Confidence.LOW.rank
    same = figure_of(vocabulary, "{value: 1000}, {value: 1000}")
    assert same.because is None
    assert same.confidence is Confidence.GIVEN


numbers = st.integers(0, 9_000)
rows = st.tuples(st.sampled_from(["value", "above"]), numbers)


@given(st.lists(rows, min_size=2, max_size=5))
def test_a_figure_covers_every_alternative_and_begins_at_the_least(alternatives):
    text = ", ".join(f"{{{key}: {number}}}" for key, number in alternatives)
    figure = figure_of(build.library().vocabulary, text).figure
    for key, number in alternatives:
        inside = number > figure.low or (number == figure.low and not figure.above)
        if key == "value":
            assert inside and (figure.high is None or number <= figure.high)
        else:
            assert figure.low <= number and figure.high is None
    assert figure.low == min(number for _, number in alternatives)


def test_an_unread_bound_frees_no_chip():
    """Seen: the bound was dropped, and a chip of "1000, or more than 5000" needed no license."""
    disputed = {"alternatives": [{"value": "1000"}, {"above": "5000"}]}
    rest = {"die_area_mm2": 800, "datacenter": True}
    found = build.answer(build.chip(tpp=disputed, **rest), "CN", "2024-06-01")
    plain = build.answer(build.chip(tpp=1000, **rest), "CN", "2024-06-01")
    assert (found.outcome.value, plain.outcome.value) == ("UNDETERMINED", "NLR")
    assert "tpp" in found.needs


# ---- the value itself --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"name": " "}, "with a name"),
        ({"name": "X", "kind": "gadget"}, "of kind"),
        ({"name": "X", "contains": Contained(item="Y", count=2)}, "only a board or system"),
        ({"name": "X", "figures": {"tpp": 1000}}, "figure 'tpp'"),
        ({"name": "X", "figures": {"tpp": Known(value="1000")}}, "figure 'tpp'"),
        ({"name": "X", "datacenter": Known(value="yes")}, "'datacenter'"),
    ],
)
def test_an_item_cannot_be_made_of_what_no_rule_reads(words, message):
    with pytest.raises(ValueError, match=message):
        Item(**words)


def test_a_board_may_contain_ics_and_a_chip_may_not_be_read_with_them(vocabulary):
    assert Item(name="X", kind="board", contains=Contained(item="Y", count=2)).contains
    with pytest.raises(InputError, match="board or a system alone"):
        read("item: X\ncontains: {item: NVIDIA H20 96GB, count: 8}\n", vocabulary)


@pytest.mark.parametrize("value", [True, 5, Decimal(5), 5.0])
def test_a_fact_is_a_figure_a_truth_a_word_or_nothing(value):
    with pytest.raises(ValueError, match="not"):
        Known(value=value)


def test_a_figure_of_a_board_that_is_asked_of_its_ic_is_refused(vocabulary):
    board = "item: B\nkind: board\ncontains: {item: H100, count: 8}\nfigures: {power_w: 5000%s}\n"
    assert read(board % "", vocabulary)
    with pytest.raises(InputError, match="'tpp' is asked of the IC inside, 'H100'"):
        read(board % ", tpp: 50000", vocabulary)


def test_a_tpp_may_be_that_of_the_highest_rate(vocabulary):
    text = "item: A\nfigures: {tpp: TPP, fp16_tera_ops_per_s: 100, int8_tera_ops_per_s: 200}\n"
    (item,) = read(text.replace("TPP", "1600"), vocabulary)
    assert item.figures["tpp"].number == 1600
    with pytest.raises(SeveralErrors, match="contradict"):
        read(text.replace("TPP", "1599.9"), vocabulary)

"""Items: a figure nobody gives is absent, values of sources that disagree all stand, a user's file
is read as ours.
"""

from decimal import Decimal

import pytest

from ecluse.citation import Confidence
from ecluse.errors import DataError, InputError, SeveralErrors
from ecluse.facts.figure import Figure
from ecluse.facts.item import read_items
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
        "item: X\nsources: {a: one, b: two}\nfigures:\n  die_area_mm2: {alternatives: [{value: 1017, cited: [a], confidence: high}, {value: 750, cited: [b], confidence: high}]}\n",
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
    with pytest.raises(InputError):
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
            "item: X\nsources: {a: one}\nfigures: {tpp: {value: 1, cited: [b], confidence: high}}\n",
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
    "text",
    [
        "items: 5\n",
        "items: [1, 2]\n",
        "items: {a: b}\n",
        "item: X\nfigures: [1]\n",
        "item: X\nfigures: {tpp: [1]}\n",
        "item: X\ncontains: {item: Y, count: 0}\n",
    ],
)
def test_a_malformed_file_is_an_input_error_and_no_crash(vocabulary, text):
    with pytest.raises(InputError):
        read(text, vocabulary)

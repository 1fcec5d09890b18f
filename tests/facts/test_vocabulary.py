"""Reading what a user gives for a fact."""

from decimal import Decimal

import pytest

from ecluse.errors import InputError, UnknownNameError
from ecluse.facts.truth import Truth

param = pytest.param


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4800", "4800"),
        ("5.92", "5.92"),
        (" 7 ", "7"),
        ("26_900_000", "26900000"),
        ("26,900,000", "26900000"),
        ("4,800", "4800"),
        ("0", "0"),
        ("1e3", "1000"),
    ],
)
def test_a_number_is_read_exactly(vocabulary, text, number):
    assert vocabulary.read("tpp", text, "here").number == Decimal(number)


@pytest.mark.parametrize("text", ["much", "NaN", "inf", "-inf", "1.2.3", "0x10", "4800 TPP"])
def test_what_is_no_number_is_refused_with_the_unit(vocabulary, text):
    with pytest.raises(InputError) as caught:
        vocabulary.read("tpp", text, "here")
    assert str(caught.value) == f"'tpp' cannot be '{text}' (here): give a number, in TPP"


def test_a_negative_number_is_refused(vocabulary):
    with pytest.raises(InputError) as caught:
        vocabulary.read("die_area_mm2", "-5", "here")
    assert (
        str(caught.value)
        == "'die_area_mm2' cannot be negative (-5) (here): give zero or more, in mm2"
    )


@pytest.mark.parametrize("text", ["1599,9", "5,92", "1,5,0", "1,0000"])
def test_a_comma_that_groups_no_thousands_is_refused(vocabulary, text):
    told = (
        rf"^'tpp' cannot be '{text}' \(here\): write decimals with a point and thousands in threes$"
    )
    with pytest.raises(InputError, match=told):
        vocabulary.read("tpp", text, "here")


@pytest.mark.parametrize("text", ["1e999999", "9e500", "1.1e18", "9e-19"])
def test_an_absurd_number_is_refused(vocabulary, text):
    told = (
        rf"^'tpp' cannot be '{text}' \(here\): give zero, or a number from 1e-18 to 1e\+18, in TPP$"
    )
    with pytest.raises(InputError, match=told):
        vocabulary.read("tpp", text, "here")


@pytest.mark.parametrize("text", ["1e18", "1e-18", "0"])
def test_a_number_at_the_end_of_all_measure_is_taken(vocabulary, text):
    assert vocabulary.read("tpp", text, "here").number == Decimal(text)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("yes", Truth.TRUE),
        ("No", Truth.FALSE),
        ("oui", Truth.TRUE),
        ("non", Truth.FALSE),
        ("TRUE", Truth.TRUE),
        ("0", Truth.FALSE),
        ("unknown", Truth.UNKNOWN),
        ("?", Truth.UNKNOWN),
    ],
)
def test_a_flag_is_yes_no_or_unknown(vocabulary, text, truth):
    assert vocabulary.read("datacenter", text, "here").value is truth


def test_another_word_is_no_flag(vocabulary):
    with pytest.raises(InputError) as caught:
        vocabulary.read("datacenter", "maybe", "here")
    assert str(caught.value) == "'datacenter' cannot be 'maybe' (here): give yes, no or unknown"


def test_a_symbol_is_one_of_its_words(vocabulary):
    assert vocabulary.read("movement", "reexport", "here").value == "reexport"
    with pytest.raises(InputError) as caught:
        vocabulary.read("movement", "theft", "here")
    assert (
        str(caught.value)
        == "'movement' cannot be 'theft' (here): give one of export, reexport, transfer"
    )


def test_a_misspelt_fact_is_told_what_is_near(vocabulary):
    with pytest.raises(UnknownNameError) as caught:
        vocabulary.read("tpps", "1", "command line")
    assert str(caught.value) == "unknown fact 'tpps' (command line): near names are 'tpp', 'tops'"


@pytest.mark.parametrize("text", ["unknown", "Unknown", "?", ""])
@pytest.mark.parametrize("name", ["tpp", "datacenter", "headquarters", "movement", "vendor"])
def test_unknown_may_be_said_of_any_fact_and_names_it(vocabulary, name, text):
    known = vocabulary.read(name, text, "here")
    assert known.unsettled == {name}
    assert known.number is None
    assert not known.assumed


def test_what_is_left_out_is_taken_as_the_vocabulary_says_and_owns_up(vocabulary):
    for name, meaning in vocabulary.facts.items():
        known = vocabulary.left_out(name)
        assert known.assumed is (meaning.if_left_out is not None), name
        assert known.assumed or known.unsettled == {name}


def test_nothing_that_a_certificate_shows_is_taken_for_granted(vocabulary):
    granted = {
        name
        for name, meaning in vocabulary.facts.items()
        if meaning.of == "certification" and meaning.if_left_out and not meaning.claim
    }
    assert granted == {
        "nac_refused"
    }  # the absence of a refusal, said in words; no certification is assumed made


def test_an_authorization_that_nobody_claims_is_not_claimed_strictly_too(vocabulary):
    assert vocabulary.claims
    for name in vocabulary.claims:
        assert vocabulary.strictly(name).value is vocabulary.left_out(name).value is Truth.FALSE


def test_every_fact_and_group_has_words_in_both_languages(vocabulary):
    silent = [
        name
        for name, meaning in vocabulary.facts.items()
        if not (meaning.meaning.en.strip() and meaning.meaning.fr.strip())
    ]
    silent += [
        name
        for name, group in vocabulary.groups.items()
        if not (group.name.en.strip() and group.name.fr.strip())
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("name", "bits"),
    [
        param("fp64", {64}),
        param("fp32", {32}),
        param("fp16", {16}),
        param("bf16", {16}),
        param("fp8", {8}),
        param("int8", {8}),
        param("fp4", {4}),
        param("int4", {4}),
        param("tf32", {19, 32}, id="tf32: no rule text settles 19 or 32"),
    ],
)
def test_the_bit_length_of_a_format(vocabulary, name, bits):
    assert {int(bit) for bit in vocabulary.formats[name].operand_bits} == bits


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("none", "none"), ("No", "none"), ("non", "none"), ("Crimea", "crimea"), ("NONE", "none")],
)
def test_a_symbol_is_read_as_people_write_it(vocabulary, text, symbol):
    assert vocabulary.read("region", text, "test").value == symbol


def test_no_is_no_symbol_where_none_is_not_one_of_them(vocabulary):
    with pytest.raises(InputError, match="give one of other, foundry, osat"):
        vocabulary.read("exporter_role", "no", "test")


def test_a_share_of_the_whole_is_at_most_all_of_it(vocabulary):
    assert vocabulary.read("us_content_percent", "100", "here").number == 100
    for text in ("100.01", "140", "-1"):
        with pytest.raises(InputError):
            vocabulary.read("us_content_percent", text, "here")


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        param("oui", Truth.TRUE, id="said to be so"),
        param("no", Truth.FALSE, id="said not to be so"),
        param("unknown", Truth.UNKNOWN, id="said not to be known"),
    ],
)
def test_a_flag_has_the_truth_that_is_said(vocabulary, text, truth):
    assert vocabulary.read("datacenter", text, "here").truth is truth


def test_a_word_for_a_fact_that_is_no_flag_has_no_truth(vocabulary):
    assert vocabulary.read("tpp", "4800", "here").truth is Truth.UNKNOWN

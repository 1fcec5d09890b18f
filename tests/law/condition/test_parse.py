"""From text to tree and back; what the language refuses, it refuses in words."""

import pytest
from hypothesis import given, settings
from pytest import param

import build
from ecluse.errors import DataError
from ecluse.law.condition.parse import parse_condition, parse_formula
from ecluse.law.condition.to_text import formula_source, source, words
from ecluse.law.provision import Definition, conditions_of
from law import trees


@settings(max_examples=150)
@given(trees.conditions)
def test_the_text_of_every_tree_parses_back_to_the_same_tree(tree):
    assert parse_condition(source(tree), build.library().vocabulary, "here") == tree


def provisions(library):
    return [
        change.says
        for measure in library.register.measures
        for change in measure.changes
        if change.says is not None
    ]


def test_the_text_of_every_condition_in_the_data_parses_back_to_itself(library):
    found = [condition for says in provisions(library) for condition in conditions_of(says)]
    assert len(found) > 100
    assert [
        source(each)
        for each in found
        if parse_condition(source(each), library.vocabulary, "here") != each
    ] == []


def test_the_text_of_every_formula_in_the_data_parses_back_to_itself(library):
    found = [
        says.formula
        for says in provisions(library)
        if isinstance(says, Definition) and says.formula is not None
    ]
    assert len(found) >= 8
    assert [
        formula_source(each)
        for each in found
        if parse_formula(formula_source(each), library.vocabulary, "here") != each
    ] == []


def test_every_condition_in_the_data_has_words_in_both_languages(library):
    for says in provisions(library):
        for condition in conditions_of(says):
            assert words(condition, library.vocabulary, "en").strip()
            assert words(condition, library.vocabulary, "fr").strip()


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("tpp >= 4800", "is 4800 or more", "est d’au moins 4\u202f800"),
        ("tpp > 21_000", "is more than 21,000", "dépasse 21\u202f000"),
        (
            "performance_density < 5.92",
            "is less than 5.92 TPP/mm2",
            "reste sous 5,92\u00a0TPP/mm²",
        ),
        ("io_bandwidth_gb_per_s <= 600", "is 600 GB/s or less", "est d’au plus 600\u00a0Go/s"),
    ],
)
def test_a_limit_is_written_as_each_language_writes_it(vocabulary, text, english, french):
    tree = parse_condition(text, vocabulary, "here")
    assert words(tree, vocabulary, "en").endswith(english)
    assert words(tree, vocabulary, "fr").endswith(french)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        param(
            "tpps >= 4800",
            "unknown fact 'tpps' in 'tpps >= 4800' (here): near names are 'tpp', 'tops'",
            id="a misspelt fact",
        ),
        param(
            "tpp >= 4800 or",
            "cannot read condition 'tpp >= 4800 or' (here): see docs/rule-language.md",
            id="half a condition",
        ),
        param(
            "datacenter >= 1",
            (
                "'datacenter' is a flag, and a number is needed in 'datacenter >= 1' (here): "
                "compare it as its type allows"
            ),
            id="a flag is no number",
        ),
        param(
            "tpp",
            (
                "'tpp' is a number, and a flag is needed in 'tpp' (here): compare it as its type "
                "allows"
            ),
            id="a number is no flag",
        ),
        param(
            "destination in D9",
            (
                "unknown country group 'D9' in 'destination in D9' (here): known: A1, A5, A6, D1, "
                "D4, D5, E1, E2, T3, ML, N3, S5, NS1, NS2, RS1, RS2, MT1, NP1, CC1, APP1, ENC3, B"
            ),
            id="a group that is none",
        ),
        param(
            "destination == china",
            (
                "'china' is no country in 'destination == china' (here): write its ISO 3166 "
                "alpha-2 code"
            ),
            id="a country that is none",
        ),
        param(
            "movement == theft",
            (
                "'theft' is no movement in 'movement == theft' (here): one of export, reexport, "
                "transfer"
            ),
            id="a symbol that is none",
        ),
        param(
            "exporter == NVIDIA",
            (
                "'NVIDIA' cannot be compared with exporter in 'exporter == NVIDIA' (here): quote "
                "texts; write symbols and countries bare"
            ),
            id="a text without quotes",
        ),
        param(
            "tpp >= 4800 and datacenter or uae_approved",
            (
                "condition 'tpp >= 4800 and datacenter or uae_approved' has another spelling "
                "(here): write: (tpp >= 4800 and datacenter) or uae_approved"
            ),
            id="and before or without brackets",
        ),
        param(
            "tpp >= 26900000",
            "condition 'tpp >= 26900000' has another spelling (here): write: tpp >= 26_900_000",
            id="a large number without groups",
        ),
        param(
            "1600 <= tpp",
            (
                "'1600 <= tpp' is not a condition in '1600 <= tpp' (here): use and, or, not, >=, "
                ">, <=, <, ==, in"
            ),
            id="the limit first",
        ),
        param(
            "1600 <= tpp < 4800",
            (
                "'1600 <= tpp < 4800' is not a condition in '1600 <= tpp < 4800' (here): use and, "
                "or, not, >=, >, <=, <, ==, in"
            ),
            id="a chain",
        ),
        param(
            "tpp == 4800",
            (
                "'tpp' is a number, and a symbol or country or text is needed in 'tpp == 4800' "
                "(here): compare it as its type allows"
            ),
            id="equality of numbers",
        ),
        param(
            "tpp >= -1",
            (
                "'-1' is not a number in 'tpp >= -1' (here): compare with one number, in the unit "
                "of the fact"
            ),
            id="a negative limit",
        ),
        param(
            "tpp >= tops",
            (
                "'tops' is not a number in 'tpp >= tops' (here): compare with one number, in the "
                "unit of the fact"
            ),
            id="two facts",
        ),
        param(
            "destination in []",
            (
                "cannot compare 'destination' so in 'destination in []' (here): use >=, >, <=, < "
                "with numbers, == and in with words"
            ),
            id="an empty list",
        ),
    ],
)
def test_what_is_refused_is_refused_in_words(vocabulary, text, message):
    with pytest.raises(DataError) as caught:
        parse_condition(text, vocabulary, "here")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("__import__('os').system('true')", "is not a condition"),
        ("tpp >= 4800 if datacenter else uae_approved", "is not a condition"),
        ("lambda: datacenter", "is not a condition"),
        ("[datacenter]", "is not a condition"),
        ("datacenter.real", "is not a condition"),
        ("datacenter()", "is not a condition"),
        ("datacenter & uae_approved", "is not a condition"),
        ("(datacenter := True)", "is not a condition"),
        ("f'{datacenter}'", "is not a condition"),
        ("await datacenter", "is not a condition"),
        ("tpp >= 1e400", "is not a number"),
        ("tpp >= 0x10", "'16' is not a number"),
        ("tpp >= 0o17", "'15' is not a number"),
        ("tpp >= 0b1", "'1' is not a number"),
        ("tpp >= True", "'True' is not a number"),
        (
            "not not datacenter" * 2000,
            r"a condition of 36000 characters \(here\): say it in 4000 or",
        ),
        ("(" * 300 + "datacenter" + ")" * 300, "cannot read condition .* at character 201"),
        ("", "cannot read condition ''"),
        ("datacenter; uae_approved", "cannot read condition .* at character 11"),
    ],
)
def test_nothing_outside_the_whitelist_is_read(vocabulary, text, told):
    with pytest.raises(DataError, match=told):
        parse_condition(text, vocabulary, "here")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tpp - 1", "is not a formula"),
        ("tpp ** 2", "is not a formula"),
        ("-tpp", "is not a formula"),
        ("max(tpp, tops)", "is not a formula"),
        ("tpp % 2", "is not a formula"),
        ("largest_over_formats(tpp)", "largest_over_formats takes a product"),
        (
            "largest_over_formats(tera_ops_per_s + operand_bits)",
            r"write: largest_over_formats\(tera_ops_per_s \* operand_bits\)",
        ),
        ("tpp / datacenter", "'datacenter' is a flag, and a number is needed"),
    ],
)
def test_nothing_outside_the_whitelist_is_a_formula(vocabulary, text, told):
    with pytest.raises(DataError, match=told):
        parse_formula(text, vocabulary, "here")


def test_white_space_and_line_ends_do_not_matter(vocabulary):
    assert parse_condition(
        "  tpp >= 4800\n  or   datacenter ", vocabulary, "here"
    ) == parse_condition("tpp >= 4800 or datacenter", vocabulary, "here")


def test_a_limit_is_read_exactly(vocabulary):
    (limit,) = {str(parse_condition("performance_density >= 5.92", vocabulary, "here").limit)}
    assert limit == "5.92"

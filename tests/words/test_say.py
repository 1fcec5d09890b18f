"""Numbers, days and lists as each language writes them; CLDR is the oracle of the English."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from ecluse.words.of_error import words_of
from ecluse.words.say import day, listed, many, number, when

FIGURES = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=6)


@given(FIGURES)
def test_an_english_number_is_as_cldr_writes_it(figure):
    assert number(figure, "en") == format_decimal(figure, locale="en", decimal_quantization=False)


@given(FIGURES, st.integers(1, 5))
def test_an_english_number_is_rounded_as_cldr_rounds_it(figure, digits):
    pattern = "#,##0." + "#" * digits
    assert number(figure, "en", digits) == format_decimal(figure, pattern, locale="en")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_an_english_day_is_as_cldr_writes_it(on):
    assert day(on, "en") == format_date(on, "long", locale="en")


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("4800.50", "4\u202f800,5"),
        ("2368", "2\u202f368"),
        ("1E+6", "1\u202f000\u202f000"),
        ("0.0400", "0,04"),
        ("-12", "-12"),
    ],
)
def test_a_french_number(figure, text):
    assert number(Decimal(figure), "fr") == text


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 warnings", "0 avertissement"),  # French says none in the singular
        (1, "1 warning", "1 avertissement"),
        (2, "2 warnings", "2 avertissements"),
        (1000, "1,000 warnings", "1\u202f000 avertissements"),
    ],
)
def test_so_many_are_told_as_each_language_counts(count, english, french):
    assert many("provisions.warnings", "en", count) == english
    assert many("provisions.warnings", "fr", count) == french


@pytest.mark.parametrize(
    ("key", "english", "french"),
    [
        ("coverage.count not judged", "1 not judged", "1 non jugé"),
        ("remedy.no set", "no single one changes it", "aucune ne la change à elle seule"),
        ("changes.lines change", "1 of 9 lines changes", "1 ligne sur 9 change"),
        ("chips.title", "1 item, classified on 9", "1 article, classé au 9"),
    ],
)
def test_one_is_told_as_one(key, english, french):
    """What else stands in the sentence is given by place and by name; each takes what it needs."""
    assert many(key, "en", 1, 9, lines=9) == english
    assert many(key, "fr", 1, 9, lines=9) == french


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (date(2025, 5, 1), "1er mai 2025"),
        (date(2025, 5, 20), "20 mai 2025"),
        (date(2025, 8, 11), "11 août 2025"),
        (date(2025, 12, 31), "31 décembre 2025"),
    ],
)
def test_a_french_day(on, text):
    assert day(on, "fr") == when(on, "fr") == text


def test_a_day_in_an_english_sentence_is_as_the_record_writes_it():
    assert when(date(2025, 5, 1), "en") == "2025-05-01"


@pytest.mark.parametrize(
    ("parts", "english", "french"),
    [((), "", ""), (("a",), "a", "a"), (("a", "b", "c"), "a, b and c", "a, b et c")],
)
def test_a_list(parts, english, french):
    assert (listed(parts, "en"), listed(parts, "fr")) == (english, french)


def test_english_reads_no_cldr_data():
    code = (
        "import sys; from datetime import date; from ecluse.words.say import day, number, say; "
        "number(4800.5, 'en'); day(date(2025, 5, 1), 'en'); say('outcome.NLR', 'en'); "
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("no column is called as the ship date usually is", "de la date d’expédition"),
        (
            (
                "give columns: part=NAME; the columns are 'A', 'B' and 47 more (where another row "
                "names them, give its number as heading)"
            ),
            "part=NOM ; les colonnes sont « A », « B » et 47 de plus (si une autre ligne",
        ),
        ("row 99 holds no heading: it is not among the first rows", "parmi les premières"),
        ("write elsewhere, or say --force", "écrivez ailleurs, ou dites --force"),
        ("give a name that ends in .html, .json", "donnez un nom qui finit par .html"),
    ],
)
def test_an_error_of_a_book_is_wholly_in_french(text, french):
    said = words_of(text, "fr", ("terminal_error.", "book_error."))
    assert said is not None
    assert french in said.replace("\u00a0", " ").replace("\u202f", " ")

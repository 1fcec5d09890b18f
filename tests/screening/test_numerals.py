"""Numbers of institutes in words, Roman figures and Chinese signs are read as figures, and words
that make up no number stay words: an institute that is listed as "54th" is met by each spelling.
"""

from __future__ import annotations

import pytest

from ecluse.screening.numerals import (
    figures_of_signs,
    in_figures,
    number_of,
    number_signs,
    with_numbers_read,
)


def test_signs_are_read_by_places_and_by_tens() -> None:
    for signs, number in {
        "〇": 0,
        "十": 10,
        "十四": 14,
        "四十": 40,
        "五十四": 54,
        "一百零五": 105,
        "一百一十": 110,
        "两百": 200,
        "五百零二": 502,
        "七〇二": 702,
        "伍拾肆": 54,
        "廿": 20,
        "卅一": 31,
        "百": 100,
    }.items():
        assert figures_of_signs(signs) == number, signs
        assert number_of(signs) == number, signs


def test_a_word_is_a_number_in_one_of_three_scripts_or_it_is_none() -> None:
    for word, number in {
        "54": 54,
        "007": 7,
        "1st": 1,
        "2ND": 2,
        "IV": 4,
        "IX": 9,
        "XIV": 14,
        "XIX": 19,
        "LXX": 70,
        "XXXVIII": 38,
    }.items():
        assert number_of(word) == number, word
    # One sign is a letter, "XI" and "LI" are names, and a number is written in one way alone.
    for word in ("", "I", "C", "X", "XI", "LI", "XL", "CC", "IIII", "VX", "54x", "五矿", "第五"):
        assert number_of(word) is None, word


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Fifty-Fourth Research Institute", "54 Research Institute"),
        ("Fortythree Factory", "43 Factory"),
        ("Ninth Bureau", "9 Bureau"),
        ("Institute Nine", "Institute 9"),
        ("Institute fifty four,", "Institute 54,"),
        ("Factory Five Hundred", "Factory 500"),
        ("Hundred Institute", "100 Institute"),
        ("Two Hundred Fifty Institute", "250 Institute"),
        ("One Hundred and Two Institute", "102 Institute"),
        ("Twenty One Trading", "21 Trading"),
        ("Bureau LIV", "Bureau 54"),
        ("LIV Bureau", "54 Bureau"),
    ],
)
def test_a_number_beside_what_is_numbered_is_in_figures(text: str, read: str) -> None:
    assert in_figures(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "54th Research Institute",  # it is
        "Second Academy",  # as lists have it
        "Five Star Institute",  # a number of something else
        "Institute of Five",
        "Fifty",  # alone it may be a name
        "the Second Road",
        "LI Bureau",
        "Bureau XI",
        "liv bureau",  # small letters are no Roman figures
    ],
)
def test_what_is_no_number_stays(text: str) -> None:
    assert in_figures(text) == text


def test_a_number_that_does_not_fit_behind_another_stands_alone() -> None:
    """Twenty and thirty make up no number; twenty and three do."""
    assert in_figures("Twenty Thirty Institute") == "Twenty 30 Institute"
    assert in_figures("Eleven Twelve Institute") == "Eleven 12 Institute"
    assert in_figures("Twenty Three Institute") == "23 Institute"


def test_words_of_one_figure_each_are_the_figures_of_one_number() -> None:
    assert in_figures("Seven Seven One Institute") == "771 Institute"
    assert in_figures("Institute Seven One") == "Institute 71"


def test_ordinals_of_other_languages_lose_their_ending() -> None:
    for text, read in {
        "46-й ЦНИИ": "46 Central Research Institute",
        "сорок шестой ЦНИИ": "46 Central Research Institute",
        "54-го НИИ": "54 Research Institute",
        "пятый НИИ": "5 Research Institute",
        "54ème institut": "54  institut",
        "54eme institut": "54  institut",
        "45º Instituto": "45  Instituto",
        "제54 연구소": " 54 연구소",
    }.items():
        assert with_numbers_read(text) == read, text


def test_a_word_that_holds_the_letters_of_a_number_is_none() -> None:
    for text in ("CIVIL", "LIVE", "CETC XI", "54 e", "第五十四研究所"):
        assert with_numbers_read(text) == text
    assert with_numbers_read("CETC LIV") == with_numbers_read("CETC 五十四") == "CETC 54"


def test_every_sign_of_a_number_has_a_value() -> None:
    for sign in number_signs():
        assert number_of(sign) == figures_of_signs(sign) >= 0

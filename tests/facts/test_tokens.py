"""Words of a text: spellings of one word are one, and a word is never found inside another."""

import pytest

from ecluse.facts.tokens import folded, mixes_alphabets, words


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("ARMÉE", "armee"),
        ("l’armée d'Etat", "armee etat"),
        ("the Navy’s", "the navy"),
        ("P.L.A.", "PLA"),
        ("P L A", "pla"),
        ("R & D", "r&d"),
        ("super-computer", "super computers"),
        ("ＭＩＬＩＴＡＲＹ", "military"),
        ("mil\u00adi\u200btary", "military"),
        ("batteries", "battery"),
        ("businesses", "business"),
        ("Rüstung", "rustung"),
        ("quốc phòng", "quoc phong"),
        ("国防，用途", "国防用途"),
    ],
)
def test_spellings_of_one_word_are_one(text, same):
    assert folded(text) == folded(same)


@pytest.mark.parametrize(
    ("text", "other"),
    [("arms", "arm"), ("platform", "pla"), ("analysis", "analysi"), ("PLA (R&D)", "plard")],
)
def test_words_that_differ_stay_apart(text, other):
    assert other not in words(text)


def test_each_character_of_chinese_is_a_word():
    assert words("国防部 data") == ["国", "防", "部", "data"]


@pytest.mark.parametrize(
    ("word", "mixed"), [("nvidia", False), ("nvid\u0456a", True), ("армия", False), ("国a", False)]
)
def test_a_word_of_two_alphabets_is_told(word, mixed):
    assert mixes_alphabets(word) is mixed

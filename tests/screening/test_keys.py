"""The names that an entry goes by, and the keys by which a name is found."""

from __future__ import annotations

import pytest

from ecluse.screening import keys
from ecluse.screening.entry import Entry


def forms(*names: str) -> list[tuple[str, str, bool]]:
    """Of an entry with these names: the words of each form, its signs, whether it is an alias."""
    entry = Entry(key="k", digest="k", list="", names=names)
    return [(" ".join(form.words), form.signs, form.alias) for form in keys.forms_of(entry)]


def test_a_name_with_a_hyphen_goes_by_both_spellings() -> None:
    assert forms("Beijing Tian-Rong Trading Co., Ltd.") == [
        ("beijing tian rong trading", "", False),
        ("beijing tianrong trading", "", True),
    ]
    assert forms("X-Ray Trading") == [("x ray trading", "", False)]  # one letter is no word


def test_an_acronym_in_brackets_is_a_name_and_the_rest_is_another() -> None:
    assert forms("Yangtze Memory Technologies (YMTC)", "YMTC") == [
        ("yangtze memory technology ymtc", "", False),
        ("yangtze memory technology", "", True),
        ("ymtc", "", True),  # once, though it stands on the list too
    ]


@pytest.mark.parametrize("inside", ["qzx", "Q", "QZ", "ABCDEFGHIJK", "QZX VWK"])
def test_what_is_no_acronym_stands_for_nobody(inside: str) -> None:
    """An acronym has three to ten capitals."""
    assert inside.lower() not in [words for words, _, _ in forms(f"Foo ({inside}) Bar")]
    assert ("foo bar", "", True) in forms(f"Foo ({inside}) Bar")


@pytest.mark.parametrize("inside", ["QZX", "ABCDEFGHIJ"])
def test_the_shortest_and_the_longest_acronym_are_names(inside: str) -> None:
    assert (inside.lower(), "", True) in forms(f"Foo ({inside}) Bar")


def test_a_legal_form_in_brackets_is_no_name() -> None:
    assert forms("Acme (LTD) Trading") == [("acme trading", "", False)]


def test_a_name_in_brackets_alone_is_a_name() -> None:
    assert forms("(ABCD)") == [("abcd", "", False)]


def test_a_name_in_chinese_is_kept_with_its_signs_and_as_it_sounds() -> None:
    assert forms("华为技术有限公司", "Huawei") == [
        ("huawei technology", "华为技术", False),
        ("huawei", "", True),
    ]


def test_two_words_are_joined_up_to_a_length() -> None:
    longest = "e" * (keys.LONGEST_JOINED - 2)
    assert list(keys.joined(("ab", "cd", "ef"))) == ["abcd", "cdef"]
    assert list(keys.joined(("ab", longest))) == [f"ab{longest}"]
    assert list(keys.joined(("abc", longest))) == []
    assert list(keys.joined(("alone",))) == list(keys.adjacent(("alone",))) == []
    assert list(keys.adjacent(("ab", "cd", "ef"))) == ["pab cd", "pcd ef"]


def test_words_that_differ_by_a_letter_share_a_key() -> None:
    for one, other in (
        ("huawei", "huawie"),  # two letters change places
        ("huawei", "huawe"),  # one is left out
        ("huawei", "huaweii"),  # one is doubled
        ("huawei", "huawai"),  # one is another
        ("tsinghua", "tsanghaa"),  # the same consonants
    ):
        assert keys.near_keys(one) & keys.near_keys(other), (one, other)
    assert not keys.near_keys("huawei") & keys.near_keys("xiaomi")


def test_consonants_count_where_there_are_four() -> None:
    """A word keeps the letter that it begins with, a vowel too."""
    assert keys.consonants("aeiou") == "a" and keys.consonants("crystal") == "crystl"
    assert "-abcd" in keys.near_keys("abcad")
    assert not [key for key in keys.near_keys("abca") if key.startswith("-")]


def test_signs_are_found_by_pairs_and_one_by_itself() -> None:
    assert keys.bigrams("华为技") == {"华为", "为技"}
    assert keys.bigrams("华") == {"华"}

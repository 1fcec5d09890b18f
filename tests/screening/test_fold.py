"""Names folded to what counts of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecluse.screening.fold import fold_name, form_of, spelled
from ecluse.screening.han import core_of, latin_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("INSPUR Electronics Info. Co., Ltd.", "inspur electronic information"),
        ("Société Générale S.A.", "generale"),
        ("H.I. Silicon Tech (SZ)", "hi silicon technology shenzhen"),
        ("A. B. C. Trading", "abc trading"),
        ("12th Research Inst.", "12 research institute"),
        ("No. 12 Research Inst.", "12 research institute"),
        ("Fifty-Fourth Research Institute", "54 research institute"),
        ("CETC Fifty Four Research Inst.", "cetc 54 research institute"),
        ("Seven Hundred and Second Institute", "702 institute"),
        ("Number 54 Research Institute", "54 research institute"),
        ("Research Institute Nr. 54", "research institute 54"),
        ("Research Institute Fifty-Four", "research institute 54"),
        ("No. Fifty-Four Research Institute", "54 research institute"),
        ("CETC Fifty-Fourth", "cetc 54"),
        ("Seven Seven One Research Institute", "771 research institute"),
        ("Second Academy", "second academy"),
        ("Research Institute N°54", "research institute 54"),
        ("Institut numéro 54", "institute 54"),
        ("54-th Research Institute", "54 research institute"),
        ("Fiftyfourth Research Institute", "54 research institute"),
        ("Fifty-Fourth CETC", "54 cetc"),
        ("Fifty Four Research Institute, Köln", "54 research institute koln"),
        ("Research Institute XXXVIII", "research institute 38"),
        ("LIV Research Institute", "54 research institute"),
        ("LI Factory", "li factory"),
        ("Twenty-Second Academy", "22 academy"),
        ("Second Road Factory", "second road factory"),
        ("Shanghai IC R&D Center", "shanghai integrated circuit research development center"),
        ("Huawei Technolgies", "huawei technology"),
        ("Huawei Tehcnologies", "huawei technology"),
        ("Huawei Технологии", "huawei technology"),
        ("Hua\u200bwei", "huawei"),
        ("\u202eHuawei", "huawei"),
        ("Ｈｕａｗｅｉ", "huawei"),
        ("Ніkvision", "hikvision"),
        ("Микрон АО", "mikron"),
        ("Co., Ltd.", ""),
        ("…", ""),
    ],
)
def test_one_name_has_one_form(written, folded):
    assert fold_name(written) == folded


def test_a_letter_of_another_script_counts_as_its_look_alike_only_beside_latin_ones():
    assert fold_name("Ніkvision") == "hikvision"
    assert fold_name("СВЕТ") == "svet"


def test_each_word_is_shown_as_it_was_written():
    assert spelled("Huawei Технологии") == (("huawei", "Huawei"), ("technology", "Технологии"))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("北京壁仞科技开发有限公司", ["beijing", "biren", "technology", "development"]),
        ("華為技術有限公司", ["huawei", "technology"]),
        ("ファーウェイ株式会社", ["huawei"]),
        ("شركة هواوي", ["huawei"]),
        ("重庆厦门", ["chongqing", "xiamen"]),
        ("第伍拾肆研究所", ["54", "research", "institute"]),
        ("第廿九研究所", ["29", "research", "institute"]),
        ("第参拾捌研究所", ["38", "research", "institute"]),
        ("第弐拾玖研究所", ["29", "research", "institute"]),
        ("第七〇二研究所", ["702", "research", "institute"]),
        ("思谋", ["simou"]),
    ],
)
def test_signs_are_read_by_the_tables_and_then_by_sound(written, words):
    assert [word for word, _ in latin_of(written)] == words


def test_traditional_signs_count_as_simplified_ones():
    assert core_of("浪潮電子信息產業股份有限公司") == core_of("浪潮电子信息产业有限公司")


@given(st.text(max_size=60))
def test_folding_ends_and_folds_no_more(text):
    once = fold_name(text)
    assert once == once.strip()
    assert all(word.isalnum() and word.isascii() for word in once.split())


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("中国工程物理研究院", "china academy engineering physics"),
        ("第四范式(北京)技术有限公司", "4paradigm beijing technology"),
        ("深圳市新凯来技术有限公司", "shenzhen sicarrier technology"),
        ("国防科大", "national university defense technology"),
        ("ماهان اير", "mahan air"),
        ("Ростехнологии", "rostec"),
        ("Hezbollah", "hizballah"),
        ("新凯", "new kai"),  # not the name of anybody on record
    ],
)
def test_names_of_listed_concerns_in_their_own_script(name: str, read: str) -> None:
    assert " ".join(word for word, _ in latin_of(name)) == read


def test_a_typo_of_a_usual_word_is_mended_from_eight_letters_on() -> None:
    for word in ("tecnique", "technolgy"):
        assert form_of(word) == "technology", word
    assert form_of("tecniqu") == "tecniqu"

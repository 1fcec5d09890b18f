"""The words by which order books are read, with words of the test's own: both sides of each."""

from ecluse.facts.book_words import BookWords

WORDS = BookWords(
    total_words=("Total", "Grand total", "合计"),
    legal_forms=("Ltd", "Co", "Co Ltd", "sp z oo", "有限公司"),
    party_vague_words=("a", "tba", "end", "user"),
    party_unknown_words=("未定", "客户", "unknown"),
)


def test_a_row_is_a_total_where_its_label_begins_so():
    for text in ("Total", "TOTAL:", "  total (USD)", "Grand total", "合计", "Tótal"):
        assert WORDS.is_total(text), text
    for text in ("", "Totally", "Sub total", "Grand", "H100", "Totals"):
        assert not WORDS.is_total(text), text
    assert not BookWords().is_total("Total")


def test_a_label_of_a_total_is_short():
    assert WORDS.is_total(" " * 95 + "Total") and not WORDS.is_total(" " * 96 + "Total")


def test_words_that_name_nobody_are_vague_with_a_number_or_a_legal_form_too():
    for text in ("TBA", "T.B.A.", "t b a", "end user", "End-user 2", "end user Ltd", "tba co ltd"):
        assert WORDS.is_vague(text), text
    for text in ("", "7", "A7", "a", "Ltd", "End User Labs", "Tbilisi", "unknown"):
        assert not WORDS.is_vague(text), text


def test_scripts_that_part_no_words_are_vague_where_such_words_are_all():
    assert WORDS.is_vague("客户未定") and WORDS.is_vague("未定 2")
    assert not WORDS.is_vague("客户电子") and not WORDS.is_vague("电子客户")
    assert not BookWords(party_unknown_words=("unknown",)).is_vague("客户")


def test_a_company_is_the_same_whatever_its_legal_form_case_and_accents():
    one = WORDS.company("Wisła Compute")
    for text in (
        "WISLA COMPUTE",
        "Wisla-Compute Ltd.",
        "wisla compute CO., LTD",
        "Wisła Compute Sp. z o.o.",
    ):
        assert WORDS.company(text) == one, text
    assert WORDS.company("Wisła Compute Sp. z o.o.") == one
    assert WORDS.company("Wisla Computing Ltd") != one
    assert WORDS.company("Co Wisla Compute") != one  # a form stands behind a name


def test_a_name_that_is_a_legal_form_alone_keeps_it():
    assert WORDS.company("Ltd") == "ltd"
    assert WORDS.company("Co Ltd") == "co"
    assert WORDS.company("有限公司") == "有限公司"


def test_a_legal_form_in_chinese_goes_from_either_end():
    assert WORDS.company("紫金有限公司") == WORDS.company("有限公司紫金") == WORDS.company("紫金")
    assert WORDS.company("紫金有限公司北京") != WORDS.company("紫金北京")

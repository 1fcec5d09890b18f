"""The one door from files to values: nothing is guessed, a mistake has its line, all of them are
told together.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from ecluse.errors import DataError, InputError, SeveralErrors
from ecluse.facts.reader import check, parse_document, read_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    country: str
    figure: Decimal | None = None
    day: date | None = None
    flag: bool = False
    __pydantic_config__ = {"extra": "forbid"}


def test_norway_stays_norway():
    document = parse_document("name: x\ncountry: NO\n", name="f.yaml")
    assert check(document, Row).country == "NO"


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "1e3", "0x10", "010", "1:30", "12_000", "2024-01-01", ".inf"]
)
def test_no_scalar_is_guessed_at(word):
    assert parse_document(f"a: {word}\n", name="f.yaml").tree == {"a": word}


def test_a_decimal_arrives_exactly():
    document = parse_document(
        "name: x\ncountry: DE\nfigure: 5.920000000000000000000000000001\n", name="f.yaml"
    )
    assert check(document, Row).figure == Decimal("5.920000000000000000000000000001")


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_nothing_is_nothing(empty):
    assert parse_document(f"a: {empty}\n", name="f.yaml").tree == {"a": None}


def test_a_quoted_null_is_a_word():
    assert parse_document('a: "null"\n', name="f.yaml").tree == {"a": "null"}


def test_a_repeated_key_is_a_mistake_with_its_line():
    with pytest.raises(DataError) as caught:
        parse_document("a: 1\nb: 2\na: 3\n", name="f.yaml")
    assert str(caught.value) == "'a' stands twice (f.yaml:3): keep one of the two"


def test_every_repeated_key_is_told_in_file_order():
    with pytest.raises(SeveralErrors) as caught:
        parse_document("a: 1\na: 2\nb: {c: 1, c: 2}\n", name="f.yaml")
    assert [error.where for error in caught.value.errors] == ["f.yaml:2", "f.yaml:3"]


def test_all_mistakes_of_a_file_are_told_together_in_file_order():
    document = parse_document(
        "name: x\nfigure: much\ncountri: DE\nday: 2024-02-30\n", name="f.yaml"
    )
    with pytest.raises(SeveralErrors) as caught:
        check(document, Row)
    assert [(error.what, error.where) for error in caught.value.errors] == [
        ("'country' is missing", "f.yaml:1"),
        ("'figure' cannot be 'much'", "f.yaml:2"),
        ("unknown key 'countri'", "f.yaml:3"),
        ("'day' cannot be '2024-02-30'", "f.yaml:4"),
    ]


def test_a_mistake_in_our_file_is_ours_and_in_the_users_theirs():
    for user, kind in ((False, DataError), (True, InputError)):
        with pytest.raises(kind, match=r"^not YAML: .* \(f.yaml:1\): mend the line"):
            parse_document("a: [", name="f.yaml", user=user)
        with pytest.raises(
            kind, match=r"^'country' is missing \(f.yaml:1\): add a line 'country: …'$"
        ):
            check(parse_document("name: x\n", name="f.yaml", user=user), Row)


def test_what_is_no_yaml_says_the_line():
    with pytest.raises(InputError) as caught:
        parse_document("a: 1\nb: [1,\n", name="f.yaml", user=True)
    assert caught.value.where.startswith("f.yaml:")
    assert caught.value.what.startswith("not YAML")


def test_two_documents_in_one_file_are_refused():
    told = r"^a second document begins \(f.yaml:2\): keep one document a file$"
    with pytest.raises(InputError, match=told):
        parse_document("a: 1\n---\nb: 2\n", name="f.yaml", user=True)


def test_a_control_character_is_refused_in_words():
    with pytest.raises(InputError, match="not YAML"):
        parse_document("a: \x00\n", name="f.yaml", user=True)


def test_a_file_nested_without_end_is_refused():
    with pytest.raises(InputError, match="deep"):
        parse_document("a: &a [*a]\n", name="f.yaml", user=True)


def test_an_empty_file_is_an_empty_tree():
    assert parse_document("# nothing\n", name="f.yaml").tree == {}


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError) as caught:
        read_document(tmp_path / "none.yaml", name="none.yaml", user=True)
    assert str(caught.value) == (
        "cannot read the file: No such file or directory (none.yaml): check the path and its "
        "permissions"
    )


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match="cannot read the file"):
        read_document(tmp_path, name="folder", user=True)


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"a: \xe9\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_document(tmp_path / "latin.yaml", name="latin.yaml", user=True)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_document(tmp_path / "bom.yaml").tree == {"a": "1"}


def test_a_line_stands_for_what_stands_inside_it():
    document = parse_document("a:\n  b:\n    - c: 1\n", name="f.yaml")
    assert document.line(("a", "b", 0, "c")) == 3
    assert document.line(("a", "b", 0, "not there")) == 3

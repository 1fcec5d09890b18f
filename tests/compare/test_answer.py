"""Answers of the room: valid under their schemas, the same by every door, in both languages."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest

from ecluse.answers.plain import plain
from ecluse.answers.schema import schema_of
from ecluse.compare import BookDiff, Diff, ScenarioCheck, check_scenario, compare
from ecluse.compare.answer import LineChange
from ecluse.compare.cause import Cause, Explanation
from ecluse.errors import InputError
from ecluse.law.library import Library, load
from ecluse.law.scenario import read_scenario
from ecluse.words.say import catalogue

LETTERS = "us/2025-04-15-letters-h20"
BOOK = (
    "Part,Qty,Destination,Date\nH20,10,CN,2025-05-20\nH20,1,DE,2025-05-20\nH20,2,Macau,2025-05-21\n"
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.fixture(scope="module")
def changed(library: Library, tmp_path_factory: pytest.TempPathFactory) -> BookDiff:
    path = tmp_path_factory.mktemp("book") / "book.csv"
    path.write_text(BOOK, encoding="utf-8")
    return compare("2025-04-08", "2025-04-09", orders=path, one_by_one=1, library=library)


@pytest.fixture(scope="module")
def differing(library: Library) -> Diff:
    return compare("2025-04-08", date(2025, 4, 9), to="China", library=library)


@pytest.fixture(scope="module")
def check(library: Library) -> ScenarioCheck:
    return check_scenario(read_scenario("h20-pause-as-stay", library), library, count=False)


# All items and one country take five seconds; the diff of a book and of the command line are fast.
_DIFFERING = pytest.param("differing", marks=pytest.mark.slow)


@pytest.mark.parametrize("name", [_DIFFERING, "changed", "check"])
def test_an_answer_is_valid_under_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    answer = request.getfixturevalue(name)
    data = plain(answer)
    jsonschema.validate(data, schema_of(type(answer)))
    assert next(iter(data)) == "schema"


@pytest.mark.slow
def test_a_comparison_asked_in_words_names_the_letters(differing: Diff) -> None:
    assert differing.changed == sum(change.answers for change in differing.answers) > 0
    assert {change.measures for change in differing.answers} == {(LETTERS,)}


@pytest.mark.slow
def test_a_verdict_is_told_field_by_field(differing: Diff) -> None:
    changes = [
        change for change in plain(differing)["answers"] if "NVIDIA H20 96GB" in change["items"]
    ]
    assert changes[0]["to"] == {
        "outcome": "LICENSE",
        "exception": None,
        "review_policy": "presumption of denial",
        "license_held": False,
    }


def test_the_first_changed_lines_are_told_one_by_one(changed: BookDiff) -> None:
    assert changed.changed == 2
    assert changed.changes == (
        LineChange(
            line=1,
            item="NVIDIA H20 96GB",
            destination="CN",
            day="2025-05-20",
            before="NLR",
            after="LICENSE, presumption of denial",
            by=(LETTERS,),
        ),
    )


def test_a_book_may_be_a_table_in_memory(library: Library, changed: BookDiff) -> None:
    pa = pytest.importorskip("pyarrow")
    headings, *rows = (row.split(",") for row in BOOK.splitlines())
    table = pa.table(dict(zip(headings, map(list, zip(*rows, strict=True)), strict=True)))
    answer = compare("2025-04-08", "2025-04-09", orders=table, one_by_one=1, library=library)
    assert answer == changed
    with pytest.raises(InputError, match="no table that can be read as Arrow"):
        compare("2025-04-08", "2025-04-09", orders=[1], library=library)  # type: ignore[call-overload]


def test_a_book_has_its_own_destinations(library: Library) -> None:
    with pytest.raises(InputError, match="a book has its own destinations"):
        compare("2025-04-08", "2025-04-09", orders="b.csv", to="CN", library=library)  # type: ignore[call-overload]


def test_causes_are_told_in_both_languages() -> None:
    assert Cause("figures", "NVIDIA L4").text("en") == "figures of NVIDIA L4"
    assert Cause("figures", "NVIDIA L4").text("fr") == "chiffres de NVIDIA L4"
    assert Cause("measure", LETTERS).text("fr") == LETTERS
    assert Explanation(readings=("A", "B")).texts("fr") == (
        "le catalogue\u00a0: lu comme A avant et comme B après",
    )


@pytest.mark.parametrize("subject", ["compare", "remedy"])
def test_both_languages_have_the_same_places(subject: str) -> None:
    from string import Formatter

    for key, texts in catalogue(subject).items():
        places = [
            sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)
            for text in texts
        ]
        assert places[0] == places[1], key


def test_a_scenario_is_told_in_french(library: Library) -> None:
    scenario = read_scenario("h20-letter-month-later", library)
    edits = check_scenario(scenario, library, count=False, lang="fr").edits
    assert [edit.how for edit in edits] == ["30 jours plus tard, sa publication aussi"]


def test_a_public_name_that_is_not_there_is_no_attribute() -> None:
    import ecluse.compare
    import ecluse.remedy

    for room in (ecluse.compare, ecluse.remedy):
        for name in room.__all__:
            assert getattr(room, name).__doc__
        with pytest.raises(AttributeError):
            room.__getattr__("nothing")

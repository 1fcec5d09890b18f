"""The digest of the code on which kept values rest changes with whatever could change them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecluse.outputs.cache import code_digest

ROOMS = ("one.py", "words")
FILES = {
    "one.py": "x = 1",
    "words/say.py": "y = 2",
    "words/orders.csv": "key,en\nnone,no license",
    "words/deep/more.csv": "key,en\n",
    "other/left_out.py": "z = 3",
}


def digest(package: Path, changes: dict[str, str | None]) -> str:
    for name, text in {**FILES, **changes}.items():
        if text is not None:
            path = package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return code_digest(*ROOMS, package=package)


@pytest.mark.parametrize(
    "changes",
    [
        {"one.py": "x = 2"},
        {"words/say.py": "y = 1"},
        {"words/orders.csv": "key,en\nnone,No license"},
        {"words/deep/more.csv": None, "words/deep/other.csv": "key,en\n"},
        {"words/deep/more.csv": None, "words/more.csv": "key,en\n"},
        {"words/new.csv": ""},
    ],
)
def test_a_letter_of_a_module_or_of_a_table_of_words_gives_another(
    changes: dict[str, str | None], tmp_path: Path
) -> None:
    assert digest(tmp_path / "changed", changes) != digest(tmp_path / "before", {})


def test_other_rooms_and_places_give_the_same(tmp_path: Path) -> None:
    same = {"other/left_out.py": "z = 4", "words/say.cpython-311.pyc": "compiled"}
    assert digest(tmp_path / "there", same) == digest(tmp_path / "here", {})


def test_the_words_of_kept_answers_are_tables_that_the_digest_reads(tmp_path: Path) -> None:
    import shutil

    import ecluse.words

    words = Path(ecluse.words.__file__).parent
    copied = tmp_path / "words"
    shutil.copytree(words, copied, ignore=shutil.ignore_patterns("__pycache__"))
    before = code_digest("words")
    assert code_digest("words", package=tmp_path) == before
    orders = copied / "orders.csv"
    orders.write_text(orders.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert code_digest("words", package=tmp_path / ".." / tmp_path.name) != before

"""The glossary says the same in both languages, and its classes are the code's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# Words of our own that the field has a term for: a class or a module is not called by them.
OURS = {"hoist", "hoisted", "likeness", "blame", "said", "laid", "alike"}


STANDING = {"Alike", "Blame", "Hoisted", "Laid", "_Laid"}  # until they are renamed


def rows(page: str) -> list[list[str]]:
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    found = [line.strip("| ").split(" | ") for line in lines if line.startswith("| **")]
    return [[cell.strip(" *`|") for cell in row] for row in found]


def test_both_languages_explain_the_same_terms() -> None:
    assert sorted(row[0] for row in rows("glossary.md")) == sorted(
        row[2] for row in rows("glossaire.md")
    )


def test_terms_stand_in_order_and_once() -> None:
    for page in ("glossary.md", "glossaire.md"):
        terms = [row[0].lower() for row in rows(page)]
        assert terms == sorted(set(terms))


def classes() -> dict[str, Path]:
    return {
        node.name: path
        for path in (ROOT / "src" / "ecluse").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }


def test_a_class_that_the_glossary_names_is_there() -> None:
    named = {row[2] for row in rows("glossary.md") if len(row) > 2 and row[2]}
    assert named
    assert named <= set(classes())


def test_no_class_is_called_by_a_word_that_the_field_has_a_term_for() -> None:
    words = {
        name: {word.lower() for word in re.findall(r"[A-Z][a-z]+", name)} & OURS
        for name in classes()
    }
    assert {name for name, found in words.items() if found} <= STANDING


@pytest.mark.parametrize("page", ["glossaire.md", "tutorial/premiere-reponse.md"])
def test_french_keeps_the_rules_of_french_typography(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    prose = re.sub(
        r"```.*?^```|`[^`\n]*`|<!--.*?-->|\]\([^)]*\)", "", text, flags=re.MULTILINE | re.DOTALL
    )
    assert re.findall(r".{10} [;:!?»]", prose) == []  # a narrow no-break space stands before them
    assert re.findall(r"« .{10}", prose) == []
    assert re.findall(r"\w'\w", prose) == []  # an apostrophe is ’

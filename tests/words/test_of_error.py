"""What a raised text or a note of a book says in French."""

from __future__ import annotations

import pytest

from ecluse.words.of_error import in_words

ERRORS = ("terminal_error.", "book_error.", "problem.", "refusal.")
NOTES = ("book_note.",)


@pytest.mark.parametrize(
    ("subjects", "text", "french"),
    [
        (
            ERRORS,
            "no column is called as the part number usually is",
            "aucune colonne ne porte un des noms usuels de la référence de la pièce",
        ),
        (
            ERRORS,
            "the columns are 'a', 'b' and 3 more",
            "les colonnes sont «\u00a0a\u00a0», «\u00a0b\u00a0» et 3 de plus",
        ),
        (ERRORS, "write elsewhere, or say --force", "écrivez ailleurs, ou dites --force"),
        (NOTES, "semicolons between fields", "des points-virgules entre les champs"),
        (NOTES, "no country is called 'X'", "aucun pays ne s’appelle «\u00a0X\u00a0»"),
        (
            NOTES,
            "columns kept and not used: a, b and 47 more",
            "colonnes gardées et non utilisées\u00a0: a, b et 47 de plus",
        ),
        (
            NOTES,
            "holds a byte that is no text in utf-8",
            "contient un octet qui n’est pas du texte en utf-8",
        ),
    ],
)
def test_a_text_is_french_from_end_to_end(subjects, text, french):
    assert in_words(text, "fr", subjects) == french
    assert in_words(text, "en", subjects) == text

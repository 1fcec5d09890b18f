"""What a note of a book says in French."""

from __future__ import annotations

import pytest

from ecluse.words.of_error import in_words


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("semicolons between fields", "des points-virgules entre les champs"),
        ("no country is called 'X'", "aucun pays ne s’appelle «\u00a0X\u00a0»"),
        (
            "holds a byte that is no text in utf-8",
            "contient un octet qui n’est pas du texte en utf-8",
        ),
        ("read as cp1252", "lu en cp1252"),
    ],
)
def test_a_note_of_a_book_is_french_from_end_to_end(text, french):
    assert in_words(text, "fr", ("book_note.",)) == french
    assert in_words(text, "en", ("book_note.",)) == text

"""An error is told in one language: what it quotes, lists and cuts too."""

from __future__ import annotations

import pytest

from ecluse.words.of_error import in_words

ERRORS = ("terminal_error.", "book_error.", "problem.")


@pytest.mark.parametrize(
    ("text", "french"),
    [
        (
            (
                "give columns: part=NAME; the columns are 'A', 'B' and 3 more (where another row "
                "names them, give its number as heading)"
            ),
            (
                "donnez columns : part=NOM ; les colonnes sont « A », « B » et 3 de plus (si une "
                "autre ligne les nomme, donnez son numéro comme heading)"
            ),
        ),
        (
            "no column is called as the ship date usually is",
            "aucune colonne ne porte un des noms usuels de la date d’expédition",
        ),
        (
            "row 99 holds no heading: it is not among the first rows",
            "la ligne 99 n’est pas un en-tête : elle n’est pas parmi les premières lignes",
        ),
    ],
)
def test_an_error_of_a_book_is_whole_in_french(text, french):
    said = in_words(text, "fr", ERRORS)
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == french


def test_a_note_of_a_book_is_whole_in_french():
    assert "points-virgules" in in_words("semicolons between fields", "fr", ("book_note.",))
    rows = "53 rows look like totals (4, 7 and 1,051 more): they are kept, and neither answered"
    assert "et 1\u202f051 de plus" in in_words(f"{rows} nor summed", "fr", ("book_note.",))

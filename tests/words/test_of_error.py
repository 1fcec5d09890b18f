"""What a note of a book says in French."""

from __future__ import annotations

import pytest

from ecluse.words.of_error import in_words, words_of

COMMANDS = ("terminal_error.", "book_error.", "problem.", "refusal.")


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
        (
            "the consignee is 'Ultimate Consignee', not 'Sold-To Party'",
            (
                "le destinataire\u00a0: «\u00a0Ultimate Consignee\u00a0», "
                "et non «\u00a0Sold-To Party\u00a0»"
            ),
        ),
        (
            (
                "'Country' is taken as the country of ultimate destination, and not 'Zielort': "
                "give columns: destination=NAME, if that is wrong"
            ),
            (
                "«\u00a0Country\u00a0» est lue comme le pays de destination finale, et non "
                "«\u00a0Zielort\u00a0»\u00a0: donnez columns\u00a0: destination=NOM, si c’est faux"
            ),
        ),
        (
            "declared EAR99; the figures meet 3A090.a",
            "déclaré EAR99\u202f; les chiffres répondent à 3A090.a",
        ),
        (
            "declared 3A090.b; the figures meet no paragraph that is judged here",
            "déclaré 3A090.b\u202f; les chiffres ne répondent à aucun paragraphe jugé ici",
        ),
    ],
)
def test_a_note_of_a_book_is_french_from_end_to_end(text, french):
    assert in_words(text, "fr", ("book_note.",)) == french
    assert in_words(text, "en", ("book_note.",)) == text


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("there are 3 and 4 more", "il y a 3 et 4 de plus"),
        ("give A or B", "donnez A ou B"),
        ("give --before and --after, or --since-release", "donnez --before et --after, ou"),
        ("did you mean 'Bank of China'?", "vouliez-vous dire « Bank of China » ?"),
        (
            "near names are 'A', 'B of C'; `ecluse chips` lists all",
            "noms voisins : « A », « B of C » ;",
        ),
        (
            "give a file, or one of as-it-is; a file is written ./NAME or NAME.yaml",
            "donnez un fichier",
        ),
        ("cannot read the file: it is none", "le fichier ne peut être lu : ce n’en est pas un"),
    ],
)
def test_an_error_of_a_command_is_french_with_the_names_as_they_are(text, french):
    said = words_of(text, "fr", COMMANDS)
    assert said is not None
    assert said.replace("\u202f", " ").replace("\u00a0", " ").startswith(french)


@pytest.mark.parametrize(
    "text",
    [
        "give a thing that has no words, or none",
        "there are more than anybody counts",
        "'X' cannot be a phrase",
        "cannot read the file: the moon is in the way",
    ],
)
def test_what_has_no_words_is_never_half_french(text):
    assert words_of(text, "fr", COMMANDS) is None
    assert in_words(text, "fr", COMMANDS) == text

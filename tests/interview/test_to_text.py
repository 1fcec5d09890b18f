"""How a choice of an interview reads: many names, and a stretch of a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ecluse.facts.known import Known
from ecluse.interview.choices import Choice
from ecluse.interview.to_text import choice_words
from ecluse.law import library as libraries
from ecluse.law.condition.cells import Cell

NAMES = ("ASML", "Cerebras", "Graphcore", "Groq", "NVIDIA", "SambaNova", "Tenstorrent", "TSMC")
FIVE = "ASML, Cerebras, Graphcore, Groq, NVIDIA"
D = Decimal


def told(lang: str, fact: str, **choice: object) -> str:
    library = libraries.load()
    chosen = Choice(known=Known(value=None), **choice)
    words = choice_words(chosen, library.vocabulary.facts[fact], library, lang)
    return words.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_five_names_are_told_and_the_others_counted(lang: str) -> None:
    for count in range(1, len(NAMES) + 1):
        more = {"en": f" and {count - 5} more", "fr": f" et {count - 5} de plus"}[lang]
        wanted = ", ".join(NAMES[:count]) if count <= 5 else FIVE + more
        assert told(lang, "exporter", names=NAMES[:count]) == wanted, count


def test_a_stretch_is_told_with_each_bound_that_it_has() -> None:
    bounds = [
        ({"low": D(4800), "high": D(4800), "high_in": True}, "4800", "4 800"),
        ({"low": D(4800)}, "at least 4800", "au moins 4 800"),
        ({"low": D("1.5"), "low_in": False}, "more than 1.5", "plus de 1,5"),
        ({"high": D(4800)}, "less than 4800", "moins de 4 800"),
        ({"high": D(4800), "high_in": True}, "at most 4800", "au plus 4 800"),
    ]
    for bound, english, french in bounds:
        cell = Cell(fact="tpp", **bound)
        assert (told("en", "tpp", cell=cell), told("fr", "tpp", cell=cell)) == (english, french)

"""The report in French, and the words that it is made of."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from ecluse.orders.book import run_orders
from ecluse.orders.counts import policy_in_words
from ecluse.orders.money import money
from ecluse.orders.report import sections
from ecluse.orders.report_head import basis, headline, mapping
from ecluse.orders.report_html import page
from ecluse.orders.tally import BookReport

from .build import book, library

EXAMPLE = Path(__file__).parents[2] / "examples" / "order-book.csv"


@cache
def french() -> BookReport:
    """The example book, answered in French."""
    return run_orders(EXAMPLE, library=library(), lang="fr")


@pytest.mark.slow
def test_the_report_is_french_where_that_is_asked() -> None:
    report = french()
    titles = [section.title for section in sections(report, "fr")]
    assert titles[1:4] == ["Réponses", "À regarder d’abord", "Quelles mesures mordent"]
    assert re.match(r"424 lignes d’une valeur de .*licences requises", headline(report, "fr"))
    assert basis(report, "fr").startswith("Droit tel que l’agence dit l’appliquer")
    assert mapping(report, "fr").startswith("Colonnes\N{NO-BREAK SPACE}: ")
    assert page(report, "fr").startswith('<!doctype html><html lang="fr">')
    assert any(each.what.startswith("licence nécessaire, ") for each in report.attention)
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", " ".join(report.notes))
    assert "(comme rien au catalogue)" in {row.item for row in report.items}
    shown = " ".join(cell for part in sections(report, "fr") for row in part.rows for cell in row)
    assert not re.search(r"declared \S|the figures", shown)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    values = {"USD": 12_840_000.0, "EUR": 1_500.0}
    assert money(values) == "USD 12.8 M + EUR 1.5 k"
    assert money(values, lang="fr") == "12,8\u00a0M\u00a0USD + 1,5\u00a0k\u00a0EUR"


def test_an_amount_has_the_same_digits_in_both_languages() -> None:
    told = {55.55e6: "55.6 M", 2.45e6: "2.5 M", 999_950: "1 M", 999_949: "999.9 k", 999.4: "999"}
    for amount, english in {**told, 999.5: "1 k", 0.0: "0", 1e30: f"1{',000' * 7} G"}.items():
        french = english.replace(".", ",").replace(" ", "\u00a0")
        assert money({"": amount}) == english
        written = money({"": amount}, lang="fr").replace("\u202f", "\u00a0")
        assert written == french.replace(",000", "\u00a0000"), amount


@pytest.mark.parametrize(
    ("policy", "english", "french"),
    [
        ("presumption of denial", "presumption of denial", "présomption de refus"),
        ("case-by-case", "case-by-case", "examen au cas par cas"),
        (None, "no review policy on record", "aucune politique d’examen au dossier"),
        ("a policy of a scenario", "a policy of a scenario", "a policy of a scenario"),
    ],
)
def test_a_review_policy_is_told_in_both_languages(policy, english, french):
    assert policy_in_words(policy, "en") == english
    assert policy_in_words(policy, "fr") == french


@pytest.mark.parametrize(
    ("lang", "told", "share"),
    [
        ("en", "4 lines: 2 undetermined, 2 totals of other lines.", ("of lines", "100%")),
        (
            "fr",
            "4 lignes\u00a0: 2 indéterminées, 2 totaux d’autres lignes.",
            ("des lignes", "100\u00a0%"),
        ),
    ],
)
def test_a_headline_adds_up_with_the_totals(tmp_path, lang, told, share):
    order = "no such chip,CN,2025-06-01,1"
    rows = [order, "Subtotal,,,1", order, "TOTAL,,,2"]
    found = run_orders(
        book(tmp_path, *rows, headings="part,destination,date,quantity"),
        library=library(),
        lang=lang,
    )
    assert headline(found, lang) == told
    (answers,) = [each for each in sections(found, lang) if each.key == "outcomes"]
    assert (answers.headings[-1], answers.rows[0][-1]) == share


@pytest.mark.parametrize(
    ("rows", "english", "french"),
    [
        (1, "1 line: 1 undetermined.", "1 ligne\u00a0: 1 indéterminée."),
        (3, "3 lines: 3 undetermined.", "3 lignes\u00a0: 3 indéterminées."),
    ],
)
def test_a_headline_counts_in_both_languages(run, tmp_path, rows, english, french):
    book = tmp_path / "b.csv"
    lines = "no such chip,CN,2025-06-01\n" * rows
    book.write_text(f"part,destination,date\n{lines}", encoding="utf-8")
    assert run("orders", book)[1].startswith(english)
    assert run("orders", book, "--lang", "fr")[1].startswith(french)

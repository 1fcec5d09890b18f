"""A file note says whatever its answer rests on: the law, the facts that were said, the parties."""

from __future__ import annotations

import json
import re
from html import unescape

CASE = ("--to", "China", "--on", "2025-05-20")
SCENARIO = "h20-pause-as-stay"


def _page(path):
    return unescape(re.sub("<[^>]*>", "|", path.read_text("utf-8")))


def test_a_supposed_law_stands_beside_the_answer_and_in_the_question(run, tmp_path):
    note = tmp_path / "note.html"
    assert run("check", "H20", *CASE, "--scenario", SCENARIO, "--out", note)[0] in (0, 3)
    page = _page(note)
    assert f"|No license required · supposed, in the scenario {SCENARIO}|" in page
    assert "|rests on: a weak source, or sources that disagree|" in page
    assert f"|Supposed law: the scenario||{SCENARIO}|" in page.replace("|\n|", "||")
    run("check", "H20", *CASE, "--out", note)
    assert "upposed" not in _page(note)


def test_a_french_note_is_french_and_breaks_no_word_for_its_neighbor(run, tmp_path):
    note = tmp_path / "note.html"
    assert run("check", "H20", *CASE, "--lang", "fr", "--out", note)[0] == 0
    page = re.sub(r"\s", " ", _page(note))
    assert "letters of April" not in page
    for text in (
        "|lettres d’avril 2025, circuits nommés (formulaire 8-K",
        "|lettres d’avril 2025, débit|",
        "|Siège||Chine (CN)|",
        "|la performance totale de traitement (TPP) : 2 368|",
        "|Droit lu jusqu’au||30 septembre 2026|",
    ):
        assert text in page.replace("| |", "||"), text
    assert not re.search(r"\w: ", page.partition("Données")[0])
    # A cell that is broken anywhere gives all its width to the widest of its row.
    assert "thead th,thead+tbody td{overflow-wrap:break-word}" in note.read_text("utf-8")


def test_every_fact_that_was_said_stands_on_a_note(run, tmp_path):
    words = (
        *("--end-use", "gaming", "--quantity", "500", "--eccn", "4A994", "--strict"),
        *("--given", "datacenter=no", "--given", "tpp=100", "--hq", "DE", "--origin", "unknown"),
        *("--end-user", "Infineon Technologies AG", "--address", "Am Campeon 1, Neubiberg"),
    )
    for form in ("html", "json"):
        assert run("check", "H20", *CASE, *words, "--out", tmp_path / f"note.{form}")[0] in (0, 3)
    asked = json.loads((tmp_path / "note.json").read_text("utf-8"))["question"]
    assert asked["given"] == {
        "headquarters": "DE",
        "end_use": "other",
        "quantity": "500",
        "declared_eccn": "4A994",
        "datacenter": "no",
        "tpp": "100",
        "origin": "unknown",
    }
    assert asked["strict"] is True
    assert asked["parties"] == [
        {
            "name": "Infineon Technologies AG",
            "role": "end_user",
            "address": "Am Campeon 1, Neubiberg",
        }
    ]
    page = _page(tmp_path / "note.html")
    for name, text in asked["given"].items():
        assert re.search(rf"\|{name}: [^|]*: {re.escape(text)}\|", page), name
    for text in ("Nothing taken for granted||yes", "Am Campeon 1", "100, where the catalogue has"):
        assert text in page.replace("|\n|", "||")


def test_the_figures_of_an_item_of_ones_own_stand_on_its_note(run, tmp_path):
    chip = tmp_path / "chip.yaml"
    chip.write_text("item: Own Chip\nkind: chip\nvendor: Acme\nfigures:\n  tpp: 1234\n", "utf-8")
    note = tmp_path / "note.html"
    code, _, error = run("check", chip, *CASE, "--out", note)
    assert code in (0, 3), error
    assert "|total processing performance: 1,234" in _page(note)

"""The table of what is judged: it names every provision, and nothing that is not there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from ecluse.law.coverage import coverage, coverage_flaws, read_coverage

NAMES = ("Cuba", "Entity List", "Iran", "Unverified List")  # alike in both languages


def test_every_provision_stands_in_a_row_and_every_name_exists(library):
    assert [flaw.what for flaw in coverage_flaws(library)] == []


def test_a_provision_without_a_row_and_a_name_without_a_provision_are_told(library, tmp_path):
    text = (library.folder / "coverage.yaml").read_text(encoding="utf-8")
    text = text.replace("by: [744.22*]", "by: [744.29*]")
    (tmp_path / "coverage.yaml").write_text(text, encoding="utf-8")
    told = {flaw.what for flaw in coverage_flaws(replace(library, folder=tmp_path))}
    assert "the provision '744.22(e)' stands in no row" in told
    assert "the row '744.22' names '744.29*', which no measure has" in told


def test_data_without_the_table_have_no_flaw_for_it(library):
    assert list(coverage_flaws(replace(library, folder=Path("nowhere")))) == []


def test_a_row_is_judged_where_a_provision_decides(library):
    rows = {row.paragraph: row for row in coverage(library, "en").paragraphs}
    assert rows["742.6(a)(6)"].status == "judged"
    assert "742.6(a)(6)(iii)(A)" in rows["742.6(a)(6)"].provisions
    assert rows["744.15 and supp. 6 to part 744"].status == "flagged"
    assert rows["proclamation of 14 January 2026"].status == "flagged"
    assert rows["744.5"].status == "not judged"
    assert rows["744.5"].provisions == []


def test_every_row_is_in_both_languages(library):
    for row in read_coverage(library).rows:
        assert row.title.en != row.title.fr or row.title.en in NAMES
        assert row.why.en != row.why.fr


def test_the_command_prints_a_part_in_text_and_json(run):
    code, out, _ = run("law", "coverage", "--part", "744", "--json")
    found = json.loads(out)
    assert (code, found["schema"], found["part"]) == (0, "ecluse.coverage/1", "744")
    assert {row["part"] for row in found["paragraphs"]} == {"744"}
    assert sum(found["counts"].values()) == len(found["paragraphs"])
    assert "744.22" in run("law", "coverage", "--part", "744")[1]
    assert "Partie 744" in run("law", "coverage", "--part", "744", "--lang", "fr")[1]


def test_a_part_that_is_not_there_is_told(run):
    code, _, told = run("law", "coverage", "--part", "999")
    assert code == 2
    assert "the table has no part '999' (part): the parts are 732, 734" in told


def test_every_answer_says_what_is_judged(run):
    code, out, _ = run("check", "H20", "--to", "CN", "--on", "2025-05-20", "--json")
    found = json.loads(out)
    assert code == 0
    assert set(found["coverage"]) == {"judged", "not_judged"}
    assert "`ecluse law coverage`" in found["disclaimer"]

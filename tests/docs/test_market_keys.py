"""What a question, a prior and a market are written in stands in the documentation."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from ecluse.law.library import load
from ecluse.simulate.market_file import MarketFile, SoldProduct
from ecluse.simulate.prior_file import Distribution, Prior
from ecluse.simulate.question_file import DatedFact, QuestionFile, SupposedWorld, ToldRow
from ecluse.simulate.read_question import open_question

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"


def test_the_page_on_questions_has_every_key():
    page = (DOCS / "how-to" / "question.md").read_text(encoding="utf-8")
    kinds = (QuestionFile, SupposedWorld, ToldRow, DatedFact)
    assert [k.name for kind in kinds for k in fields(kind) if f"`{k.name}" not in page] == []


def test_the_page_of_keys_has_those_of_markets_and_priors():
    page = (DOCS / "market-keys.md").read_text(encoding="utf-8")
    kinds = (MarketFile, SoldProduct, Prior, Distribution)
    assert [k.name for kind in kinds for k in fields(kind) if f"| `{k.name}`" not in page] == []


def test_the_question_of_the_example_opens():
    found = open_question(ROOT / "examples" / "my-question.yaml", load())
    assert found.file.question == "my-question"


def test_the_road_of_a_prior_and_the_commands_of_questions_are_named():
    assert "## The road of a prior" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`ecluse simulate question" in readme
    assert "`ecluse brief market" in readme

"""The commands on inference, run as a user runs them."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from ecluse.law.library import DATA

LLAMA_8B = ("--model", "Llama-3.1-8B")
LLAMA_70B = ("--model", "Llama-3.1-70B")


def answer(run, *words):
    """What a command answers as JSON."""
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.slow
def test_design_prints_one_object(run, tmp_path):
    words = ("design", "--to", "CN", "--on", "2023-12-01", "--plot", tmp_path / "d.svg")
    printed = answer(run, *words)
    assert printed["best"]["tpp"] == 2399
    assert printed["answer_of_the_law"] == "NLR"
    assert printed["closed"]
    assert printed["bound"] >= printed["best"]["value"]
    assert next(chip for chip in printed["products"] if chip["item"] == "NVIDIA H20 96GB")[
        "allowed"
    ]
    assert (tmp_path / "d.svg").read_text().startswith("<?xml")


@pytest.mark.slow
def test_design_says_what_binds_and_fits(run, once, monkeypatch):
    once("ecluse.design.answer.best_designs")
    for columns in (80, 120):
        monkeypatch.setenv("COLUMNS", str(columns))
        _, out, _ = run("design", "--to", "China", "--on", "2025-05-20")
        text = " ".join(out.split())
        binds = "dram_plus_io_gb_per_s 1700 (letters of April 2025, bandwidth): one unit more buys"
        assert binds in text
        assert "not legal advice" in text
        assert max(map(len, out.splitlines())) <= columns


@pytest.mark.slow
def test_a_scenario_changes_the_law_that_is_searched(run):
    words = ("--to", "CN", "--on", "2025-04-20", "--scenario", "h20-letter-month-later")
    assert answer(run, "design", *words)["best"]["dram_gb_per_s"] > 1400


@pytest.mark.parametrize("item", [("H20",), ("--item", "H20"), ("--chip", "H20")])
def test_infer_and_its_json(run, item):
    printed = answer(run, "infer", *item, *LLAMA_70B)
    assert printed["decode"]["tokens_per_s_per_chip"] > 0


@pytest.mark.parametrize(("lang", "word"), [("en", "prefill"), ("fr", "préremplissage")])
def test_infer_in_words(run, lang, word):
    _, out, _ = run("infer", "H20", *LLAMA_70B, "--tp", 8, "--lang", lang)
    assert "tp8" in out
    assert word in out


def test_compare_shows_ratios_draws_and_fits(run, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "90")
    _, out, _ = run("compare", "H20", "H100", *LLAMA_8B, "--plot", tmp_path / "c.svg")
    assert "NVIDIA H100" in out
    assert "prefill/s/chip" in out  # no word of a heading is broken
    assert re.search(r"^NVIDIA H100 .* 1\.\d+$", out, re.MULTILINE)
    assert max(map(len, out.splitlines())) <= 90
    assert (tmp_path / "c.svg").stat().st_size > 10_000


@pytest.mark.slow
def test_impact_of_the_letters_in_both_languages(run, once):
    once("ecluse.simulate.law_impact.impact")
    sides = ("--before", "2025-04-08", "--after", "2025-05-20")
    words = ("impact", "--to", "CN", *sides, "--per-day", 3000, "--units", 1_000_000)
    printed = answer(run, *words)
    assert printed["best"]["per_chip"]["before"]["item"] == "NVIDIA H20 96GB"
    assert printed["best"]["per_chip"]["ratio"] < 0.6
    assert "NVIDIA H20 96GB" in [chip["item"] for chip in printed["lost"]]
    assert printed["each_day"]["tpp"] == 3000 * 2368
    assert printed["stock"]["output_tokens_per_s"] == pytest.approx(
        printed["each_day"]["output_tokens_per_s"] / 3000 * 1_000_000
    )
    _, out, _ = run(*words, "--lang", "fr")
    assert "N’est plus disponible" in out


@pytest.mark.slow
def test_a_license_held_counts_as_to_be_had(run):
    sides = ("--before", "2025-05-20", "--after", "h20-licenses-granted", "--on", "2025-09-01")
    printed = answer(run, "impact", "--to", "CN", *sides, "--item", "H20", "--per-day", 1)
    assert "NVIDIA H20 96GB" in [chip["item"] for chip in printed["gained"]]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("design --to CN --model nope", "no model is called 'nope'"),
        ("design --to Utopia", "Utopia"),
        ("design --to CN --on 2023-13-01", "'2023-13-01' is not a date"),
        ("design --to CN --process 4", "no process of 4 nm"),
        ("design --to CN --tp 7", "does not divide"),
        ("design --to CN --tp 1 --stacks 1", "is the most"),
        ("design --to CN --watts -1", "for --watts. Give a number from 1 to 100,000"),
        ("design --to CN --watts nan", "for --watts. Give a number from 1 to 100,000"),
        ("design --to CN --dollars 0", "for --dollars. Give a number from 0.01"),
        ("design --to CN --tolerance -1", "for --tolerance. Give a number from 0 to 0.999"),
        ("design --to CN --tolerance nan", "for --tolerance. Give a number from 0 to 0.999"),
        ("design --to CN --per-doubling 0", "for --per-doubling. Give a number from 1 to 64"),
        ("design --to CN --on 2023-12-01 --given tpp=100", "every design has its own"),
        ("design --to CN --plot x.doc", "cannot draw to 'x.doc'"),
        ("infer H20", "an item and a model are both needed"),
        ("infer H2O --model Llama-3.1-8B", "H2O"),
        ("infer H20 --model Llama-3.1-8B --tp 0", "for --tp. Give a number from 1"),
        ("infer H20 --model Llama-3.1-8B --ep 0", "for --ep. Give a number from 1"),
        ("infer H20 --model Llama-3.1-8B --input -2", "for --input. Give a number from 1"),
        ("infer H20 --model Llama-3.1-8B --output 0", "for --output. Give a number from 1"),
        ("infer H20 --model Llama-3.1-8B --ttft nan", "for --ttft. Give a number from 0.001"),
        ("infer H20 --model Llama-3.1-8B --tpot 0", "for --tpot. Give a number from 0.001"),
        ("infer H20 --model Llama-3.1-8B --serving nope", "no serving engine is called 'nope'"),
        ("infer H20 --model Llama-3.1-8B --engine nope", "no serving engine is called 'nope'"),
        ("infer Ascend\u00a0910D --model Llama-3.1-8B", "write a YAML file of the item"),
        ("infer H20 --model Llama-3.1-405B --count 1", "does not fit"),
        ("compare H20 --model Llama-3.1-8B", "compare needs two chips or more"),
        ("compare H20 H100 --model Llama-3.1-8B --tp 3", "3 does not divide --count 8 (--tp)"),
        ("impact --to CN --before 2025-04-33 --after 2025-05-20", "'2025-04-33' is not a date"),
        ("impact --to CN --before 2025-04-08 --after nowhere", "no scenario is called 'nowhere'"),
        ("impact --to CN --before 2025-04-08 --after 2025-05-20 --units 0", "for --units"),
    ],
)
def test_bad_input_is_one_clear_line(run, words, message):
    code, out, err = run(*(word.replace("\u00a0", " ") for word in words.split(" ")))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_the_models_and_prices_are_those_of_the_data_folder(run, tmp_path, monkeypatch):
    copy = shutil.copytree(DATA, tmp_path / "data")
    for name, old, new in (
        ("llms/llama.yaml", "llm: Llama-3.1-70B", "llm: Llama-of-my-own"),
        ("engines/engines.yaml", "engine: tensorrt-llm", "engine: my-engine"),
    ):
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    words = ("infer", "H20", "--model", "Llama-of-my-own")
    assert "no model is called 'Llama-of-my-own'" in run(*words)[2]
    monkeypatch.setenv("ECLUSE_DATA", str(copy))
    printed = answer(run, *words, "--serving", "my-engine")
    assert printed["decode"]["tokens_per_s_per_chip"] > 0

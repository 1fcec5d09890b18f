"""The command contract, run as a user runs it: names, JSON keys, exit codes, messages."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from ecluse.cli import groups

ECLUSE = Path(sys.executable).parent / "ecluse"


CONTRACT = {
    "item",
    "on",
    "known",
    "destination",
    "outcome",
    "exception",
    "review_policy",
    "classification",
    "requirements",
    "duties",
    "needs",
    "red_flags",
    "figures",
    "trace",
    "data_as_of",
    "disclaimer",
}


def test_check_prints_the_keys_of_the_contract(run):
    code, out, _ = run("check", "H20", "--to", "CN", "--on", "2025-05-20", "--json")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) >= CONTRACT
    assert (answer["item"], answer["destination"], answer["outcome"]) == (
        "NVIDIA H20 96GB",
        "CN",
        "LICENSE",
    )
    assert answer["figures"]["tpp"] == 2368.0
    assert {"provision", "measure", "citation", "reason"} <= set(answer["requirements"][0])


@pytest.mark.parametrize("name", ["H20", "nvidia h20 96GB", "H20 96GB", "NVIDIA H20"])
def test_one_chip_has_many_names(run, name):
    code, out, _ = run("chips", name, "--json")
    assert (code, json.loads(out)["item"]) == (0, "NVIDIA H20 96GB")


def test_a_board_is_classified_by_the_chip_inside(run):
    _, out, _ = run("check", "HGX H100 8-GPU", "--to", "China", "--on", "2024-01-01", "--json")
    answer = json.loads(out)
    assert answer["classification"] == ["4A090.a"]
    assert answer["figures"]["tpp"] == 15832.0


def test_an_undetermined_answer_exits_3_and_names_what_would_settle_it(run, tmp_path):
    design = tmp_path / "design.yaml"
    design.write_text("item: no area\ndatacenter: true\nfigures: {tpp: 2400}\n", encoding="utf-8")
    code, out, _ = run("check", design, "--to", "CN", "--on", "2024-01-01", "--json")
    answer = json.loads(out)
    assert (code, answer["outcome"], answer["needs"]) == (3, "UNDETERMINED", ["die_area_mm2"])
    # 2400 / 5.92 and 2400 / 1.6: the areas at which the paragraph changes
    assert [row["where"] for row in answer["depends"]] == [
        "more than 1500",
        "more than 405.405 and at most 1500",
        "at most 405.405",
    ]


def test_what_the_user_gives_outranks_the_catalogue(run):
    _, out, _ = run(
        "check", "H20", "--to", "CN", "--on", "2025-01-01", "--given", "tpp=2400", "--json"
    )
    assert json.loads(out)["classification"] == ["3A090.b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("check", "H2O", "--to", "CN"),
            "no item is called 'H2O' (command line): near names are 'NVIDIA H20 96GB'",
        ),
        (
            ("check", "H20", "--to", "Chyna"),
            "no country is called 'Chyna' (--to): near names are 'China'",
        ),
        (
            ("check", "H20", "--to", "CN", "--on", "2025-02-30"),
            "'2025-02-30' is not a date (--on): write it as YYYY-MM-DD",
        ),
        (
            ("check", "H20", "--to", "CN", "--on", "2021-01-01"),
            "2021-01-01 lies before the record (--on): the record begins on 2022-08-01",
        ),
        (
            ("check", "H20", "--to", "CN", "--quantity", "-3"),
            "'quantity' cannot be negative (-3) (--quantity): give zero or more, in units",
        ),
        (
            ("check", "H20", "--to", "CN", "--given", "tpps=1"),
            "unknown fact 'tpps' (--given): near names are 'tpp', 'tops'",
        ),
        (
            ("check", "H20", "--to", "CN", "--scenario", "nope"),
            "no scenario is called 'nope' (--scenario): give a file, or one of ",
        ),
        (
            ("timeline", "H20", "--to", "CN", "--from", "2025-01-01", "--until", "2024-01-01"),
            "--until 2024-01-01 lies before --from 2025-01-01",
        ),
        (
            ("check", "3A090", "--to", "CN"),
            "no item is called '3A090' (command line): name the item, and declare the ECCN beside",
        ),
        (
            ("check", "H20", "--to", "D:5"),
            "'D:5' is a country group (--to): name one of its countries",
        ),
        (
            ("check", "H20", "--headquarters", "CN"),
            "Unknown option: --headquarters. Did you mean --hq? (command line)",
        ),
        (("check", "H20", "--date=2025-05-20"), "Unknown option: --date"),
        (("content", "nofile.csv", "--to", "CN"), "there is no such file (nofile.csv)"),
        (
            ("law", "3A090.q"),
            "no provision or measure is called '3A090.q' (command line): near names are '3A090.c'",
        ),
        (("chekc", "H20"), "no command is called 'chekc' (command line): did you mean 'check'?"),
        (("check", "H20", "--to", "CN", "--reading", "txt"), 'Invalid value "txt" for --reading'),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_2(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"ecluse: {message}")
    assert err.count("\n") == 1


def test_every_item_that_is_none_is_told_and_an_option_once(run):
    _, _, err = run("check", "H20", "A800", "nope", "nada", "--to", "Chyna")
    told = [line.partition(" (")[0] for line in err.splitlines()]
    assert told == [
        "ecluse: no country is called 'Chyna'",
        "ecluse: no item is called 'nope'",
        "ecluse: no item is called 'nada'",
    ]


def test_an_option_of_another_name_is_offered_only_where_the_command_has_it(run):
    assert "Did you mean --hq?" in run("check", "H20", "--siege", "CN")[2]
    assert "Did you mean --to?" in run("check", "H20", "--vers", "CN")[2]
    assert "--on?" in run("check", "H20", "--date=2025-05-20")[2]
    assert "--on?" not in run("timeline", "H20", "--date", "2025-05-20")[2]


def test_a_paragraph_is_found_as_it_is_cited(run):
    plain = run("law", "742.6(a)(6)(iii)")
    assert plain[0] == 0
    assert run("law", "§ 742.6(a)(6)(iii)") == plain
    assert run("law", "15 CFR 742.6(a)(6)(iii)") == plain


def test_an_item_that_is_no_text_and_a_truth_that_is_none_say_what_to_write(run, tmp_path):
    page, chip = tmp_path / "a.yaml", tmp_path / "b.yaml"
    page.write_bytes(b"%PDF-1.7")
    chip.write_text("item: Mine\nkind: chip\ndatacenter: oui\n", encoding="utf-8")
    assert "the file is no text" in run("check", page, "--to", "CN")[2]
    assert "it should be yes or no" in run("check", chip, "--to", "CN")[2]


def test_all_mistakes_of_a_file_are_told_at_once(run, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "item: Bad\nknd: chip\nfigures: {tpp: -5, dram_bandwidth_gb_per_s: abc}\n"
        "datacenter: perhaps\n",
        encoding="utf-8",
    )
    code, _, err = run("check", bad, "--to", "CN")
    assert code == 2
    assert [line.partition(f" ({bad}:")[0] for line in err.splitlines()] == [
        "ecluse: unknown key 'knd'",
        "ecluse: 'tpp' cannot be '-5'",
        "ecluse: 'dram_bandwidth_gb_per_s' cannot be 'abc'",
        "ecluse: 'datacenter' cannot be 'perhaps'",
    ]


def test_two_mistakes_on_the_command_line_are_both_told(run):
    _, _, err = run(
        "check", "H20", "--to", "CN", "--given", "tpp=-4", "--given", "datacenter=maybe"
    )
    assert len(err.splitlines()) == 2


def test_timeline_names_the_measure_that_changed_the_answer(run):
    _, out, _ = run(
        "timeline", "H20", "--to", "CN", "--from", "2024-01-01", "--until", "2025-12-31", "--json"
    )
    rows = [
        (row["from"], row["outcome"], [by["measure"] for by in row["measures"]])
        for row in json.loads(out)
    ]
    assert rows == [
        ("2024-01-01", "NLR", []),
        ("2025-04-09", "LICENSE", ["us/2025-04-15-letters-h20"]),
    ]


def test_french_speaks_the_rules_own_wording(run):
    _, out, _ = run("check", "H20", "--to", "Chine", "--on", "2025-05-20", "--lang", "fr")
    assert "Licence requise · présomption de refus" in out
    assert "Une licence est requise pour la H20 et la MI308" in " ".join(out.split())


def test_law_tells_a_provisions_history(run):
    _, out, _ = run("law", "742.6(a)(6)(iii)(A)", "--on", "2025-06-01", "--json")
    found = json.loads(out)["provisions"][0]
    assert [(row["applies_from"], row["reading"]) for row in found["history"]] == [
        ("2025-05-15", None),
        ("2025-05-15", "enforced"),
        ("2026-07-10", "text"),
        ("2026-07-10", "enforced"),
        ("2027-04-06", "text"),
        ("2027-04-06", "enforced"),
    ]
    assert found["in_force"]["measure"] == "us/2025-05-13-diffusion-not-enforced"


@pytest.mark.parametrize("kind", ["svg", pytest.param("png", marks=pytest.mark.slow)])
def test_pictures_are_drawn(run, tmp_path, kind):
    for name, arguments in {
        "t": ("timeline", "A100", "--to", "CN"),
        "c": ("chips", "--on", "2024-06-01"),
    }.items():
        path = tmp_path / f"{name}.{kind}"
        assert run(*arguments, "--plot", path)[0] == 0
        assert path.stat().st_size > 5_000
        if kind == "svg":
            assert "H20" in path.read_text(encoding="utf-8") or name == "t"


def test_a_picture_of_an_unknown_kind_leaves_nothing_behind(run, tmp_path):
    code, _, err = run("chips", "--plot", tmp_path / "picture.bmp")
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "cannot draw to 'picture.bmp'" in err


def test_the_installed_command_ends_with_the_exit_status():
    whole = {**os.environ, "COLUMNS": "100"}
    done = subprocess.run(
        [ECLUSE, "check", "H2O", "--to", "CN"],
        capture_output=True,
        text=True,
        env=whole,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    undetermined = subprocess.run(
        [ECLUSE, "check", "MI308X", "--to", "CN", "--on", "2024-06-01"],
        capture_output=True,
        text=True,
        env=whole,
        check=False,
    )
    assert undetermined.returncode == 3


@pytest.mark.parametrize("name", groups.GROUPED)
def test_every_command_of_a_group_is_there_and_says_what_it_does(name):
    """The parser imports them late: a place that is none would be found by whoever asks for it."""
    _, unnamed, others = groups.GROUPED[name]
    for place in (*others.values(), *([] if unnamed is None else [unnamed])):
        module, _, command = place.partition(":")
        assert inspect.getdoc(getattr(import_module(f"ecluse.cli.{module}"), command)), place


def test_a_group_that_is_none_is_no_attribute():
    with pytest.raises(AttributeError, match="frobnicate"):
        groups.__getattr__("frobnicate")

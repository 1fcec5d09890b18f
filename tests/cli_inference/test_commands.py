from __future__ import annotations

import json

import pytest

from ecluse.answers.schema import schema_of
from ecluse.cli.compare import compare
from ecluse.cli.design import design
from ecluse.cli.impact import impact
from ecluse.cli.infer import infer
from ecluse.design import Impact
from ecluse.errors import EcluseError


def test_design_prints_one_object(capsys, tmp_path):
    design(to="CN", on="2023-12-01", json=True, plot=tmp_path / "d.svg")
    found = json.loads(capsys.readouterr().out)
    assert found["best"]["tpp"] == 2399
    assert found["answer_of_the_law"] == "NLR"
    assert found["closed"] and found["bound"] >= found["best"]["value"]
    assert next(each for each in found["products"] if each["item"] == "NVIDIA H20 96GB")["allowed"]
    assert (tmp_path / "d.svg").read_text().startswith("<?xml")


def test_design_says_what_binds(capsys):
    design(to="China", on="2025-05-20")
    text = " ".join(capsys.readouterr().out.split())
    assert (
        "dram_plus_io_gb_per_s 1700 (letters of April 2025, bandwidth): one unit more buys" in text
    )
    assert "not legal advice" in text


def test_a_scenario_changes_the_law_that_is_searched(capsys):
    design(to="CN", on="2025-04-20", scenario="h20-letter-month-later", json=True)
    assert json.loads(capsys.readouterr().out)["best"]["dram_gb_per_s"] > 1400


def test_infer_and_its_json(capsys):
    infer(chip="H20", model="Llama-3.1-70B", json=True)
    found = json.loads(capsys.readouterr().out)
    assert found["decode"]["tokens_per_s_per_chip"] > 0
    infer(chip="H20", model="Llama-3.1-70B", tp=8)
    assert "tp8" in capsys.readouterr().out


def test_compare_shows_ratios_and_draws(capsys, tmp_path):
    compare("H20", "H100", model="Llama-3.1-8B", plot=tmp_path / "c.svg")
    out = capsys.readouterr().out
    assert "H100 SXM5 80GB" in out and "output x" in out
    assert (tmp_path / "c.svg").stat().st_size > 10_000


def test_impact_of_the_letters(capsys):
    impact(
        to="CN", before="2025-04-08", after="2025-05-20", per_day=3000, units=1_000_000, json=True
    )
    found = json.loads(capsys.readouterr().out)
    assert list(found) == list(schema_of(Impact)["properties"])
    assert found["best"]["per_chip"]["before"]["item"] == "NVIDIA H20 96GB"
    assert found["best"]["per_chip"]["ratio"] < 0.6
    assert "NVIDIA H20 96GB" in [each["item"] for each in found["lost"]]
    assert found["each_day"]["tpp"] == 3000 * 2368
    assert found["stock"]["output_tokens_per_s"] == pytest.approx(
        found["each_day"]["output_tokens_per_s"] / 3000 * 1_000_000
    )


def test_a_license_held_counts_as_to_be_had(capsys):
    impact(
        to="CN",
        before="2025-05-20",
        after="h20-licenses-granted",
        on="2025-09-01",
        item="H20",
        per_day=1,
        json=True,
    )
    assert "NVIDIA H20 96GB" in [
        each["item"] for each in json.loads(capsys.readouterr().out)["gained"]
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: design(to="CN", model="nope"), "no model is called 'nope'"),
        (lambda: design(to="Utopia"), "Utopia"),
        (lambda: design(to="CN", on="2023-13-01"), "'2023-13-01' is not a date"),
        (lambda: design(to="CN", process=4), "no process of 4 nm"),
        (lambda: design(to="CN", tp=7), "does not divide"),
        (lambda: design(to="CN", tp=1, stacks=1), "is the most"),
        (lambda: design(to="CN", watts=-1), "watts is -1"),
        (lambda: design(to="CN", watts=float("nan")), "watts is nan"),
        (lambda: design(to="CN", dollars=0), "dollars is 0"),
        (lambda: design(to="CN", tolerance=-1), "--tolerance is -1"),
        (lambda: design(to="CN", tolerance=float("nan")), "--tolerance is nan"),
        (lambda: design(to="CN", per_doubling=0), "per_doubling is 0"),
        (
            lambda: design(to="CN", on="2023-12-01", given=["tpp=100"]),
            "tpp cannot be given: every design has its own",
        ),
        (
            lambda: design(to="CN", plot=__import__("pathlib").Path("/tmp/x.doc")),
            "cannot draw to 'x.doc'",
        ),
        (lambda: infer(chip="H20"), "--chip and --model are both needed"),
        (lambda: infer(chip="H2O", model="Llama-3.1-8B"), "H2O"),
        (lambda: infer(chip="H20", model="Llama-3.1-8B", tp=0), "--tp is 0"),
        (lambda: infer(chip="H20", model="Llama-3.1-8B", ep=0), "--ep is 0"),
        (lambda: infer(chip="H20", model="Llama-3.1-8B", input=-2), r"input is -2 \(input\)"),
        (lambda: infer(chip="H20", model="Llama-3.1-8B", output=0), r"output is 0 \(output\)"),
        (
            lambda: infer(chip="H20", model="Llama-3.1-8B", ttft=float("nan")),
            r"ttft is nan \(ttft\)",
        ),
        (lambda: infer(chip="H20", model="Llama-3.1-8B", tpot=0), r"tpot is 0 \(tpot\)"),
        (
            lambda: infer(chip="H20", model="Llama-3.1-8B", engine="nope"),
            "no serving engine is called 'nope'",
        ),
        (
            lambda: infer(chip="Ascend 910D", model="Llama-3.1-8B"),
            "write a YAML file of the item with your own figures",
        ),
        (lambda: infer(chip="H20", model="Llama-3.1-405B", count=1), "does not fit"),
        (lambda: compare("H20", model="Llama-3.1-8B"), "compare needs two chips or more"),
        (
            lambda: impact(to="CN", before="2025-04-33", after="2025-05-20"),
            "'2025-04-33' is not a date",
        ),
        (
            lambda: impact(to="CN", before="2025-04-08", after="nowhere"),
            "no scenario is called 'nowhere'",
        ),
        (lambda: impact(to="CN", before="2025-04-08", after="2025-05-20", units=0), "units is 0"),
    ],
)
def test_bad_input_is_one_clear_line(call, message):
    with pytest.raises(EcluseError, match=message) as error:
        call()
    assert "\n" not in str(error.value)


def test_the_models_and_prices_are_those_of_the_data_folder(capsys, tmp_path, monkeypatch):
    import shutil

    from ecluse.law.library import DATA

    copy = shutil.copytree(DATA, tmp_path / "data")
    for name, old, new in (
        ("llms/llama.yaml", "llm: Llama-3.1-70B", "llm: Llama-of-my-own"),
        ("engines/engines.yaml", "engine: tensorrt-llm", "engine: my-engine"),
    ):
        text = (copy / name).read_text(encoding="utf-8")
        assert old in text
        (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(EcluseError, match="no model is called 'Llama-of-my-own'"):
        infer(chip="H20", model="Llama-of-my-own")
    monkeypatch.setenv("ECLUSE_DATA", str(copy))
    infer(chip="H20", model="Llama-of-my-own", engine="my-engine", json=True)
    assert json.loads(capsys.readouterr().out)["decode"]["tokens_per_s_per_chip"] > 0

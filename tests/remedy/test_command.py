"""`ecluse remedy` and `ecluse law check` as a user meets them: what is on the screen, what is wrong
in one line, what fits.
"""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from ecluse.determine.determination import Determination
from ecluse.law.register import Register
from ecluse.remedy import Remedy
from ecluse.remedy.remedy import remedy

FOUND: dict[object, Remedy] = {}


@pytest.fixture(autouse=True)
def _a_question_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many times, in whichever language and form, it is asked here."""

    def once(determination: Determination, register: Register) -> Remedy:
        asked = determination.facts.shipment
        key = asked.item.name, asked.destination, asked.on, asked.headquarters
        if key not in FOUND:
            FOUND[key] = remedy(determination, register)
        return FOUND[key]

    monkeypatch.setattr("ecluse.remedy.remedy.remedy", once)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("H2O", "--to", "CN"), "no item is called 'H2O'", id="unknown item"),
        pytest.param(
            ("H20", "--to", "Atlantis"), "no country is called 'Atlantis'", id="unknown country"
        ),
        pytest.param(
            ("H20", "--to", "CN", "--hq", "XX"),
            "no country is called 'XX'",
            id="unknown headquarters",
        ),
        pytest.param(
            ("H20", "--to", "CN", "--on", "2025-13-01"), "'2025-13-01' is not a date", id="no date"
        ),
        pytest.param(
            ("H20", "--to", "CN", "--on", "2021-01-01"),
            "lies before the record",
            id="before the record",
        ),
        pytest.param(("nowhere.yaml", "--to", "CN"), "cannot read the file", id="no file"),
        pytest.param(
            ("H20", "--to", "CN", "--given", "tppp=1"), "unknown fact 'tppp'", id="unknown fact"
        ),
        pytest.param(
            ("H20", "--to", "CN", "--given", "tpp=many"), "'tpp' cannot be 'many'", id="no number"
        ),
        pytest.param(
            ("H20", "--to", "CN", "--scenario", "nope"),
            "no scenario is called 'nope'",
            id="no scenario",
        ),
        pytest.param(("H20",), "--to", id="no destination"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(run, arguments, message):
    code, out, err = run("remedy", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1) and message in err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("item: mine\nfigures: {tppp: 100}\n", "unknown figure 'tppp'"),
        ("item: mine\nfigures: {tpp: -5}\n", "'tpp' cannot be '-5'"),
        ("item: mine\nfigures: {tpp: 10, fp16_tera_ops_per_s: 100}\n", "contradict"),
        ("item: [mine\n", "mine.yaml"),
    ],
)
def test_a_wrong_item_file_is_one_line_with_its_place(run, tmp_path: Path, text, message):
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("remedy", path, "--to", "CN", "--on", "2024-06-01")
    assert (code, out, err.count("\n")) == (2, "", 1) and message in err and "mine.yaml" in err


def test_json_holds_what_the_screen_says_and_more(run):
    code, out, _ = run("remedy", "H100", "--to", "CN", "--on", "2024-06-01", "--json")
    answer = json.loads(out)
    assert code == 0
    first = answer["item_changes"][0]
    assert first["changes"] == [
        {
            "fact": "tpp",
            "now": "15832",
            "low": None,
            "low_included": True,
            "high": "2400",
            "high_included": False,
        }
    ]
    assert answer["law_changes"]["amendments"][0]["amended"][1] == {
        "provision": "3A090.a",
        "measure": "us/2023-10-25-advanced-computing",
        "test": "tpp >= 4800",
        "low": "15832",
        "low_included": False,
        "high": None,
        "high_included": False,
    }
    assert answer["law_changes"]["largest_set_searched"] == 4


@pytest.mark.slow
def test_a_figure_known_only_between_bounds_is_told_so(run):
    _, out, _ = run("remedy", "Gaudi 2", "--to", "CN", "--on", "2024-06-01", "--json")
    change = json.loads(out)["item_changes"][0]["changes"][0]
    assert (change["now"], change["now_within"]) == (None, ["6920", "7200"])
    assert "6,920–7,200" in run("remedy", "Gaudi 2", "--to", "CN", "--on", "2024-06-01")[1]


@pytest.mark.slow
def test_what_an_application_must_show_is_on_the_screen(run):
    _, out, _ = run("remedy", "H200", "--to", "CN", "--on", "2026-03-01")
    flat = " ".join(out.replace("│", " ").split())
    assert "case-by-case review (742.6(b)(10)(iii)(A)(1), case by case)" in flat
    assert "only if it is so, which nobody says: the country that the item leaves is US" in flat
    assert "an independent US laboratory reviews every shipment" in flat


@pytest.mark.slow
def test_no_other_country_or_party_is_ever_named_as_a_way(run):
    """The consignee's own country stands in what is closed; no country but those of the question is
    named.
    """
    case = ("DGX H100", "--to", "SG", "--hq", "CN", "--on", "2026-03-01")
    for lang in ("en", "fr"):
        no_other_is_named(json.loads(run("remedy", *case, "--lang", lang, "--json")[1]))


def no_other_is_named(answer: dict[str, Any]) -> None:
    assert {change["fact"] for each in answer["item_changes"] for change in each["changes"]} <= {
        "tpp",
        "die_area_mm2",
        "dram_bandwidth_gb_per_s",
        "chip_link_gb_per_s",
        "io_bandwidth_gb_per_s",
        "datacenter",
    }
    named = {
        part.get("leaves") or part.get("joins")
        for each in answer["law_changes"]["amendments"]
        for part in each["amended"]
    }
    assert named <= {None, "SG", "CN"}
    ways = {
        lack["way"]
        for near in answer["license_path"]["exceptions"]
        for lack in near["lacks"]
        if lack["test"].startswith(
            ("destination", "headquarters", "parent_headquarters", "allied_entity")
        )
    }
    assert ways
    assert ways <= {"closed", "say"}


@pytest.mark.slow
def test_the_screen_is_never_wider_than_the_terminal(run, monkeypatch):
    for columns, lang in product((80, 120), ("en", "fr")):
        monkeypatch.setenv("COLUMNS", str(columns))
        _, out, _ = run("remedy", "L40S", "--to", "CN", "--on", "2024-06-01", "--lang", lang)
        assert max(len(line) for line in out.splitlines()) <= columns, (columns, lang)


def test_a_french_remedy_has_french_units_and_supplements(run):
    """The figures of the April 2025 letters, and the country group that they are sent for."""
    _, out, _ = run("remedy", "H20", "--to", "CN", "--on", "2025-05-20", "--lang", "fr")
    assert "672 Go/s" in out
    assert "suppl. 1, D:5" in out
    assert "GB/s" not in out
    assert "Supp." not in out


def test_a_remedy_names_its_places_and_provisions_in_words(run):
    words = ("remedy", "H100", "--to", "CN", "--on", "2025-05-20", "--hq", "AE")
    for lang, head in (
        ("en", "→ China (CN) (headquarters United Arab Emirates (AE)), 2025-05-20"),
        ("fr", "→ Chine (CN) (siège : Émirats arabes unis (AE)), 20 mai 2025"),
    ):
        text = re.sub(r"\s+", " ", run(*words, "--lang", lang)[1])
        assert head in text
        assert ("letters of April" in text) is (lang == "en")

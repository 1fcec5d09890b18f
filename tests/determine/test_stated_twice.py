"""What is stated and worked out too: neither alone is taken where they differ, and it is said."""

# ruff: noqa: E501 - a row, and what is said of it, reads as one line

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import build
from ecluse.determine.ask import ask
from ecluse.determine.eccn_answer import eccns_of
from ecluse.determine.remarks import red_flags
from ecluse.determine.verdict import Outcome
from ecluse.errors import UnknownNameError
from ecluse.law.library import load

ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("to", "words", "given", "outcome"),
    [
        ("Singapore", {"hq": "China"}, {}, Outcome.LICENSE),
        ("Singapore", {"hq": "China"}, {"headquartered_in_d5_or_macau": "yes"}, Outcome.LICENSE),
        ("Singapore", {"hq": "China"}, {"headquartered_in_d5_or_macau": "no"}, "open"),
        ("Egypt", {}, {"in_license_area": "no"}, "open"),
        ("Egypt", {}, {"in_license_area": "yes"}, Outcome.LICENSE),
        ("Germany", {}, {"in_license_area": "no"}, Outcome.NLR),
    ],
)
def test_a_flag_that_the_law_works_out_is_not_overruled_by_a_word(to, words, given, outcome):
    found = ask("H100", to=to, on=ON, given=given, **words)
    assert found.outcome is (Outcome.UNDETERMINED if outcome == "open" else outcome)


def test_a_flag_stands_where_nothing_says_otherwise():
    given = {"headquarters": "unknown", "headquartered_in_d5_or_macau": "no"}
    assert ask("H100", to="Singapore", on=ON, given=given).outcome is Outcome.NLR


def own(folder: Path, figures: str, more: str = "") -> Path:
    path = folder / "own.yaml"
    text = f"item: Own\ndatacenter: true\n{more}figures: {{{figures}}}\n"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("figures", "outcome"),
    [
        ("tpp: 1000, die_area_mm2: 800, fp8_tera_ops_per_s: {above: 2000}", "open"),
        ("tpp: 1000, die_area_mm2: 800, fp8_tera_ops_per_s: {alternatives: [{value: 2000}, {value: 1000}]}", "open"),
        ("tpp: {alternatives: [{value: 100}, {value: 200}]}, fp16_tera_ops_per_s: 989, die_area_mm2: 800", "open"),
        ("tpp: 4000, die_area_mm2: 300, performance_density: 0.5, io_bandwidth_gb_per_s: 1, dram_bandwidth_gb_per_s: 1", "open"),
        ("tpp: 4000, die_area_mm2: 8000, performance_density: 0.5, io_bandwidth_gb_per_s: 1, dram_bandwidth_gb_per_s: 1", Outcome.NLR),
        ("tpp: 100, die_area_mm2: 300, io_bandwidth_gb_per_s: 100, chip_link_gb_per_s: 1800, host_link_gb_per_s: 64, dram_bandwidth_gb_per_s: 1", "open"),
    ],
)  # fmt: skip
def test_a_file_whose_figures_contradict_each_other_is_not_taken_at_the_freer(
    tmp_path, figures, outcome
):
    found = ask(own(tmp_path, figures), to="China", on=ON, exporter="Acme")
    assert found.outcome is not Outcome.NLR if outcome == "open" else found.outcome is outcome


@pytest.mark.parametrize("seat", ["USA", "United States", "us"])
def test_the_seat_of_a_designer_passes_the_door_of_countries(tmp_path, seat):
    path = own(tmp_path, "tpp: 16000, die_area_mm2: 800", f"designer_headquarters: {seat}\n")
    words = {"origin": "TW", "given": {"foreign_direct_product": "no", "exported_from": "TW"}}
    assert ask(path, to="China", on=ON, **words).outcome is Outcome.LICENSE


def test_a_designer_in_no_country_is_refused(tmp_path):
    path = own(tmp_path, "tpp: 1", "designer_headquarters: Narnia\n")
    with pytest.raises(UnknownNameError, match="no country is called 'Narnia'"):
        ask(path, to="China", on=ON)
    with pytest.raises(UnknownNameError, match="no country has the code 'Narnia'"):
        ask(build.chip(tpp=1, designer_headquarters="Narnia"), to="China", on=ON)


def test_the_vendor_that_is_taken_for_the_exporter_keeps_its_trade(tmp_path):
    figures = "tpp: 100, die_area_mm2: 100, io_bandwidth_gb_per_s: 1, dram_bandwidth_gb_per_s: 1"
    path = own(tmp_path, figures, "vendor: TSMC\n")
    taken, named = (ask(path, to="China", on=ON, exporter=exporter) for exporter in (None, "TSMC"))
    assert taken.facts["exporter_role"].value == named.facts["exporter_role"].value == "foundry"
    assert taken.outcome is named.outcome


@pytest.mark.parametrize("word", ["none", "resale", "data center", None])
def test_strict_presumes_nothing_of_an_end_use_that_names_none(word):
    found = ask(
        "H100", to="SG", hq="SG", parent_hq="SG", on=ON, end_use=word, strict=True,
        given={"listed_party": "none"},
    )  # fmt: skip
    assert (found.outcome, found.provided) == (Outcome.UNDETERMINED, ())


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [
        ("none", Outcome.NLR),
        ("denied_person", Outcome.LICENSE),
        ("entity_list", Outcome.LICENSE),
        ("unknown", Outcome.UNDETERMINED),
    ],
)
def test_a_listed_party_is_judged_in_the_united_states_too(listed, outcome):
    assert ask("H100", to="US", on=ON, given={"listed_party": listed}).outcome is outcome


def test_an_alias_of_the_catalogue_is_held_to_it(tmp_path):
    path = own(tmp_path, "tpp: 100, die_area_mm2: 100", "aliases: [H100]\n")
    assert "tpp" in ask(path, to="China", on=ON).against_catalogue


def test_what_a_word_leaves_open_is_said():
    library = load()
    for words in ("military blorgify", "medical blorgify"):
        found = ask("A100", to="FR", on=ON, end_use=words, library=library)
        assert any("blorgify" in flag for flag in red_flags(found, library, "en")), words


def test_a_declared_entry_is_judged_and_shown():
    library = load()
    found = ask("RTX 4080", to="China", on=ON, given={"other_eccn": "eccn_5a002"}, library=library)
    assert found.outcome.value == "UNDETERMINED"  # unless it goes under License Exception ENC
    assert "enc_basis" in found.needs
    (shown,) = eccns_of(found, "en")
    assert shown.text.startswith("5A002 as declared by you; 5A002: information security systems")


def test_an_ic_inside_is_found_by_its_alias(tmp_path):
    path = tmp_path / "board.yaml"
    text = "item: Board\nkind: system\ncontains: {item: H100, count: 8}\n"
    path.write_text(text, encoding="utf-8")
    assert ask(path, to="China", on=ON).outcome is Outcome.LICENSE

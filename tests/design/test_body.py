from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from ecluse.design import body as bodies
from ecluse.design.body import body, cost_usd, die_usd, logic_mm2
from ecluse.design.process import technology
from ecluse.design.space import Space, space_of
from ecluse.errors import DataError, ModelError
from ecluse.inference.data_files import DATA

sys.path.append(str(Path(__file__).parents[2] / "bench" / "design"))
known_dies = import_module("known_dies")


def test_the_constants_are_those_that_the_known_dies_set():
    fitted = known_dies.refit()
    used = {
        "core_mm2 7": bodies.CORE_MM2[7][1],
        "core_mm2 5": bodies.CORE_MM2[5][1],
        "core_w 7": bodies.CORE_W[7],
        "core_w 5": bodies.CORE_W[5],
        "still": bodies.STILL_W_PER_MM2,
    }
    for name, value in fitted.items():
        assert used[name] == pytest.approx(value, rel=1e-3), name


def test_errors_on_dies_that_set_nothing_are_as_the_page_says():
    rows = {row.item: row for row in known_dies.checks()}
    assert rows["NVIDIA B200"].pairs[0][1] == pytest.approx(
        1628, rel=0.05
    )  # area, from an H100's constants
    assert rows["NVIDIA B200"].pairs[2][1] == pytest.approx(6400, rel=0.05)  # cost
    assert rows["NVIDIA H200 SXM 141GB"].pairs[1][1] == pytest.approx(700, rel=0.05)  # power
    # Known departures, kept in sight: parts held below their peak by power, and a design with
    # another share of matrix units.
    assert rows["NVIDIA H100 PCIe 80GB"].pairs[1][1] > 1.4 * 350
    assert rows["AMD Instinct MI250X"].pairs[0][1] < 0.7 * 1448


def test_a_larger_die_costs_more_for_each_mm2():
    b = body(technology(), 5, "HBM3")
    areas = np.array([100.0, 400.0, 800.0])
    each = die_usd(b, areas) / areas
    assert (np.diff(each) > 0).all()
    assert 400 < float(die_usd(b, 814.0)) < 700


def test_an_h100_costs_what_analysts_say_to_make():
    b = body(technology(), 5, "HBM3")
    assert float(cost_usd(b, 814.0, 1, 6, 80)) == pytest.approx(3320, rel=0.05)


@pytest.mark.parametrize("nm", [7, 5, 3])
def test_every_process_has_an_area_and_a_finer_one_is_denser(nm):
    assert logic_mm2(body(technology(), nm, "HBM3"), 300.0, 50, 5, 600, 128, 1400.0, np) < 1200


def test_finer_processes_take_less_area_for_the_same():
    areas = [
        float(logic_mm2(body(technology(), nm, "HBM3"), 300.0, 50, 5, 600, 128, 1400.0, np))
        for nm in (7, 5, 3)
    ]
    assert areas == sorted(areas, reverse=True)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: technology().process(4), "no process of 4 nm is on file"),
        (lambda: technology().stack("HBM9"), "no memory stack 'HBM9' is on file"),
        (
            lambda: space_of(
                nm=5, memory="HBM3", dies=0, stacks=8, link=900, watts=700, dollars=None
            ),
            r"dies is 0 \(dies\)",
        ),
        (
            lambda: space_of(
                nm=5, memory="HBM3", dies=1, stacks=8, link=-1, watts=700, dollars=None
            ),
            "link is -1",
        ),
        (
            lambda: space_of(nm=5, memory="HBM3", dies=1, stacks=8, link=9, watts=0, dollars=None),
            "watts is 0",
        ),
        (
            lambda: space_of(nm=5, memory="HBM3", dies=1, stacks=8, link=9, watts=1, dollars=-5),
            "dollars is -5",
        ),
        (lambda: Space(sram_mb=(0,)), "no positive sram_mb"),
        (lambda: Space(tpp=(-5,)), "a tpp of -5"),
    ],
)
def test_impossible_spaces_are_refused_in_one_line(call, message):
    with pytest.raises(ModelError, match=message) as error:
        call()
    assert "\n" not in str(error.value)


def test_a_citation_that_is_no_source_does_not_load(tmp_path):
    copied = shutil.copytree(DATA / "processes", tmp_path / "processes")
    for file in copied.glob("*.yaml"):
        file.write_text(file.read_text().replace("cited: [field]", "cited: [nowhere]"))
    with pytest.raises(DataError, match="'nowhere' is cited and not among the sources"):
        technology(tmp_path)


def test_a_space_is_built_of_the_processes_of_its_data_folder(tmp_path):
    copied = shutil.copytree(DATA / "processes", tmp_path / "processes")
    parts = copied / "parts.yaml"
    text = parts.read_text()
    assert "stack: HBM3E" in text
    parts.write_text(text.replace("stack: HBM3E", "stack: HBM-of-my-own"))
    asked = {"nm": 5, "dies": 1, "stacks": 2, "link": 900, "watts": 700.0, "dollars": None}
    space = space_of(memory="HBM-of-my-own", folder=tmp_path, **asked)
    assert space.body == space_of(memory="HBM3E", **asked).body
    with pytest.raises(ModelError, match="no memory stack 'HBM-of-my-own'"):
        space_of(memory="HBM-of-my-own", **asked)

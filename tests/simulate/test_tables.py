"""Tables about a market on the terminal: one scale for a measure, and no number cut."""

from __future__ import annotations

import numpy as np
import pytest

from ecluse.cli.effect_table import print_effect
from ecluse.cli.simulate_table import print_simulation
from ecluse.errors import InputError
from ecluse.simulate.drawn import range_of
from ecluse.simulate.ground import check_said_once
from ecluse.simulate.periods import Period
from ecluse.simulate.result import LeverShare, range_row
from simulate import answers


def effect(p5: float, mean: float, p95: float):
    """An effect of two levers on the chips of a whole run."""
    whole = answers.row("chips", 0, mean, p5=p5, p95=p95, share_positive=0.5)
    parts = [
        LeverShare(
            lever=lever,
            measure="chips",
            unit="units",
            shapley=mean / 2,
            p5=p5,
            p95=p95,
            first=mean,
            last=0.0,
        )
        for lever in ("fee=0", "destination=open")
    ]
    return answers.simulated(
        scenario="fee=0",
        versus="record",
        levers=["fee=0", "destination=open"],
        effect=[],
        whole=[whole],
        attribution=parts,
    )


def test_a_range_of_an_effect_is_told_in_one_scale_and_noise_is_nothing(capsys):
    print_effect(effect(8.97, 6550.0, 34643.9), "en")
    told = capsys.readouterr().out
    assert "thousands" in told and "0.009 … 34.6" in told
    print_effect(effect(-34500.0, -6010.0, -2.384e-08), "fr")
    assert "−34,5 … 0" in capsys.readouterr().out


@pytest.mark.parametrize("width", ["36", "40"])
def test_no_number_is_cut_on_a_narrow_terminal(capsys, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    print_effect(effect(8.97, 6550.0, 34643.9), "en")
    told = capsys.readouterr().out
    assert "…\n" not in told
    assert told.count("0.009 … 34.6") == 3 and "destination=open" in told
    print_simulation(answers.simulated(), "en")
    told = capsys.readouterr().out
    assert "156 … 470" in told and "FY2026Q1" in told


def test_a_prior_is_set_once():
    check_said_once(["fee=0.1", "h20_price=p50"])
    with pytest.raises(InputError, match="'fee' is said twice"):
        check_said_once(["fee=0.1", "cap=1", "fee=0.2"])


@pytest.mark.parametrize("wrong", [np.inf, np.nan, -1e300])
def test_a_figure_beyond_all_measure_is_refused_before_any_door_tells_it(wrong):
    drawn = np.array([1.0, 2.0, wrong])
    period = Period(name="Q1", since=answers.START, until=answers.START)
    for told in (range_of, lambda each: range_row("fee", period, None, each, effect=False)):
        with pytest.raises(InputError, match="beyond all measure"):
            told(drawn)

"""The README's pictures of the plane are those that the command draws."""

from __future__ import annotations

import make_pictures
import pytest


@pytest.mark.slow
def test_the_pictures_say_what_the_command_draws():
    pytest.importorskip("matplotlib")
    assert make_pictures.main(["--check"]) == 0


def test_the_pictures_name_the_chips_that_the_readme_speaks_of():
    in_2022, in_2024 = (
        make_pictures.words_of(make_pictures.PICTURES / f"3a090-{day}.svg")
        for day in make_pictures.DAYS
    )
    assert {"A800", "H800", "Gaudi 2", "BR100"} <= set(in_2022)
    assert "H20" in in_2024

"""The briefs of the documentation say what the engine says."""

from __future__ import annotations

import make_briefs
import pytest


@pytest.mark.slow
def test_the_briefs_of_the_story_say_what_the_engine_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert make_briefs.main(["--check"]) == 0
    assert capsys.readouterr().err == ""

"""The briefs of the documentation say what the engine says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_briefs_of_the_story_say_what_the_engine_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_briefs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")

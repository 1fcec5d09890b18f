"""What every test may ask for: the library as the data files say it, read without a cache."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

import build
from ecluse.facts.vocabulary import Vocabulary
from ecluse.law.library import Library

Run = Callable[..., tuple[int, str, str]]

settings.register_profile(
    "ecluse", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ecluse")


@pytest.fixture(scope="session")
def library() -> Library:
    """Everything that the shipped data files say."""
    return build.library()


@pytest.fixture(scope="session")
def vocabulary(library: Library) -> Vocabulary:
    """The vocabulary alone."""
    return library.vocabulary


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in this process: exit status, standard output, standard error."""
    from ecluse.cli.main import status

    def call(*arguments: object) -> tuple[int, str, str]:
        code = status([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call

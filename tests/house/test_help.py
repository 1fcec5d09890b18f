"""Each tool of the house says what it takes."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from house import measure

TOOLS = ("audit", "measure", "mutate", "rules")


def test_the_help_of_each_tool_says_what_it_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in TOOLS:
        tool = importlib.import_module(f"house.{name}")
        monkeypatch.setattr("sys.argv", [f"{name}.py", "--help"])
        with pytest.raises(SystemExit) as ended:
            tool.main()
        assert ended.value.code == 0
        assert " ".join(str(tool.__doc__).partition("\n")[0].split()) in " ".join(
            capsys.readouterr().out.split()
        )


def test_a_folder_that_is_not_there_is_refused_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["measure.py", "src/nowhere"])
    with pytest.raises(SystemExit) as ended:
        measure.main()
    assert ended.value.code == 2
    assert "'src/nowhere' is not there" in capsys.readouterr().err


def test_a_folder_that_is_there_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["measure.py", str(Path(measure.SOURCE, "answers"))])
    measure.main()
    assert " modules, " in capsys.readouterr().out

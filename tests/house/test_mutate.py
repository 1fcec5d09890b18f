"""A mutant lives in a child alone: its functions are changed there, and nothing else is."""

from __future__ import annotations

import importlib.util
import os
import time
from pathlib import Path
from types import ModuleType

import pytest

from house import forked
from house.reach import lines_of

TEXT = """\
LIMIT = 5

class Scale:
    unit = 1

    def over(self, value):
        return value > LIMIT

def shout(text):
    def louder():
        return text + "!"
    return louder()
"""


@pytest.fixture
def module(tmp_path: Path) -> ModuleType:
    path = tmp_path / "mutated.py"
    path.write_text(TEXT, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("mutated", path)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def codes(module: ModuleType, old: str, new: str) -> forked.Codes | None:
    assert module.__file__ is not None and TEXT.count(old) == 1
    return forked.changed_codes(Path(module.__file__), TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"), [("LIMIT = 5", "LIMIT = 6"), ("unit = 1", "unit = 2"), ("def shout", "def say")]
)
def test_what_is_said_once_at_import_is_no_code_of_a_function(
    module: ModuleType, old: str, new: str
) -> None:
    assert codes(module, old, new) is None


def test_a_method_and_a_function_within_another_are_changed(module: ModuleType) -> None:
    """Values that exist already and functions that are held elsewhere change with them."""
    scale, shout = module.Scale(), module.shout
    for old, new in (("value > LIMIT", "value >= LIMIT"), ('text + "!"', 'text + "?"')):
        found = codes(module, old, new)
        assert found
        forked.give(found)
    assert scale.over(5) and shout("a") == "a?"


def test_what_stays_the_same_is_given_no_other_code(module: ModuleType) -> None:
    assert codes(module, "LIMIT = 5", "LIMIT = 5") == {}


def test_the_parent_stays_as_it_was(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = codes(module, "value > LIMIT", "value >= LIMIT")

    assert found

    def work() -> str:
        forked.give(found)
        return f"{module.Scale().over(5)} {os.environ['XDG_CACHE_HOME'] == str(tmp_path / 'cache')}"

    assert forked.in_child(work, 30) == "True False"
    assert not module.Scale().over(5)


def test_a_child_says_what_ended_it() -> None:
    assert forked.in_child(lambda: None, 30) is None
    assert forked.in_child(lambda: "failed", 30) == "failed"
    assert "ZeroDivisionError" in str(forked.in_child(lambda: str(1 // 0), 30))
    assert forked.in_child(lambda: os._exit(3), 30) == "ended with 3"
    began = time.monotonic()
    assert forked.in_child(lambda: time.sleep(60), 0.2) == "over 0 s"
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        (1, range(1, 2)),
        (7, range(7, 8)),
        (6, range(6, 7)),  # the head of what holds other statements
        (3, range(3, 4)),
        (2, range(2, 3)),  # no statement
    ],
)
def test_a_statement_is_found_by_its_line(line: int, lines: range) -> None:
    assert lines_of(TEXT, line) == lines


def test_a_statement_over_several_lines_is_all_of_them() -> None:
    text = "x = (\n    1 +\n    2\n)\nif (x\n    and x):\n    y = 1\nelse:\n    y = 2\n"
    assert [lines_of(text, line) for line in (2, 4)] == [range(1, 5)] * 2
    assert [lines_of(text, line) for line in (5, 6)] == [range(5, 7)] * 2
    assert lines_of(text, 9) == range(9, 10)

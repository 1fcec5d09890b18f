"""Rules of the house that no linter has: facts are data, floors import downwards, computed pages
are what the engine says.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ecluse
from ecluse.law.library import load
from ecluse.law.measure import Reading

ROOT = Path(__file__).parent.parent
CODE = ROOT / "src" / "ecluse"
ENGINE = [
    path
    for room in ("facts", "law", "determine", "cli")
    for path in sorted((CODE / room).rglob("*.py"))
]


def test_the_public_names_are_these():
    assert sorted(ecluse.__all__) == [
        "Determination",
        "EcluseError",
        "Library",
        "Outcome",
        "Reading",
        "Shipment",
        "applied",
        "ask",
        "load",
        "read_scenario",
        "timeline",
        "to_json",
    ]
    assert all(getattr(ecluse, name) is not None for name in ecluse.__all__)


def limits() -> set[float]:
    register = load().register
    found = {
        float(limit)
        for day in register.days()
        for reading in Reading
        for values in register.at(day, None, reading).limits.values()
        for limit in values
    }
    return {limit for limit in found if limit >= 100 or limit != int(limit)} - {0.5}


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(CODE).as_posix())
def test_no_threshold_stands_in_code(path):
    constants = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
    }
    assert not {float(each) for each in constants} & limits()


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.relative_to(CODE).as_posix())
def test_no_country_stands_in_code(path):
    codes = set(load().countries.by_code)
    strings = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    allowed = {"chip_map.py": {"CN"}, "facts.py": {"CC"}, "design_table.py": {"GB"}}.get(
        path.name, set()
    )  # a mark’s color; "a country code"; gigabytes
    assert not strings & codes - allowed


def test_the_floors_hold():
    pytest.importorskip("importlinter")
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_computed_pages_say_what_the_engine_says():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_pages.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_links_between_pages_lead_somewhere():
    import re

    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken

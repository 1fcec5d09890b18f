"""The face of the house: its public names, its floors, its pages and their links."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ecluse

ROOT = Path(__file__).parent.parent.parent


def test_the_public_names_are_these() -> None:
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


def test_the_floors_hold() -> None:
    pytest.importorskip("importlinter")
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_computed_pages_say_what_the_engine_says() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_pages.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken

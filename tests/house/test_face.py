"""The face of the house: its public names, its floors, its pages and their links."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ecluse

ROOT = Path(__file__).parent.parent.parent


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of Python with the source on its path, away from this project's settings."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "MYPYPATH": str(ROOT / "src")},
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_public_names_are_these() -> None:
    assert sorted(ecluse.__all__) == [
        "Determination",
        "EcluseError",
        "Library",
        "Outcome",
        "Reading",
        "Shipment",
        "__version__",
        "applied",
        "ask",
        "brief",
        "compare",
        "design",
        "inference",
        "interview",
        "load",
        "orders",
        "read_scenario",
        "remedy",
        "simulate",
        "timeline",
        "to_json",
    ]
    assert all(getattr(ecluse, name) is not None for name in ecluse.__all__)
    assert set(ecluse.__all__) <= set(dir(ecluse))


def test_importing_ecluse_loads_no_room() -> None:
    program = "import sys, ecluse; print(sorted(m for m in sys.modules if m.startswith('ecluse.')))"
    assert ran("-c", program).stdout == "[]\n"


def test_a_room_says_which_functions_are_public() -> None:
    """Those that a room lists exist, and each is documented."""
    for room in (
        "brief",
        "compare",
        "design",
        "inference",
        "interview",
        "orders",
        "remedy",
        "simulate",
    ):
        module = getattr(ecluse, room)
        for name in getattr(module, "__all__", ()):
            assert (getattr(module, name).__doc__ or "").strip(), f"ecluse.{room}.{name}"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_old_name_leads_to_the_new_module_and_says_so() -> None:
    with pytest.warns(
        DeprecationWarning, match=r"ecluse\.orders\.read is now ecluse\.tables\.read"
    ):
        old = importlib.import_module("ecluse.orders.read")
    assert old is importlib.import_module("ecluse.tables.read")


def test_every_old_name_leads_somewhere() -> None:
    lost = {new for new in ecluse._MOVED.values() if importlib.util.find_spec(new) is None}
    assert lost == set()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_name_that_never_was_is_not_found() -> None:
    for name in ("ecluse.nothing", "ecluse.orders.nothing", "ecluse.simulate.nothing"):
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(name)


USER = """
from datetime import date
from typing import assert_type

import ecluse

found = ecluse.ask("H20", to="China", on=date(2025, 5, 20))
assert_type(found, ecluse.Determination)
assert_type(found.outcome, ecluse.Outcome)
assert_type(ecluse.load(), ecluse.Library)
assert_type(ecluse.__version__, str)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("added", "complaint"),
    [
        ("", "Success: no issues found"),
        (
            "ecluse.ask(3, to='China', on=date(2025, 5, 20))\n",
            'Argument 1 to "ask" has incompatible',
        ),
        ("ecluse.nothing\n", 'Module has no attribute "nothing"'),
    ],
    ids=["right", "a number for an item", "a name that is not there"],
)
def test_a_user_s_file_is_checked_by_mypy(tmp_path: Path, added: str, complaint: str) -> None:
    pytest.importorskip("mypy")
    assert (ROOT / "src" / "ecluse" / "py.typed").exists()
    (tmp_path / "user.py").write_text(USER + added)
    done = ran("-m", "mypy", "--strict", "--config-file=", str(tmp_path / "user.py"))
    assert complaint in done.stdout


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


def test_the_map_of_the_house_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "src" / "ecluse").glob("*/__init__.py")}
    assert {room for room in rooms if f"{room}/ " not in readme} == set()


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(
            r"\]\(<?([^)#<>]+?)(?:#[^)>]*)?>?\)", page.read_text(encoding="utf-8")
        )
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken

"""Mutates a sample of the engine and says which mutants the tests let live: `make mutate`.

    python tests/house/mutate.py [--mutants 30] [--seconds 900] [--seed 1] [--rooms facts,law,..]
                                 [--most 60]

Belongs here: drawing mutants (cosmic-ray makes them), choosing the tests. Does not: judging a
mutant that lives; some change speed or a wording alone.
Always true: the working tree is left alone, for functions get their code in a child (`forked`), and
what is more than functions is written in a copy; one seed draws the same mutants from the same
source.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import re
import shlex
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from cosmic_ray.commands.init import _all_work_items
from cosmic_ray.mutating import mutate_and_test, mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import MutationSpec, TestOutcome

sys.path.insert(0, str(Path(__file__).parent.parent))

from house.forked import changed_codes, killed_by
from house.reach import READING, Reach, lines_of, reach

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("facts", "law", "screening", "determine", "orders")
ANSWERS = "tests/determine/test_cases.py"  # what a mutant in an engine's room may change
ENGINE = ("facts", "law", "screening", "determine")
OTHERS = ("tests/determine", "tests/bad")
# A room above these tells or compares answers: the commands' tests hold it too.
COMMANDS = ("tests/cli", "tests/cli_inference")
KEPT = ROOT / ".mutants"  # what was measured of the tests
LIMIT = 900  # seconds of the tests of one mutant; one that takes longer counts as killed
# Annotations are text here, and `A | B` stands in them alone: such a mutant changes nothing. How a
# dataclass is built (`kw_only`, `slots`) is held by mypy.
_NOTHING, _BUILT = "ReplaceBinaryOperator_BitOr_", "@dataclass"
_FAST = ("-q", "-p", "no:cacheprovider", "-m", "not slow")


def drawn(rng: random.Random, count: int, rooms: Sequence[str]) -> list[MutationSpec]:
    """Some mutants, from modules in proportion to their size."""
    modules = [path for room in rooms for path in sorted(Path("src/ecluse", room).rglob("*.py"))]
    sizes = [path.stat().st_size for path in modules]
    of_module: dict[Path, list[MutationSpec]] = {}
    chosen: list[MutationSpec] = []
    while len(chosen) < count:
        (path,) = rng.choices(modules, sizes)
        if path not in of_module:
            of_module[path] = list(_says_something(path))
        if of_module[path]:
            spec = rng.choice(of_module[path])
            if is_python(spec):
                chosen.append(spec)
    return chosen


def _says_something(path: Path) -> Iterator[MutationSpec]:
    lines = path.read_text("utf-8").splitlines()
    for item in _all_work_items([path], {}):
        spec = item.mutations[0]
        if _NOTHING not in spec.operator_name and _BUILT not in lines[spec.start_pos[0] - 1]:
            yield spec


def mutated(spec: MutationSpec) -> str:
    """The text of a mutant's module."""
    operator = get_operator(spec.operator_name)(**spec.operator_args)
    return str(mutate_code(spec.module_path.read_text("utf-8"), operator, spec.occurrence))


def is_python(spec: MutationSpec) -> bool:
    """Whether a mutant can be read: any other sign for a `*` that gathers arguments cannot."""
    try:
        ast.parse(mutated(spec))
    except SyntaxError:
        return False
    return True


# ---- which tests ---------------------------------------------------------------------------------


def folders(rooms: Sequence[str]) -> list[str]:
    """The tests that mutants of some rooms are held to."""
    above = () if set(rooms) <= set(ENGINE) else COMMANDS
    named = {f"tests/{room}" for room in rooms} | {*OTHERS, *above}
    return sorted(name for name in named if Path(name).is_dir())


def nearest(module: Path) -> set[str]:
    """The files of a room's tests that import a module, or are named for it."""
    room = Path("tests") / module.parts[2]
    name = ".".join((*module.parts[1:-1], module.stem))
    known = re.compile(rf"\b{re.escape(name)} import|from {re.escape(name)}\b")
    own = {*room.rglob(f"test_{module.stem}.py")}
    own |= {path for path in room.rglob("test_*.py") if known.search(path.read_text("utf-8"))}
    return {str(path) for path in own}


def chosen(
    spec: MutationSpec, items: Sequence[pytest.Item], measured: Reach, most: float
) -> tuple[list[pytest.Item], bool]:
    """The tests that run a mutant's statement, the nearest first and then the cheapest files, for
    at most so many seconds; and whether reading the data runs it.

    What reading the data runs, or what no test runs since an earlier one kept what it gave, is held
    to the legal cases too.
    """
    text = spec.module_path.read_text("utf-8")
    tests = measured.of(spec.module_path, lines_of(text, spec.start_pos[0]))
    anew = READING in tests
    near = nearest(spec.module_path)
    cases = spec.module_path.parts[2] in ENGINE

    def file_of(item: pytest.Item) -> str:
        return item.nodeid.partition("::")[0]

    wanted = [
        item
        for item in items
        if item.nodeid in measured.seconds
        and (item.nodeid in tests or (cases and file_of(item) == ANSWERS) or file_of(item) in near)
    ]
    cost: defaultdict[str, float] = defaultdict(float)
    for item in wanted:
        cost[file_of(item)] += measured.seconds[item.nodeid]
    wanted.sort(key=lambda item: (file_of(item) not in near, cost[file_of(item)], file_of(item)))
    left: float = most
    within: list[pytest.Item] = []
    for item in wanted:
        if measured.seconds[item.nodeid] <= left:
            left -= measured.seconds[item.nodeid]
            within.append(item)
    return within, anew


# ---- making and testing --------------------------------------------------------------------------


class Sample:
    """Makes and tests mutants where pytest would run the tests; prints each."""

    def __init__(self, asked: argparse.Namespace, copy: Copy) -> None:
        self.asked, self.copy = asked, copy
        self.outcomes: Counter[str] = Counter()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure what the tests run, then draw mutants until there are enough or time is up."""
        if session.testsfailed:  # what only these tests would kill would seem to live
            raise session.Interrupted("some tests cannot be imported")
        measured = reach(session.items, KEPT)
        until = time.monotonic() + self.asked.seconds
        for spec in drawn(random.Random(self.asked.seed), self.asked.mutants, self.asked.rooms):
            if time.monotonic() > until:
                break
            self.told(spec, session.items, measured)
        return True

    def told(self, spec: MutationSpec, items: Sequence[pytest.Item], measured: Reach) -> None:
        """Hold one mutant to its tests, and print what came of it."""
        codes = changed_codes(spec.module_path.resolve(), mutated(spec))
        if codes is None:
            count, killer = 0, self.copy.killed_by(spec)
        else:
            tests, anew = chosen(spec, items, measured, self.asked.most)
            count, killer = len(tests), killed_by(tests, codes, LIMIT, anew=anew)
        outcome = "lived" if killer is None else "killed"
        self.outcomes[outcome] += 1
        where = f"{spec.module_path.relative_to('src/ecluse')}:{spec.start_pos[0]}"
        name = spec.operator_name.removeprefix("core/")
        print(f"{outcome:<7} {where:<40} {name:<44} {count:>5} {(killer or '')[:60]!r}", flush=True)
        if killer is None:
            print(diff(spec), flush=True)


def diff(spec: MutationSpec) -> str:
    """What a mutant changes, as a patch says it."""
    before, after = spec.module_path.read_text("utf-8"), mutated(spec)
    return "\n".join(
        difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    )


class Copy:
    """A copy of what the tests need, made when it is first asked for: for mutants of what is said
    once, when a module is imported.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sound: set[str] = set()

    def killed_by(self, spec: MutationSpec) -> str | None:
        """What kills a mutant: the nearest tests, the legal cases or the room's."""
        words = [sys.executable, "-m", "pytest", "-x", *_FAST]
        room = spec.module_path.parts[2]
        steps = [sorted(nearest(spec.module_path)), [ANSWERS], [f"tests/{room}"]]
        with self._stood_in():
            for command in (shlex.join([*words, *paths]) for paths in steps if paths):
                self._check(command)
                result = mutate_and_test([spec], command, LIMIT)
                if result.test_outcome is not TestOutcome.SURVIVED:
                    return (result.output or "")[-200:]
        return None

    def _check(self, command: str) -> None:
        if command not in self.sound:
            outcome, output = run_tests(command, LIMIT)
            if outcome is not TestOutcome.SURVIVED:
                raise SystemExit(f"the tests fail without a mutant:\n{command}\n{output[-2000:]}")
            self.sound.add(command)

    @contextmanager
    def _stood_in(self) -> Iterator[None]:
        if not self.folder.exists():
            skip = shutil.ignore_patterns("__pycache__")
            for name in ("src", "tests", "docs", "examples"):
                shutil.copytree(ROOT / name, self.folder / name, ignore=skip)
            shutil.copy(ROOT / "pyproject.toml", self.folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.setenv("PYTHONPATH", str(self.folder / "src"))
            yield


def main() -> None:
    """Read the options, and print what came of the mutants."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--mutants", type=int, default=30, help="how many are drawn")
    options.add_argument("--seconds", type=float, default=900, help="of all of them together")
    options.add_argument("--seed", type=int, default=1, help="of what is drawn")
    options.add_argument(
        "--rooms", type=lambda text: text.split(","), default=ROOMS, help="such as facts,law"
    )
    options.add_argument("--most", type=float, default=60, help="seconds of tests for a mutant")
    asked = options.parse_args()
    os.chdir(ROOT)
    warnings.simplefilter("ignore", SyntaxWarning)  # `is` beside a text, in a mutant
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
        sample = Sample(asked, Copy(Path(name, "tree")))
        code = pytest.main([*_FAST, "-p", "no:xdist", *folders(asked.rooms)], plugins=[sample])
    killed, lived = sample.outcomes["killed"], sample.outcomes["lived"]
    print(f"{killed + lived} mutants: {killed} killed, {lived} lived (seed {asked.seed})")
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    main()

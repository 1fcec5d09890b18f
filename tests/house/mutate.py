"""Mutates a sample of the engine and says which mutants the tests let live: `make mutate`.

    python tests/house/mutate.py [--mutants 30] [--seconds 900] [--seed 1] [--rooms facts,law,..]
                                 [--nearest] [--limit 900]

Belongs here: drawing mutants (cosmic-ray makes them), running the nearest tests. Does not: judging
a mutant that lives; some change speed or a wording alone.
Always true: the working tree is left alone, for mutants are made in a copy; a mutant of a reader is
seen, for the cache of the law goes by the code's digest too; one seed draws the same mutants from
the same source.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shlex
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cosmic_ray.commands.init import _all_work_items
from cosmic_ray.mutating import mutate_and_test, mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.testing import run_tests
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkResult

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("facts", "law", "screening", "determine")
ANSWERS = "tests/determine/test_cases.py"  # what a mutant in one of these rooms may change
OTHERS = ("tests/determine", "tests/bad")
# A room above these tells or compares answers: the commands' tests hold it too.
COMMANDS = ("tests/cli", "tests/cli_inference")
MOST_SECONDS = 900  # of one run of tests, if not told; a mutant that takes longer counts as killed
# Annotations are text here, and `A | B` stands in them alone: such a mutant changes nothing.
_NOTHING = "ReplaceBinaryOperator_BitOr_"


def drawn(rng: random.Random, count: int, rooms: Sequence[str]) -> list[MutationSpec]:
    """Some mutants, from modules in proportion to their size."""
    modules = [path for room in rooms for path in sorted(Path("src/ecluse", room).rglob("*.py"))]
    sizes = [path.stat().st_size for path in modules]
    of_module: dict[Path, list[MutationSpec]] = {}
    chosen: list[MutationSpec] = []
    while len(chosen) < count:
        (path,) = rng.choices(modules, sizes)
        if path not in of_module:
            of_module[path] = [
                item.mutations[0]
                for item in _all_work_items([path], {})
                if _NOTHING not in item.mutations[0].operator_name
            ]
        if of_module[path]:
            spec = rng.choice(of_module[path])
            if is_python(spec):
                chosen.append(spec)
    return chosen


def is_python(spec: MutationSpec) -> bool:
    """Whether a mutant can be read: any other sign for a `*` that gathers arguments cannot."""
    operator = get_operator(spec.operator_name)(**spec.operator_args)
    text = mutate_code(spec.module_path.read_text("utf-8"), operator, spec.occurrence)
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def tests_of(module: Path) -> tuple[str, ...]:
    """The commands that test a module: the tests that import it, then those of its room, with the
    legal cases where it may change an answer and the commands where it tells one.
    """
    room = Path("tests") / module.parts[2]
    name = ".".join((*module.parts[1:-1], module.stem))
    known = re.compile(rf"\b{re.escape(name)} import|from {re.escape(name)}\b")
    own = {*room.rglob(f"test_{module.stem}.py")}
    own |= {path for path in room.rglob("test_*.py") if known.search(path.read_text("utf-8"))}
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not slow"]
    near = [*map(str, sorted(own))]
    steps: tuple[list[str], ...] = (near, [ANSWERS], [str(room), *OTHERS])
    if module.parts[2] not in ROOMS:
        told = sorted(Path("tests").glob(module.stem.partition("_")[0] + "*"))  # by a command
        steps = (near, [str(room)], [*COMMANDS, *map(str, told)])
    return tuple(shlex.join([*words, *paths]) for paths in steps if paths)


def copied(folder: Path) -> None:
    """A copy of what the tests need, in which mutants may be made."""
    for name in ("src", "tests", "docs", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    os.chdir(folder)
    os.environ |= {"PYTHONPATH": str(folder / "src"), "XDG_CACHE_HOME": str(folder / "cache")}


def ended(spec: MutationSpec, sound: set[str], limit: float, *, nearest: bool) -> WorkResult:
    """What the tests make of one mutant: killed by the nearest, by the room's, or by none."""
    commands = tests_of(spec.module_path)
    for command in commands[:-1] if nearest else commands:
        if command not in sound:
            outcome, output = run_tests(command, limit)
            if outcome is not TestOutcome.SURVIVED:
                raise SystemExit(f"the tests fail without a mutant:\n{command}\n{output[-2000:]}")
            sound.add(command)
        result = mutate_and_test([spec], command, limit)
        if result.test_outcome is not TestOutcome.SURVIVED:
            break
    return result


def sample(asked: argparse.Namespace) -> Counter[str]:
    """Make and test mutants until there are enough or the time is up; print each."""
    outcomes: Counter[str] = Counter()
    until = time.monotonic() + asked.seconds
    sound: set[str] = set()
    for spec in drawn(random.Random(asked.seed), asked.mutants, asked.rooms):
        if time.monotonic() > until:
            break
        result = ended(spec, sound, asked.limit, nearest=asked.nearest)
        name = result.test_outcome.value if result.test_outcome else "none"
        outcomes[name] += 1
        where = f"{spec.module_path.relative_to('src/ecluse')}:{spec.start_pos[0]}"
        operator = spec.operator_name.removeprefix("core/")
        print(f"{name:<10} {where:<40} {operator}", flush=True)
        if result.test_outcome is TestOutcome.SURVIVED:
            print(result.diff, flush=True)
    return outcomes


def main() -> None:
    """Read the options, and print what came of the mutants."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--mutants", type=int, default=30, help="how many are drawn")
    options.add_argument("--seconds", type=float, default=900, help="of all of them together")
    options.add_argument("--seed", type=int, default=1, help="of what is drawn")
    options.add_argument(
        "--rooms", type=lambda text: text.split(","), default=ROOMS, help="such as facts,law"
    )
    options.add_argument("--nearest", action="store_true", help="leave out the last tests")
    options.add_argument("--limit", type=float, default=MOST_SECONDS, help="of one run of tests")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        copied(Path(name))
        outcomes = sample(asked)
        os.chdir(ROOT)
    killed, lived = outcomes["killed"] + outcomes["incompetent"], outcomes["survived"]
    print(f"{killed + lived} mutants: {killed} killed, {lived} lived (seed {asked.seed})")


if __name__ == "__main__":
    main()
